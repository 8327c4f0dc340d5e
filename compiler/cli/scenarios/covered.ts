/** What tests reached of a spec and of the handlers that stand in files of their own. */
import { dirname, join, relative, resolve } from "node:path";
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
  const counted = new Set<string>();
  for (const { name, body } of handlers) {
    if (body.kind !== "typescript") continue;
    const first = loadedPath(resolve(spec.folder, body.file));
    const parts: OwnFile[] = [];
    for (const path of withImports(first, cover.links, counted)) {
      const file = join(dirname(body.file), relative(dirname(first), path)).replaceAll("\\", "/");
      const text = spec.host.read(file);
      const functions = blocks.get(path);
      if (typeof text !== "string" || functions === undefined) continue;
      texts.set(file, { text });
      parts.push(ownFileOf(file, text, functions));
    }
    if (parts.length > 0) own.set(name, together(parts));
  }
  const { points, owners } = cover.points;
  return { coverage: coverageOf(owners, points, cover.recorder.reached, own), files: texts };
}

/** A file and what it imports of the user's, and these in turn; what was counted for another handler is not counted again. */
function withImports(
  first: string,
  links: ReadonlyMap<string, ReadonlySet<string>>,
  counted: Set<string>,
): readonly string[] {
  const found: string[] = [];
  const next = [first];
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (counted.has(path)) continue;
    counted.add(path);
    found.push(path);
    next.push(...[...(links.get(path) ?? [])].reverse());
  }
  return found;
}

function together(parts: readonly OwnFile[]): OwnFile {
  return {
    reached: parts.reduce((sum, { reached }) => sum + reached, 0),
    total: parts.reduce((sum, { total }) => sum + total, 0),
    missed: parts.flatMap(({ missed }) => missed),
  };
}

function ownFileOf(file: string, text: string, functions: readonly FunctionBlocks[]): OwnFile {
  const { reached, total, missed } = linesReached(text, functions);
  const lineOf = (at: number): number => text.slice(0, at).split("\n").length;
  const places = missed.map((stretch) => ({ file, ...stretch, line: lineOf(stretch.start) }));
  return { reached, total, missed: places.map((place) => ({ place, what: "never reached" })) };
}
