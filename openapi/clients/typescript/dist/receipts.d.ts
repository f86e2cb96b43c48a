import type { AnyAnswer } from "./history.js";
import type { Kept } from "./mutations.js";
/** What the server signs of an answer: it had these mutations, byte for byte. docs/receipts.md describes it. */
export interface Receipt {
    signed: {
        operation: string;
        epoch: string;
        device_id: string;
        key: string;
        size: number;
        root: string;
    };
    signature: string;
}
/** Where the line of one mutation stands in the tree of a receipt: `path` has the hashes from the leaf to the root. */
export interface Shown {
    index: number;
    path: string[];
}
/** The places of the mutations of a request in the tree of the receipt that came; empty if nothing could be computed here. */
export interface Lines {
    places: Shown[];
}
/**
 * What a check of a receipt found. `wrong`: it does not fit what this device sent, or its signature is not that of its
 * key. `unchecked`: this browser cannot check it now (no secure context); it is kept all the same.
 */
export type Checked = "right" | "wrong" | "unchecked";
/** The canonical JSON of a value (RFC 8785). */
export declare function canonical(value: unknown): string;
/** The places of these mutations in the receipt of an answer; null if it has no receipt. */
export declare function placesOf(answer: AnyAnswer, sent: readonly Kept[]): Promise<Lines | null>;
/** Checks a receipt against what this device sent, and its signature. Whose key it is, `fingerprintOf` helps to say. */
export declare function check(answer: AnyAnswer, sent: readonly Kept[]): Promise<Checked>;
/** The short name of a public key that people compare: the first 32 hexadecimal digits of its SHA-256. */
export declare function fingerprintOf(key: string): Promise<string>;
export declare function isReceipt(value: unknown): value is Receipt;
export declare function sha256(...parts: Uint8Array[]): Promise<Uint8Array>;
/** Whether a signature is that of a text under a key; both in Base64. */
export declare function isSigned(text: string, signature: string, key: string): Promise<Checked>;
export declare function hex(bytes: Uint8Array): string;
