/**
 * Loads generated code wherever it lies: its `da-compile/runtime` is this very program's, and its files are modules
 * of TypeScript whether or not a package.json beside them says so.
 */
import { readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PipelineDefinition } from "../api/definition.ts";
import { isObject } from "../codec/types.ts";
import { CallError, type Loaded } from "./surroundings.ts";

const RUNTIME = "da-compile/runtime";
const FORMAT = 1;

/** `runtime` is the address of the module that generated code gets as `da-compile/runtime`. */
export function loaderOf(runtime: URL): (folder: string) => Promise<Loaded> {
  return async (folder) => {
    const file = join(folder, "pipeline.ts");
    requireFile(folder, file);
    const hooks = hookInto(runtime, folder);
    try {
      const definition = definitionIn(await import(pathToFileURL(file).href), file);
      const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
      return { definition, ddl: textOf("stores.sqlite.sql"), postgresDdl: textOf("stores.postgres.sql") };
    } catch (error) {
      if (error instanceof CallError) throw error;
      const place = ownPlace(error, folder, runtime);
      const [what, repair] = place === null ? [file, ANEW] : [place, `Repair it: a handler of ${file} needs it.`];
      throw new CallError(`${what} cannot be loaded: ${reasonOf(error)} ${repair}`);
    } finally {
      hooks.deregister();
    }
  };
}

const ANEW = "Compile the spec again with `da-compile`.";

function requireFile(folder: string, file: string): void {
  if (isThere(file)) return;
  const missing = isThere(folder) ? `${folder} holds no pipeline.ts` : `There is no folder ${folder}`;
  throw new CallError(
    `${missing}: compile the spec with \`da-compile\`, or name the generated folder with --pipeline.`,
  );
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function hookInto(runtime: URL, folder: string) {
  const inside = pathToFileURL(folder + sep).href;
  return registerHooks({
    resolve: (specifier, context, next) =>
      specifier === RUNTIME ? { url: runtime.href, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) => {
      if (url.startsWith("file:") && url.endsWith(".ts")) return next(url, { ...context, format: "module-typescript" });
      return next(url, url.startsWith(inside) && url.endsWith(".js") ? { ...context, format: "module" } : context);
    },
  });
}

/** Node names who imports what is not there by its path. */
const IMPORTER = /(?<= imported from )\/\S+/;

const urlOfPath = (path: string): string => pathToFileURL(path).href;

/** The first line of a file of the user's that an error names: handlers in TypeScript are theirs. */
function ownPlace(error: unknown, folder: string, runtime: URL): string | null {
  const stack = error instanceof Error ? (error.stack ?? "").replace(IMPORTER, urlOfPath) : "";
  const [inside, program] = [pathToFileURL(folder + sep).href, new URL(".", runtime).href];
  for (const [, url = "", line = ""] of stack.matchAll(/(file:\/\/[^\s:()]+)(:\d+)?/g)) {
    const isOther = [inside, program].some((known) => url.startsWith(known)) || url.includes("/node_modules/");
    if (!isOther) return `${fileURLToPath(url)}${line}`;
  }
  return null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = ""] = error.message.split("\n");
  return `${first.replace(/^file:\S+/, (url) => fileURLToPath(url)).replace(/[.:]?$/, ".")}`;
}

function definitionIn(module: unknown, file: string): PipelineDefinition {
  const exported = isObject(module) ? [module.pipeline, module.default].find(isObject) : undefined;
  if (exported === undefined) throw new CallError(`${file} exports no pipeline. ${ANEW}`);
  if (!isDefinition(exported)) {
    throw new CallError(`${file} has the format ${String(exported.format)}, and this da-run reads ${FORMAT}. ${ANEW}`);
  }
  return exported;
}

/** Generated code has been checked by its types: the version tells which ones. */
function isDefinition(value: object): value is PipelineDefinition {
  return "format" in value && value.format === FORMAT;
}
