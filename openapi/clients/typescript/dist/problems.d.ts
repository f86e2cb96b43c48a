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
    readonly status?: number | undefined;
    readonly name = "Unreachable";
    /**
     * @param retryAfter The seconds that the server asked to wait; 0 if it did not say.
     * @param status The status of an answer that did not come from Minetally, for example from a proxy.
     */
    constructor(reason: string, retryAfter: number, status?: number | undefined);
}
/**
 * The server serves an older history than the one that this device was told of: an old backup was put back, or an old
 * server still runs. The device has taken nothing from it and keeps everything.
 */
export declare class OldHistory extends Error {
    readonly name = "OldHistory";
    constructor();
}
/** The error of an answer that is none. Only an answer with a problem document is a word of the server. */
export declare function errorOf(status: number, body: unknown, retryAfter?: number): Refused | Unreachable | OldHistory;
export declare function isProblem(body: unknown): body is Refusal;
