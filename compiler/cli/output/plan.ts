/** What has to change in a folder so that it holds just what a compile made: compared by content, decided by ownership. */
import { hashOf, MANIFEST, type Manifest, manifestText } from "./manifest.ts";

export interface Plan {
  /** What to write, by path from the folder, with why. The manifest is the last. */
  readonly write: ReadonlyMap<string, Change>;
  /** What da-compile made before and no longer makes. */
  readonly remove: readonly string[];
  /** No longer made either, but edited by hand since: these stay. */
  readonly keep: readonly string[];
  /** Files that da-compile did not make and would have to overwrite: nothing may be written then. */
  readonly foreign: readonly string[];
  /** Hashes of all files as the folder shall hold them, by path, also of the manifest. */
  readonly there: ReadonlyMap<string, string>;
}

export interface Change {
  readonly content: string;
  readonly why: "missing" | "out of date" | "edited by hand";
}

/** How much of a file's begin is searched for who made it. */
const HEAD = 400;

/** `files` is what the folder shall hold, `read` what it holds, `manifest` what was made there before, if that is known. */
export function planOf(
  files: ReadonlyMap<string, string>,
  manifest: Manifest | null,
  read: (path: string) => Uint8Array | null,
): Plan {
  const write = new Map<string, Change>();
  const foreign: string[] = [];
  const hashes = new Map<string, string>();
  for (const [path, content] of files) {
    hashes.set(path, hashOf(content));
    const found = read(path);
    if (found === null) write.set(path, { content, why: "missing" });
    else if (!Buffer.from(content).equals(found)) {
      const why = ownership(path, found, manifest);
      if (why === "foreign") foreign.push(path);
      else write.set(path, { content, why });
    }
  }
  const text = manifestText(hashes);
  const change = manifestChange(text, read(MANIFEST));
  if (change !== null) write.set(MANIFEST, change);
  hashes.set(MANIFEST, hashOf(text));
  return { write, foreign, there: hashes, ...leftOver(files, manifest, read) };
}

function manifestChange(content: string, found: Uint8Array | null): Change | null {
  if (found === null) return { content, why: "missing" };
  return Buffer.from(content).equals(found) ? null : { content, why: "out of date" };
}

function ownership(
  path: string,
  found: Uint8Array,
  manifest: Manifest | null,
): "out of date" | "edited by hand" | "foreign" {
  // What a compile that was cut off has left, or nothing that anyone would miss.
  if (found.length === 0) return "out of date";
  const hash = manifest?.get(path);
  if (hash !== undefined) return hash === hashOf(found) ? "out of date" : "edited by hand";
  return saysWhoMadeIt(found) ? "out of date" : "foreign";
}

/** The first line of what da-compile makes names it, in JSON the first within the braces: a lost manifest is no harm. */
function saysWhoMadeIt(found: Uint8Array): boolean {
  const head = new TextDecoder().decode(found.subarray(0, HEAD)).replace(/^\{\r?\n/, "");
  return head.split("\n", 1).some((line) => line.includes("Made by da-compile"));
}

function leftOver(
  files: ReadonlyMap<string, string>,
  manifest: Manifest | null,
  read: (path: string) => Uint8Array | null,
): { readonly remove: readonly string[]; readonly keep: readonly string[] } {
  const remove: string[] = [];
  const keep: string[] = [];
  for (const [path, hash] of manifest ?? []) {
    const found = files.has(path) ? null : read(path);
    if (found !== null) (hash === hashOf(found) ? remove : keep).push(path);
  }
  return { remove, keep };
}
