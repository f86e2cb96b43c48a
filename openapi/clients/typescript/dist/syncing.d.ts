import { type Database } from "./database.js";
import { type Line } from "./exchange.js";
import { type AnyAnswer } from "./history.js";
import type { Kept } from "./mutations.js";
/** One exchange that is stored: what was sent, and the answer. */
export interface Exchanged {
    sent: Kept[];
    answer: AnyAnswer;
}
/**
 * Exchange after exchange, each one stored, until nothing waits on either side. `heldBack` gets the ids of what stays in
 * the outbox. Throws Refused, OldHistory or Unreachable if it cannot continue.
 */
export declare function exchanges(database: Database, line: Line, largest: number, heldBack: string[]): AsyncGenerator<Exchanged>;
