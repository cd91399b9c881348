/** Bundles made before, kept for the pages that were opened before an upgrade. */

import { copyFile, readdir, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

export const KEPT_MS = 7 * 24 * 3600 * 1000;
/** Of somebody who bundles all day; the newest stay. */
export const MOST_KEPT = 500;
/** The manifest and the source maps are for the newest alone. */
const MAY_STAY = /-[A-Z0-9]{8}\.(?:js|css|woff2)(?:\.br|\.gz)?$/;

/**
 * Copy what is not there yet and was made within the last KEPT_MS, with its date.
 * @param {string} from a folder, which may be missing
 * @param {string} to
 */
export async function keepOlder(from, to) {
  const fresh = new Set(await readdir(to));
  const names = (await readdir(from).catch(() => [])).filter(
    (name) => MAY_STAY.test(name) && !fresh.has(name),
  );
  const made = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(from, name))).mtime })),
  );
  const young = made.filter(({ at }) => Date.now() - at.getTime() < KEPT_MS);
  young.sort((one, other) => other.at.getTime() - one.at.getTime());
  for (const { name, at } of young.slice(0, MOST_KEPT)) {
    await copyFile(join(from, name), join(to, name));
    await utimes(join(to, name), at, at);
  }
}
