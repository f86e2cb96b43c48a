import {
  atomically,
  type Copied,
  type Database,
  keep,
  openDatabase,
  type Progress,
  progressOf,
  type Writing,
} from "./database.js";
import { beginAnew, exchange, MOST_MUTATIONS, nextBatch, storeAnswer } from "./exchange.js";
import type { Find, FindFields, Mutation, ResyncRequired } from "./generated/api.js";
import { codeIn, enrolled, type Identity, secretFor } from "./identity.js";
import { PATIENCE, type Patience } from "./link.js";
import { alone } from "./lock.js";
import {
  type Answered,
  createOf,
  deleteOf,
  editOf,
  held,
  type HeldFind,
  type Kept,
  type NewFind,
  restoreOf,
} from "./mutations.js";
import { namedMutations, type Refusal, Refused, Unreachable } from "./problems.js";
import { v7 as uuidv7 } from "uuid";

/** How many finds are read from the database at a time. */
const PAGE = 500;
/** How often the history of the server may change within one sync. */
const MOST_HISTORIES = 3;

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
  /** The code from the administrator, or the complete `minetally://enrol?...` of the QR code. */
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
   * The ids of mutations that stay in the outbox until tomorrow: the server would reject them, and takes no more of
   * those from this device today. Fix them, or tell your staff.
   */
  heldBack: string[];
  /** The server's clock minus this clock, seconds. Show it if it is not 0. */
  clockOffset: number;
  /** Another tablet uses the token of this one: ask the person to get a new code, and `enrol` with it. Both are authors of their own. */
  forked: boolean;
} & (
  | { /** This device has everything that the server has. */ state: "synced" }
  | { /** No answer came; `retryAfter` is in seconds. */ state: "unreachable"; reason: string; retryAfter: number }
  | {
      /** The token was revoked or has expired: ask for a new code, and `enrol` with it. */ state: "token_refused";
      problem: Refusal;
    }
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
    const { code, server } = codeIn(text);
    const address = given ?? server;
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
    this.#identity = await become(this.database, codeIn(text).code, server, this.options);
  }

  /** The identity of this device: team, operation, time zone. */
  get identity(): Omit<Identity, "token"> {
    const { token: _, ...shown } = this.#identity;
    return shown;
  }

  close(): void {
    this.database.close();
  }

  // Mutations. When the promise resolves, the mutation is on the disk and will be sent.

  /** A new find. */
  async create(fields: NewFind): Promise<HeldFind> {
    const mutation = createOf(fields);
    await atomically(this.database, async (transaction) => await keep(transaction, mutation));
    return await this.#present(mutation.find_id);
  }

  /** Changes these fields of a find. Fields that did not change are not sent. `null` clears an optional field. */
  async edit(findId: string, fields: FindFields): Promise<HeldFind> {
    return await this.#change(findId, (find) => editOf(find, fields));
  }

  async delete(findId: string): Promise<HeldFind> {
    return await this.#change(findId, deleteOf);
  }

  /** Restores a deleted find. */
  async restore(findId: string): Promise<HeldFind> {
    return await this.#change(findId, restoreOf);
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
    const { generation, whole } = await this.#progress();
    for await (const { id, generation: of, find } of this.#copied()) {
      const here = typed.get(id) ?? [];
      typed.delete(id);
      if (whole && of !== generation && !here.length) continue; // the server does not have it after its restore
      const one = held(find, here);
      if (one) yield one;
    }
    for (const here of typed.values()) {
      const one = held(null, here);
      if (one) yield one;
    }
  }

  /** Finds that were here, but that the server does not have after a restore from a backup. Tell the command staff. */
  async lackedByServer(): Promise<Find[]> {
    const { generation, whole } = await this.#progress();
    const lacked: Find[] = [];
    if (whole)
      for await (const copied of this.#copied()) if (copied.generation !== generation) lacked.push(copied.find);
    return lacked;
  }

  async *#copied(): AsyncGenerator<Copied> {
    let range: IDBKeyRange | null = null;
    for (;;) {
      const page: Copied[] = await this.database.getAll("finds", range, PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      range = IDBKeyRange.lowerBound(last.id, true);
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
    let [received, clockOffset, forked] = [0, 0, false];
    const ended = async () => {
      const waiting = await this.database.countFromIndex("mutations", "waiting");
      return { results, received, heldBack, clockOffset, forked, waiting };
    };
    try {
      for await (const { sent, answer } of this.#exchanges(heldBack, signal)) {
        results.push(...sent.map(({ mutation }, n) => ({ mutation, result: answer.results[n] as Answered["result"] })));
        received += answer.changes.length;
        clockOffset = answer.clock_offset_s;
        forked = answer.forked;
      }
      return { state: "synced", ...(await ended()) };
    } catch (error) {
      if (error instanceof Unreachable) {
        return { state: "unreachable", reason: error.message, retryAfter: error.retryAfter, ...(await ended()) };
      }
      if (!(error instanceof Refused)) throw error;
      const state = error.problem.status === 401 ? "token_refused" : "refused";
      return { state, problem: error.problem, ...(await ended()) };
    }
  }

  /** Exchange after exchange, each one stored, until nothing waits on either side. */
  async *#exchanges(heldBack: string[], signal?: AbortSignal) {
    const patience = { ...PATIENCE, ...this.options.patience };
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    let most = Math.min(Math.max(this.options.batch ?? 100, 1), MOST_MUTATIONS);
    let [after, histories] = [0, 0];
    const without = new Set<number>();
    for (;;) {
      const batch = await nextBatch(this.database, after, most, without);
      const { server, token } = this.#identity;
      try {
        const name = uuidv7();
        const answer = await exchange(send, server, token, batch, name, patience, signal);
        if (!(await storeAnswer(this.database, batch, name, answer))) continue;
        after = batch.records.at(-1)?.order ?? after;
        yield { sent: batch.records, answer };
        if (!answer.has_more && (await nextBatch(this.database, after, 1, without)).records.length === 0) return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (isResync(error.problem) && ++histories <= MOST_HISTORIES) {
          await beginAnew(this.database, batch);
          after = 0;
        } else if (error.problem.code === "too_much_refused") {
          const named = namedMutations(error.problem).flatMap((place) => batch.records[place] ?? []);
          if (!named.length) throw error;
          for (const { order } of named) without.add(order);
          heldBack.push(...named.map(({ mutation }) => mutation.id));
        } else if (error.problem.status === 413 && batch.records.length > 1) {
          most = Math.ceil(batch.records.length / 2);
        } else {
          throw error;
        }
      }
    }
  }
}

/** Sends a code with this device's secret, and stores who the device is from now on. Its exchanges begin anew. */
async function become(database: Database, code: string, server: string, options: DeviceOptions): Promise<Identity> {
  refuseOther(await database.get("device", "identity"), code.slice(0, code.lastIndexOf(".")));
  const identity = await enrolled(code, await secretFor(database, code), { ...options, server });
  await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    refuseOther(await store.get("identity"), identity.operation);
    const { exchange: _, ...progress } = await progressOf(transaction);
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

function isResync(problem: Refusal): problem is ResyncRequired {
  return problem.code === "resync_required";
}

async function heldFind(transaction: Writing, findId: string): Promise<HeldFind | null> {
  const copied = await transaction.objectStore("finds").get(findId);
  const typed = await transaction.objectStore("mutations").index("find").getAll(findId);
  return held(
    copied?.find ?? null,
    typed.filter((record) => record.over),
  );
}
