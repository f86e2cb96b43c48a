import { type Server } from "./client.js";
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
/** Exchanges a code for an identity. `code` is the code alone, or the complete `minetally://enrol?...` of a QR code. */
export declare function enrolled(code: string, given: Partial<Server>): Promise<Identity>;
