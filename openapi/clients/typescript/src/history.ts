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
  recovery?: { state: string; restores: Restore[] } | null;
};

/** A result with the members of newer servers. */
export type AnyResult = MutationResult & { place?: Place; received_at?: Instant; clock_offset_s?: number };

/**
 * Whether a history of the server began before another. Epochs are UUIDs of version 7, which sort by their time; one of
 * another version is older than all of those.
 */
export function isEarlier(epoch: string, than: string): boolean {
  return order(epoch) < order(than);
}

function order(epoch: string): string {
  return epoch[14] === "7" ? epoch.toLowerCase() : "";
}

/** The last log entry of a history that certainly came back after the restores since then; null without one. */
export function lastThatCameBack(restores: readonly Restore[], epoch: string): number | null {
  const since = restores.filter((one) => isEarlier(epoch, one.epoch)).map((one) => one.from_seq);
  return since.length ? Math.min(...since) : null;
}

/**
 * Whether this is the answer to these mutations: one result for each, in their order; `id` and `find_id` say so.
 * Something between a device and its server can give the answer to another request.
 */
export function isAnswerTo(value: unknown, sent: readonly Mutation[]): value is AnyAnswer {
  const answer = value as Partial<ExchangeAnswer> | null | undefined;
  if (!Array.isArray(answer?.results) || !Array.isArray(answer.changes)) return false;
  if (typeof answer.epoch !== "string" || typeof answer.has_more !== "boolean" || answer.cursor === undefined) return false;
  const results: (Partial<MutationResult> | null)[] = answer.results;
  return (
    results.length === sent.length &&
    sent.every(({ id, find_id }, n) => {
      const result = results[n];
      return result?.id === id && (!result.find_id || result.find_id === find_id);
    })
  );
}

/** The first answer in a result. Servers without places give their own epoch and entry. */
export function firstOf(result: AnyResult, epoch: string): First {
  const place = result.place ?? { epoch, seq: result.seq };
  return { ...place, received_at: result.received_at ?? null, clock_offset_s: result.clock_offset_s ?? null };
}
