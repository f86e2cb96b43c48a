import type { ConditionsNotMet, Conflict, Problem, ProblemCode, ResyncRequired } from "./generated/api.js";
/** Any error of the server. Its `code` says which error it is and which extra members it has. */
export type Refusal = ResyncRequired | ConditionsNotMet | (Problem & {
    code: "precondition_failed";
    conflict?: Conflict;
}) | (Problem & {
    code: Exclude<ProblemCode, "resync_required" | "conditions_not_met" | "precondition_failed">;
});
/** The server rejected a request. `problem` says why and how to fix it. */
export declare class Refused extends Error {
    readonly problem: Refusal;
    readonly name = "Refused";
    constructor(problem: Refusal);
}
/** The places in the request, from 0, of the mutations that a problem names. */
export declare function namedMutations(problem: Refusal): number[];
/** No valid answer came after all attempts. Nothing is lost: try again later. */
export declare class Unreachable extends Error {
    readonly retryAfter: number;
    readonly name = "Unreachable";
    /** @param retryAfter The seconds that the server asked to wait; 0 if it did not say. */
    constructor(reason: string, retryAfter: number);
}
/** The problem in the body of an error. If the answer is not from Minetally but from a proxy, this client makes one. */
export declare function refusalOf(status: number, body: unknown): Refusal;
