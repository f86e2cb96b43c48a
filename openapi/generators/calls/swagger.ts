// The calls by the client of swagger-typescript-api.
import { Api } from "./api";

const { MINETALLY_SERVER, MINETALLY_TOKEN, MINETALLY_MUTATION } = process.env as Record<string, string>;
const bearing = (token?: string) =>
  new Api({
    baseUrl: MINETALLY_SERVER,
    baseApiParams: { format: "json", headers: token ? { Authorization: `Bearer ${token}` } : {} },
  }).v1;

const staff = bearing(MINETALLY_TOKEN);
const { code } = (await staff.createEnrolment({ team: "T1", device: "generated" })).data;
const { token } = (await bearing().enrol({ code })).data;
const [result] = (await bearing(token).sync({ mutations: [JSON.parse(MINETALLY_MUTATION)] })).data.results;
const [find] = (await staff.listFinds({ limit: 10 })).data.items;
const report = (await staff.weeklyReport({ from: "2022-08-15", to: "2022-08-22" })).data;
const problem = await staff.getFind("00000000-0000-4000-8000-000000000000").then(
  () => undefined,
  (refused) => refused.error,
);
console.log(JSON.stringify([result.outcome, find.marking, find.found_on, report.total, problem?.type]));
