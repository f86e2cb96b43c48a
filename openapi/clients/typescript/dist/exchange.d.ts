import { type Database, type Progress } from "./database.js";
import type { ExchangeAnswer } from "./generated/api.js";
import { type Patience } from "./link.js";
import type { Kept } from "./mutations.js";
/** The largest number of mutations in one request. */
export declare const MOST_MUTATIONS = 1000;
/** The content of one request. */
export interface Batch {
    progress: Progress;
    records: Kept[];
}
/**
 * The next request: mutations in the order in which they were made, after the one with this `order`, without those of
 * the orders in `without`.
 */
export declare function nextBatch(database: Database, after: number, most: number, without?: ReadonlySet<number>): Promise<Batch>;
/** The body of a request. `name` is that of the exchange: the same when it is repeated. `answered` has the earlier answers to mutations that are sent again in a new history. */
export declare function bodyOf({ progress, records }: Batch, name: string): string;
/** One exchange with the server, with retries under one name. Throws Refused or Unreachable if it fails. */
export declare function exchange(send: typeof fetch, server: string, token: string, batch: Batch, name: string, patience: Patience, signal?: AbortSignal): Promise<ExchangeAnswer>;
/**
 * Stores results, changes and cursor of an answer together. Returns false and stores nothing if another tab has stored
 * an answer in the meantime. Then this answer is out of date, and the next request gets the same results.
 */
export declare function storeAnswer(database: Database, batch: Batch, name: string, answer: ExchangeAnswer): Promise<boolean>;
/**
 * The server's history has changed: the copy is fetched from the start, and every kept mutation is sent again.
 * The old copy can be read until then.
 */
export declare function beginAnew(database: Database, batch: Batch): Promise<void>;
