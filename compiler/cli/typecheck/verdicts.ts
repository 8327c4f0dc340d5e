/**
 * What was found of the handlers in TypeScript the last time, kept on disk: a type checker takes seconds, and most often
 * nothing has changed. What cannot be read or written is no harm: the checker is asked again.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../../package.json" with { type: "json" };
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { fingerprint } from "../host/changes.ts";
import type { Io } from "../io.ts";
import { type Answers, answersOf, changes } from "../recall/answers.ts";
import { keptPath, readKept, writeKept } from "../recall/cache.ts";

export interface Verdict {
  /** A hash of the texts of the spec and of how it was asked. */
  readonly spec: string;
  /** A hash of the types that the handlers must fit. */
  readonly types: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The handlers' files, by their paths from the spec's folder. */
  readonly handlers: readonly string[];
  /** The user's modules that decided on it. */
  readonly modules: readonly string[];
  readonly answers: Answers;
}

export interface Verdicts {
  /** The last one, if what it rests on is as it was. */
  read(): Verdict | null;
  write(verdict: Verdict): void;
  /** Files that say which type checker it is. */
  readonly packages: readonly string[];
}

/** Those of one spec; `what` names it and the folder that it is compiled into. */
export function verdictsOf(folder: string, what: readonly (string | null)[], env: Io["env"]): Verdicts {
  const path = keptPath(folder, env, "types", JSON.stringify([folder, ...what]));
  const tsMorph = createRequire(import.meta.url).resolve("ts-morph");
  const made = madeBy(tsMorph);
  return {
    packages: [tsMorph, commonOf(tsMorph)].map((main) => join(dirname(main), "..", "package.json")),
    read: () => {
      const verdict = verdictIn(readKept(path), made);
      return verdict !== null && changes(verdict.answers).length === 0 ? verdict : null;
    },
    write: (verdict) => writeKept(path, { made, ...verdict }),
  };
}

/** The very compiler and TypeScript: another one may find something else. */
function madeBy(tsMorph: string): string {
  const files = [fileURLToPath(import.meta.url), tsMorph, commonOf(tsMorph)];
  return [manifest.version, ...files.map((path) => `${path} ${fingerprint(path)}`)].join("\n");
}

/** The package of ts-morph's that holds TypeScript. */
function commonOf(tsMorph: string): string {
  return createRequire(tsMorph).resolve("@ts-morph/common");
}

function verdictIn(value: object | null, made: string): Verdict | null {
  if (value === null || !("made" in value) || value.made !== made) return null;
  if (!("spec" in value && "types" in value && "diagnostics" in value && "handlers" in value)) return null;
  if (!("modules" in value && "answers" in value)) return null;
  const { spec, types, diagnostics, handlers, modules } = value;
  const answers = answersOf(value.answers);
  if (typeof spec !== "string" || typeof types !== "string" || answers === null) return null;
  if (!isTexts(handlers) || !isTexts(modules) || !isDiagnostics(diagnostics)) return null;
  return { spec, types, diagnostics, handlers, modules, answers };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** As this module wrote them: only whether they are some at all is asked. */
function isDiagnostics(value: unknown): value is readonly Diagnostic[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one) => typeof one === "object" && one !== null && "code" in one && "location" in one && "related" in one,
    )
  );
}
