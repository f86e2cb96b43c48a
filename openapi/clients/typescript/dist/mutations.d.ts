import { type Instant } from "./days.js";
import type { Find, FindFields, FindState, Mutation, MutationResult } from "./generated/api.js";
import { FIELDS } from "./generated/fields.js";
import type { First } from "./history.js";
import type { Shown } from "./receipts.js";
/** Those that a find cannot be without: null clears every other one. */
type Needed = {
    [Name in keyof FindFields]-?: null extends FindFields[Name] ? never : Name;
}[keyof FindFields];
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
    answered?: {
        epoch: string;
        result: MutationResult;
    };
    /** Its first answer, which a restore of the server does not change. */
    first?: First;
    /** The receipt of its first answer: the key in the database, and where its line stands. */
    receipt?: Shown & {
        of: number;
    };
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
/** The largest mutation, bytes: a photo's name fits, a photo does not. */
export declare const LARGEST_MUTATION: number;
export declare function createOf(fields: NewFind, given?: Given & {
    findId?: string;
}): Mutation;
/** The edit that sets these fields of a find; null if they already have these values. */
export declare function editOf(held: HeldFind, fields: FindFields, given?: Given): Mutation | null;
/** The deletion of a find. Its author saw all fields. */
export declare function deleteOf(held: HeldFind, given?: Given): Mutation;
export declare function restoreOf(held: HeldFind, given?: Given): Mutation;
/** The server's find, from its history `epoch`, with the mutations of this device applied; null if there is neither. */
export declare function held(stored: Find | null, typed: readonly Kept[], epoch: string | null): HeldFind | null;
export {};
