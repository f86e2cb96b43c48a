import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openDB } from "idb";
import { Device, type ExchangeAnswer, NoSuchFind, OtherOperation, Refused, Unreachable } from "minetally";
import { aFind, all, codeOf, copyDatabase, onServer, QUICK, sentBody, SERVER, staff, tablet, through } from "./service.js";

describe("a device", () => {
  test("keeps what is typed without a network, and has it after a restart", async () => {
    const offline = through(async () => Response.error());
    const device = await tablet({ database: "restart" });
    device.close();
    const before = (await Device.open({ database: "restart", fetch: offline, patience: QUICK })) as Device;
    const find = await before.create(aFind(1));
    await before.edit(find.id, { count: 14, note: "two more" });
    assert.equal((await before.sync()).state, "unreachable");
    before.close();
    const after = (await Device.open({ database: "restart", patience: QUICK })) as Device;
    assert.deepEqual(
      (await after.outbox()).map(({ op, was }) => [op, was]),
      [
        ["create", undefined],
        ["edit", { count: 12, note: null }],
      ],
    );
    assert.equal((await after.find(find.id))?.count, 14);
    assert.equal((await after.find(find.id))?.waiting, true);
    const synced = await after.sync();
    assert.deepEqual([synced.state, synced.waiting], ["synced", 0]);
    assert.deepEqual(
      synced.results.map(({ result }) => result.outcome),
      ["applied", "applied"],
    );
    const held = await after.find(find.id);
    assert.deepEqual([held?.count, held?.note, held?.version, held?.waiting], [14, "two more", 2, false]);
    assert.deepEqual(held?.stored, (await onServer([find])).get(find.id));
  });

  test("sends only what an edit changes, and nothing when that is nothing", async () => {
    const device = await tablet();
    const { id } = await device.create(aFind(2));
    await device.edit(id, { ...aFind(2), district: null });
    await device.edit(id, { ...aFind(2), count: 13 });
    assert.deepEqual(
      (await device.outbox()).slice(1).map(({ set, was }) => [set, was]),
      [[{ count: 13 }, { count: 12 }]],
    );
  });

  test("makes ids of version 7 that sort as they were made, and times with their offset", async () => {
    const device = await tablet();
    for (let n = 0; n < 20; n++) await device.create(aFind(n));
    const made = await device.outbox();
    assert.deepEqual(
      made.map(({ id }) => id),
      made.map(({ id }) => id).sort(),
    );
    for (const { id, made_at } of made) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.match(made_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
    }
  });

  test("deletes what it saw, and takes it back", async () => {
    const device = await tablet();
    const { id } = await device.create(aFind(3));
    assert.equal((await device.delete(id)).state, "deleted");
    await device.sync();
    assert.equal((await device.find(id))?.state, "deleted");
    assert.equal((await device.restore(id)).state, "live");
    assert.deepEqual(
      (await device.sync()).results.map(({ result }) => result.outcome),
      ["applied"],
    );
    assert.equal((await device.find(id))?.state, "live");
  });

  test("says that it does not hold a find", async () => {
    const device = await tablet();
    await assert.rejects(device.edit("0198b8e2-5a1c-7c3e-9d57-0b6a4e2f1c10", { count: 1 }), NoSuchFind);
  });

  test("shows a conflict and a rejection until they were seen", async () => {
    const [one, other] = [await tablet(), await tablet()];
    const { id } = await one.create(aFind(4));
    await one.sync();
    await other.sync();
    await one.edit(id, { count: 15 });
    await other.edit(id, { count: 16 });
    await one.sync();
    const bad = await other.create(aFind(5, { position: { crs: "EPSG:28408", x: 8635076, y: 4401180 } }));
    const { results } = await other.sync();
    assert.deepEqual(
      results.map(({ result }) => result.outcome),
      ["conflict", "rejected"],
    );
    const unseen = await other.unseen();
    assert.deepEqual(
      unseen.map(({ mutation }) => mutation.find_id),
      [id, bad.id],
    );
    const [waits, refused] = unseen.map(({ result }) => result);
    assert.deepEqual(
      waits?.conflicts.map(({ field }) => field),
      ["count"],
    );
    assert.ok(
      refused?.outcome === "rejected" && refused.problem.errors.some(({ code }) => code === "swapped_axes"),
      JSON.stringify(refused),
    );
    assert.equal((await other.find(id))?.count, 15);
    assert.equal(await other.find(bad.id), null);
    for (const { mutation } of unseen) await other.seen(mutation.id);
    assert.deepEqual(await other.unseen(), []);
  });

  test("keeps everything when its token is refused, and goes on with a new one", async () => {
    const device = await tablet({ database: "revoked" });
    const { id } = await device.create(aFind(6));
    await device.sync();
    await device.edit(id, { count: 13 });
    await staff.api("post", "/v1/devices/{device_id}/retirement", { path: { device_id: device.identity.deviceId } });
    const synced = await device.sync();
    assert.ok(synced.state === "token_refused" && synced.problem.code === "unauthenticated");
    assert.equal(synced.waiting, 1);
    await device.enrol(await codeOf());
    assert.deepEqual(
      (await device.sync()).results.map(({ result }) => result.outcome),
      ["applied"],
    );
    assert.equal((await device.find(id))?.count, 13);
  });

  test("does not take the code of another operation into its database", async () => {
    const device = await tablet({ database: "two operations" });
    await device.create(aFind(7));
    const elsewhere = through(async (request) => {
      const answer = (await (await fetch(request)).json()) as object;
      return Response.json({ ...answer, operation: "another-2022" }, { status: 201 });
    });
    const given = { server: SERVER, database: "two operations", fetch: elsewhere, code: await codeOf() };
    await assert.rejects(Device.enrol(given), OtherOperation);
    assert.equal((await device.sync()).state, "synced");
  });

  test("gets the answer to an enrolment again after it was lost, in this call or in a later one", async () => {
    const code = await codeOf("T1", "lost answers");
    let lost = 0;
    const losing = (times: number) =>
      through(async (request, n) => {
        if (n >= times) return undefined;
        lost++;
        await (await fetch(request)).arrayBuffer(); // the server did it
        throw new TypeError("terminated");
      });
    const given = { server: SERVER, database: "lost enrolment", patience: QUICK, code };
    await assert.rejects(Device.enrol({ ...given, fetch: losing(99) }), Unreachable);
    const device = await Device.enrol({ ...given, fetch: losing(2) });
    assert.equal(lost, 4 + 2);
    assert.equal((await device.sync()).state, "synced");
    const listed = (await staff.api("get", "/v1/devices")).body.items.filter(({ name }) => name === "lost answers");
    assert.deepEqual(
      listed.map(({ id }) => id),
      [device.identity.deviceId],
    );
  });

  test("says that another tablet has its token, keeps everything, and goes on with a new code", async () => {
    const device = await tablet({ database: "copied" });
    const { id } = await device.create(aFind(40));
    await device.sync();
    await copyDatabase("copied", "copy");
    const copy = (await Device.open({ database: "copy", patience: QUICK })) as Device;
    await device.edit(id, { count: 14 });
    assert.equal((await device.sync()).forked, false);
    await device.sync();
    await copy.edit(id, { count: 15 });
    const synced = await copy.sync();
    assert.deepEqual([synced.state, synced.forked], ["synced", true]);
    assert.equal((await device.sync()).forked, false);
    const listed = (await staff.api("get", "/v1/devices")).body.items.find((one) => one.id === device.identity.deviceId);
    assert.equal(listed?.state, "forked");
    const [conflict] = (await all(staff.conflicts())).filter((one) => one.find_id === id);
    assert.deepEqual([conflict?.accepted.value, ...(conflict?.offers ?? []).map(({ value }) => value)], [14, 15]);
    await copy.edit(id, { note: "typed before the new code" });
    await copy.enrol(await codeOf("T1", "the copy"));
    const after = await copy.sync();
    assert.deepEqual([after.forked, after.waiting, after.results.length], [false, 0, 1]);
    assert.notEqual(copy.identity.deviceId, device.identity.deviceId);
  });

  test("enrols with the address of a QR code, and a code works once", async () => {
    const { uri } = (await staff.api("post", "/v1/enrolments", { body: { team: "T2", device: "qr" } })).body;
    const code = new URL(uri).searchParams.get("code") ?? "";
    const printed = `minetally://enrol?server=${encodeURIComponent(SERVER)}&code=${encodeURIComponent(code)}`;
    const device = await Device.enrol({ code: printed, database: "qr" });
    assert.deepEqual([device.identity.team, device.identity.timezone], ["T2", "Asia/Baku"]);
    await assert.rejects(Device.enrol({ code: printed, database: "qr again" }), Refused);
  });
});

