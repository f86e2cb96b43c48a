import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Conflict,
  dayIn,
  type FindFields,
  instant,
  localDate,
  type MutationResult,
  type Position,
  Refused,
  type Refusal,
  Staff,
} from "minetally";
import { aFind, all, QUICK, SERVER, staff, tablet, through } from "./service.js";

describe("staff", () => {
  test("read every find, page by page", async () => {
    const device = await tablet({ batch: 1000 });
    for (let n = 0; n < 510; n++) await device.create(aFind(n, { found_on: "2021-05-03", marking: "PMN-2" }));
    assert.equal((await device.sync()).state, "synced");
    const finds = await all(staff.finds({ from: "2021-05-03", to: "2021-05-03" }));
    assert.equal(finds.length, 510);
    assert.equal(new Set(finds.map(({ id }) => id)).size, 510);
    const report = await staff.weekly({ from: "2021-05-01", to: "2021-05-07" }, { group_by: "type" });
    assert.equal(report.total, 510 * 12);
    assert.equal(
      (await all(staff.weeklyFinds({ from: "2021-05-01", to: "2021-05-07" }, { type: "PMN-2" }))).length,
      510,
    );
    assert.equal((await staff.weekly({ week: "2021-W18" })).total, 510 * 12);
  });

  test("have an iterator for every listing", async () => {
    const listings = [
      staff.conflicts({ state: "resolved" }),
      staff.duplicates(),
      staff.quarantine({ state: "waiting" }),
      staff.editions(),
      staff.devices(),
      staff.teams(),
      staff.tokens(),
      staff.types(),
      staff.lookAlikes(),
      staff.areas(),
      staff.roster({ from: "2022-08-15", to: "2022-08-16" }),
    ];
    const sizes = await Promise.all(listings.map(async (listing) => (await all<unknown>(listing)).length));
    assert.ok((sizes[7] ?? 0) > 200, String(sizes));
  });

  test("settle a conflict as it was read, once, and not when an offer came meanwhile", async () => {
    const tablets = [await tablet(), await tablet(), await tablet()] as const;
    const { id } = await tablets[0].create(aFind(5000));
    await tablets[0].sync();
    for (const device of tablets) await device.sync();
    for (const [n, device] of tablets.entries()) await device.edit(id, { count: 20 + n });
    await tablets[0].sync();
    await tablets[1].sync();
    const [asRead] = await all(staff.conflicts({ find_id: id }));
    assert.ok(asRead);
    await tablets[2].sync();
    const unseen = await staff.resolve(asRead, 21);
    assert.ok(unseen.state === "changed");
    assert.deepEqual(
      unseen.conflict.offers.map(({ value }) => value),
      [21, 22],
    );
    const lossy = through(async (request, n) => {
      if (n > 0) return undefined;
      await (await fetch(request)).arrayBuffer();
      throw new TypeError("terminated");
    });
    const { token } = (await staff.api("post", "/v1/tokens", { body: { role: "reviewer", person: "R. Aliyev" } })).body;
    const reviewer = new Staff({ server: SERVER, token, patience: QUICK, fetch: lossy });
    const settled = await reviewer.resolve(unseen.conflict, 22, { reason: "counted again" });
    assert.ok(settled.state === "settled");
    assert.deepEqual([settled.result.outcome, settled.result.replayed], ["applied", true]);
    const history = await all(staff.history(id));
    assert.equal(history.filter(({ kind }) => kind === "resolve").length, 1);
    assert.equal((await tablets[0].sync()).state, "synced");
    assert.equal((await tablets[0].find(id))?.count, 22);
  });

  test("decide about a suspected duplicate", async () => {
    const device = await tablet();
    const finds = [await device.create(aFind(6000)), await device.create(aFind(6000))];
    await device.sync();
    const [pair] = await all(staff.duplicates({ find_id: finds[0]?.id ?? "" }));
    assert.ok(pair);
    const decided = await staff.decide(pair, {
      decision: "same",
      survivor: pair.find_ids[0] ?? null,
      reason: "one mine",
    });
    assert.equal(decided.state, "same");
    await assert.rejects(staff.decide(pair, { decision: "distinct" }), (error) => error instanceof Refused);
  });

  test("learn which field was refused, why, and how to mend it", async () => {
    const asked = staff.api("post", "/v1/enrolments", { body: { team: "", device: "x" } });
    await assert.rejects(
      asked,
      ({ problem }: Refused) => problem.errors[0]?.field === "team" && problem.status === 422,
    );
    await assert.rejects(
      staff.conflict("0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10"),
      ({ problem }: Refused) => problem.code === "not_found",
    );
  });

  test("get a report as a file", async () => {
    const { response } = await staff.api("get", "/v1/reports/weekly", { query: { week: "2022-W33", format: "pdf" } });
    assert.equal(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      "%PDF-",
    );
  });
});

describe("days and moments", () => {
  test("a day is that of the operation's calendar", () => {
    assert.equal(dayIn("Asia/Baku", new Date("2022-08-14T21:30:00Z")), "2022-08-15");
    assert.equal(dayIn("UTC", new Date("2022-08-14T21:30:00Z")), "2022-08-14");
    assert.equal(localDate("2024-02-29"), "2024-02-29");
    for (const bad of ["2022-02-29", "2022-8-15", "15.08.2022", "2022-08-15T00:00:00Z", ""]) {
      assert.throws(() => localDate(bad), RangeError);
    }
  });

  test("a moment carries the offset of this machine's clock", () => {
    const moment = new Date("2022-08-15T13:20:00.123Z");
    assert.equal(new Date(instant(moment)).getTime(), moment.getTime());
    assert.match(instant(moment), /^2022-08-15T.*\.123[+-]\d\d:\d\d$/);
  });
});

// What the compiler must see: this file does not compile when a union no longer narrows, or a wrong value is let through.

export function northing(position: Position): number | string {
  switch (position.crs) {
    case "EPSG:4326":
      return position.lat;
    case "EPSG:28407":
    case "EPSG:28408":
    case "EPSG:28409":
      return position.x;
    case "MGRS":
      return position.mgrs;
    default:
      return position.northing;
  }
}

export function said(result: MutationResult): string {
  if (result.outcome === "rejected") return result.problem.detail;
  const version: number = result.version;
  const none: null = result.problem;
  return `${version} ${none}`;
}

export function present(problem: Refusal): string | Conflict | undefined {
  switch (problem.code) {
    case "resync_required":
      return problem.epoch;
    case "conditions_not_met":
      return problem.conditions[0]?.condition;
    case "precondition_failed":
      return problem.conflict;
    default:
      // @ts-expect-error other problems have no epoch
      return problem.epoch;
  }
}

export const wrong: FindFields[] = [
  // @ts-expect-error a moment is no day
  { found_on: new Date() },
  // @ts-expect-error nor is any text
  { found_on: "yesterday" },
  // @ts-expect-error no such category
  { category: "mine" },
  // @ts-expect-error Gauss-Krüger has x and y
  { position: { crs: "EPSG:28408", easting: 634917, northing: 4399329 } },
  // @ts-expect-error a find cannot be without a count
  { count: null },
];
