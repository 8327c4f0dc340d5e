/** The compiler's host on real files. It remembers what was asked for, so that a watcher knows what to look at. */
import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Host } from "../../host.ts";
import { type Answers, NOTHING, textAnswer, together, yesOrNothing } from "../recall/answers.ts";
import { fingerprint } from "./changes.ts";
import { attempt, decode, exists } from "./files.ts";

export interface RealHost extends Host {
  /** Absolute paths of all that was read or looked for, found or not, with the fingerprint each had then. */
  readonly asked: ReadonlyMap<string, string>;
  /** What it has answered; null where a file could not be read for some other reason than that it is not there. */
  answers(): Answers | null;
}

/** Paths are taken from `folder`, so that what the compiler says of them is the same wherever it is called. */
export function realHost(folder: string): RealHost {
  const asked = new Map<string, string>();
  const texts = new Map<string, string>();
  const contents = new Map<string, Uint8Array>();
  const absent: string[] = [];
  const looked = new Map<string, boolean>();
  let isUnreadable = false;
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
      const bytes = attempt(() => readFileSync(full));
      if (!bytes.ok) {
        if (exists(full)) isUnreadable = true;
        else absent.push(full);
        return { problem: bytes.why };
      }
      contents.set(full, bytes.value);
      const text = decode(bytes.value);
      if (!text.ok) return { problem: text.why };
      texts.set(full, text.value);
      return text.value;
    },
    exists: (path) => {
      const full = absolute(path);
      const found = exists(full);
      looked.set(full, found);
      return found;
    },
    answers: () => {
      if (isUnreadable) return null;
      const text = Object.fromEntries([
        ...[...contents].map(([path, bytes]) => [path, textAnswer(bytes)] as const),
        ...absent.map((path) => [path, NOTHING] as const),
      ]);
      return together({
        text,
        any: Object.fromEntries([...looked].map(([path, found]) => [path, yesOrNothing(found)])),
      });
    },
  };
}

/** How a path from `folder` is shown to who works in `cwd`: relative, with `/`. */
export function displayFrom(folder: string, cwd: string): (path: string) => string {
  return (path) => relative(cwd, resolve(folder, path)).split(sep).join("/");
}
