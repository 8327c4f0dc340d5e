/** `--samples`: what two versions of a pipeline make of recorded events. */
import { UserError } from "../../../runtime/errors.ts";
import type { Recorded } from "../../diff/pair.ts";
import type { Host } from "../../host.ts";
import { normalPath } from "../../imports/paths.ts";
import type { Model } from "../../model.ts";
import { ImportFailure } from "../scenarios/memory.ts";
import type { Spec } from "../spec.ts";
import { readSamples, type Samples } from "./read.ts";
import { type Runnable, runOver } from "./run.ts";

export interface OldVersion {
  readonly model: Model;
  /** Where its files are; null where only its events are known. */
  readonly host: Host | null;
}

export type Comparison = { readonly ok: true; readonly value: Recorded } | { readonly ok: false; readonly why: string };

export async function recordedOf(
  spec: Spec,
  texts: readonly string[],
  old: OldVersion,
  now: Model,
  cwd: string,
): Promise<Comparison> {
  const read = await readSamples(texts, [old.model, now], cwd);
  if (!read.ok) return read;
  const before = await made(spec, "the old version", { model: old.model, handlers: handlersOf(old) }, read.value);
  if (!before.ok) return before;
  const after = await made(spec, "the new version", { model: now, handlers: new Map() }, read.value);
  if (!after.ok) return after;
  return { ok: true, value: { samples: read.value.samples, old: before.value, new: after.value } };
}

async function made(spec: Spec, which: string, version: Runnable, { records }: Samples) {
  try {
    return { ok: true as const, value: await runOver(spec, version, records) };
  } catch (error) {
    if (!(error instanceof ImportFailure) && !(error instanceof UserError)) throw error;
    return { ok: false as const, why: `${which} cannot be run: ${error.message}` };
  }
}

/** Handlers in TypeScript as they were then; what they import is as it is now. */
function handlersOf({ model, host }: OldVersion): ReadonlyMap<string, string> {
  const files = model.handlers.flatMap(({ body }) => (body.kind === "typescript" ? [normalPath(body.file)] : []));
  return new Map(
    files.flatMap((file) => {
      const text = host?.read(file);
      return typeof text === "string" ? [[file, text] as const] : [];
    }),
  );
}
