import { type Database, type Progress } from "./database.js";
import type { ExchangeAnswer } from "./generated/api.js";
import { type Patience } from "./link.js";
import type { Kept } from "./mutations.js";
/** The most that the server takes in one request. */
export declare const MOST_MUTATIONS = 1000;
/** What goes into one request. */
export interface Batch {
    progress: Progress;
    records: Kept[];
}
/** The next request: mutations in the order they were made, after the one of this `order`. */
export declare function nextBatch(database: Database, after: number, most: number): Promise<Batch>;
/** The body of a request. Beside mutations that an earlier history had answered stands what it had answered. */
export declare function bodyOf({ progress, records }: Batch): string;
/** One exchange with the server, however often it takes; Refused or Unreachable when it came to nothing. */
export declare function exchange(send: typeof fetch, server: string, token: string, batch: Batch, patience: Patience, signal?: AbortSignal): Promise<ExchangeAnswer>;
/**
 * Stores an answer whole: results, changes and cursor together. False, and nothing stored, when another tab has stored
 * an answer meanwhile: this one then no longer fits, and asking again gives the same results.
 */
export declare function storeAnswer(database: Database, batch: Batch, answer: ExchangeAnswer): Promise<boolean>;
/**
 * The server's history begins anew: the copy is fetched from its start, and every mutation that is kept is sent again.
 * What the copy had stays readable until then.
 */
export declare function beginAnew(database: Database, batch: Batch): Promise<void>;
