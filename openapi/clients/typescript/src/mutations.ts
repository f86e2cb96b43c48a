import { v7 as uuidv7 } from "uuid";
import { type Instant, instant } from "./days.js";
import type { Find, FindFields, FindState, Mutation, MutationResult } from "./generated/api.js";
import { FIELDS } from "./generated/fields.js";
import type { First } from "./history.js";
import type { Shown } from "./receipts.js";

/** Those that a find cannot be without: null clears every other one. */
type Needed = { [Name in keyof FindFields]-?: null extends FindFields[Name] ? never : Name }[keyof FindFields];

/** The fields of a new find: the required ones, and what else is known. */
export type NewFind = FindFields & Required<Pick<FindFields, Needed>>;

/** A find on this device: the last version from the server, with the changes that were typed here. */
export type HeldFind = Pick<Find, (typeof FIELDS)[number]> & {
  id: string;
  state: FindState;
  /** The version from the server; 0 if the server has not sent it yet. */
  version: number;
  /** Whether a mutation of this find has no answer yet. */
  waiting: boolean;
  /** As the server sent it: location, flags, open conflicts, who and when. */
  stored: Find | null;
};

/** A mutation as it is stored on the device, with its answer. */
export interface Kept {
  /** 1, 2, 3 ...: the order in which they were made on this device. */
  order: number;
  mutation: Mutation;
  /** When it was stored, milliseconds since 1970. */
  noted: number;
  /** Present while it must be sent. */
  waiting?: 1;
  /** Present while the copy of the find may not have it yet. */
  over?: 1;
  /** Present while its answer is not marked as seen. */
  unseen?: 1;
  /** The answer of the server, and the history that it belongs to. */
  answered?: { epoch: string; result: MutationResult };
  /** Its first answer, which a restore of the server does not change. */
  first?: First;
  /** The receipt of its first answer: the key in the database, and where its line stands. */
  receipt?: Shown & { of: number };
}

/** What a caller can give of a mutation, instead of a new id and the time of the clock. */
export interface Given {
  /** Its id, for example of a form that was kept before. A repeated one throws RepeatedMutation. */
  id?: string;
  madeAt?: Instant;
}

/** A mutation of this device, and its result. */
export interface Answered {
  mutation: Mutation;
  result: MutationResult;
}

/** What a copy says of fields that are younger than it, and a new find of those that nobody has typed. */
const NOTHING = Object.fromEntries(FIELDS.map((name) => [name, null])) as { [Name in (typeof FIELDS)[number]]: null };

/** The largest mutation, bytes: a photo's name fits, a photo does not. */
export const LARGEST_MUTATION = 256 * 1024;

export function createOf(fields: NewFind, given: Given & { findId?: string } = {}): Mutation {
  return mutationOf("create", given.findId ?? uuidv7(), 0, { set: fields }, given);
}

/** The edit that sets these fields of a find; null if they already have these values. */
export function editOf(held: HeldFind, fields: FindFields, given: Given = {}): Mutation | null {
  const changed = FIELDS.filter((name) => fields[name] !== undefined && !same(fields[name], held[name]));
  if (!changed.length) return null;
  const said = { set: pick(fields, changed), was: pick(held, changed) };
  return mutationOf("edit", held.id, held.version, said, given);
}

/** The deletion of a find. Its author saw all fields. */
export function deleteOf(held: HeldFind, given: Given = {}): Mutation {
  return mutationOf("delete", held.id, held.version, { was: pick(held, FIELDS) }, given);
}

export function restoreOf(held: HeldFind, given: Given = {}): Mutation {
  return mutationOf("restore", held.id, held.version, {}, given);
}

function mutationOf(
  op: Mutation["op"],
  findId: string,
  version: number,
  said: Pick<Mutation, "set" | "was">,
  { id = uuidv7(), madeAt = instant() }: Given,
): Mutation {
  const mutation = { id: id.toLowerCase(), find_id: findId.toLowerCase(), op, base_version: version, ...said, made_at: madeAt };
  const text = JSON.stringify(mutation);
  if (new TextEncoder().encode(text).length > LARGEST_MUTATION) {
    throw new RangeError("this mutation is larger than 256 KiB: send the SHA-256 of a photo, not the photo");
  }
  return JSON.parse(text) as Mutation; // stored as it will be sent
}

function pick(from: FindFields | HeldFind, names: readonly (keyof FindFields)[]): FindFields {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null])) as FindFields;
}

function same(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === (other ?? null);
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<never>;
  return [...names].every((name) => same(one[name] ?? null, other[name]));
}

/** The server's find, from its history `epoch`, with the mutations of this device applied; null if there is neither. */
export function held(stored: Find | null, typed: readonly Kept[], epoch: string | null): HeldFind | null {
  let find: HeldFind | null = stored && {
    ...(pick(stored, FIELDS) as Pick<Find, (typeof FIELDS)[number]>),
    id: stored.id,
    state: stored.state,
    version: stored.version,
    waiting: false,
    stored: { ...NOTHING, ...stored },
  };
  for (const { mutation, waiting, answered } of typed) {
    const result = answered?.result;
    const isInCopy = result && stored && answered.epoch === epoch && stored.seq >= result.seq;
    if (result && (result.outcome === "rejected" || (isInCopy && !waiting))) {
      if (find && waiting) find = { ...find, waiting: true };
      continue;
    }
    find = played(find, mutation, waiting === 1);
  }
  return find;
}

function played(find: HeldFind | null, { op, find_id, set }: Mutation, waiting: boolean): HeldFind | null {
  if (op === "create" && !find) {
    return { ...NOTHING, ...(set as NewFind), id: find_id, state: "live", version: 0, waiting, stored: null };
  }
  if (!find) return null;
  const state = op === "delete" ? "deleted" : op === "restore" ? "live" : find.state;
  return { ...find, ...set, state, waiting: find.waiting || waiting };
}
