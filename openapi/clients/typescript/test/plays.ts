// The tablets of a play: node plays.js. It reads a command as a line of JSON, and answers with one: see tests/clients/tablets.py.
import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { Device, type FindFields, type NewFind, RepeatedMutation } from "minetally";

interface Command {
  tablet: string;
  word: "enrol" | "create" | "edit" | "sync" | "finds" | "today" | "photo";
  code: string;
  find_id: string;
  fields: FindFields;
  id: string | null;
  at: string;
  text: string;
}

const server = process.env["MINETALLY_SERVER"] ?? "";
const patience = { attempts: Number(process.env["MINETALLY_TRIES"]), firstDelay: 2, longestDelay: 10, timeout: 20_000 };
const devices = new Map<string, Device>();

async function play({ tablet, word, ...given }: Command): Promise<object> {
  const device = devices.get(tablet);
  if (word === "enrol") {
    if (device) await device.enrol(given.code);
    else devices.set(tablet, await Device.enrol({ server, code: given.code, database: tablet, patience }));
    return {};
  }
  if (!device) throw new Error(`${tablet} is not enrolled`);
  switch (word) {
    case "create":
      await device.create(given.fields as NewFind, { findId: given.find_id, ...(given.id ? { id: given.id } : {}) });
      return {};
    case "photo":
      return { sha256: await device.keepPhoto(new Blob([given.text], { type: "image/jpeg" })) };
    case "edit":
      await device.edit(given.find_id, given.fields);
      return {};
    case "today":
      return { today: device.today(new Date(given.at)) };
    case "finds": {
      const finds: Record<string, number> = {};
      for await (const find of device.finds()) finds[find.id] = find.count;
      return { finds, lacked: (await device.lackedByServer()).map(({ id }) => id).sort() };
    }
    case "sync": {
      const synced = await device.sync();
      return {
        state: synced.state === "refused" ? `refused: ${synced.problem.detail}` : synced.state,
        outcomes: synced.results.map(({ result }) => result.outcome),
        waiting: synced.waiting,
        held_back: synced.heldBack.length,
        receipts: synced.receipts,
        server_key: synced.serverKey,
        photos_brought: synced.photosBrought.length,
        photos_wanted: synced.photosWanted.length,
        reason: synced.state === "unreachable" ? synced.reason : null,
        retry_after: synced.state === "unreachable" ? synced.retryAfter : 0,
      };
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await play(JSON.parse(line) as Command).catch((error: unknown) =>
    error instanceof RepeatedMutation ? { raises: error.name } : { failed: String((error as Error).stack) },
  );
  console.log(JSON.stringify(answer));
}
