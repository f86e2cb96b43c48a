import type { Database } from "./database.js";
/**
 * Runs `work` while no other tab does the same with this database. It uses Web Locks (browsers, in secure contexts) or a
 * lease in the database. The lock only saves requests: answers are stored correctly without it too.
 */
export declare function alone<T>(database: Database, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
