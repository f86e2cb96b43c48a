import { type Database, type Progress } from "./database.js";
import { type Line } from "./exchange.js";
/**
 * Tells the server what stood in the old copies after the entry to which it went back, then drops them, so that nothing
 * is lost that this device had seen. What does not arrive now is told after the next sync.
 */
export declare function witness(database: Database, { oldCopies, restores }: Progress, line: Line): Promise<void>;
