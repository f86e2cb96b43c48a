import { type LocalDate } from "./days.js";
import type { Find, FindFields, Mutation } from "./generated/api.js";
import { type Identity } from "./identity.js";
import { type Patience } from "./link.js";
import { type Answered, type Given, type HeldFind, type NewFind } from "./mutations.js";
import { type Refusal } from "./problems.js";
import { type Checked } from "./receipts.js";
import { type ServerKey } from "./server-key.js";
export interface DeviceOptions {
    /** The name of the database in this browser. Each device needs its own. */
    database?: string;
    /** The largest number of mutations in a request: 1 to 1,000. Use a small number on a bad connection. */
    batch?: number;
    patience?: Partial<Patience>;
    /** The `fetch` to use instead of the global one. */
    fetch?: typeof fetch;
}
export interface Enrolment extends DeviceOptions {
    /** The code from the administrator, or the complete `minetally://enrol?...` or `https://.../tablet/#code=...` of the QR code. */
    code: string;
    /** The address of the server. Not needed if the code contains it. */
    server?: string;
}
/** The result of a sync. In every case nothing that was typed is lost. */
export type Synced = {
    /** The results of the mutations that were sent, in order. */
    results: Answered[];
    /** The number of changed finds that arrived. */
    received: number;
    /** The number of mutations without an answer. */
    waiting: number;
    /**
     * The ids of mutations that stay in the outbox: the server would reject them, and takes no more of those from this
     * device today; or something on the way to it takes nothing of this size. Fix them, or tell your staff.
     */
    heldBack: string[];
    /** The server's clock minus this clock, seconds. Show it if it is not 0. */
    clockOffset: number;
    /** Another tablet uses the token of this one: ask the person to get a new code, and `enrol` with it. Both are authors of their own. */
    forked: boolean;
    /** The SHA-256 of photos of this device that the server asked for and has now. */
    photosBrought: string[];
    /**
     * The SHA-256 of photos that finds have and the server lacks: this device does not have them, or they did not arrive.
     * It brings what it has after the next sync.
     */
    photosWanted: string[];
    /** What the checks of the receipts found: the worst of them; null if none came. All are kept. */
    receipts: Checked | null;
    /** Whether the server is the one that this device was enrolled at. Show it if it is `not_confirmed`. */
    serverKey: ServerKey;
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
    /** The server was restored, and an administrator must let this device in again. Everything is kept: sync again later. */ state: "awaiting_confirmation";
    problem: Refusal;
} | {
    state: "old_history";
} | {
    state: "refused";
    problem: Refusal;
});
/** The find to change is not on this device. */
export declare class NoSuchFind extends Error {
    readonly name = "NoSuchFind";
}
/** The code belongs to another operation than this database. */
export declare class OtherOperation extends Error {
    readonly name = "OtherOperation";
}
/** A tablet: its outbox and its copy of the operation's finds are in IndexedDB. It works without a network, and syncs when there is one. */
export declare class Device {
    #private;
    private readonly database;
    private readonly options;
    private constructor();
    /** The device that was enrolled in this database; null if there is none. */
    static open(options?: DeviceOptions): Promise<Device | null>;
    /**
     * Enrols with a code, which works once, and stores the token. If the database already has a device, the device gets a
     * new token. If no answer came, call it again with the same code: the device sends the same secret, and gets the
     * answer that was lost.
     */
    static enrol({ code: text, server: given, ...options }: Enrolment): Promise<Device>;
    /** Gets a new token, after a sync that says `forked` or `token_refused`. The outbox and the copy stay. */
    enrol(text: string, server?: string): Promise<void>;
    /** The identity of this device: team, operation, time zone. */
    get identity(): Omit<Identity, "token">;
    /** Whether the server is the one that this device was enrolled at, as far as the last receipt says. */
    serverKey(): Promise<ServerKey>;
    /** The day it is for the operation: what `found_on` is for a find of today. */
    today(moment?: Date): LocalDate;
    close(): void;
    /** A new find. */
    create(fields: NewFind, given?: Given & {
        findId?: string;
    }): Promise<HeldFind>;
    /** Changes these fields of a find. Fields that did not change are not sent. `null` clears an optional field. */
    edit(findId: string, fields: FindFields, given?: Given): Promise<HeldFind>;
    delete(findId: string, given?: Given): Promise<HeldFind>;
    /** Restores a deleted find. */
    restore(findId: string, given?: Given): Promise<HeldFind>;
    /**
     * Stores a photo and returns its SHA-256: name that in `photos` of a find. `sync` brings it to the server, which asks for
     * it; also again after a restore. It is kept for a year.
     */
    keepPhoto(photo: Blob): Promise<string>;
    /** A find with the changes that were typed here; null if it is not on this device. */
    find(findId: string): Promise<HeldFind | null>;
    /** All finds in the order of their ids, also deleted ones: see `state`. */
    finds(): AsyncGenerator<HeldFind>;
    /**
     * Finds that were here, but that the server does not have after a restore from a backup. Tell the command staff. They
     * are kept until the server has them again, or has been told of them.
     */
    lackedByServer(): Promise<Find[]>;
    /** Mutations without an answer, in the order in which they were made. */
    outbox(): Promise<Mutation[]>;
    /** Conflicts and rejections that are not marked as seen: show them to the person. */
    unseen(): Promise<Answered[]>;
    /** Marks the result of a mutation as seen. */
    seen(mutationId: string): Promise<void>;
    /**
     * Drops answered mutations that a verified backup has, oldest first, until `leaving` are kept. Returns how many were
     * dropped. Call it only if the disk is full: otherwise they are kept for a year.
     */
    makeRoom(leaving: number): Promise<number>;
    /**
     * Sends what waits and fetches what is new, until both are done or it cannot continue. It never throws because of
     * the network or the server: see `state`. A second call during a sync gets the same result.
     */
    sync(signal?: AbortSignal): Promise<Synced>;
}
