import { connect, type Server } from "./client.js";
import { atomically, type Database, type Enrolling } from "./database.js";

/** The identity of this device. */
export interface Identity {
  server: string;
  token: string;
  deviceId: string;
  device: string;
  team: string;
  operation: string;
  /** The time zone of the operation's days, such as `Asia/Baku`. */
  timezone: string;
}

/** A code of an enrolment, and what stood beside it: the address of the server, and the fingerprint of its key. */
export interface Code {
  code: string;
  server?: string;
  serverKey?: string;
}

/** The code in a text: the code alone, the `minetally://enrol?...` of a QR code, or the `https://.../tablet/#code=...`. */
export function codeIn(text: string): Code {
  const given = text.trim();
  if (!/^(minetally|https?):/i.test(given)) return { code: given };
  const url = new URL(given);
  const said = url.search ? url.searchParams : new URLSearchParams(url.hash.slice(1));
  const server = url.protocol === "minetally:" ? said.get("server") : url.href.replace(/\/tablet\/?#.*$/, "");
  const serverKey = said.get("server_key");
  const beside = { ...(server ? { server } : {}), ...(serverKey ? { serverKey } : {}) };
  return { code: (said.get("code") ?? "").trim(), ...beside };
}

/** The secret of this device for a code, stored before it is sent: so the same code can be sent again if no answer comes. */
export async function secretFor(database: Database, code: string): Promise<string> {
  return await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    const before = (await store.get("enrolling")) as Enrolling | undefined;
    if (before?.code === code) return before.secret;
    const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)));
    const secret = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    await store.put({ code, secret }, "enrolling");
    return secret;
  });
}

/** What an enrolment gives: who the device is, and the fingerprint of the key that the server says it has. */
export interface Enrolled {
  identity: Identity;
  serverKey: string;
}

/** Exchanges a code for an identity; `was` is the one before. If the connection breaks, the same is sent again, and the server gives the same answer. */
export async function enrolled(code: string, secret: string, given: Server, was?: Identity): Promise<Enrolled> {
  const { server } = given;
  const asked = { code, secret, ...(was ? { device_id: was.deviceId } : {}) };
  const { body } = await connect(given)("post", "/v1/enrol", { body: asked });
  const { token, device_id: deviceId, device, team, operation, timezone, server_key: serverKey } = body;
  const identity = { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
  return { identity, serverKey };
}
