import { atomically, type Database, type Progress, progressOf, type Writing } from "./database.js";
import { instant } from "./days.js";
import type { ExchangeAnswer, ExchangeRequest, MutationResult } from "./generated/api.js";
import { ask, Interrupted, type Patience, patiently } from "./link.js";
import type { Kept } from "./mutations.js";
import { Refused, refusalOf } from "./problems.js";

/** The largest number of mutations in one request. */
export const MOST_MUTATIONS = 1000;
/** The largest size of the mutations in one request, bytes. The server accepts 8 MiB for the complete request. */
const LARGEST_BODY = 7 * 1024 * 1024;
/** The largest number of changes in one answer. */
const CHANGES = 500;
/** A body with fewer bytes is not compressed. */
const WORTH_GZIP = 1024;

/** The content of one request. */
export interface Batch {
  progress: Progress;
  records: Kept[];
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
    // in a new history fetch the copy first, then send the mutations
    if (progress.generation > 0 && !progress.whole) return { progress, records: [] };
    const records: Kept[] = [];
    let size = 0;
    let cursor = await transaction.objectStore("mutations").index("waiting").openCursor();
    for (; cursor && records.length < most; cursor = await cursor.continue()) {
      const record = cursor.value;
      if (record.order <= after || without.has(record.order)) continue;
      size += new TextEncoder().encode(JSON.stringify(record.mutation)).length;
      if (records.length && (size > LARGEST_BODY || !sameHistory(records, record))) break;
      records.push(record);
    }
    return { progress, records };
  });
}

/** Whether a record can go into the same request: one request names only one earlier history. */
function sameHistory(records: Kept[], record: Kept): boolean {
  const epoch = records.find((one) => one.answered)?.answered?.epoch;
  return !epoch || !record.answered || record.answered.epoch === epoch;
}

/** The body of a request. `name` is that of the exchange: the same when it is repeated. `answered` has the earlier answers to mutations that are sent again in a new history. */
export function bodyOf({ progress, records }: Batch, name: string): string {
  const resent = records.filter((one) => one.answered);
  const epoch = resent[0]?.answered?.epoch;
  const seq = Object.fromEntries(resent.map((one) => [one.mutation.id, one.answered?.result.seq]));
  const request: ExchangeRequest & { answered?: { epoch: string; seq: Record<string, number | undefined> } } = {
    cursor: progress.cursor,
    limit: CHANGES,
    device_time: instant(),
    exchange: { id: name, after: progress.exchange ?? null },
    mutations: records.map((one) => one.mutation),
    ...(epoch ? { answered: { epoch, seq } } : {}),
  };
  return JSON.stringify(request);
}

/** One exchange with the server, with retries under one name. Throws Refused or Unreachable if it fails. */
export async function exchange(
  send: typeof fetch,
  server: string,
  token: string,
  batch: Batch,
  name: string,
  patience: Patience,
  signal?: AbortSignal,
): Promise<ExchangeAnswer> {
  return await patiently(
    async () => {
      const { body, encoding } = await packed(bodyOf(batch, name));
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...encoding };
      const init: RequestInit = { method: "POST", headers, body, ...(signal ? { signal } : {}) };
      const response = await ask(send, new Request(new URL("v1/sync", server), init), patience);
      const answer: unknown = await response.json().catch(() => undefined);
      if (!response.ok) throw new Refused(refusalOf(response.status, answer));
      if (!isAnswer(answer, batch)) throw new Interrupted("the answer did not come from Minetally");
      return answer;
    },
    patience,
    signal,
  );
}

function isAnswer(value: unknown, batch: Batch): value is ExchangeAnswer {
  const answer = value as Partial<ExchangeAnswer> | null | undefined;
  return answer?.results?.length === batch.records.length && Array.isArray(answer.changes);
}

async function packed(text: string): Promise<{ body: BodyInit; encoding: Record<string, string> }> {
  if (text.length < WORTH_GZIP || typeof CompressionStream === "undefined") return { body: text, encoding: {} };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(stream).arrayBuffer(), encoding: { "Content-Encoding": "gzip" } };
}

/**
 * Stores results, changes and cursor of an answer together. Returns false and stores nothing if another tab has stored
 * an answer in the meantime. Then this answer is out of date, and the next request gets the same results.
 */
export async function storeAnswer(
  database: Database,
  batch: Batch,
  name: string,
  answer: ExchangeAnswer,
): Promise<boolean> {
  return await atomically(database, async (transaction) => {
    const { cursor, generation, whole } = await progressOf(transaction);
    if (cursor !== batch.progress.cursor || generation !== batch.progress.generation) return false;
    const finds = transaction.objectStore("finds");
    await Promise.all([
      ...batch.records.map(async (record, n) => await storeResult(transaction, record, answer, n)),
      ...answer.changes.map(async ({ find }) => await finds.put({ id: find.id, generation, find })),
    ]);
    const progress: Progress = {
      cursor: answer.cursor,
      epoch: answer.epoch,
      generation,
      whole: whole || !answer.has_more,
      exchange: name,
    };
    await transaction.objectStore("device").put(progress, "progress");
    if (!answer.has_more) await tidy(transaction, answer);
    return true;
  });
}

async function storeResult(transaction: Writing, sent: Kept, answer: ExchangeAnswer, n: number): Promise<void> {
  const result = answer.results[n] as MutationResult;
  // a server in recovery has the mutation, but its answer comes later
  if ((result.outcome as string) === "held") return;
  const { waiting: _, unseen, ...record } = sent;
  const before = sent.answered?.result.outcome;
  const news = result.outcome !== before && (result.outcome === "conflict" || result.outcome === "rejected");
  await transaction.objectStore("mutations").put({
    ...record,
    answered: { epoch: answer.epoch, result },
    ...(news || unseen ? { unseen: 1 } : {}),
  });
}

/** After a complete copy: answered mutations are no longer applied to it, and those in a verified backup are deleted. */
async function tidy(transaction: Writing, { epoch, saved_through_seq }: ExchangeAnswer): Promise<void> {
  const mutations = transaction.objectStore("mutations");
  for (let cursor = await mutations.index("over").openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (!record.waiting) await cursor.update(record);
  }
  const saved = IDBKeyRange.bound([epoch, 0], [epoch, saved_through_seq]);
  for (let cursor = await mutations.index("answered").openCursor(saved); cursor; cursor = await cursor.continue()) {
    if (!cursor.value.waiting && !cursor.value.unseen) await cursor.delete();
  }
}

/**
 * The server's history has changed: the copy is fetched from the start, and every kept mutation is sent again.
 * The old copy can be read until then.
 */
export async function beginAnew(database: Database, batch: Batch): Promise<void> {
  await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (progress.cursor !== batch.progress.cursor || progress.generation !== batch.progress.generation) return;
    const anew = { ...progress, cursor: null, generation: progress.generation + 1, whole: false };
    await transaction.objectStore("device").put(anew, "progress");
    const mutations = transaction.objectStore("mutations");
    for (let cursor = await mutations.openCursor(); cursor; cursor = await cursor.continue()) {
      await cursor.update({ ...cursor.value, waiting: 1, over: 1 });
    }
  });
}
