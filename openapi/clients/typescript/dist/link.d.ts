/** How long to go on when a request gets no usable answer. Times are milliseconds. */
export interface Patience {
    /** How often a request is sent, at most. */
    attempts: number;
    /** The delay before the second attempt is random between 0 and this; it doubles with each attempt ("full jitter"). */
    firstDelay: number;
    longestDelay: number;
    /** An attempt that takes longer counts as cut off. */
    timeout: number;
}
export declare const PATIENCE: Patience;
/** An attempt that may be made again: the line was cut, or the server said "later". */
export declare class Interrupted extends Error {
    readonly retryAfter: number;
    constructor(reason: string, retryAfter?: number);
}
/** What `attempt` gives in the end; Unreachable when all attempts were interrupted. */
export declare function patiently<T>(attempt: () => Promise<T>, patience: Patience, signal?: AbortSignal): Promise<T>;
/** The whole answer to a request; Interrupted when it was cut off, or the server said "later". */
export declare function ask(send: typeof fetch, request: Request, patience: Patience): Promise<Response>;
