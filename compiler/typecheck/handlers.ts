/** DA6006: whether the files of handlers in TypeScript are what the generated types want. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA6006 } from "../diagnostics/messages/da6.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import { emitTypes } from "../emit/index.ts";
import type { Host } from "../host.ts";
import { normalPath, resolvePath } from "../imports/paths.ts";
import type { Handler, Model } from "../model.ts";
import { isTypeScript, type TypeChecker, type TypedFiles, type TypeProblem } from "./port.ts";

export interface HandlerFiles {
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the handlers' files, for those who show what is told. */
  readonly files: ReadonlyMap<string, { readonly text: string }>;
  /** All of the user's modules that decided on it. */
  readonly modules: readonly string[];
}

export interface CheckOptions {
  /** The folder that is compiled into; null: the one that a handler's file imports its type from, or `generated`. */
  readonly out: string | null;
}

interface TypeScriptHandler {
  readonly handler: Handler;
  readonly path: string;
  /** The generated folder that its file is checked against. */
  readonly folder: string;
}

const DEFAULT_FOLDER = "generated";

/** Checks them against the types that the model makes, whatever lies in the generated folder. */
export async function checkHandlerFiles(
  model: Model,
  host: Host,
  checker: TypeChecker,
  { out }: CheckOptions,
): Promise<HandlerFiles> {
  const handlers = handlersInTypeScript(model, host, out);
  if (handlers.length === 0) return { diagnostics: [], files: new Map(), modules: [] };
  const typed = await checker.open(filesOf(model, handlers));
  const texts = handlers.flatMap(({ path }): [string, { text: string }][] => {
    const text = typed.text(path);
    return text === null ? [] : [[path, { text }]];
  });
  return {
    diagnostics: handlers.flatMap((each) => problemsOf(each, typed)),
    files: new Map(texts),
    modules: typed.modules(),
  };
}

/** What they are checked against: the generated types, and a module for each handler that compiles where it fits. */
export function filesToFit(model: Model, host: Host, { out }: CheckOptions): ReadonlyMap<string, string> {
  return filesOf(model, handlersInTypeScript(model, host, out));
}

function filesOf(model: Model, handlers: readonly TypeScriptHandler[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const folder of new Set(handlers.map((each) => each.folder))) {
    const made = emitTypes(model, { root: model.pipeline.place.file, version: "" });
    for (const [path, text] of made) files.set(normalPath(`${folder}/${path}`), text);
  }
  for (const each of handlers) files.set(probeOf(each), probeText(each));
  return files;
}

function handlersInTypeScript(model: Model, host: Host, out: string | null): readonly TypeScriptHandler[] {
  return model.handlers.flatMap((handler) => {
    if (handler.body.kind !== "typescript" || !isTypeScript(handler.body.file)) return [];
    const path = handler.body.file;
    return host.exists(path) ? [{ handler, path, folder: out ?? importedFolder(host, handler.name, path) }] : [];
  });
}

/** Where a handler's file imports its type from: another folder than the usual one where `--out` says so. */
function importedFolder(host: Host, handler: string, path: string): string {
  const text = host.read(path);
  const imports = typeof text === "string" ? text.matchAll(/\bfrom\s*["'](\.[^"']*)["']/g) : [];
  for (const [, specifier = ""] of imports) {
    const end = `/handlers/${handler}.ts`;
    if (specifier.endsWith(end)) return resolvePath(path, specifier.slice(0, -end.length)) || ".";
  }
  return DEFAULT_FOLDER;
}

/** Stands in the root file's folder, from where the paths are. */
const probeOf = ({ handler }: TypeScriptHandler): string => `.${handler.name}.fit.ts`;

/** A module that compiles where the default export is a Handler. */
function probeText({ handler, folder, path }: TypeScriptHandler): string {
  return [
    `import handler from ${JSON.stringify(specifierOf(path))};`,
    `import type { Handler } from ${JSON.stringify(specifierOf(`${folder}/handlers/${handler.name}.ts`))};`,
    "export const fits: Handler = handler;",
    "",
  ].join("\n");
}

function specifierOf(path: string): string {
  return /^(\.|\/|[A-Za-z]:)/.test(path) ? path : `./${path}`;
}

/** What is wrong within the file comes first: how its default export is typed follows from it. */
function problemsOf(each: TypeScriptHandler, typed: TypedFiles): readonly Diagnostic[] {
  const { handler, path } = each;
  const text = typed.text(path);
  if (text === null || handler.body.kind !== "typescript") return [];
  const places = [related(`\`${handler.name}\` is handled by this file`, handler.body.place)];
  const names = { file: path, handler: handler.name };
  const inside = leading(typed.problems(path).filter(concernsTypes));
  if (inside.length > 0) {
    return inside.map(({ start, end, message, reason }) =>
      diagnostic(DA6006.wrong({ ...names, message, reason }), { file: path, start, end }, places),
    );
  }
  const exported = typed.defaultExport(path);
  const start = { file: path, start: 0, end: text.search(/[\r\n]|$/) };
  if (exported === null) return [diagnostic(DA6006.noDefault(names), start, places)];
  const [misfit] = typed.problems(probeOf(each)).filter(concernsTypes);
  if (misfit === undefined) return [];
  return [diagnostic(DA6006.misfit({ ...names, reason: misfit.reason }), { file: path, ...exported }, places)];
}

const MODULE_NOT_FOUND: ReadonlySet<number> = new Set([2307, 7016, 2792]);
/** Names that nothing declares: a package or the environment may, whose types are for the project's own checker. */
const NAME_NOT_FOUND: ReadonlySet<number> = new Set([
  2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2688, 2868,
]);

function concernsTypes({ code, message }: TypeProblem): boolean {
  if (MODULE_NOT_FOUND.has(code)) return /['"]\.{1,2}\//.test(message);
  return !NAME_NOT_FOUND.has(code);
}

/** Where an import of the user's leads nowhere, what else is wrong follows from it. */
function leading(problems: readonly TypeProblem[]): readonly TypeProblem[] {
  const lost = problems.filter(({ code }) => MODULE_NOT_FOUND.has(code));
  return lost.length > 0 ? lost : problems;
}
