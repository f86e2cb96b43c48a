import type { ConditionsNotMet, Conflict, Problem, ProblemCode, ResyncRequired } from "./generated/api.js";

/** Any error of the server. Its `code` says which error it is and which extra members it has. */
export type Refusal =
  | ResyncRequired
  | ConditionsNotMet
  | (Problem & { code: "precondition_failed"; conflict?: Conflict })
  | (Problem & { code: Exclude<ProblemCode, "resync_required" | "conditions_not_met" | "precondition_failed"> });

/** The server rejected a request. `problem` says why and how to fix it. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly problem: Refusal) {
    super(`${problem.title} ${problem.detail} (${problem.code})`);
  }
}

/** The places in the request, from 0, of the mutations that a problem names. */
export function namedMutations(problem: Refusal): number[] {
  return problem.errors.flatMap(({ field }) => {
    const place = /^mutations\.(\d+)$/.exec(field)?.[1];
    return place === undefined ? [] : [Number(place)];
  });
}

/** No valid answer came after all attempts. Nothing is lost: try again later. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  /**
   * @param retryAfter The seconds that the server asked to wait; 0 if it did not say.
   * @param status The status of an answer that did not come from Minetally, for example from a proxy.
   */
  constructor(
    reason: string,
    readonly retryAfter: number,
    readonly status?: number,
  ) {
    super(reason);
  }
}

/**
 * The server serves an older history than the one that this device was told of: an old backup was put back, or an old
 * server still runs. The device has taken nothing from it and keeps everything.
 */
export class OldHistory extends Error {
  override readonly name = "OldHistory";

  constructor() {
    super("this server serves an old history; nothing was taken from it, and everything is kept here");
  }
}

/** The error of an answer that is none. Only an answer with a problem document is a word of the server. */
export function errorOf(status: number, body: unknown, retryAfter = 0): Refused | Unreachable | OldHistory {
  if (!isProblem(body)) return new Unreachable(`HTTP ${status} came, which is not an answer of Minetally`, retryAfter, status);
  return (body.code as string) === "history_stopped" ? new OldHistory() : new Refused(body);
}

export function isProblem(body: unknown): body is Refusal {
  const problem = body as Partial<Refusal> | null | undefined;
  return typeof problem?.code === "string" && typeof problem.title === "string" && Array.isArray(problem.errors);
}
