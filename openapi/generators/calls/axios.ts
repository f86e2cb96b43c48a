// The calls by the client of openapi-generator, typescript-axios.
import { isAxiosError } from "axios";
import { Configuration, DevicesApi, ExchangeApi, FindsApi, type Problem, ReportsApi } from "./index";

const { MINETALLY_SERVER, MINETALLY_TOKEN, MINETALLY_MUTATION } = process.env as Record<string, string>;
const bearing = (accessToken?: string) => new Configuration({ basePath: MINETALLY_SERVER, accessToken });

const staff = bearing(MINETALLY_TOKEN);
const { code } = (await new DevicesApi(staff).createEnrolment({ team: "T1", device: "generated" })).data;
const { token } = (await new ExchangeApi(bearing()).enrol({ code })).data;
const sent = { mutations: [JSON.parse(MINETALLY_MUTATION)] };
const [result] = (await new ExchangeApi(bearing(token)).sync(sent)).data.results;
const finds = await new FindsApi(staff).listFinds(undefined, undefined, undefined, undefined, undefined, undefined, undefined, 10);
const [find] = finds.data.items;
const report = (await new ReportsApi(staff).weeklyReport("2022-08-15", "2022-08-22")).data;
const problem = await new FindsApi(staff).getFind("00000000-0000-4000-8000-000000000000").then(
  () => undefined,
  (error: unknown) => (isAxiosError<Problem>(error) ? error.response?.data : undefined),
);
console.log(JSON.stringify([result.outcome, find.marking, find.found_on, report.total, problem?.type]));
