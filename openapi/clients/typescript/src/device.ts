import { dropSaved } from "./copies.js";
import {
  atomically,
  type Copied,
  type Database,
  findsOf,
  keep,
  openDatabase,
  type Progress,
  progressOf,
  shownCopy,
  type Writing,
} from "./database.js";
import { dayIn, type LocalDate } from "./days.js";
import type { Line } from "./exchange.js";
import type { Find, FindFields, Mutation } from "./generated/api.js";
import { type Code, codeIn, enrolled, type Identity, secretFor } from "./identity.js";
import { PATIENCE, type Patience } from "./link.js";
import { alone } from "./lock.js";
import {
  type Answered,
  createOf,
  deleteOf,
  editOf,
  type Given,
  held,
  type HeldFind,
  type Kept,
  type NewFind,
  restoreOf,
} from "./mutations.js";
import { bringPhotos, keepPhoto } from "./photos.js";
import { OldHistory, type Refusal, Refused, Unreachable } from "./problems.js";
import { check, type Checked } from "./receipts.js";
import { followKey, noteKey, type ServerKey, serverKeyOf } from "./server-key.js";
import { exchanges } from "./syncing.js";

/** How many finds are read from the database at a time. */
const PAGE = 500;

export interface DeviceOptions {
  /** The name of the database in this browser. Each device needs its own. */
  database?: string;
  /** The largest number of mutations in a request: 1 to 1,000. Use a small number on a bad connection. */
  batch?: number;
  patience?: Partial<Patience>;
  /** The `fetch` to use instead of the global one. */
  fetch?: typeof fetch;
}

export interface Enrolment extends DeviceOptions {
  /** The code from the administrator, or the complete `minetally://enrol?...` or `https://.../tablet/#code=...` of the QR code. */
  code: string;
  /** The address of the server. Not needed if the code contains it. */
  server?: string;
}

/** The result of a sync. In every case nothing that was typed is lost. */
export type Synced = {
  /** The results of the mutations that were sent, in order. */
  results: Answered[];
  /** The number of changed finds that arrived. */
  received: number;
  /** The number of mutations without an answer. */
  waiting: number;
  /**
   * The ids of mutations that stay in the outbox: the server would reject them, and takes no more of those from this
   * device today; or something on the way to it takes nothing of this size. Fix them, or tell your staff.
   */
  heldBack: string[];
  /** The server's clock minus this clock, seconds. Show it if it is not 0. */
  clockOffset: number;
  /** Another tablet uses the token of this one: ask the person to get a new code, and `enrol` with it. Both are authors of their own. */
  forked: boolean;
  /** The SHA-256 of photos of this device that the server asked for and has now. */
  photosBrought: string[];
  /**
   * The SHA-256 of photos that finds have and the server lacks: this device does not have them, or they did not arrive.
   * It brings what it has after the next sync.
   */
  photosWanted: string[];
  /** What the checks of the receipts found: the worst of them; null if none came. All are kept. */
  receipts: Checked | null;
  /** Whether the server is the one that this device was enrolled at. Show it if it is `not_confirmed`. */
  serverKey: ServerKey;
} & (
  | { /** This device has everything that the server has. */ state: "synced" }
  | { /** No answer came; `retryAfter` is in seconds. */ state: "unreachable"; reason: string; retryAfter: number }
  | {
      /** The token was revoked or has expired: ask for a new code, and `enrol` with it. */ state: "token_refused";
      problem: Refusal;
    }
  | {
      /** The server was restored, and an administrator must let this device in again. Everything is kept: sync again later. */ state: "awaiting_confirmation";
      problem: Refusal;
    }
  | { /** The server serves an older history than the one that this device knows. Nothing was taken from it: tell the administrator. */ state: "old_history" }
  | { /** The server rejected the exchange as a whole: report it. */ state: "refused"; problem: Refusal }
);

/** The find to change is not on this device. */
export class NoSuchFind extends Error {
  override readonly name = "NoSuchFind";
}

