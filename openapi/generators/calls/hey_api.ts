// The calls by the client of @hey-api/openapi-ts.
import { createClient } from "./client";
import { createEnrolment, enrol, getFind, listFinds, sync, weeklyReport } from "./sdk.gen";

const { MINETALLY_SERVER, MINETALLY_TOKEN, MINETALLY_MUTATION } = process.env as Record<string, string>;
const bearing = (auth?: string) => createClient({ baseUrl: MINETALLY_SERVER, auth });

const client = bearing(MINETALLY_TOKEN);
const made = await createEnrolment({ client, body: { team: "T1", device: "generated" }, throwOnError: true });
const enrolled = await enrol({ client: bearing(), body: { code: made.data.code }, throwOnError: true });
const body = { mutations: [JSON.parse(MINETALLY_MUTATION)] };
const answer = await sync({ client: bearing(enrolled.data.token), body, throwOnError: true });
const [result] = answer.data.results;
const [find] = (await listFinds({ client, query: { limit: 10 }, throwOnError: true })).data.items;
const week = { from: "2022-08-15", to: "2022-08-22" };
const report = (await weeklyReport({ client, query: week, throwOnError: true })).data;
const { error } = await getFind({ client, path: { find_id: "00000000-0000-4000-8000-000000000000" } });
console.log(JSON.stringify([result.outcome, find.marking, find.found_on, report.total, error?.type]));
