import { v7 as uuidv7 } from "uuid";
import { beginAnew, refuseHere, storeAnswer } from "./copies.js";
import { atomically, type Database, progressed, progressOf } from "./database.js";
import { type Batch, exchange, type Line, MOST_MUTATIONS, nextBatch } from "./exchange.js";
import type { MutationResult, ResyncRequired } from "./generated/api.js";
import { type AnyAnswer, isEarlier } from "./history.js";
import type { Kept } from "./mutations.js";
import { namedMutations, OldHistory, type Refusal, Refused, Unreachable } from "./problems.js";
import { witness } from "./witness.js";

/** How often the history of the server may change within one sync. */
const MOST_HISTORIES = 3;

/** One exchange that is stored: what was sent, and the answer. */
export interface Exchanged {
  sent: Kept[];
  answer: AnyAnswer;
}

/**
 * Exchange after exchange, each one stored, until nothing waits on either side. `heldBack` gets the ids of what stays in
 * the outbox. Throws Refused, OldHistory or Unreachable if it cannot continue.
 */
export async function* exchanges(
  database: Database,
  line: Line,
  largest: number,
  heldBack: string[],
): AsyncGenerator<Exchanged> {
  const batchSize = Math.min(Math.max(largest, 1), MOST_MUTATIONS);
  let [most, after, histories] = [batchSize, 0, 0];
  const without = new Set<number>();
  const hold = (records: Kept[]) => {
    for (const { order } of records) without.add(order);
    heldBack.push(...records.map(({ mutation }) => mutation.id));
  };
  const follow = async (batch: Batch, epoch: string, name?: string) => {
    if (++histories > MOST_HISTORIES) throw new Unreachable("the server's history changed too often in one sync", 0);
    await beginAnew(database, batch, epoch, name);
    after = 0;
  };
  for (;;) {
    const batch = await nextBatch(database, after, most, without);
    const { records, progress } = batch;
    try {
      const name = uuidv7();
      const answer = await asked(database, line, batch, name);
      if (progress.epoch && isEarlier(answer.epoch, progress.epoch)) throw new OldHistory();
      if (progress.epoch && answer.epoch !== progress.epoch) {
        await follow(batch, answer.epoch, name);
        continue;
      }
      if (!(await storeAnswer(database, batch, name, answer))) continue;
      after = records.at(-1)?.order ?? after;
      yield { sent: records, answer };
      if (!answer.has_more && (await nextBatch(database, after, 1, without)).records.length === 0) break;
    } catch (error) {
      if (error instanceof Refused && isResync(error.problem)) {
        await follow(batch, error.problem.epoch);
      } else if (error instanceof Refused && error.problem.code === "too_much_refused") {
        const named = namedMutations(error.problem).flatMap((place) => records[place] ?? []);
        if (!named.length) throw error;
        hold(named);
      } else if (records.length && isTooLarge(error)) {
        const [first] = records as [Kept];
        if (records.length === 1 && error instanceof Refused) await refuseHere(database, first, tooLarge(first, error.problem));
        // it waits, and with it what was typed later about the same find
        else if (records.length === 1) hold(await waitingOf(database, first));
        most = records.length === 1 ? batchSize : Math.ceil(records.length / 2);
      } else {
        throw error;
      }
    }
  }
  await witness(database, await atomically(database, progressOf), line);
}

/** The answer to a request. What it says of compressed requests is kept. */
async function asked(database: Database, line: Line, batch: Batch, name: string): Promise<AnyAnswer> {
  const before = line.gzip;
  try {
    return await exchange(line, batch, name);
  } finally {
    const { gzip } = line;
    if (gzip !== before && gzip !== undefined) {
      await atomically(database, async (transaction) => await progressed(transaction, { gzip }));
    }
  }
}

function isResync(problem: Refusal): problem is ResyncRequired {
  return problem.code === "resync_required";
}

function isTooLarge(error: unknown): error is Refused | Unreachable {
  if (error instanceof Refused) return error.problem.code === "too_large";
  return error instanceof Unreachable && error.status === 413;
}

async function waitingOf(database: Database, { mutation, order }: Kept): Promise<Kept[]> {
  const of = await database.getAllFromIndex("mutations", "find", mutation.find_id);
  return of.filter((record) => record.waiting && record.order >= order);
}

function tooLarge({ mutation }: Kept, problem: Refusal): MutationResult {
  const nothing = { version: null, seq: -1, conflicts: [], flags: [], replayed: false };
  return { id: mutation.id, find_id: mutation.find_id, outcome: "rejected", problem, ...nothing } as never;
}
