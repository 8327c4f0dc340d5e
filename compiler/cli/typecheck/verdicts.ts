/**
 * What was found of the handlers in TypeScript the last time, kept on disk: a type checker takes seconds, and most often
 * nothing has changed. What cannot be read or written is no harm: the checker is asked again.
 */
import { hash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../../package.json" with { type: "json" };
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { fingerprint } from "../host/changes.ts";
import { attempt, writeWhole } from "../host/files.ts";
import type { Io } from "../io.ts";
import { type Answers, answersOf, changes } from "./answers.ts";

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
}

/** Those of one spec; `what` names it and the folder that it is compiled into. */
export function verdictsOf(folder: string, what: readonly (string | null)[], env: Io["env"]): Verdicts {
  const path = join(cacheFolder(folder, env), `${hash("sha256", JSON.stringify([folder, ...what])).slice(0, 32)}.json`);
  const made = madeBy();
  return {
    read: () => {
      const text = attempt(() => (existsSync(path) ? readFileSync(path, "utf8") : ""));
      const verdict = text.ok ? parsed(text.value, made) : null;
      return verdict !== null && changes(verdict.answers).length === 0 ? verdict : null;
    },
    write: (verdict) => {
      const done = attempt(() => writeWhole(path, JSON.stringify({ made, ...verdict })));
      if (!done.ok) attempt(() => rmSync(path, { force: true }));
    },
  };
}

/** In the next `node_modules`, where it goes with the packages, else where the system keeps what can be made again. */
function cacheFolder(folder: string, env: Io["env"]): string {
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

/** The very compiler and TypeScript: another one may find something else. */
function madeBy(): string {
  const tsMorph = createRequire(import.meta.url).resolve("ts-morph");
  const typescript = createRequire(tsMorph).resolve("@ts-morph/common");
  const files = [fileURLToPath(import.meta.url), tsMorph, typescript];
  return [manifest.version, ...files.map((path) => `${path} ${fingerprint(path)}`)].join("\n");
}

function parsed(text: string, made: string): Verdict | null {
  const value = jsonOf(text);
  if (typeof value !== "object" || value === null || !("made" in value) || value.made !== made) return null;
  if (!("spec" in value && "types" in value && "diagnostics" in value && "handlers" in value)) return null;
  if (!("modules" in value && "answers" in value)) return null;
  const { spec, types, diagnostics, handlers, modules } = value;
  const answers = answersOf(value.answers);
  if (typeof spec !== "string" || typeof types !== "string" || answers === null) return null;
  if (!isTexts(handlers) || !isTexts(modules) || !isDiagnostics(diagnostics)) return null;
  return { spec, types, diagnostics, handlers, modules, answers };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
