import type { ExchangeAnswer, Mutation, MutationResult } from "./generated/api.js";
import type { Instant } from "./days.js";
/** The place of a mutation in the server's log: that of its first answer, also after a restore of the server. */
export interface Place {
    epoch: string;
    seq: number;
}
/** The first answer that a mutation ever got. */
export interface First extends Place {
    received_at: Instant | null;
    clock_offset_s: number | null;
}
/** A restore of the server, as it tells of it: the history that began, and where it went back to. */
export interface Restore {
    epoch: string;
    from_epoch: string;
    from_seq: number;
}
/** An answer with the members of newer servers. */
export type AnyAnswer = ExchangeAnswer & {
    head?: string;
    receipt?: unknown;
    photos_wanted?: string[];
    recovery?: {
        state: string;
        restores: Restore[];
    } | null;
};
/** A result with the members of newer servers. */
export type AnyResult = MutationResult & {
    place?: Place;
    received_at?: Instant;
    clock_offset_s?: number;
};
/**
 * Whether a history of the server began before another. Epochs are UUIDs of version 7, which sort by their time; one of
 * another version is older than all of those.
 */
export declare function isEarlier(epoch: string, than: string): boolean;
/** The last log entry of a history that certainly came back after the restores since then; null without one. */
export declare function lastThatCameBack(restores: readonly Restore[], epoch: string): number | null;
/**
 * Whether this is the answer to these mutations: one result for each, in their order; `id` and `find_id` say so.
 * Something between a device and its server can give the answer to another request.
 */
export declare function isAnswerTo(value: unknown, sent: readonly Mutation[]): value is AnyAnswer;
/** The first answer in a result. Servers without places give their own epoch and entry. */
export declare function firstOf(result: AnyResult, epoch: string): First;
