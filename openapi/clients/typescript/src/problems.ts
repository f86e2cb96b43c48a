import type { ConditionsNotMet, Conflict, Problem, ProblemCode, ResyncRequired } from "./generated/api.js";

/** Any refusal of the server. Its `code` tells which it is, and then what it has besides. */
export type Refusal =
  | ResyncRequired
  | ConditionsNotMet
  | (Problem & { code: "precondition_failed"; conflict?: Conflict })
  | (Problem & { code: Exclude<ProblemCode, "resync_required" | "conditions_not_met" | "precondition_failed"> });

/** The server refused a request; `problem` says why and how to mend it. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly problem: Refusal) {
    super(`${problem.title} ${problem.detail} (${problem.code})`);
  }
}

/** No usable answer came, however often it was asked. Nothing is lost: ask again later. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  /** @param retryAfter Seconds for which the server asked to be left alone; 0 when it did not say. */
  constructor(
    reason: string,
    readonly retryAfter: number,
  ) {
    super(reason);
  }
}

/** The problem in the body of a refusal; one of this client's own making where a stranger answered, such as a proxy. */
export function refusalOf(status: number, body: unknown): Refusal {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) return body as Refusal;
  return {
    type: "about:blank",
    title: "Something other than Minetally answered.",
    status,
    detail: `HTTP ${status} without a problem document. Check the address of the server, and what stands in between.`,
    code: "internal",
    errors: [],
  };
}
