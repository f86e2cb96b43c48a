// The calls by the client of openapi-generator, java, library native.

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.DevicesApi;
import org.openapitools.client.api.ExchangeApi;
import org.openapitools.client.api.FindsApi;
import org.openapitools.client.api.ReportsApi;
import org.openapitools.client.model.EnrolRequest;
import org.openapitools.client.model.EnrolmentRequest;
import org.openapitools.client.model.ExchangeRequest;
import org.openapitools.client.model.Mutation;
import org.openapitools.client.model.Problem;

public class Calls {
  static ApiClient bearing(String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("MINETALLY_SERVER"));
    if (token != null) {
      client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    }
    return client;
  }

  public static void main(String[] args) throws Exception {
    ApiClient staff = bearing(System.getenv("MINETALLY_TOKEN"));
    var json = staff.getObjectMapper();
    var wanted = new EnrolmentRequest().team("T1").device("generated");
    var code = new DevicesApi(staff).createEnrolment(wanted).getCode();
    var enrolled = new ExchangeApi(bearing(null)).enrol(new EnrolRequest().code(code));
    var mutation = json.readValue(System.getenv("MINETALLY_MUTATION"), Mutation.class);
    var request = new ExchangeRequest().addMutationsItem(mutation);
    var result = new ExchangeApi(bearing(enrolled.getToken())).sync(request, null).getResults().get(0).getApplied();
    var find = new FindsApi(staff).listFinds(null, null, null, null, null, null, null, 10).getItems().get(0);
    var first = LocalDate.parse("2022-08-15");
    var report = new ReportsApi(staff).weeklyReport(first, first.plusDays(7), null, null, null, null, null);
    Problem problem = null;
    try {
      new FindsApi(staff).getFind(UUID.fromString("00000000-0000-4000-8000-000000000000"), null);
    } catch (ApiException refused) {
      problem = json.readValue(refused.getResponseBody(), Problem.class);
    }
    var said = List.of(
        result.getOutcome(), find.getMarking(), find.getFoundOn(), report.getTotal(), problem.getType());
    System.out.println(json.writeValueAsString(said));
  }
}
