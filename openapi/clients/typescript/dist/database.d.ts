import { type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Find, Mutation } from "./generated/api.js";
import type { Restore } from "./history.js";
import type { Identity } from "./identity.js";
import type { Kept } from "./mutations.js";
import type { KeptPhoto } from "./photos.js";
/** A copy of the finds from a history that the server has lost. */
export interface OldCopy {
    copy: number;
    epoch: string;
}
/** The progress of this device in the server's history. */
export interface Progress {
    cursor: string | null;
    /** Identity of the server's history; null before the first exchange. */
    epoch: string | null;
    /** The number of the copy: how often it was started again because the history had changed. */
    copy: number;
    /** Whether the new copy is not complete yet: until then the old one is shown. */
    renewing: boolean;
    /** Old copies, oldest first. */
    oldCopies: OldCopy[];
    /** The ends of the server's log that this device was told, and that no later answer has replaced; the newest last. */
    known: string[];
    /** The restores that the server last told of. */
    restores: Restore[];
    /** The log up to here is in a verified backup. */
    savedThrough: number;
    /** Fingerprints of keys of the server: the one that the enrolment named, and those that follow it. */
    serverKeys: string[];
    /** The key that signed the last receipt, "" if that was wrong or missing; absent: none was checked in this enrolment. */
    signs?: string;
    /** The name of the last exchange whose answer came; absent before the first one of an enrolment. */
    exchange?: string;
    /** Whether the server says that it takes compressed requests; false after one that was not understood. */
    gzip?: boolean;
}
export declare const AT_FIRST: Progress;
/** The copy that is shown: the last one that was complete, or the first one; and the history that it belongs to. */
export declare function shownCopy({ renewing, oldCopies, copy, epoch }: Progress): {
    copy: number;
    epoch: string | null;
};
/** A find as the server sent it, and the copy that it belongs to. */
export interface Copied {
    copy: number;
    id: string;
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
        key: [number, string];
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
    /** Receipts as they came: they prove that the server had what this device typed. */
    receipts: {
        key: number;
        value: unknown;
    };
    photos: {
        key: string;
        value: KeptPhoto;
        indexes: {
            wanted: number;
            noted: number;
        };
    };
}
export type Database = IDBPDatabase<Schema>;
export type Stores = ("device" | "finds" | "mutations" | "receipts" | "photos")[];
export type Writing = IDBPTransaction<Schema, Stores, "readwrite">;
export declare function openDatabase(name: string): Promise<Database>;
/** Runs `work` in one transaction. It reads one state. When this resolves, all its writes are on the disk; if it fails, none are. */
export declare function atomically<T>(database: Database, work: (transaction: Writing) => Promise<T>): Promise<T>;
export declare function progressOf(transaction: Writing): Promise<Progress>;
/** Changes some of the progress. */
export declare function progressed(transaction: Writing, change: Partial<Progress>): Promise<void>;
/** All finds of a copy. */
export declare function findsOf(copy: number, after?: string): IDBKeyRange;
/** The id of a new mutation belongs to another one of this device. */
export declare class RepeatedMutation extends Error {
    readonly name = "RepeatedMutation";
}
/** Stores a new mutation at the end of the outbox. */
export declare function keep(transaction: Writing, mutation: Mutation): Promise<void>;
