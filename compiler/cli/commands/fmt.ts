/** `fmt`: brings files into the canonical layout, or, with `--check`, names those that are not in it. */
import { basename, dirname, resolve } from "node:path";
import { format } from "../../../dsl/index.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { count } from "../../diagnostics/messages/said.ts";
import { syntaxDiagnostic } from "../../diagnostics/report.ts";
import { load } from "../../imports/load.ts";
import { type Call, refuse, tell } from "../call.ts";
import { attempt, decode, rewrite } from "../host/files.ts";
import { displayFrom, realHost } from "../host/real.ts";
import type { Exit } from "../io.ts";
import { print, specOf, unreadable } from "../spec.ts";

/** A file, and its layout: null where a syntax error stands in it, which is then told. */
interface Source {
  readonly path: string;
  /** As it is shown. */
  readonly name: string;
  readonly text: string;
  readonly layout: string | null;
}

interface Gathered {
  readonly sources: readonly Source[];
  /** Syntax errors, and imports that cannot be read. Their locations name files as they are shown. */
  readonly diagnostics: readonly Diagnostic[];
}

const STDIN = "-";

export async function fmt(call: Call): Promise<Exit> {
  if (call.operands.includes(STDIN)) {
    if (call.operands.length > 1) return refuse(call.io, "`-` is stdin, and stands alone");
    return fmtInput(call);
  }
  const gathered = call.operands.length === 0 ? gatherSpec(call) : gatherFiles(call);
  if (typeof gathered === "string") return refuse(call.io, gathered);
  await tellProblems(call, gathered);
  return call.flag("check") ? tellUnformatted(call, gathered) : write(call, gathered);
}

/** The spec and all that it imports. */
function gatherSpec(call: Call): Gathered | string {
  const spec = specOf(call, undefined);
  const problem = unreadable(spec);
  if (problem !== null) return problem;
  const { files, diagnostics } = load(spec.host, spec.root);
  const display = displayFrom(spec.folder, call.io.cwd);
  const gathered = [...files].map(([path, { text }]) => laidOut(resolve(spec.folder, path), display(path), text));
  const imports = diagnostics
    .filter(({ code }) => code === "DA1003")
    .map((one) => ({ ...one, location: { ...one.location, file: display(one.location.file) } }));
  return together([...gathered, { sources: [], diagnostics: imports }]);
}

/** The files that the call names, each alone. */
function gatherFiles(call: Call): Gathered | string {
  const problems: string[] = [];
  const gathered: Gathered[] = [];
  for (const operand of new Set(call.operands)) {
    const path = resolve(call.io.cwd, operand);
    const text = realHost(dirname(path)).read(basename(path));
    if (typeof text === "string") gathered.push(laidOut(path, displayFrom(call.io.cwd, call.io.cwd)(operand), text));
    else problems.push(`\`${operand}\` cannot be read: ${text.problem}`);
  }
  return problems.length > 0 ? problems.join("; ") : together(gathered);
}

function laidOut(path: string, name: string, text: string): Gathered {
  const result = format(text);
  if ("text" in result) return { sources: [{ path, name, text, layout: result.text }], diagnostics: [] };
  const diagnostics = result.problems.map((problem) => syntaxDiagnostic(problem, name));
  return { sources: [{ path, name, text, layout: null }], diagnostics };
}

function together(parts: readonly Gathered[]): Gathered {
  return {
    sources: parts.flatMap(({ sources }) => sources),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function tellProblems(call: Call, { sources, diagnostics }: Gathered): Promise<void> {
  const files = new Map(sources.map(({ name, text }) => [name, { text }]));
  await print(call, { diagnostics, files, display: (file) => file });
}

/** stdin to stdout; stdout holds the text alone, so that what is wrong with it is told on stderr in every format. */
async function fmtInput(call: Call): Promise<Exit> {
  const name = "<stdin>";
  const text = decode(await call.io.input());
  if (!text.ok) return refuse(call.io, `stdin cannot be read: ${text.why}`);
  const gathered = laidOut(name, name, text.value);
  const layout = gathered.sources[0]?.layout ?? null;
  if (layout === null) {
    await tellProblems({ ...call, io: { ...call.io, out: call.io.err } }, gathered);
    return 1;
  }
  if (call.flag("check")) {
    if (layout !== text.value) tell(call, `${name}: not in the layout`);
    return layout === text.value ? 0 : 1;
  }
  call.io.out(layout);
  return 0;
}

function tellUnformatted(call: Call, { sources, diagnostics }: Gathered): Exit {
  const wrong = sources.filter(({ layout, text }) => layout !== null && layout !== text);
  // In the other formats stdout holds the diagnostics, and nothing else.
  const say = call.format === "pretty" ? call.io.out : call.io.err;
  for (const { name } of wrong) say(`${name}: not in the layout\n`);
  tell(call, `${count(sources.length, "file")}, ${wrong.length} not in the layout${brokenPart(sources)}`);
  return wrong.length > 0 || diagnostics.length > 0 ? 1 : 0;
}

function write(call: Call, { sources, diagnostics }: Gathered): Exit {
  let changed = 0;
  for (const { path, name, text, layout } of sources) {
    if (layout === null || layout === text) continue;
    const done = attempt(() => rewrite(path, layout));
    if (!done.ok) return refuse(call.io, `\`${name}\` cannot be written: ${done.why}`);
    tell(call, `  laid out ${name}`);
    changed++;
  }
  tell(call, `${count(sources.length, "file")}, ${changed} changed${brokenPart(sources)}`);
  return diagnostics.length > 0 ? 1 : 0;
}

function brokenPart(sources: readonly Source[]): string {
  const broken = sources.filter(({ layout }) => layout === null).length;
  return broken === 0 ? "" : `, ${broken} left alone for ${broken === 1 ? "its" : "their"} syntax errors`;
}
