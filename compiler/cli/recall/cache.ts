/** Where da-compile keeps what it can find out again. */
import { hash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { attempt, writeWhole } from "../host/files.ts";
import type { Io } from "../io.ts";

/** The file of one thing of a kind, for a spec in `folder`; `key` tells it from others. */
export function keptPath(folder: string, env: Io["env"], kind: string, key: string): string {
  return join(cacheFolder(folder, env), kind, `${hash("sha256", key).slice(0, 32)}.json`);
}

/** What was kept, null where that is no JSON object or cannot be read. */
export function readKept(path: string): object | null {
  const text = attempt(() => (existsSync(path) ? readFileSync(path, "utf8") : ""));
  if (!text.ok) return null;
  try {
    const value: unknown = JSON.parse(text.value);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** That it cannot be written is no harm, but what was kept before is not believed then. */
export function writeKept(path: string, value: object): void {
  const done = attempt(() => writeWhole(path, JSON.stringify(value)));
  if (!done.ok) attempt(() => rmSync(path, { force: true }));
}

/** In the next `node_modules`, where it goes with the packages, else where the system keeps what can be made again. */
function cacheFolder(folder: string, env: Io["env"]): string {
  for (let at = folder; ; at = dirname(at)) {
    const modules = join(at, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "da-compile");
    if (dirname(at) === at) break;
  }
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (xdg) return join(xdg, "da-compile");
  const home = homedir();
  if (process.platform === "win32") return join(local || join(home, "AppData", "Local"), "da-compile", "cache");
  if (process.platform === "darwin") return join(home, "Library", "Caches", "da-compile");
  return join(home, ".cache", "da-compile");
}
