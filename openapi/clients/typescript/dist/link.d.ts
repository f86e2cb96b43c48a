/** How long to try if a request gets no valid answer. Times are in milliseconds. */
export interface Patience {
    /** The largest number of times that a request is sent. */
    attempts: number;
    /** The delay before the second attempt is random between 0 and this value. The value doubles with each attempt ("full jitter"). */
    firstDelay: number;
    longestDelay: number;
    /** An attempt that takes longer is a failed attempt. */
    timeout: number;
}
export declare const PATIENCE: Patience;
/** An attempt that may be repeated: the connection broke, or the server said "later". */
export declare class Interrupted extends Error {
    readonly retryAfter: number;
    constructor(reason: string, retryAfter?: number);
}
/** The result of `attempt`, with retries. Throws Unreachable if all attempts were interrupted. */
export declare function patiently<T>(attempt: () => Promise<T>, patience: Patience, signal?: AbortSignal): Promise<T>;
/** The complete answer to a request. Throws Interrupted if the connection broke, or the server said "later". */
export declare function ask(send: typeof fetch, request: Request, patience: Patience): Promise<Response>;
/** The milliseconds that the server asks to wait: Retry-After in seconds or as a date. */
export declare function retryAfter(headers: Headers): number;
/** Throws the reason if a signal was aborted. Old browsers have no `throwIfAborted`. */
export declare function stopIfAborted(signal?: AbortSignal): void;
