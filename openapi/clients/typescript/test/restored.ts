// Two tablets and a server that goes back: node restored.js CODE CODE. Says each step, then waits for a line.
import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { Device, type HeldFind } from "minetally";
import { aFind, QUICK, sentBody, SERVER, through } from "./service.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function say(word: string, fact?: unknown): Promise<void> {
  console.log(JSON.stringify([word, fact]));
  await lines.next();
}

async function finds(device: Device): Promise<HeldFind[]> {
  const list: HeldFind[] = [];
  for await (const find of device.finds()) list.push(find);
  return list;
}

const asked: unknown[] = [];
const watching = through(async (request) => {
  if (request.url.endsWith("/v1/sync")) {
    const { mutations, answered } = await sentBody(request);
    asked.push({ mutations: mutations.map((one) => (one as { id: string }).id), answered });
  }
  return undefined;
});
const [first, second] = process.argv.slice(2) as [string, string];
const one = await Device.enrol({ server: SERVER, code: first, database: "one", patience: QUICK, fetch: watching });
const other = await Device.enrol({ server: SERVER, code: second, database: "other", patience: QUICK });
const kept = await one.create(aFind(1));
await one.sync();
await say("back up");
await one.edit(kept.id, { count: 14 });
await one.create(aFind(2));
const lost = await other.create(aFind(3));
await other.sync();
await one.create(aFind(4, { position: { crs: "EPSG:28408", x: 8635076, y: 4401180 } }));
const before = await one.sync();
for (const { mutation } of await one.unseen()) await one.seen(mutation.id);
await one.edit(lost.id, { note: "seen by the other" });
await say("restore", before);
asked.length = 0;
const during = await finds(one);
const synced = await one.sync();
const report = {
  during,
  synced,
  asked: [...asked],
  unseen: await one.unseen(),
  lacked: await one.lackedByServer(),
  finds: await finds(one),
};
await say("one came", report);
const late = await other.sync();
await one.sync();
await say("all came", {
  late,
  lacked: await one.lackedByServer(),
  finds: [await finds(one), await finds(other)],
  outbox: await one.outbox(),
});
process.stdin.destroy();
