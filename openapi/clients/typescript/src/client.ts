import type { operations, paths } from "./generated/api.js";
import { ask, Interrupted, PATIENCE, patiently, type Patience, retryAfter } from "./link.js";
import { errorOf } from "./problems.js";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have this method. */
export type PathWith<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, Operation> ? Path : never;
}[keyof paths];

type Operation = operations[keyof operations];
type OperationOf<M extends Method, Path extends PathWith<M>> = paths[Path][M] & Operation;

/** The parts of a request: path, query, headers and body, if the operation has them. */
export type Asked<O extends Operation> = Pick<O["parameters"], "path" | "query" | "header"> & {
  signal?: AbortSignal;
} & (O extends { requestBody: { content: { "application/json": infer Body } } } ? { body: Body } : { body?: never });

type JsonOf<Answer> = Answer extends { content: { "application/json": infer Body } } ? Body : undefined;

/** The JSON of a successful answer; undefined if the answer is not JSON. */
export type BodyOf<O extends Operation> = {
  [Status in keyof O["responses"] & (200 | 201 | 204)]: JsonOf<O["responses"][Status]>;
}[keyof O["responses"] & (200 | 201 | 204)];

/** An answer. If it is not JSON, such as a report as PDF, read the body from `response`. */
export interface Answer<Body> {
  body: Body;
  response: Response;
}

/** Every operation of the API by its method and path, with the types of the document. Throws Refused if the server rejects the request. */
export type Api = <M extends Method, Path extends PathWith<M>>(
  method: M,
  path: Path,
  ...asked: Record<never, never> extends Asked<OperationOf<M, Path>>
    ? [Asked<OperationOf<M, Path>>?]
    : [Asked<OperationOf<M, Path>>]
) => Promise<Answer<BodyOf<OperationOf<M, Path>>>>;

export interface Server {
  /** Its address, such as `https://minetally.example.org`. */
  server: string;
  token?: string;
  patience?: Partial<Patience>;
  /** The `fetch` to use instead of the global one. */
  fetch?: typeof fetch;
}

interface AnyAsked {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | undefined>;
  header?: Record<string, string | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * A client of every operation. If the connection breaks, requests that only read are sent again. So are requests with
 * an `id` or a `secret` in their body, because the server does the same one only once. All other requests are sent once.
 */
export function connect({ server, token, patience, fetch: send = globalThis.fetch.bind(globalThis) }: Server): Api {
  const within = { ...PATIENCE, ...patience };
  const call = async (method: Method, path: string, asked: AnyAsked = {}): Promise<Answer<unknown>> => {
    const { body, signal } = asked;
    const headers = new Headers(token ? { Authorization: `Bearer ${token}` } : {});
    for (const [name, value] of Object.entries(asked.header ?? {})) if (value !== undefined) headers.set(name, value);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const init: RequestInit = { method: method.toUpperCase(), headers, ...(signal ? { signal } : {}) };
    if (body !== undefined) init.body = JSON.stringify(body);
    const address = addressOf(server, path, asked);
    const attempt = async () => await answered(await ask(send, new Request(address, init), within));
    const again = method === "get" || (typeof body === "object" && body !== null && ("id" in body || "secret" in body));
    return await patiently(attempt, again ? within : { ...within, attempts: 1 }, signal);
  };
  return call as Api;
}

function addressOf(server: string, path: string, asked: AnyAsked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(asked.path?.[name])));
  const given = Object.entries(asked.query ?? {}).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return server.replace(/\/+$/, "") + filled + (query && `?${query}`);
}

async function answered(response: Response): Promise<Answer<unknown>> {
  const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body: unknown = json ? await response.clone().json().catch(cutOff) : undefined;
  if (!response.ok && response.status !== 304) {
    throw errorOf(response.status, body, retryAfter(response.headers) / 1000);
  }
  return { body, response };
}

function cutOff(): never {
  throw new Interrupted("the answer is incomplete");
}
