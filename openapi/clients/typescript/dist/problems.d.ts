import type { ConditionsNotMet, Conflict, Problem, ProblemCode, ResyncRequired } from "./generated/api.js";
/** Any refusal of the server. Its `code` tells which it is, and then what it has besides. */
export type Refusal = ResyncRequired | ConditionsNotMet | (Problem & {
    code: "precondition_failed";
    conflict?: Conflict;
}) | (Problem & {
    code: Exclude<ProblemCode, "resync_required" | "conditions_not_met" | "precondition_failed">;
});
/** The server refused a request; `problem` says why and how to mend it. */
export declare class Refused extends Error {
    readonly problem: Refusal;
    readonly name = "Refused";
    constructor(problem: Refusal);
}
/** No usable answer came, however often it was asked. Nothing is lost: ask again later. */
export declare class Unreachable extends Error {
    readonly retryAfter: number;
    readonly name = "Unreachable";
    /** @param retryAfter Seconds for which the server asked to be left alone; 0 when it did not say. */
    constructor(reason: string, retryAfter: number);
}
/** The problem in the body of a refusal; one of this client's own making where a stranger answered, such as a proxy. */
export declare function refusalOf(status: number, body: unknown): Refusal;
