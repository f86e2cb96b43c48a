import { type Database } from "./database.js";
import type { Line } from "./exchange.js";
import { type Checked } from "./receipts.js";
/**
 * Whether the server is the one that this device was enrolled at, as its receipts show: `confirmed` by the key whose
 * fingerprint stood in the code, or by one that follows it. `not_confirmed`: somebody else may answer; exchanges go on,
 * tell the person. `unknown`: no receipt could be checked yet.
 */
export type ServerKey = "confirmed" | "not_confirmed" | "unknown";
/** What the receipts of this device say of the key of its server. */
export declare function serverKeyOf(database: Database): Promise<ServerKey>;
/** Notes which key signed an answer to mutations; none where the receipt is wrong or missing. */
export declare function noteKey(database: Database, receipt: unknown, checked: Checked): Promise<void>;
/** Confirms the key that signs now, where the keys of the server show that it follows one that this device knows. */
export declare function followKey(database: Database, { server, send, patience, signal }: Line): Promise<void>;
