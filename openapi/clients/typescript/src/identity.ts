import { connect, type Server } from "./client.js";

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

/** Exchanges a code for an identity. `code` is the code alone, or the complete `minetally://enrol?...` of a QR code. */
export async function enrolled(code: string, given: Partial<Server>): Promise<Identity> {
  const asked = /^minetally:/i.test(code) ? new URL(code).searchParams : null;
  const server = given.server ?? asked?.get("server");
  if (!server) throw new TypeError("the code does not contain a server: give its address as `server`");
  const api = connect({ ...given, server });
  const { body } = await api("post", "/v1/enrol", { body: { code: asked?.get("code") ?? code } });
  const { token, device_id: deviceId, device, team, operation, timezone } = body;
  return { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
}
