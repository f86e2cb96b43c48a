import { atomically, type Database, findsOf, type OldCopy, type Progress, progressed, progressOf, type Writing } from "./database.js";
import { type Batch, shownHeads } from "./exchange.js";
import type { Find, MutationResult } from "./generated/api.js";
import { type AnyAnswer, firstOf, isEarlier } from "./history.js";
import type { Kept } from "./mutations.js";
import { noteWanted } from "./photos.js";
import { OldHistory } from "./problems.js";
import { type Lines, placesOf, type Receipt } from "./receipts.js";

/** How long an answered mutation is kept, milliseconds; longer if no verified backup has it. */
const KEPT = 365 * 24 * 3600 * 1000;

/**
 * Stores results, changes and cursor of an answer together. Returns false and stores nothing if another tab has stored
 * an answer in the meantime. Then this answer is out of date, and the next request gets the same results.
 */
export async function storeAnswer(database: Database, batch: Batch, name: string, answer: AnyAnswer): Promise<boolean> {
  const lines = await placesOf(answer, batch.records);
  return await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (!isSame(progress, batch.progress)) return false;
    await storeResults(transaction, batch, answer, lines);
    for (const { find } of answer.changes) await storeFind(transaction, progress.copy, find);
    await noteWanted(transaction, answer.photos_wanted ?? []);
    const head = answer.head ?? answer.cursor;
    const shown = shownHeads(batch.progress);
    const known = progress.known.filter((one) => !shown.includes(one) && one !== head);
    await progressed(transaction, {
      cursor: answer.cursor,
      epoch: answer.epoch,
      exchange: name,
      known: head ? [...known, head] : known,
      restores: answer.recovery?.restores ?? [],
      savedThrough: answer.saved_through_seq,
      ...(answer.has_more ? {} : { renewing: false }),
    });
    if (!answer.has_more) await tidy(transaction, progress);
    return true;
  });
}

function isSame(one: Progress, other: Progress): boolean {
  return one.cursor === other.cursor && one.copy === other.copy;
}

/** A find of the copy. An older version, from an answer that came late, does not replace a newer one. */
async function storeFind(transaction: Writing, copy: number, find: Find): Promise<void> {
  const finds = transaction.objectStore("finds");
  const before = await finds.get([copy, find.id]);
  if (!before || before.find.seq <= find.seq) await finds.put({ copy, id: find.id, find });
}

async function storeResults(transaction: Writing, batch: Batch, answer: AnyAnswer, lines: Lines | null): Promise<void> {
  const receipt = lines ? await transaction.objectStore("receipts").add(answer.receipt as Receipt) : undefined;
  for (const [n, sent] of batch.records.entries()) {
    const result = answer.results[n] as MutationResult;
    if (!["applied", "merged", "conflict", "rejected"].includes(result.outcome)) continue; // not final: it is sent again
    const { waiting: _, unseen, ...record } = sent;
    const before = sent.answered?.result.outcome;
    const news = result.outcome !== before && (result.outcome === "conflict" || result.outcome === "rejected");
    const place = lines?.places[n];
    await transaction.objectStore("mutations").put({
      ...record,
      answered: { epoch: answer.epoch, result },
      first: sent.first ?? firstOf(result, answer.epoch),
      ...(!sent.receipt && receipt !== undefined && place ? { receipt: { of: receipt, ...place } } : {}),
      ...(news || unseen ? { unseen: 1 } : {}),
    });
  }
}

/** After a complete copy: answered mutations are no longer applied to it, and those of long ago are dropped. */
async function tidy(transaction: Writing, before: Progress): Promise<void> {
  const mutations = transaction.objectStore("mutations");
  for (let cursor = await mutations.index("over").openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (!record.waiting) await cursor.update(record);
  }
  if (before.renewing) {
    for (let cursor = await mutations.index("waiting").openCursor(); cursor; cursor = await cursor.continue()) {
      await cursor.update({ ...cursor.value, over: 1 });
    }
  }
  await dropSaved(transaction, (record) => record.noted < Date.now() - KEPT);
}

