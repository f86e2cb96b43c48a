import { connect } from "./client.js";
import { atomically, type Database, progressed, progressOf } from "./database.js";
import type { Line } from "./exchange.js";
import type { PublicKey } from "./generated/api.js";
import { canonical, type Checked, fingerprintOf, isSigned } from "./receipts.js";

/**
 * Whether the server is the one that this device was enrolled at, as its receipts show: `confirmed` by the key whose
 * fingerprint stood in the code, or by one that follows it. `not_confirmed`: somebody else may answer; exchanges go on,
 * tell the person. `unknown`: no receipt could be checked yet.
 */
export type ServerKey = "confirmed" | "not_confirmed" | "unknown";

const NAME = "minetally key 1\n";

/** What the receipts of this device say of the key of its server. */
export async function serverKeyOf(database: Database): Promise<ServerKey> {
  const { signs, serverKeys } = await atomically(database, progressOf);
  if (signs === undefined) return "unknown";
  return signs !== "" && serverKeys.includes(await fingerprintOf(signs)) ? "confirmed" : "not_confirmed";
}

/** Notes which key signed an answer to mutations; none where the receipt is wrong or missing. */
export async function noteKey(database: Database, receipt: unknown, checked: Checked): Promise<void> {
  if (checked === "unchecked") return;
  const signs = checked === "right" ? (receipt as { signed: { key: string } }).signed.key : "";
  await atomically(database, async (transaction) => {
    if ((await progressOf(transaction)).signs !== signs) await progressed(transaction, { signs });
  });
}

/** Confirms the key that signs now, where the keys of the server show that it follows one that this device knows. */
export async function followKey(database: Database, { server, send, patience, signal }: Line): Promise<void> {
  if ((await serverKeyOf(database)) !== "not_confirmed") return;
  const { signs, serverKeys } = await atomically(database, progressOf);
  if (!signs) return;
  try {
    const asked = signal ? [{ signal }] : [];
    const { body } = await connect({ server, fetch: send, patience })("get", "/.well-known/minetally-keys", ...asked);
    const followed = await wayTo(signs, body.keys, serverKeys);
    await atomically(database, async (transaction) => {
      const { serverKeys: known } = await progressOf(transaction);
      await progressed(transaction, { serverKeys: [...new Set([...known, ...followed])] });
    });
  } catch {
    // no list came, or it is none: it is asked for again after the next sync
    signal?.throwIfAborted();
  }
}

/**
 * The fingerprints of a key and of those before it, up to one that is known, each signed by the one before it and none
 * stolen; empty where there is no such way.
 */
async function wayTo(key: string, listed: readonly PublicKey[], known: readonly string[]): Promise<string[]> {
  const way: string[] = [];
  for (let at: string | null = key; at && way.length <= listed.length; ) {
    const one: PublicKey | undefined = listed.find((each) => each.key === at);
    if (one?.revoked_at) return [];
    const fingerprint = await fingerprintOf(at);
    if (known.includes(fingerprint)) return way;
    if (!one?.signed_by || !one.signature) return [];
    const said = NAME + canonical({ from: one.from, key: one.key });
    if ((await isSigned(said, one.signature, one.signed_by)) !== "right") return [];
    way.push(fingerprint);
    at = one.signed_by;
  }
  return [];
}
