/** What tests reached of a spec and of the handlers that stand in files of their own. */
import { resolve } from "node:path";
import type { Report } from "../../diagnostics/render/report.ts";
import type { Model } from "../../model.ts";
import { type FunctionBlocks, linesReached } from "../../scenarios/blocks.ts";
import { type Coverage, coverageOf, type OwnFile } from "../../scenarios/coverage.ts";
import type { Spec } from "../spec.ts";
import { loadedPath } from "./profile.ts";
import type { TestProgram } from "./program.ts";

/** What was covered, and the texts of files that are no part of the spec. */
export interface Covered {
  readonly coverage: Coverage;
  readonly files: Report["files"];
}

/** Null where nothing was counted. */
export function coverageIn(spec: Spec, { handlers }: Model, { cover }: TestProgram): Covered | null {
  if (cover === null) return null;
  const blocks = cover.blocks();
  const texts = new Map<string, { readonly text: string }>();
  const own = new Map<string, OwnFile>();
  for (const { name, body } of handlers) {
    if (body.kind !== "typescript") continue;
    const text = spec.host.read(body.file);
    const functions = blocks.get(loadedPath(resolve(spec.folder, body.file)));
    if (typeof text !== "string" || functions === undefined) continue;
    texts.set(body.file, { text });
    own.set(name, ownFileOf(body.file, text, functions));
  }
  const { points, owners } = cover.points;
  return { coverage: coverageOf(owners, points, cover.recorder.reached, own), files: texts };
}

function ownFileOf(file: string, text: string, functions: readonly FunctionBlocks[]): OwnFile {
  const { reached, total, missed } = linesReached(text, functions);
  const lineOf = (at: number): number => text.slice(0, at).split("\n").length;
  const places = missed.map((stretch) => ({ file, ...stretch, line: lineOf(stretch.start) }));
  return { reached, total, missed: places.map((place) => ({ place, what: "never reached" })) };
}
