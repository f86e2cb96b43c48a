import { type Server } from "./client.js";
/** Who this device is. */
export interface Identity {
    server: string;
    token: string;
    deviceId: string;
    device: string;
    team: string;
    operation: string;
    /** In whose days the operation counts, such as `Asia/Baku`. */
    timezone: string;
}
/** Asks the server who the bearer of a code is: the code alone, or the whole `minetally://enrol?...` of a QR code. */
export declare function enrolled(code: string, given: Partial<Server>): Promise<Identity>;
