import { atomically, type Database, type Progress, progressOf } from "./database.js";
import { instant } from "./days.js";
import type { ExchangeAnswer, ExchangeRequest } from "./generated/api.js";
import { type AnyAnswer, type First, isAnswerTo } from "./history.js";
import { ask, Interrupted, type Patience, patiently, retryAfter } from "./link.js";
import type { Kept } from "./mutations.js";
import { errorOf, isProblem } from "./problems.js";
import type { Shown } from "./receipts.js";

/** The largest number of mutations in one request. */
export const MOST_MUTATIONS = 1000;
/** The largest size of what one request brings, bytes. The server accepts 8 MiB for the complete request. */
export const LARGEST_BODY = 7 * 1024 * 1024;
/** The largest number of ends of the log in one request. */
const MOST_HEADS = 32;
/** The largest number of changes in one answer. */
const CHANGES = 500;
/** A body with fewer bytes is not compressed. */
const WORTH_GZIP = 1024;
/** The statuses of an answer to a compressed body that somebody on the way, or the server, did not understand. */
const NOT_UNDERSTOOD = [400, 411, 415, 422];
/** The codes of the same. */
const ABOUT_BODIES = ["invalid_json", "invalid_request", "unsupported_media_type"];

type SignedReceipt = NonNullable<ExchangeAnswer["receipt"]>;

/** The content of one request. */
export interface Batch {
  progress: Progress;
  records: Kept[];
  /** The receipts of mutations that are sent again after a restore, by their key in the database. */
  receipts: Map<number, unknown>;
}

/**
 * The next request: mutations in the order in which they were made, after the one with this `order`, without those of
 * the orders in `without`.
 */
export async function nextBatch(
  database: Database,
  after: number,
  most: number,
  without: ReadonlySet<number> = new Set(),
): Promise<Batch> {
  return await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    const records: Kept[] = [];
    let size = 0;
    let cursor = await transaction.objectStore("mutations").index("waiting").openCursor();
    for (; cursor && records.length < most; cursor = await cursor.continue()) {
      const record = cursor.value;
      if (record.order <= after || without.has(record.order)) continue;
      size += new TextEncoder().encode(JSON.stringify(record.mutation)).length;
      if (records.length && size > LARGEST_BODY) break;
      records.push(record);
    }
    const receipts = new Map<number, unknown>();
    for (const { receipt, first } of records) {
      if (!receipt || first?.epoch === progress.epoch || receipts.has(receipt.of)) continue;
      receipts.set(receipt.of, await transaction.objectStore("receipts").get(receipt.of));
    }
    return { progress, records, receipts };
  });
}

/**
 * The body of a request. `name` is that of the exchange: the same when it is repeated. `answered` has the first answers
 * to mutations that an earlier history of the server answered.
 */
export function bodyOf({ progress, records, receipts }: Batch, name: string): string {
  const again = records.filter(({ first }) => first && first.epoch !== progress.epoch);
  const answered = Object.fromEntries(again.map(({ mutation, first }) => [mutation.id, first as First]));
  const proofs = [...receipts].map(([key, receipt]) => ({ ...(receipt as SignedReceipt), lines: linesOf(again, key) }));
  const request: ExchangeRequest & { known?: string[] } = {
    cursor: progress.cursor,
    limit: CHANGES,
    device_time: instant(),
    exchange: { id: name, after: progress.exchange ?? null },
    ...(progress.known.length ? { known: shownHeads(progress) } : {}),
    ...(again.length ? { answered } : {}),
    ...(proofs.length ? { receipts: proofs } : {}),
    mutations: records.map((one) => one.mutation),
  };
  return JSON.stringify(request);
}

/** The ends of the log that a request shows: the newest, which prove the most. The others come with the next one. */
export function shownHeads({ known }: Progress): string[] {
  return known.slice(-MOST_HEADS);
}

function linesOf(records: readonly Kept[], key: number): Record<string, Shown> {
  const shown = records.flatMap(({ mutation, receipt }) => {
    return receipt?.of === key ? [[mutation.id, { index: receipt.index, path: receipt.path }] as const] : [];
  });
  return Object.fromEntries(shown);
}

/** What is needed to reach the server, besides the content of a request. */
export interface Line {
  send: typeof fetch;
  server: string;
  token: string;
  patience: Patience;
  /** Whether requests may be compressed; undefined: nobody has said. It is changed when an answer says so. */
  gzip: boolean | undefined;
  signal: AbortSignal | undefined;
}

/** One exchange with the server, with retries under one name. Throws Refused, OldHistory or Unreachable if it fails. */
export async function exchange(line: Line, batch: Batch, name: string): Promise<AnyAnswer> {
  const sent = batch.records.map(({ mutation }) => mutation);
  return await post(line, "v1/sync", () => bodyOf(batch, name), (answer) => isAnswerTo(answer, sent));
}

/**
 * The answer to one request that `isAnswer`, with retries. `body` is asked for each try: it has the time of the clock.
 * Throws Refused, OldHistory or Unreachable if it fails.
 */
export async function post<Answer>(
  line: Line,
  path: string,
  body: () => string,
  isAnswer: (answer: unknown) => answer is Answer,
): Promise<Answer> {
  return await patiently(
    async () => {
      let { response, answer, packed } = await once(line, path, body());
      if (packed && didNotUnderstand(response, answer)) {
        line.gzip = false; // until the device enrols anew
        ({ response, answer, packed } = await once(line, path, body()));
      }
      if (line.gzip === undefined && takesGzip(response)) line.gzip = true;
      if (!response.ok) throw errorOf(response.status, answer, retryAfter(response.headers) / 1000);
      if (!isAnswer(answer)) throw new Interrupted("the answer does not belong to this request");
      return answer;
    },
    line.patience,
    line.signal,
  );
}

/** Puts these bytes there, with retries. Throws what `post` throws. */
export async function put(line: Line, path: string, data: ArrayBuffer, type: string): Promise<void> {
  const { send, server, token, patience, signal } = line;
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": type };
  const init: RequestInit = { method: "PUT", headers, body: data, ...(signal ? { signal } : {}) };
  await patiently(
    async () => {
      const response = await ask(send, new Request(new URL(path, server), init), patience);
      if (response.status === 204) return;
      const answer: unknown = await response.json().catch(() => undefined);
      throw errorOf(response.status, answer, retryAfter(response.headers) / 1000);
    },
    patience,
    signal,
  );
}

async function once(line: Line, path: string, text: string) {
  const { send, server, token, patience, signal } = line;
  const packed = line.gzip === true && text.length >= WORTH_GZIP && typeof CompressionStream !== "undefined";
  const headers = new Headers({ Authorization: `Bearer ${token}`, "Content-Type": "application/json" });
  if (packed) headers.set("Content-Encoding", "gzip");
  const init: RequestInit = { method: "POST", headers, body: packed ? await compressed(text) : text };
  const request = new Request(new URL(path, server), { ...init, ...(signal ? { signal } : {}) });
  const response = await ask(send, request, patience);
  const answer: unknown = await response.json().catch(() => undefined);
  return { response, answer, packed };
}

async function compressed(text: string): Promise<ArrayBuffer> {
  return await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

function didNotUnderstand(response: Response, answer: unknown): boolean {
  return NOT_UNDERSTOOD.includes(response.status) && (!isProblem(answer) || ABOUT_BODIES.includes(answer.code));
}

/** Whether an answer says that requests may be compressed (RFC 7694). */
function takesGzip({ headers }: Response): boolean {
  return (headers.get("Accept-Encoding") ?? "").split(",").some((word) => /^\s*gzip\s*(;|$)/i.test(word));
}
