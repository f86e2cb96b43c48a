import { type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Find, Mutation } from "./generated/api.js";
import type { Identity } from "./identity.js";
import type { Kept } from "./mutations.js";
/** How far this device has the server's history. */
export interface Progress {
    cursor: string | null;
    /** Identity of the server's history; null before the first exchange. */
    epoch: string | null;
    /** How often the copy was begun anew because the history did. */
    generation: number;
    /** Whether the copy of this generation has been whole once. */
    whole: boolean;
}
export declare const AT_FIRST: Progress;
/** A find as the server sent it, in which generation of the copy. */
export interface Copied {
    id: string;
    generation: number;
    find: Find;
}
export interface Lease {
    owner: string;
    /** Milliseconds since 1970. */
    until: number;
}
export interface Schema extends DBSchema {
    device: {
        key: "identity" | "progress" | "lease";
        value: Identity | Progress | Lease;
    };
    finds: {
        key: string;
        value: Copied;
    };
    mutations: {
        key: number;
        value: Kept;
        indexes: {
            waiting: number;
            over: number;
            unseen: number;
            find: string;
            mutation: string;
            answered: [string, number];
        };
    };
}
export type Database = IDBPDatabase<Schema>;
export type Stores = ("device" | "finds" | "mutations")[];
export type Writing = IDBPTransaction<Schema, Stores, "readwrite">;
export declare function openDatabase(name: string): Promise<Database>;
/** Does `work` as one transaction: what it reads is one state, and what it writes is on the disk when this resolves, or nothing is. */
export declare function atomically<T>(database: Database, work: (transaction: Writing) => Promise<T>): Promise<T>;
export declare function progressOf(transaction: Writing): Promise<Progress>;
/** Keeps a new mutation at the end of the outbox. */
export declare function keep(transaction: Writing, mutation: Mutation): Promise<void>;
