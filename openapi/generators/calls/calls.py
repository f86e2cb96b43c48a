"""The calls by the client of openapi-generator, python."""

import json
import os
from datetime import date

import openapi_client as minetally

SERVER = os.environ["MINETALLY_SERVER"]
MUTATION = json.loads(os.environ["MINETALLY_MUTATION"])


def bearing(token=None):
    return minetally.ApiClient(minetally.Configuration(host=SERVER, access_token=token))


staff = bearing(os.environ["MINETALLY_TOKEN"])
wanted = minetally.EnrolmentRequest(team="T1", device="generated")
code = minetally.DevicesApi(staff).create_enrolment(wanted).code
enrolled = minetally.ExchangeApi(bearing()).enrol(minetally.EnrolRequest(code=code))
request = minetally.ExchangeRequest(mutations=[minetally.Mutation.from_dict(MUTATION)])
(result,) = minetally.ExchangeApi(bearing(enrolled.token)).sync(request).results
(find,) = minetally.FindsApi(staff).list_finds(limit=10).items
report = minetally.ReportsApi(staff).weekly_report(var_from=date(2022, 8, 15), to=date(2022, 8, 22))
try:
    minetally.FindsApi(staff).get_find("00000000-0000-4000-8000-000000000000")
except minetally.ApiException as refused:
    problem = refused.data
print(json.dumps([result.actual_instance.outcome, find.marking, str(find.found_on), report.total, problem.type]))
