/** The folder that a compile writes: what is there, and carrying out a plan. */
import { dirname, join } from "node:path";
import { makeFolder } from "../../../runtime/folder.ts";
import { attempt, namesIn, type Result, readIfThere, removeFile, writeNew, writeWhole } from "../host/files.ts";
import { MANIFEST, readManifest } from "./manifest.ts";
import { type Plan, planOf } from "./plan.ts";

export interface Planned extends Plan {
  /** There is a manifest, but it cannot be read. */
  readonly manifestDamaged: boolean;
}

/** Compares a folder, which need not exist, with the files it shall hold. */
export function planFolder(folder: string, files: ReadonlyMap<string, string>): Result<Planned> {
  return attempt(() => {
    const text = readIfThere(join(folder, MANIFEST));
    const manifest = text === null ? null : readManifest(new TextDecoder().decode(text));
    const plan = planOf(files, manifest, readerOf(folder));
    return { ...plan, manifestDamaged: text !== null && manifest === null };
  });
}

/** Reads files by their path from a folder; a folder is looked at once, as most often it holds none of what is asked for. */
function readerOf(folder: string): (path: string) => Uint8Array | null {
  const folders = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const slash = path.lastIndexOf("/");
    const within = path.slice(0, Math.max(slash, 0));
    let names = folders.get(within);
    if (names === undefined) {
      names = namesIn(join(folder, within));
      folders.set(within, names);
    }
    return names.has(path.slice(slash + 1).toLowerCase()) ? readIfThere(join(folder, path)) : null;
  };
}

/** Writes and deletes; the manifest comes last, so that a compile that is cut off is completed by the next one. */
export function carryOut(folder: string, plan: Plan): Result<void> {
  return attempt(() => {
    const manifest = plan.write.get(MANIFEST);
    const made = new Set<string>();
    for (const [path, { content, why }] of plan.write) {
      if (path === MANIFEST) continue;
      const full = join(folder, path);
      const within = dirname(full);
      if (!made.has(within)) makeFolder(within);
      made.add(within);
      if (why === "missing") writeNew(full, content);
      else writeWhole(full, content);
    }
    for (const path of plan.remove) removeFile(folder, path);
    if (manifest !== undefined) writeWhole(join(folder, MANIFEST), manifest.content);
  });
}
