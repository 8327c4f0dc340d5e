/** The folder that a compile writes: what is there, and carrying out a plan. */
import { join } from "node:path";
import { attempt, type Result, readIfThere, removeFile, writeWhole } from "../host/files.ts";
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
    const plan = planOf(files, manifest, (path) => readIfThere(join(folder, path)));
    return { ...plan, manifestDamaged: text !== null && manifest === null };
  });
}

/** Writes and deletes; the manifest comes last, so that a compile that is cut off is completed by the next one. */
export function carryOut(folder: string, plan: Plan): Result<void> {
  return attempt(() => {
    const manifest = plan.write.get(MANIFEST);
    for (const [path, { content }] of plan.write) if (path !== MANIFEST) writeWhole(join(folder, path), content);
    for (const path of plan.remove) removeFile(folder, path);
    if (manifest !== undefined) writeWhole(join(folder, MANIFEST), manifest.content);
  });
}
