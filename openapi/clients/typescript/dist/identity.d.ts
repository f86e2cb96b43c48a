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
/** The code of an enrolment, and the server if it says so. `text` is the code alone, or the complete `minetally://enrol?...` of a QR code. */
export declare function codeIn(text: string): {
    code: string;
    server?: string;
};
/** The secret of this device for a code, stored before it is sent: so the same code can be sent again if no answer comes. */
export declare function secretFor(database: Database, code: string): Promise<string>;
/** Exchanges a code for an identity. If the connection breaks, the same is sent again, and the server gives the same answer. */
export declare function enrolled(code: string, secret: string, given: Server): Promise<Identity>;