/** Drops answered mutations that a verified backup has, oldest first, while `dropping` says so. Returns how many. */
export async function dropSaved(transaction: Writing, dropping: (record: Kept) => boolean): Promise<number> {
  const { epoch, savedThrough } = await progressOf(transaction);
  if (!epoch || !savedThrough) return 0;
  const saved = IDBKeyRange.bound([epoch, 0], [epoch, savedThrough]);
  const index = transaction.objectStore("mutations").index("answered");
  let dropped = 0;
  for (let cursor = await index.openCursor(saved); cursor; cursor = await cursor.continue()) {
    const record = cursor.value;
    if (record.waiting || record.unseen) continue;
    if (!dropping(record)) break;
    await cursor.delete();
    dropped += 1;
  }
  return dropped;
}

/** Rejects a mutation that is too large for any request, and keeps it for its author. */
export async function refuseHere(database: Database, sent: Kept, result: MutationResult): Promise<void> {
  await atomically(database, async (transaction) => {
    const { waiting: _, ...record } = sent;
    await transaction.objectStore("mutations").put({ ...record, answered: { epoch: "", result }, unseen: 1 });
  });
}

/**
 * The server's history has changed: the copy is fetched from the start, and every kept mutation is sent again. The old
 * copy is shown until then. Throws OldHistory if the server's history is older than this device's. `exchange` is the
 * name of an exchange that the server has answered.
 */
export async function beginAnew(database: Database, batch: Batch, epoch: string, exchange?: string): Promise<void> {
  await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (!isSame(progress, batch.progress)) return;
    if (progress.epoch && isEarlier(epoch, progress.epoch)) throw new OldHistory();
    const oldCopies = [...progress.oldCopies];
    if (progress.renewing && oldCopies.length) {
      // the copy that was begun is nothing that anybody has seen
      await transaction.objectStore("finds").delete(findsOf(progress.copy));
    } else {
      const old: OldCopy = { copy: progress.copy, epoch: progress.epoch ?? epoch };
      oldCopies.push(old);
      await settleOver(transaction, old);
    }
    const anew = { cursor: null, epoch, copy: progress.copy + 1, renewing: true, known: [], oldCopies };
    await progressed(transaction, { ...anew, ...(exchange ? { exchange } : {}) });
    const mutations = transaction.objectStore("mutations");
    for (let cursor = await mutations.openCursor(); cursor; cursor = await cursor.continue()) {
      const isOnlyHere = cursor.value.answered?.epoch === ""; // too large for any request
      if (!isOnlyHere) await cursor.update({ ...cursor.value, waiting: 1 });
    }
  });
}

/** What an old copy shows already is not applied to it again. */
async function settleOver(transaction: Writing, { copy }: OldCopy): Promise<void> {
  const index = transaction.objectStore("mutations").index("over");
  for (let cursor = await index.openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (record.waiting || !record.answered) continue;
    const copied = await transaction.objectStore("finds").get([copy, record.mutation.find_id]);
    if (copied && copied.find.seq >= record.answered.result.seq) await cursor.update(record);
  }
}

/** Drops an old copy, or only those of its finds that the present copy has too. */
export async function dropOldCopy(database: Database, { copy }: OldCopy, onlyWhatIsKnown = false): Promise<void> {
  await atomically(database, async (transaction) => {
    const finds = transaction.objectStore("finds");
    const progress = await progressOf(transaction);
    if (!onlyWhatIsKnown) {
      await finds.delete(findsOf(copy));
      await progressed(transaction, { oldCopies: progress.oldCopies.filter((one) => one.copy !== copy) });
      return;
    }
    for (let cursor = await finds.openCursor(findsOf(copy)); cursor; cursor = await cursor.continue()) {
      if (await finds.getKey([progress.copy, cursor.value.id])) await cursor.delete();
    }
  });
}
