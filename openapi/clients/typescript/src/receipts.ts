import type { AnyAnswer, AnyResult } from "./history.js";
import type { Kept } from "./mutations.js";

/** What the server signs of an answer: it had these mutations, byte for byte. docs/receipts.md describes it. */
export interface Receipt {
  signed: { operation: string; epoch: string; device_id: string; key: string; size: number; root: string };
  signature: string;
}

/** Where the line of one mutation stands in the tree of a receipt: `path` has the hashes from the leaf to the root. */
export interface Shown {
  index: number;
  path: string[];
}

/** The places of the mutations of a request in the tree of the receipt that came; empty if nothing could be computed here. */
export interface Lines {
  places: Shown[];
}

/**
 * What a check of a receipt found. `wrong`: it does not fit what this device sent, or its signature is not that of its
 * key. `unchecked`: this browser cannot check it now (no secure context); it is kept all the same.
 */
export type Checked = "right" | "wrong" | "unchecked";

const NAME = "minetally receipt 1\n";
const utf8 = new TextEncoder();
/** Half of a surrogate pair, as JSON writes it. */
const HALF = /(?<!\\)(\\\\)*\\ud[89a-f]/;

/** The canonical JSON of a value (RFC 8785). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value as Record<string, unknown>).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1)); // by UTF-16 code units
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

/** The places of these mutations in the receipt of an answer; null if it has no receipt. */
export async function placesOf(answer: AnyAnswer, sent: readonly Kept[]): Promise<Lines | null> {
  if (!isReceipt(answer.receipt)) return null;
  const leaves = await leavesOf(answer, sent);
  if (!leaves) return { places: [] };
  const levels = await levelsOf(leaves);
  return { places: leaves.map((_, index) => shown(levels, index)) };
}

/** Checks a receipt against what this device sent, and its signature. Whose key it is, `fingerprintOf` helps to say. */
export async function check(answer: AnyAnswer, sent: readonly Kept[]): Promise<Checked> {
  const receipt = answer.receipt;
  if (!isReceipt(receipt)) return "wrong";
  const leaves = await leavesOf(answer, sent);
  if (!leaves) return "unchecked";
  const { signed, signature } = receipt;
  const root = leaves.length ? hex((await levelsOf(leaves)).at(-1)?.[0] as Uint8Array) : "";
  if (signed.size !== leaves.length || signed.root !== root || signed.epoch !== answer.epoch) return "wrong";
  return await isSigned(NAME + canonical(signed), signature, signed.key);
}

/** The short name of a public key that people compare: the first 32 hexadecimal digits of its SHA-256. */
export async function fingerprintOf(key: string): Promise<string> {
  return hex(await sha256(bytesOf(key))).slice(0, 32);
}

export function isReceipt(value: unknown): value is Receipt {
  const receipt = value as Partial<Receipt> | null | undefined;
  return typeof receipt?.signed === "object" && receipt.signed !== null && typeof receipt.signature === "string";
}

/** One leaf for each mutation, over what this device sent; null if SHA-256 is missing here. */
async function leavesOf(answer: AnyAnswer, sent: readonly Kept[]): Promise<Uint8Array[] | null> {
  if (!globalThis.crypto?.subtle) return null;
  return await Promise.all(
    sent.map(async ({ mutation }, n) => {
      const { id, place, received_at, clock_offset_s, outcome } = answer.results[n] as AnyResult;
      // the server has no canonical form of half a surrogate pair either: it takes the bytes as they were sent
      const sentAs = JSON.stringify(mutation);
      const hash = hex(await sha256(utf8.encode(HALF.test(sentAs) ? sentAs : canonical(mutation))));
      const line = { id, sha256: hash, place, received_at, clock_offset_s, outcome };
      return await sha256(Uint8Array.of(0), utf8.encode(canonical(line)));
    }),
  );
}

/** The tree over at least one leaf (RFC 9162, 2.1), level by level: the leaves first, the root alone last. */
async function levelsOf(leaves: readonly Uint8Array[]): Promise<(readonly Uint8Array[])[]> {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = await above(level);
  return levels;
}

function shown(levels: readonly (readonly Uint8Array[])[], index: number): Shown {
  const beside = levels.map((level, height) => level[(index >> height) ^ 1]);
  return { index, path: beside.filter((one) => one !== undefined).map(hex) };
}

async function above(level: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const nodes: Promise<Uint8Array>[] = [];
  for (let n = 0; n < level.length; n += 2) {
    const [left, right] = [level[n] as Uint8Array, level[n + 1]];
    nodes.push(right ? sha256(Uint8Array.of(1), left, right) : Promise.resolve(left));
  }
  return await Promise.all(nodes);
}

export async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/** Whether a signature is that of a text under a key; both in Base64. */
export async function isSigned(text: string, signature: string, key: string): Promise<Checked> {
  const content = utf8.encode(text);
  let [signed, publicKey] = [new Uint8Array(), new Uint8Array()];
  try {
    [signed, publicKey] = [bytesOf(signature), bytesOf(key)];
  } catch {
    return "wrong"; // not Base64
  }
  try {
    const imported = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return (await crypto.subtle.verify("Ed25519", imported, signed, content)) ? "right" : "wrong";
  } catch {
    // this browser has no Ed25519, or the key is none
  }
  try {
    const { verifyAsync } = await import("@noble/ed25519");
    return (await verifyAsync(signed, content, publicKey)) ? "right" : "wrong";
  } catch {
    return "unchecked"; // without a network the part that checks does not load
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
