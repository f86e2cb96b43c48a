import type { Find, FindFields, Mutation } from "./generated/api.js";
import { type Identity } from "./identity.js";
import { type Patience } from "./link.js";
import { type Answered, type HeldFind, type NewFind } from "./mutations.js";
import { type Refusal } from "./problems.js";
export interface DeviceOptions {
    /** The name of its database in this browser; one for each device. */
    database?: string;
    /** At most so many mutations a request: 1 to 1,000; few on a bad link. */
    batch?: number;
    patience?: Partial<Patience>;
    /** The `fetch` to use in the place of the global one. */
    fetch?: typeof fetch;
}
export interface Enrolment extends DeviceOptions {
    /** What the administrator made: the code, or the whole `minetally://enrol?...` of the QR code. */
    code: string;
    /** The address of the server; not needed where the code names it. */
    server?: string;
}
/** How a sync ended. Whatever it says, nothing that was typed is lost. */
export type Synced = {
    /** What became of the mutations that were sent, in their order. */
    results: Answered[];
    /** How many changed finds came. */
    received: number;
    /** Mutations that still wait to be answered. */
    waiting: number;
    /** The server's clock less this one, seconds; show it when it is not 0. */
    clockOffset: number;
} & ({
    state: "synced";
} | {
    state: "unreachable";
    reason: string;
    retryAfter: number;
} | {
    /** The token was revoked or has expired: ask for a new code, and `enrol` with it. */ state: "token_refused";
    problem: Refusal;
} | {
    state: "refused";
    problem: Refusal;
});
/** The find that is to be changed is not on this device. */
export declare class NoSuchFind extends Error {
    readonly name = "NoSuchFind";
}
/** The code belongs to another operation than what this database holds. */
export declare class OtherOperation extends Error {
    readonly name = "OtherOperation";
}
/** A tablet: its outbox and its copy of the operation's finds in IndexedDB. Works without a network, and syncs when there is one. */
export declare class Device {
    #private;
    private readonly database;
    private readonly options;
    private constructor();
    /** The device that was enrolled in this database; null when none was. */
    static open(options?: DeviceOptions): Promise<Device | null>;
    /** Enrols with a code that works once, and keeps the token. In the database of a device it gives that a new token. */
    static enrol({ code, server, ...options }: Enrolment): Promise<Device>;
    /** Takes a new token, after a sync said `token_refused`. The outbox and the copy stay. */
    enrol(code: string, server?: string): Promise<void>;
    /** Who this device is: team, operation, time zone. */
    get identity(): Omit<Identity, "token">;
    close(): void;
    /** A new find. */
    create(fields: NewFind): Promise<HeldFind>;
    /** Changes these fields of a find; what is as it was is not sent. `null` clears an optional one. */
    edit(findId: string, fields: FindFields): Promise<HeldFind>;
    delete(findId: string): Promise<HeldFind>;
    /** Takes a deletion back. */
    restore(findId: string): Promise<HeldFind>;
    /** A find as it is here, with what was typed since; null when it is not here. */
    find(findId: string): Promise<HeldFind | null>;
    /** Every find, by id, also deleted ones: `state` tells. */
    finds(): AsyncGenerator<HeldFind>;
    /** Finds that were here and that the server lacks since it was restored from a backup: tell the command staff. */
    lackedByServer(): Promise<Find[]>;
    /** Mutations that were not answered yet, in the order they were made. */
    outbox(): Promise<Mutation[]>;
    /** Conflicts and rejections that were not marked as seen: show them to the person. */
    unseen(): Promise<Answered[]>;
    /** Marks what became of a mutation as seen. */
    seen(mutationId: string): Promise<void>;
    /**
     * Sends what waits and fetches what is new, until both are done or it cannot go on. Never throws for the network or
     * the server: `state` says how it ended. A second call while one runs gets the same answer.
     */
    sync(signal?: AbortSignal): Promise<Synced>;
}
