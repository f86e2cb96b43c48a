import { type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Find, Mutation } from "./generated/api.js";
import type { Identity } from "./identity.js";
import type { Kept } from "./mutations.js";
/** The progress of this device in the server's history. */
export interface Progress {
    cursor: string | null;
    /** Identity of the server's history; null before the first exchange. */
    epoch: string | null;
    /** How often the copy was started again because the history had changed. */
    generation: number;
    /** Whether the copy of this generation is complete, or was complete before. */
    whole: boolean;
    /** The name of the last exchange whose answer came; absent before the first one of an enrolment. */
    exchange?: string;
}
export declare const AT_FIRST: Progress;
/** A find as the server sent it, and its generation of the copy. */
export interface Copied {
    id: string;
    generation: number;
    find: Find;
}
/** A code that was sent, or will be, and the secret that this device made for it. */
export interface Enrolling {
    code: string;
    secret: string;
}
export interface Lease {
    owner: string;
    /** Milliseconds since 1970. */
    until: number;
}
export interface Schema extends DBSchema {
    device: {
        key: "identity" | "progress" | "lease" | "enrolling";
        value: Identity | Progress | Lease | Enrolling;
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
/** Runs `work` in one transaction. It reads one state. When this resolves, all its writes are on the disk; if it fails, none are. */
export declare function atomically<T>(database: Database, work: (transaction: Writing) => Promise<T>): Promise<T>;
export declare function progressOf(transaction: Writing): Promise<Progress>;
/** Stores a new mutation at the end of the outbox. */
export declare function keep(transaction: Writing, mutation: Mutation): Promise<void>;
