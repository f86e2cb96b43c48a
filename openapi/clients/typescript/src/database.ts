import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
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

export const AT_FIRST: Progress = {
  cursor: null,
  epoch: null,
  copy: 0,
  renewing: false,
  oldCopies: [],
  known: [],
  restores: [],
  savedThrough: 0,
  serverKeys: [],
};

/** The copy that is shown: the last one that was complete, or the first one; and the history that it belongs to. */
export function shownCopy({ renewing, oldCopies, copy, epoch }: Progress): { copy: number; epoch: string | null } {
  return (renewing && oldCopies.at(-1)) || { copy, epoch };
}

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
  device: { key: "identity" | "progress" | "lease" | "enrolling"; value: Identity | Progress | Lease | Enrolling };
  finds: { key: [number, string]; value: Copied };
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
  receipts: { key: number; value: unknown };
  photos: { key: string; value: KeptPhoto; indexes: { wanted: number; noted: number } };
}

export type Database = IDBPDatabase<Schema>;
export type Stores = ("device" | "finds" | "mutations" | "receipts" | "photos")[];
export type Writing = IDBPTransaction<Schema, Stores, "readwrite">;

export function openDatabase(name: string): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("device");
      database.createObjectStore("finds", { keyPath: ["copy", "id"] });
      database.createObjectStore("receipts", { autoIncrement: true });
      const photos = database.createObjectStore("photos", { keyPath: "sha256" });
      photos.createIndex("wanted", "wanted");
      photos.createIndex("noted", "noted");
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
  const stores: Stores = ["device", "finds", "mutations", "receipts", "photos"];
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

/** Changes some of the progress. */
export async function progressed(transaction: Writing, change: Partial<Progress>): Promise<void> {
  await transaction.objectStore("device").put({ ...(await progressOf(transaction)), ...change }, "progress");
}

/** All finds of a copy. */
export function findsOf(copy: number, after = ""): IDBKeyRange {
  return IDBKeyRange.bound([copy, after], [copy, "\uffff"], after !== "");
}

/** The id of a new mutation belongs to another one of this device. */
export class RepeatedMutation extends Error {
  override readonly name = "RepeatedMutation";
}

/** Stores a new mutation at the end of the outbox. */
export async function keep(transaction: Writing, mutation: Mutation): Promise<void> {
  const mutations = transaction.objectStore("mutations");
  const known = await mutations.index("mutation").get(mutation.id);
  if (known) {
    const made = `the mutation ${mutation.id} was already made here, for the find ${known.mutation.find_id}`;
    throw new RepeatedMutation(`${made}: give each mutation a new id, or leave it out`);
  }
  const record: Omit<Kept, "order"> = { mutation, noted: Date.now(), waiting: 1, over: 1 };
  await mutations.add(record as Kept);
}
