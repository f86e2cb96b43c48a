import type { Database, Lease } from "./database.js";
import { stopIfAborted } from "./link.js";

/** How long a lease is valid after its owner is gone, milliseconds. */
const LEASE = 15_000;

/**
 * Runs `work` while no other tab does the same with this database. It uses Web Locks (browsers, in secure contexts) or a
 * lease in the database. Answers are stored correctly without it too, but the server would take two tabs for two tablets:
 * each exchange names the one before it.
 */
export async function alone<T>(database: Database, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return await leased(database, work, signal);
  return await locks.request(`minetally sync ${database.name}`, signal ? { signal } : {}, work);
}

async function leased<T>(database: Database, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const owner = crypto.getRandomValues(new Uint32Array(4)).join("-");
  while (!(await take(database, owner))) {
    stopIfAborted(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const renewal = setInterval(() => void take(database, owner).catch(() => undefined), LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await take(database, owner, 0);
  }
}

/** Takes or renews the lease. Returns whether it is ours. */
async function take(database: Database, owner: string, duration = LEASE): Promise<boolean> {
  const transaction = database.transaction("device", "readwrite");
  const lease = (await transaction.store.get("lease")) as Lease | undefined;
  const free = !lease || lease.owner === owner || lease.until < Date.now();
  if (free) await transaction.store.put({ owner, until: Date.now() + duration }, "lease");
  await transaction.done;
  return free;
}
