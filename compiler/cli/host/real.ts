/** The compiler's host on real files. It remembers what was asked for, so that a watcher knows what to look at. */
import { relative, resolve, sep } from "node:path";
import type { Host } from "../../host.ts";
import { fingerprint } from "./changes.ts";
import { exists, readText } from "./files.ts";

export interface RealHost extends Host {
  /** Absolute paths of all that was read or looked for, found or not, with the fingerprint each had then. */
  readonly asked: ReadonlyMap<string, string>;
}

/** Paths are taken from `folder`, so that what the compiler says of them is the same wherever it is called. */
export function realHost(folder: string): RealHost {
  const asked = new Map<string, string>();
  const texts = new Map<string, string>();
  const absolute = (path: string) => {
    const full = resolve(folder, path);
    if (!asked.has(full)) asked.set(full, fingerprint(full));
    return full;
  };
  return {
    asked,
    read: (path) => {
      const full = absolute(path);
      const known = texts.get(full);
      if (known !== undefined) return known;
      const text = readText(full);
      if (!text.ok) return { problem: text.why };
      texts.set(full, text.value);
      return text.value;
    },
    exists: (path) => exists(absolute(path)),
  };
}

/** How a path from `folder` is shown to who works in `cwd`: relative, with `/`. */
export function displayFrom(folder: string, cwd: string): (path: string) => string {
  return (path) => relative(cwd, resolve(folder, path)).split(sep).join("/");
}
