/** Makes the package of this repository an installed one, for code that was generated somewhere else. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Where tests run in vitest, it resolves what generated code imports by itself, and looks for an installed package. */
export function installedIn(folder: string): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(ROOT, join(folder, "node_modules", "da-compile"), "dir");
}
