/** Where da-compile keeps what it can find out again. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Io } from "../io.ts";

/** In the next `node_modules`, where it goes with the packages, else where the system keeps what can be made again. */
export function cacheFolder(folder: string, env: Io["env"]): string {
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
