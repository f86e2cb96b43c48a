// The live server as the tests meet it: MINETALLY_SERVER and MINETALLY_ADMIN_TOKEN come from tests/test_client_typescript.py.
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { Device, type DeviceOptions, type HeldFind, type NewFind, type Patience, Staff } from "minetally";

export const SERVER = process.env["MINETALLY_SERVER"] ?? "http://127.0.0.1:8000";
export const QUICK: Partial<Patience> = { attempts: 4, firstDelay: 2, longestDelay: 10, timeout: 20_000 };
export const staff = new Staff({ server: SERVER, token: process.env["MINETALLY_ADMIN_TOKEN"] ?? "" });

let databases = 0;

export async function codeOf(team = "T1", device = "tablet"): Promise<string> {
  return (await staff.api("post", "/v1/enrolments", { body: { team, device } })).body.code;
}

/** A new tablet with a database of its own. */
export async function tablet(options: DeviceOptions & { server?: string } = {}): Promise<Device> {
  const database = `tablet ${++databases}`;
  return await Device.enrol({ server: SERVER, database, patience: QUICK, ...options, code: await codeOf() });
}

/** Copies a tablet's database, as a backup that is put on another tablet does. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  (await Device.enrol({ server: SERVER, database: to, patience: QUICK, code: await codeOf() })).close(); // makes the stores
  const [source, target] = [await openDB(from), await openDB(to)];
  for (const name of ["device", "finds", "mutations"]) {
    await target.clear(name);
    for (const key of await source.getAllKeys(name)) {
      await target.put(name, await source.get(name, key), ...(name === "device" ? [key] : []));
    }
  }
  source.close();
  target.close();
}

/** A find at a place of its own, too far from the others for a suspected duplicate. */
export function aFind(n: number, more: Partial<NewFind> = {}): NewFind {
  const position = { crs: "EPSG:28408", x: 4401180 + 100 * n, y: 8635076 } as const;
  return { marking: "3-001M", category: "ap_mine", count: 12, position, found_on: "2022-08-15", ...more };
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What the server holds of these finds. */
export async function onServer(finds: HeldFind[]): Promise<Map<string, unknown>> {
  const ids = new Set(finds.map((find) => find.id));
  return new Map((await all(staff.finds())).filter((find) => ids.has(find.id)).map((find) => [find.id, find]));
}

/** A `fetch` that asks `before` first, which may answer in the server's place. */
export function through(before: (request: Request, number: number) => Promise<Response | undefined>): typeof fetch {
  let number = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    return (await before(request.clone(), number++)) ?? (await fetch(request));
  };
}

/** The body of a request as it was before it was compressed. */
export async function sentBody(request: Request): Promise<{ mutations: unknown[]; answered?: unknown; known?: unknown }> {
  const gzip = request.headers.get("Content-Encoding") === "gzip";
  const stream = request.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  return JSON.parse(
    await new Response(gzip ? stream.pipeThrough(new DecompressionStream("gzip")) : stream).text(),
  ) as never;
}
