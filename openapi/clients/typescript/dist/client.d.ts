import type { operations, paths } from "./generated/api.js";
import { type Patience } from "./link.js";
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
} & (O extends {
    requestBody: {
        content: {
            "application/json": infer Body;
        };
    };
} ? {
    body: Body;
} : {
    body?: never;
});
type JsonOf<Answer> = Answer extends {
    content: {
        "application/json": infer Body;
    };
} ? Body : undefined;
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
export type Api = <M extends Method, Path extends PathWith<M>>(method: M, path: Path, ...asked: Record<never, never> extends Asked<OperationOf<M, Path>> ? [Asked<OperationOf<M, Path>>?] : [Asked<OperationOf<M, Path>>]) => Promise<Answer<BodyOf<OperationOf<M, Path>>>>;
export interface Server {
    /** Its address, such as `https://minetally.example.org`. */
    server: string;
    token?: string;
    patience?: Partial<Patience>;
    /** The `fetch` to use instead of the global one. */
    fetch?: typeof fetch;
}
/**
 * A client of every operation. If the connection breaks, requests that only read are sent again. So are requests with
 * an `id` or a `secret` in their body, because the server does the same one only once. All other requests are sent once.
 */
export declare function connect({ server, token, patience, fetch: send }: Server): Api;
export {};
