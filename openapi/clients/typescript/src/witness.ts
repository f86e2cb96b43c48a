import { type Copied, type Database, findsOf, type OldCopy, type Progress } from "./database.js";
import { dropOldCopy } from "./copies.js";
import { LARGEST_BODY, type Line, post } from "./exchange.js";
import type { Find } from "./generated/api.js";
import { lastThatCameBack } from "./history.js";
import { OldHistory, Refused, Unreachable } from "./problems.js";

/** The largest number of old finds in one request. */
const MOST = 1000;

/**
 * Tells the server what stood in the old copies after the entry to which it went back, then drops them, so that nothing
 * is lost that this device had seen. What does not arrive now is told after the next sync.
 */
export async function witness(database: Database, { oldCopies, restores }: Progress, line: Line): Promise<void> {
  for (const old of oldCopies) {
    const from = lastThatCameBack(restores, old.epoch);
    if (from === null) {
      await dropOldCopy(database, old, true); // nobody has said what was lost: what the server has again need not be kept
      continue;
    }
    try {
      await tell(database, old, from, line);
      await dropOldCopy(database, old);
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused || error instanceof OldHistory)) throw error;
    }
  }
}

async function tell(database: Database, { copy, epoch }: OldCopy, from: number, line: Line): Promise<void> {
  let [after, done] = ["", false];
  while (!done) {
    const page: Copied[] = await database.getAll("finds", findsOf(copy, after), MOST);
    const finds = firstOf(page);
    after = page[finds.length - 1]?.id ?? after;
    done = finds.length === page.length && page.length < MOST;
    const body = JSON.stringify({ epoch, finds: finds.filter(({ seq }) => seq > from), done });
    await post(line, "v1/recovery/witness", () => body, isAnything);
  }
}

/** As many of them as go into one request, at least one if there are any. */
function firstOf(page: Copied[]): Find[] {
  let size = 0;
  const finds = page.map(({ find }) => find);
  const most = finds.findIndex((find, n) => {
    size += JSON.stringify(find).length * 3; // the most bytes that UTF-8 needs
    return n > 0 && size > LARGEST_BODY;
  });
  return most < 0 ? finds : finds.slice(0, most);
}

function isAnything(_: unknown): _ is unknown {
  return true;
}
