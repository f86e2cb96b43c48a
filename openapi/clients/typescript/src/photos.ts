import { atomically, type Database, type Writing } from "./database.js";
import { type Line, put } from "./exchange.js";
import { Refused, Unreachable } from "./problems.js";
import { hex, sha256 } from "./receipts.js";

/** The largest photo, bytes: the limit of the server. */
const LARGEST = 8 * 1024 * 1024;

/** How long a photo is kept, milliseconds. */
const KEPT = 365 * 24 * 3600 * 1000;

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
export async function keepPhoto(database: Database, photo: Blob): Promise<string> {
  if (photo.size < 1 || photo.size > LARGEST) {
    throw new RangeError(`a photo has 1 to ${LARGEST} bytes, not ${photo.size}: scale it down`);
  }
  const data = await photo.arrayBuffer();
  const id = hex(await sha256(new Uint8Array(data)));
  await atomically(database, async (transaction) => {
    const photos = transaction.objectStore("photos");
    if (await photos.getKey(id)) return;
    await photos.put({ sha256: id, type: photo.type || "image/jpeg", data, noted: Date.now() });
  });
  return id;
}

/** Notes which photos of this device the server lacks, in the transaction that stores its answer. */
export async function noteWanted(transaction: Writing, wanted: readonly string[]): Promise<void> {
  const photos = transaction.objectStore("photos");
  for (const id of wanted) {
    const photo = await photos.get(id);
    if (photo) await photos.put({ ...photo, wanted: 1 });
  }
}

/**
 * Brings the photos that the server asked for, and drops those that are older than a year. Returns the SHA-256 of those
 * that arrived; the others are brought after the next sync.
 */
export async function bringPhotos(database: Database, line: Line): Promise<string[]> {
  const brought: string[] = [];
  for (const id of await database.getAllKeysFromIndex("photos", "wanted")) {
    const photo = await database.get("photos", id);
    if (!photo) continue;
    try {
      await put(line, `v1/photos/${id}`, photo.data, photo.type);
    } catch (error) {
      if (error instanceof Unreachable) break;
      if (error instanceof Refused) continue;
      throw error;
    }
    const { wanted: _, ...rest } = photo;
    await atomically(database, async (transaction) => await transaction.objectStore("photos").put(rest));
    brought.push(id);
  }
  await atomically(database, async (transaction) => {
    const photos = transaction.objectStore("photos");
    for (let cursor = await photos.index("noted").openCursor(IDBKeyRange.upperBound(Date.now() - KEPT)); cursor; ) {
      if (!cursor.value.wanted) await cursor.delete();
      cursor = await cursor.continue();
    }
  });
  return brought;
}
