import { type Server } from "./client.js";
import { type Database } from "./database.js";
/** The identity of this device. */
export interface Identity {
    server: string;
    token: string;
    deviceId: string;
    device: string;
    team: string;
    operation: string;
    /** The time zone of the operation's days, such as `Asia/Baku`. */
    timezone: string;
}
/** A code of an enrolment, and what stood beside it: the address of the server, and the fingerprint of its key. */
export interface Code {
    code: string;
    server?: string;
    serverKey?: string;
}
/** The code in a text: the code alone, the `minetally://enrol?...` of a QR code, or the `https://.../tablet/#code=...`. */
export declare function codeIn(text: string): Code;
/** The secret of this device for a code, stored before it is sent: so the same code can be sent again if no answer comes. */
export declare function secretFor(database: Database, code: string): Promise<string>;
/** What an enrolment gives: who the device is, and the fingerprint of the key that the server says it has. */
export interface Enrolled {
    identity: Identity;
    serverKey: string;
}
/** Exchanges a code for an identity; `was` is the one before. If the connection breaks, the same is sent again, and the server gives the same answer. */
export declare function enrolled(code: string, secret: string, given: Server, was?: Identity): Promise<Enrolled>;
