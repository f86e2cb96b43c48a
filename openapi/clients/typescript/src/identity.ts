import { connect, type Server } from "./client.js";

/** Who this device is. */
export interface Identity {
  server: string;
  token: string;
  deviceId: string;
  device: string;
  team: string;
  operation: string;
  /** In whose days the operation counts, such as `Asia/Baku`. */
  timezone: string;
}

/** Asks the server who the bearer of a code is: the code alone, or the whole `minetally://enrol?...` of a QR code. */
export async function enrolled(code: string, given: Partial<Server>): Promise<Identity> {
  const asked = /^minetally:/i.test(code) ? new URL(code).searchParams : null;
  const server = given.server ?? asked?.get("server");
  if (!server) throw new TypeError("the code names no server: give its address as `server`");
  const api = connect({ ...given, server });
  const { body } = await api("post", "/v1/enrol", { body: { code: asked?.get("code") ?? code } });
  const { token, device_id: deviceId, device, team, operation, timezone } = body;
  return { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
}
