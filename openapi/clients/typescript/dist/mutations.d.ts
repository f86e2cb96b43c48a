import type { Find, FindFields, FindState, Mutation, MutationResult } from "./generated/api.js";
import { FIELDS } from "./generated/fields.js";
/** Those that a find cannot be without: null clears every other one. */
type Needed = {
    [Name in keyof FindFields]-?: null extends FindFields[Name] ? never : Name;
}[keyof FindFields];
/** The fields of a new find: the needed ones, and what else is known. */
export type NewFind = FindFields & Required<Pick<FindFields, Needed>>;
/** A find as it is on this device: what the server sent last, with what was typed since. */
export type HeldFind = Pick<Find, (typeof FIELDS)[number]> & {
    id: string;
    state: FindState;
    /** The version that the server sent; 0 while it has sent none. */
    version: number;
    /** Whether something typed here is not answered yet. */
    waiting: boolean;
    /** As the server sent it: location, flags, open conflicts, who and when. */
    stored: Find | null;
};
/** A mutation as it is kept on the device, and what was answered. */
export interface Kept {
    /** 1, 2, 3 ...: the order in which they were made here. */
    order: number;
    mutation: Mutation;
    /** There while it has to be sent. */
    waiting?: 1;
    /** There while the copy of the find may lack it. */
    over?: 1;
    /** There while its answer was not marked as seen. */
    unseen?: 1;
    /** What the server answered, in which of its histories. */
    answered?: {
        epoch: string;
        result: MutationResult;
    };
}
/** A mutation of this device, and what became of it. */
export interface Answered {
    mutation: Mutation;
    result: MutationResult;
}
/** The largest mutation, bytes: a photo's name fits, a photo does not. */
export declare const LARGEST_MUTATION: number;
export declare function createOf(fields: NewFind): Mutation;
/** The edit to these fields of what is held; null when they are so already. */
export declare function editOf(held: HeldFind, fields: FindFields): Mutation | null;
/** The deletion of what is held; its author saw all of it. */
export declare function deleteOf(held: HeldFind): Mutation;
export declare function restoreOf(held: HeldFind): Mutation;
/** A find with what was typed here since played over it; null when there is neither. */
export declare function held(stored: Find | null, typed: readonly Kept[]): HeldFind | null;
export {};
