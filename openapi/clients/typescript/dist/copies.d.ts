import { type Database, type OldCopy, type Writing } from "./database.js";
import { type Batch } from "./exchange.js";
import type { MutationResult } from "./generated/api.js";
import { type AnyAnswer } from "./history.js";
import type { Kept } from "./mutations.js";
/**
 * Stores results, changes and cursor of an answer together. Returns false and stores nothing if another tab has stored
 * an answer in the meantime. Then this answer is out of date, and the next request gets the same results.
 */
export declare function storeAnswer(database: Database, batch: Batch, name: string, answer: AnyAnswer): Promise<boolean>;
/** Drops answered mutations that a verified backup has, oldest first, while `dropping` says so. Returns how many. */
export declare function dropSaved(transaction: Writing, dropping: (record: Kept) => boolean): Promise<number>;
/** Rejects a mutation that is too large for any request, and keeps it for its author. */
export declare function refuseHere(database: Database, sent: Kept, result: MutationResult): Promise<void>;
/**
 * The server's history has changed: the copy is fetched from the start, and every kept mutation is sent again. The old
 * copy is shown until then. Throws OldHistory if the server's history is older than this device's. `exchange` is the
 * name of an exchange that the server has answered.
 */
export declare function beginAnew(database: Database, batch: Batch, epoch: string, exchange?: string): Promise<void>;
/** Drops an old copy, or only those of its finds that the present copy has too. */
export declare function dropOldCopy(database: Database, { copy }: OldCopy, onlyWhatIsKnown?: boolean): Promise<void>;
