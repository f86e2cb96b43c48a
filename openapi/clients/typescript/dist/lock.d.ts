import type { Database } from "./database.js";
/**
 * Does `work` while no other tab does the same on this database. By Web Locks where there are (browsers, in secure
 * contexts), else by a lease in the database. It only spares requests: an answer is stored where it fits, lock or not.
 */
export declare function alone<T>(database: Database, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
