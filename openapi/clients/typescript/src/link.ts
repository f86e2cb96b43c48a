import { isProblem, Unreachable } from "./problems.js";

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

export const PATIENCE: Patience = { attempts: 6, firstDelay: 500, longestDelay: 30_000, timeout: 60_000 };

/** The longest Retry-After to wait for, milliseconds. A longer one is passed to the caller. */
const LONGEST_WAIT = 120_000;

/** An attempt that may be repeated: the connection broke, or the server said "later". */
export class Interrupted extends Error {
  constructor(
    reason: string,
    readonly retryAfter = 0,
  ) {
    super(reason);
  }
}

/** The result of `attempt`, with retries. Throws Unreachable if all attempts were interrupted. */
export async function patiently<T>(attempt: () => Promise<T>, patience: Patience, signal?: AbortSignal): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (failed >= patience.attempts || error.retryAfter > LONGEST_WAIT) {
        throw new Unreachable(
          `${error.message}, after ${failed} ${failed === 1 ? "attempt" : "attempts"}`,
          error.retryAfter / 1000,
        );
      }
      const most = Math.min(patience.longestDelay, patience.firstDelay * 2 ** (failed - 1));
      await pause(error.retryAfter + Math.random() * most, signal);
    }
  }
}

/** The complete answer to a request. Throws Interrupted if the connection broke, or the server said "later". */
export async function ask(send: typeof fetch, request: Request, patience: Patience): Promise<Response> {
  stopIfAborted(request.signal);
  const limit = new AbortController();
  const abort = () => limit.abort(request.signal.reason);
  request.signal.addEventListener("abort", abort);
  const timer = setTimeout(() => limit.abort(new Error(`no answer in ${patience.timeout / 1000} s`)), patience.timeout);
  try {
    const response = await send(request, { signal: limit.signal });
    const body = await response.arrayBuffer();
    const later = response.status >= 500 || [408, 425, 429].includes(response.status);
    if (later && !isFinal(body)) throw new Interrupted(`HTTP ${response.status}`, retryAfter(response.headers));
    const { status, statusText, headers } = response;
    return new Response(body.byteLength ? body : null, { status, statusText, headers });
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    stopIfAborted(request.signal);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error; // undici puts the reason there
    throw new Interrupted(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", abort);
  }
}

/** Whether an answer with a temporary status is the server's last word all the same: to wait would not help. */
function isFinal(body: ArrayBuffer): boolean {
  try {
    const problem: unknown = JSON.parse(new TextDecoder().decode(body));
    return isProblem(problem) && ["too_much_refused", "history_stopped"].includes(problem.code);
  } catch {
    return false;
  }
}

/** The milliseconds that the server asks to wait: Retry-After in seconds or as a date. */
export function retryAfter(headers: Headers): number {
  const given = headers.get("Retry-After");
  if (!given) return 0;
  const wait = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Math.max(0, wait || 0);
}

/** Throws the reason if a signal was aborted. Old browsers have no `throwIfAborted`. */
export function stopIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw (signal.reason as unknown) ?? new DOMException("The operation was aborted.", "AbortError");
}

function pause(delay: number, signal?: AbortSignal): Promise<void> {
  stopIfAborted(signal);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject((signal?.reason as unknown) ?? new DOMException("The operation was aborted.", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, delay);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
