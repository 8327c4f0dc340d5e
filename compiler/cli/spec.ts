/** The spec that a call names: found, read and analyzed, with its diagnostics printed in the call's format. */
import { basename, dirname, relative, resolve, sep } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import type { Analysis } from "../analyze.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { count } from "../diagnostics/messages/said.ts";
import type { Report } from "../diagnostics/render/report.ts";
import type { Host } from "../host.ts";
import type { Model } from "../model.ts";
import type { Call } from "./call.ts";
import { DEFAULT_SPEC } from "./commands.ts";
import { displayFrom, type RealHost, realHost } from "./host/real.ts";
import { type Answers, together } from "./recall/answers.ts";

export interface Spec {
  /** As the user knows it, relative to the working folder. */
  readonly name: string;
  /** Its folder, absolute. */
  readonly folder: string;
  /** Its path from there: the name by which the compiler knows it. */
  readonly root: string;
  readonly host: RealHost;
}

/** The spec that the call names, not yet read. */
export function specOf(call: Call, path: string | undefined): Spec {
  const full = resolve(call.io.cwd, path ?? DEFAULT_SPEC);
  const name = relative(call.io.cwd, full).split(sep).join("/") || ".";
  return { name, folder: dirname(full), root: basename(full), host: realHost(dirname(full)) };
}

/** Why the root file cannot be read: the call is wrong then, not the spec. */
export function unreadable(spec: Spec): string | null {
  const text = spec.host.read(spec.root);
  if (typeof text === "string") return null;
  const unnamed = spec.name === DEFAULT_SPEC && !spec.host.exists(spec.root);
  const hint = unnamed ? "; name a spec, or begin one with `da-compile init`" : "";
  return `\`${spec.name}\` cannot be read: ${text.problem}${hint}`;
}

/** All that is known of a spec after its checks. */
export interface Checked {
  readonly analysis: Analysis;
  readonly report: Report;
  /** All that it rests on, null where that is not known. */
  readonly answers: () => Answers | null;
}

/** `host` is the spec's own unless another one stands in for it. */
export async function checkSpec(call: Call, spec: Spec, host: Host = spec.host): Promise<Checked> {
  const [{ analyze }, { memory, read }] = await Promise.all([import("../analyze.ts"), import("./read.ts")]);
  const analysis = analyze(host, spec.root, read, call.flag("watch") ? memory : null);
  const answers = host === spec.host ? spec.host.answers : () => null;
  return { analysis, report: reportOf(call, spec, analysis, analysis.diagnostics), answers };
}

/**
 * Checks a spec for nothing but practice: once as if all were new, then again and again as if one file had changed, each in
 * its turn. What it remembers is its own, so that nothing is forgotten of what the user is told.
 */
export async function* practiseChecking(call: Call): AsyncGenerator<void> {
  const [{ analyze }, { readFile, remembering }, { Memory }] = await Promise.all([
    import("../analyze.ts"),
    import("../imports/read.ts"),
    import("../memory.ts"),
  ]);
  const { host, root } = specOf(call, call.operands[0]);
  const [known, memory] = [remembering(), new Memory()];
  const paths = [...analyze(host, root, known, memory).files.keys()];
  for (let turn = 0; ; turn++) {
    yield;
    const changed = paths[turn % paths.length];
    analyze(host, root, (path, text) => (path === changed ? readFile : known)(path, text), memory);
  }
}

/** Of a sound spec also what is wrong with the files of its handlers in TypeScript; see `checkedHandlers` for `out`. */
export async function withHandlers(call: Call, spec: Spec, checked: Checked, out: string | null): Promise<Checked> {
  const { analysis, report } = checked;
  const { model } = analysis;
  if (model === null || fails(call, report.diagnostics) || !hasTypeScript(model)) return checked;
  const { checkedHandlers } = await import("./handlers.ts");
  const { diagnostics, files, answers } = await checkedHandlers(spec, model, analysis.files.keys(), out, call.io.env);
  const all = { diagnostics: [...report.diagnostics, ...diagnostics], files: new Map([...report.files, ...files]) };
  const both = () => {
    const known = checked.answers();
    return known === null ? null : together(known, answers);
  };
  return { analysis, report: { ...report, ...all }, answers: both };
}

/** Some handler is written in TypeScript. */
export function hasTypeScript({ handlers }: Model): boolean {
  return handlers.some(({ body }) => body.kind === "typescript");
}

export function reportOf(call: Call, spec: Spec, analysis: Analysis, diagnostics: readonly Diagnostic[]): Report {
  return { diagnostics, files: analysis.files, display: displayFrom(spec.folder, call.io.cwd) };
}

export function fails(call: Call, diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error" || call.strict);
}

/** For people on stderr; the other formats are results, and printed without any diagnostic too. */
export async function print(call: Call, report: Report): Promise<void> {
  const { io } = call;
  switch (call.format) {
    case "pretty": {
      if (report.diagnostics.length === 0) return;
      const { pretty } = await import("../diagnostics/render/pretty.ts");
      return io.err(pretty(report, { color: io.terminal.color, width: io.terminal.columns }));
    }
    case "json":
      return io.out((await import("../diagnostics/render/json.ts")).json(report));
    case "github":
      return io.out((await import("../diagnostics/render/github.ts")).github(report));
    case "sarif": {
      const { sarif } = await import("../diagnostics/render/sarif.ts");
      return io.out(sarif(report, manifest.version));
    }
  }
}

/** How many things a spec declares. */
export function declarationsOf({ files }: Analysis): number {
  return [...files.values()].reduce((sum, { declarations }) => sum + declarations.length, 0);
}

/** `3 errors, 1 warning`, or `no errors`. */
export function countsOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const said = [
    errors === 0 ? "no errors" : count(errors, "error"),
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
  ];
  return said.join(", ");
}
