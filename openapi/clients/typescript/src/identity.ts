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

/** The code of an enrolment, and the server if it says so. `text` is the code alone, or the complete `minetally://enrol?...` of a QR code. */
export function codeIn(text: string): { code: string; server?: string } {
  const asked = /^minetally:/i.test(text.trim()) ? new URL(text.trim()).searchParams : null;
  const server = asked?.get("server");
  return { code: (asked?.get("code") ?? text).trim(), ...(server ? { server } : {}) };
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

/** Exchanges a code for an identity. If the connection breaks, the same is sent again, and the server gives the same answer. */
export async function enrolled(code: string, secret: string, given: Server): Promise<Identity> {
  const { server } = given;
  const { body } = await connect(given)("post", "/v1/enrol", { body: { code, secret } });
  const { token, device_id: deviceId, device, team, operation, timezone } = body;
  return { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
}
