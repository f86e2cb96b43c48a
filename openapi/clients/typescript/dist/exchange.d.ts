import { type Database, type Progress } from "./database.js";
import { type AnyAnswer } from "./history.js";
import { type Patience } from "./link.js";
import type { Kept } from "./mutations.js";
/** The largest number of mutations in one request. */
export declare const MOST_MUTATIONS = 1000;
/** The largest size of what one request brings, bytes. The server accepts 8 MiB for the complete request. */
export declare const LARGEST_BODY: number;
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
export declare function nextBatch(database: Database, after: number, most: number, without?: ReadonlySet<number>): Promise<Batch>;
/**
 * The body of a request. `name` is that of the exchange: the same when it is repeated. `answered` has the first answers
 * to mutations that an earlier history of the server answered.
 */
export declare function bodyOf({ progress, records, receipts }: Batch, name: string): string;
/** The ends of the log that a request shows: the newest, which prove the most. The others come with the next one. */
export declare function shownHeads({ known }: Progress): string[];
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
export declare function exchange(line: Line, batch: Batch, name: string): Promise<AnyAnswer>;
/**
 * The answer to one request that `isAnswer`, with retries. `body` is asked for each try: it has the time of the clock.
 * Throws Refused, OldHistory or Unreachable if it fails.
 */
export declare function post<Answer>(line: Line, path: string, body: () => string, isAnswer: (answer: unknown) => answer is Answer): Promise<Answer>;
/** Puts these bytes there, with retries. Throws what `post` throws. */
export declare function put(line: Line, path: string, data: ArrayBuffer, type: string): Promise<void>;
