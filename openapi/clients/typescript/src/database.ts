import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
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

export const AT_FIRST: Progress = { cursor: null, epoch: null, generation: 0, whole: false };

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
  device: { key: "identity" | "progress" | "lease" | "enrolling"; value: Identity | Progress | Lease | Enrolling };
  finds: { key: string; value: Copied };
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

export function openDatabase(name: string): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("device");
      database.createObjectStore("finds", { keyPath: "id" });
      const mutations = database.createObjectStore("mutations", { keyPath: "order", autoIncrement: true });
      // a record without the member is not in the index
      mutations.createIndex("waiting", "waiting");
      mutations.createIndex("over", "over");
      mutations.createIndex("unseen", "unseen");
      mutations.createIndex("find", "mutation.find_id");
      mutations.createIndex("mutation", "mutation.id", { unique: true });
      mutations.createIndex("answered", ["answered.epoch", "answered.result.seq"]);
    },
    blocking: (_now, _wanted, event) => (event.target as IDBDatabase).close(), // so that a newer page in another tab can open the database
  });
}

/** Runs `work` in one transaction. It reads one state. When this resolves, all its writes are on the disk; if it fails, none are. */
export async function atomically<T>(database: Database, work: (transaction: Writing) => Promise<T>): Promise<T> {
  const stores: Stores = ["device", "finds", "mutations"];
  const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    transaction.done.catch(() => undefined); // `error` has the reason
    try {
      transaction.abort();
    } catch {
      // it has already ended
    }
    throw error;
  }
}

export async function progressOf(transaction: Writing): Promise<Progress> {
  return ((await transaction.objectStore("device").get("progress")) as Progress | undefined) ?? AT_FIRST;
}

/** Stores a new mutation at the end of the outbox. */
export async function keep(transaction: Writing, mutation: Mutation): Promise<void> {
  const record: Omit<Kept, "order"> = { mutation, waiting: 1, over: 1 };
  await transaction.objectStore("mutations").add(record as Kept);
}