describe("a sync", () => {
  test("shows at most 32 ends of the log, the newest, and the others with the next request", async () => {
    const told = Array.from({ length: 34 }, (_, n) => `end ${n}`);
    const [shown, ends]: [unknown[], unknown[]] = [[], []];
    const watching = through(async (request) => {
      const { known, ...rest } = await sentBody(request);
      shown.push(known);
      const { url, method, headers } = request;
      const response = await fetch(url, { method, headers: bare(headers), body: JSON.stringify(rest) });
      ends.push(((await response.clone().json()) as ExchangeAnswer).cursor);
      return response;
    });
    const device = await opened("shower", watching);
    const database = await openDB("shower");
    await database.put("device", { ...(await database.get("device", "progress")), known: told }, "progress");
    database.close();
    await device.sync();
    await device.sync();
    assert.deepEqual(shown, [told.slice(2), [...told.slice(0, 2), ends[0]]]);
  });

  test("sends the same mutations again after an answer that was cut off", async () => {
    const bodies: unknown[][] = [];
    const cutting = through(async (request, n) => {
      bodies.push((await sentBody(request.clone())).mutations);
      if (n > 1) return undefined;
      await (await fetch(request)).arrayBuffer(); // the server did it
      throw new TypeError("terminated");
    });
    const device = await tablet({ database: "cut" });
    device.close();
    const again = (await Device.open({ database: "cut", patience: QUICK, fetch: cutting })) as Device;
    await again.create(aFind(8));
    const { results } = await again.sync();
    assert.deepEqual(
      results.map(({ result }) => result.replayed),
      [true],
    );
    assert.equal(bodies.length, 3);
    assert.deepEqual(bodies[2], bodies[0]);
  });

  test("waits as long as the server says, and tells when that is long", async () => {
    const device = await tablet({ database: "busy" });
    const asked: number[] = [];
    const busy = through(async (_request, n) => {
      asked.push(Date.now());
      return n < 1 ? new Response(null, { status: 429, headers: { "Retry-After": "1" } }) : undefined;
    });
    device.close();
    const obedient = (await Device.open({ database: "busy", patience: QUICK, fetch: busy })) as Device;
    assert.equal((await obedient.sync()).state, "synced");
    assert.ok((asked[1] ?? 0) - (asked[0] ?? 0) >= 999);
    obedient.close();
    const long = through(async () => new Response(null, { status: 503, headers: { "Retry-After": "900" } }));
    const told = (await Device.open({ database: "busy", patience: QUICK, fetch: long })) as Device;
    const synced = await told.sync();
    assert.ok(synced.state === "unreachable" && synced.retryAfter === 900);
  });

  test("takes the page of a captive portal for no answer", async () => {
    const device = await tablet({ database: "portal" });
    device.close();
    const portal = through(async () => new Response("<h1>Welcome</h1>", { headers: { "Content-Type": "text/html" } }));
    const there = (await Device.open({ database: "portal", patience: QUICK, fetch: portal })) as Device;
    await there.create(aFind(9));
    const synced = await there.sync();
    assert.deepEqual([synced.state, synced.waiting], ["unreachable", 1]);
  });

  test("brings ten megabytes in requests that the server takes", async () => {
    const sizes: number[] = [];
    const watching = through(async (request) => {
      sizes.push((await sentBody(request)).mutations.length);
      return undefined;
    });
    const device = await tablet({ database: "large" });
    device.close();
    const full = (await Device.open({ database: "large", batch: 1000, patience: QUICK, fetch: watching })) as Device;
    for (let n = 0; n < 400; n++) await full.create(aFind(1000 + n, { note: "ə".repeat(13_000) }));
    const synced = await full.sync();
    assert.deepEqual([synced.state, synced.waiting, synced.results.length], ["synced", 0, 400]);
    assert.ok(sizes.filter((size) => size > 0).length === 2, String(sizes));
    assert.deepEqual(
      synced.results.map(({ mutation }) => mutation.id),
      synced.results.map(({ result }) => result.id),
    );
  });

  test("holds back what the server takes no more of today, and sends the rest", async () => {
    const device = await tablet();
    for (let n = 0; n < 70; n++) await device.create(aFind(2000 + n, { note: "n".repeat(250_000) }));
    const { id } = await device.create(aFind(2100));
    const synced = await device.sync();
    assert.deepEqual([synced.state, synced.results.at(-1)?.result.outcome], ["synced", "applied"]);
    assert.equal(synced.results.at(-1)?.mutation.find_id, id);
    assert.ok(synced.heldBack.length > 0);
    assert.equal(synced.heldBack.length + synced.results.length, 71);
    assert.deepEqual(
      (await device.outbox()).map((mutation) => mutation.id),
      synced.heldBack,
    );
    assert.deepEqual((await device.sync()).heldBack, synced.heldBack);
  });

  test("sends less at a time when the server finds it too large", async () => {
    const sizes: number[] = [];
    const narrow = through(async (request) => {
      const size = (await sentBody(request)).mutations.length;
      sizes.push(size);
      const problem = { code: "too_large", title: "", status: 413, errors: [] };
      return size > 3 ? Response.json(problem, { status: 413 }) : undefined;
    });
    const device = await tablet({ database: "narrow" });
    device.close();
    const there = (await Device.open({ database: "narrow", patience: QUICK, fetch: narrow })) as Device;
    for (let n = 0; n < 10; n++) await there.create(aFind(20 + n));
    assert.equal((await there.sync()).state, "synced");
    assert.deepEqual(sizes.slice(0, 3), [10, 5, 3]);
    assert.deepEqual(await there.outbox(), []);
  });

  test("keeps the order of a find's mutations, whatever the size of a batch", async () => {
    const device = await tablet({ batch: 1 });
    const { id } = await device.create(aFind(40));
    for (let count = 13; count < 20; count++) await device.edit(id, { count });
    const { results } = await device.sync();
    assert.deepEqual(
      results.map(({ result }) => [result.outcome, result.version]),
      [1, 2, 3, 4, 5, 6, 7, 8].map((v) => ["applied", v]),
    );
  });

  test("shows the same while answers come in before their changes", async () => {
    const counts: (number | undefined)[] = [];
    const device = await tablet({ database: "pages" });
    const { id } = await device.create(aFind(41));
    await device.sync();
    device.close();
    let looking: Device | undefined;
    const slowly = through(async (request) => {
      counts.push((await looking?.find(id))?.count);
      const body = { ...(await sentBody(request)), limit: 1 };
      return await fetch(request.url, { method: "POST", headers: bare(request.headers), body: JSON.stringify(body) });
    });
    looking = (await Device.open({ database: "pages", patience: QUICK, fetch: slowly })) as Device;
    const others = await tablet();
    for (let n = 0; n < 4; n++) await others.create(aFind(50 + n));
    await others.sync();
    await looking.edit(id, { count: 77 });
    assert.equal((await looking.sync()).state, "synced");
    assert.ok(counts.length > 4);
    assert.deepEqual([...new Set(counts)], [77]);
  });

  test("of two tabs at once stores each change once and loses nothing", async () => {
    const first = await tablet({ database: "tabs", batch: 2 });
    const second = (await Device.open({ database: "tabs", batch: 2, patience: QUICK })) as Device;
    const finds = await Promise.all([...Array(12).keys()].map((n) => (n % 2 ? first : second).create(aFind(60 + n))));
    const ends = await Promise.all([first.sync(), second.sync(), first.sync()]);
    assert.deepEqual(
      ends.map(({ state, waiting }) => [state, waiting]),
      Array(3).fill(["synced", 0]),
    );
    const held = await onServer(finds);
    assert.equal(held.size, 12);
    for (const find of await all(second.finds()))
      if (held.has(find.id)) assert.deepEqual(find.stored, held.get(find.id));
  });

  test("can be given up", async () => {
    const device = await tablet({ database: "given up" });
    device.close();
    const never = through(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    const stuck = (await Device.open({ database: "given up", fetch: never })) as Device;
    await assert.rejects(stuck.sync(AbortSignal.timeout(20)), { name: "TimeoutError" });
  });
});

describe("a server that goes back", () => {
  test("keeps all that was answered, and for room lets go of what a verified backup has", async () => {
    let saved = 0;
    const device = await opened(
      "saved",
      changing((answer) => ({ ...answer, saved_through_seq: saved })),
    );
    for (let n = 0; n < 4; n++) await device.create(aFind(70 + n));
    const { results } = await device.sync();
    assert.equal(await mutationsIn("saved"), 4);
    saved = results[1]?.result.seq ?? 0;
    await device.sync();
    assert.equal(await mutationsIn("saved"), 4);
    assert.equal(await device.makeRoom(3), 1);
    assert.equal(await device.makeRoom(0), 1);
    assert.equal(await mutationsIn("saved"), 2);
  });

  test("is asked in browsers without throwIfAborted too", async () => {
    const { throwIfAborted } = AbortSignal.prototype;
    AbortSignal.prototype.throwIfAborted = undefined as never;
    try {
      const device = await tablet();
      await device.create(aFind(85));
      assert.equal((await device.sync(new AbortController().signal)).state, "synced");
      const given = new AbortController();
      given.abort(new Error("enough"));
      await assert.rejects(device.sync(given.signal), { message: "enough" });
    } finally {
      AbortSignal.prototype.throwIfAborted = throwIfAborted;
    }
  });

  test("answers later what it holds now, and is asked again until it has", async () => {
    let inRecovery = true;
    const held = (answer: ExchangeAnswer) => ({
      ...answer,
      results: answer.results.map((one) => ({ ...one, outcome: "held" })),
    });
    const device = await opened(
      "held",
      changing((answer) => (inRecovery ? held(answer) : answer)),
    );
    const { id } = await device.create(aFind(80));
    const first = await device.sync();
    assert.deepEqual([first.state, first.waiting, (await device.find(id))?.waiting], ["synced", 1, true]);
    inRecovery = false;
    const second = await device.sync();
    assert.deepEqual([second.state, second.waiting, second.results[0]?.result.replayed], ["synced", 0, true]);
  });

  test("is not followed for ever when it goes back each time", async () => {
    const problem = { code: "resync_required", title: "", detail: "", status: 409, type: "", errors: [], epoch: "" };
    const device = await opened(
      "for ever",
      through(async () => Response.json(problem, { status: 409 })),
    );
    await device.create(aFind(90));
    const synced = await device.sync();
    assert.ok(synced.state === "unreachable" && synced.reason.includes("history"));
    assert.equal(synced.waiting, 1);
  });
});

/** A new tablet whose requests go through this. */
async function opened(database: string, fetch: typeof globalThis.fetch): Promise<Device> {
  (await tablet({ database })).close();
  return (await Device.open({ database, fetch, patience: QUICK })) as Device;
}

/** A `fetch` that changes the server's answers. */
function changing(change: (answer: ExchangeAnswer) => unknown): typeof fetch {
  return through(async (request) => Response.json(change((await (await fetch(request)).json()) as ExchangeAnswer)));
}

async function mutationsIn(database: string): Promise<number> {
  const opened = await openDB(database);
  const count = await opened.count("mutations");
  opened.close();
  return count;
}

function bare(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("Content-Encoding");
  return kept;
}
