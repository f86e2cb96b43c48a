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

  /** @param retryAfter The seconds that the server asked to wait; 0 if it did not say. */
  constructor(
    reason: string,
    readonly retryAfter: number,
  ) {
    super(reason);
  }
}

/** The problem in the body of an error. If the answer is not from Minetally but from a proxy, this client makes one. */
export function refusalOf(status: number, body: unknown): Refusal {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) return body as Refusal;
  return {
    type: "about:blank",
    title: "The answer did not come from Minetally.",
    status,
    detail: `HTTP ${status} without a problem document. Check the address of the server and the proxies in between.`,
    code: "internal",
    errors: [],
  };
}