/** The code belongs to another operation than this database. */
export class OtherOperation extends Error {
  override readonly name = "OtherOperation";
}

/** A tablet: its outbox and its copy of the operation's finds are in IndexedDB. It works without a network, and syncs when there is one. */
export class Device {
  #identity: Identity;
  #syncing: Promise<Synced> | undefined;

  private constructor(
    private readonly database: Database,
    identity: Identity,
    private readonly options: DeviceOptions,
  ) {
    this.#identity = identity;
  }

  /** The device that was enrolled in this database; null if there is none. */
  static async open(options: DeviceOptions = {}): Promise<Device | null> {
    const database = await openDatabase(options.database ?? "minetally");
    const identity = (await database.get("device", "identity")) as Identity | undefined;
    if (identity) return new Device(database, identity, options);
    database.close();
    return null;
  }

  /**
   * Enrols with a code, which works once, and stores the token. If the database already has a device, the device gets a
   * new token. If no answer came, call it again with the same code: the device sends the same secret, and gets the
   * answer that was lost.
   */
  static async enrol({ code: text, server: given, ...options }: Enrolment): Promise<Device> {
    const code = codeIn(text);
    const address = given ?? code.server;
    if (!address) throw new TypeError("the code does not contain a server: give its address as `server`");
    const database = await openDatabase(options.database ?? "minetally");
    // otherwise the browser may delete the outbox when the disk is full; the browser may ask the person first
    void globalThis.navigator?.storage?.persist?.().catch(() => false);
    try {
      return new Device(database, await become(database, code, address, options), options);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Gets a new token, after a sync that says `forked` or `token_refused`. The outbox and the copy stay. */
  async enrol(text: string, server: string = this.#identity.server): Promise<void> {
    this.#identity = await become(this.database, codeIn(text), server, this.options);
  }

  /** The identity of this device: team, operation, time zone. */
  get identity(): Omit<Identity, "token"> {
    const { token: _, ...shown } = this.#identity;
    return shown;
  }

  /** Whether the server is the one that this device was enrolled at, as far as the last receipt says. */
  async serverKey(): Promise<ServerKey> {
    return await serverKeyOf(this.database);
  }

  /** The day it is for the operation: what `found_on` is for a find of today. */
  today(moment: Date = new Date()): LocalDate {
    return dayIn(this.#identity.timezone, moment);
  }

  close(): void {
    this.database.close();
  }

  // Mutations. When the promise resolves, the mutation is on the disk and will be sent.

  /** A new find. */
  async create(fields: NewFind, given?: Given & { findId?: string }): Promise<HeldFind> {
    const mutation = createOf(fields, given);
    await atomically(this.database, async (transaction) => await keep(transaction, mutation));
    return await this.#present(mutation.find_id);
  }

  /** Changes these fields of a find. Fields that did not change are not sent. `null` clears an optional field. */
  async edit(findId: string, fields: FindFields, given?: Given): Promise<HeldFind> {
    return await this.#change(findId, (find) => editOf(find, fields, given));
  }

  async delete(findId: string, given?: Given): Promise<HeldFind> {
    return await this.#change(findId, (find) => deleteOf(find, given));
  }

  /** Restores a deleted find. */
  async restore(findId: string, given?: Given): Promise<HeldFind> {
    return await this.#change(findId, (find) => restoreOf(find, given));
  }

  /**
   * Stores a photo and returns its SHA-256: name that in `photos` of a find. `sync` brings it to the server, which asks for
   * it; also again after a restore. It is kept for a year.
   */
  async keepPhoto(photo: Blob): Promise<string> {
    return await keepPhoto(this.database, photo);
  }

  async #change(findId: string, make: (held: HeldFind) => Mutation | null): Promise<HeldFind> {
    await atomically(this.database, async (transaction) => {
      const find = await heldFind(transaction, findId);
      if (!find) throw new NoSuchFind(`find ${findId} is not on this device`);
      const mutation = make(find);
      if (mutation) await keep(transaction, mutation);
    });
    return await this.#present(findId);
  }

  async #present(findId: string): Promise<HeldFind> {
    return (await this.find(findId)) as HeldFind;
  }

  // Finds and mutations on this device

  /** A find with the changes that were typed here; null if it is not on this device. */
  async find(findId: string): Promise<HeldFind | null> {
    return await atomically(this.database, async (transaction) => await heldFind(transaction, findId));
  }

  /** All finds in the order of their ids, also deleted ones: see `state`. */
  async *finds(): AsyncGenerator<HeldFind> {
    const typed = await this.#typed();
    const { copy, epoch } = shownCopy(await this.#progress());
    for await (const { id, find } of this.#copied(copy)) {
      const here = typed.get(id) ?? [];
      typed.delete(id);
      const one = held(find, here, epoch);
      if (one) yield one;
    }
    for (const here of typed.values()) {
      const one = held(null, here, epoch);
      if (one) yield one;
    }
  }

  /**
   * Finds that were here, but that the server does not have after a restore from a backup. Tell the command staff. They
   * are kept until the server has them again, or has been told of them.
   */
  async lackedByServer(): Promise<Find[]> {
    const { copy, renewing, oldCopies } = await this.#progress();
    const lacked: Find[] = [];
    for (const old of renewing ? [] : oldCopies) {
      for await (const { id, find } of this.#copied(old.copy)) {
        if (!(await this.database.getKey("finds", [copy, id]))) lacked.push(find);
      }
    }
    return lacked;
  }

  async *#copied(copy: number): AsyncGenerator<Copied> {
    for (let after = ""; ; ) {
      const page: Copied[] = await this.database.getAll("finds", findsOf(copy, after), PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  async #typed(): Promise<Map<string, Kept[]>> {
    const typed = new Map<string, Kept[]>();
    for (const record of await this.database.getAllFromIndex("mutations", "over")) {
      const { find_id } = record.mutation;
      typed.set(find_id, [...(typed.get(find_id) ?? []), record]);
    }
    return typed;
  }

  async #progress(): Promise<Progress> {
    return await atomically(this.database, progressOf);
  }

  /** Mutations without an answer, in the order in which they were made. */
  async outbox(): Promise<Mutation[]> {
    return (await this.database.getAllFromIndex("mutations", "waiting")).map(({ mutation }) => mutation);
  }

  /** Conflicts and rejections that are not marked as seen: show them to the person. */
  async unseen(): Promise<Answered[]> {
    const records = await this.database.getAllFromIndex("mutations", "unseen");
    return records.flatMap(({ mutation, answered }) => (answered ? [{ mutation, result: answered.result }] : []));
  }

  /** Marks the result of a mutation as seen. */
  async seen(mutationId: string): Promise<void> {
    await atomically(this.database, async (transaction) => {
      const mutations = transaction.objectStore("mutations");
      const record = await mutations.index("mutation").get(mutationId);
      if (!record) return;
      const { unseen: _, ...rest } = record;
      await mutations.put(rest);
    });
  }

  /**
   * Drops answered mutations that a verified backup has, oldest first, until `leaving` are kept. Returns how many were
   * dropped. Call it only if the disk is full: otherwise they are kept for a year.
   */
  async makeRoom(leaving: number): Promise<number> {
    return await atomically(this.database, async (transaction) => {
      let kept = await transaction.objectStore("mutations").count();
      return await dropSaved(transaction, () => kept-- > leaving);
    });
  }

  // The exchange

  /**
   * Sends what waits and fetches what is new, until both are done or it cannot continue. It never throws because of
   * the network or the server: see `state`. A second call during a sync gets the same result.
   */
  sync(signal?: AbortSignal): Promise<Synced> {
    this.#syncing ??= alone(this.database, async () => await this.#sync(signal), signal).finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  async #sync(signal?: AbortSignal): Promise<Synced> {
    const results: Answered[] = [];
    const heldBack: string[] = [];
    const seen = { received: 0, clockOffset: 0, forked: false, photosBrought: [] as string[], photosWanted: [] as string[] };
    let receipts: Checked | null = null;
    const wanted = () => [...new Set(seen.photosWanted)].filter((id) => !seen.photosBrought.includes(id));
    const ended = async () => {
      const waiting = await this.database.countFromIndex("mutations", "waiting");
      const serverKey = await serverKeyOf(this.database);
      return { results, heldBack, ...seen, photosWanted: wanted(), receipts, serverKey, waiting };
    };
    try {
      const line = await this.#line(signal);
      for await (const { sent, answer } of exchanges(this.database, line, this.options.batch ?? 100, heldBack)) {
        results.push(...sent.map(({ mutation }, n) => ({ mutation, result: answer.results[n] as Answered["result"] })));
        seen.received += answer.changes.length;
        seen.clockOffset = answer.clock_offset_s;
        seen.forked = answer.forked;
        seen.photosWanted.push(...(answer.photos_wanted ?? []));
        if (!sent.length) continue;
        const checked = await check(answer, sent);
        receipts = worse(receipts, checked);
        await noteKey(this.database, answer.receipt, checked);
      }
      await followKey(this.database, line);
      seen.photosBrought = await bringPhotos(this.database, line);
      return { state: "synced", ...(await ended()) };
    } catch (error) {
      if (error instanceof OldHistory) return { state: "old_history", ...(await ended()) };
      if (error instanceof Unreachable) {
        return { state: "unreachable", reason: error.message, retryAfter: error.retryAfter, ...(await ended()) };
      }
      if (!(error instanceof Refused)) throw error;
      return { state: stateOf(error.problem), problem: error.problem, ...(await ended()) };
    }
  }

  async #line(signal: AbortSignal | undefined): Promise<Line> {
    const { server, token } = this.#identity;
    const patience = { ...PATIENCE, ...this.options.patience };
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    return { send, server, token, patience, gzip: (await this.#progress()).gzip, signal };
  }
}

function stateOf({ code, status }: Refusal): "awaiting_confirmation" | "token_refused" | "refused" {
  if (code === "awaiting_confirmation") return code;
  return status === 401 ? "token_refused" : "refused";
}

function worse(one: Checked | null, other: Checked): Checked {
  const order: (Checked | null)[] = [null, "right", "unchecked", "wrong"];
  return order.indexOf(one) > order.indexOf(other) ? (one as Checked) : other;
}

/** Sends a code with this device's secret, and stores who the device is from now on. Its exchanges begin anew. */
async function become(database: Database, asked: Code, server: string, options: DeviceOptions): Promise<Identity> {
  const { code } = asked;
  const was = (await database.get("device", "identity")) as Identity | undefined;
  refuseOther(was, code.slice(0, code.lastIndexOf(".")));
  const given = { ...options, server };
  const { identity, serverKey } = await enrolled(code, await secretFor(database, code), given, was);
  await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    refuseOther(await store.get("identity"), identity.operation);
    const { exchange: _, gzip: __, signs: ___, ...before } = await progressOf(transaction);
    const progress = { ...before, serverKeys: [asked.serverKey ?? serverKey] };
    await Promise.all([store.put(identity, "identity"), store.put(progress, "progress"), store.delete("enrolling")]);
  });
  return identity;
}

function refuseOther(stored: unknown, operation: string): void {
  const before = stored as Identity | undefined;
  if (!before || before.operation === operation) return;
  const both = `this database belongs to ${before.operation}, but the code belongs to ${operation}`;
  throw new OtherOperation(`${both}: use another database`);
}

async function heldFind(transaction: Writing, findId: string): Promise<HeldFind | null> {
  const { copy, epoch } = shownCopy(await progressOf(transaction));
  const copied = await transaction.objectStore("finds").get([copy, findId]);
  const typed = await transaction.objectStore("mutations").index("find").getAll(findId);
  return held(
    copied?.find ?? null,
    typed.filter((record) => record.over),
    epoch,
  );
}
