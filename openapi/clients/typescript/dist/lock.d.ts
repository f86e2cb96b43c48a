import type { Database } from "./database.js";
/**
 * Runs `work` while no other tab does the same with this database. It uses Web Locks (browsers, in secure contexts) or a
 * lease in the database. Answers are stored correctly without it too, but the server would take two tabs for two tablets:
 * each exchange names the one before it.
 */
export declare function alone<T>(database: Database, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
