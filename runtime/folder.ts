/** Makes folders. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Makes a folder, with those above it. Node's own way never ends where the system keeps no folders, such as in /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it.
    if (!existsSync(path)) throw error;
  }
}
