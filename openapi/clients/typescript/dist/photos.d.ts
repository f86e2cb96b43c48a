import { type Database, type Writing } from "./database.js";
import { type Line } from "./exchange.js";
/** A photo of this device, whole. */
export interface KeptPhoto {
    /** SHA-256 of its bytes, by which finds name it. */
    sha256: string;
    type: string;
    data: ArrayBuffer;
    /** When it was kept, milliseconds since 1970. */
    noted: number;
    /** Set while the server lacks it, as it says. */
    wanted?: 1;
}
/** Stores a photo. Returns its SHA-256. */
export declare function keepPhoto(database: Database, photo: Blob): Promise<string>;
/** Notes which photos of this device the server lacks, in the transaction that stores its answer. */
export declare function noteWanted(transaction: Writing, wanted: readonly string[]): Promise<void>;
/**
 * Brings the photos that the server asked for, and drops those that are older than a year. Returns the SHA-256 of those
 * that arrived; the others are brought after the next sync.
 */
export declare function bringPhotos(database: Database, line: Line): Promise<string[]>;
