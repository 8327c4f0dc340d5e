/** A pipeline and its tests as modules that are run from memory: `da-compile test` writes no file. */
import type { Model } from "../model.ts";
import { contextOf, type EmitOptions } from "./context.ts";
import { COVERAGE_FILE, COVERAGE_TEXT } from "./cover.ts";
import { emitEvents } from "./events.ts";
import { emitFunctions } from "./functions.ts";
import { emitHandler } from "./handlers.ts";
import { emitParams } from "./params.ts";
import { emitPipeline } from "./pipeline.ts";
import { emitSqlite } from "./sql/sqlite.ts";
import { emitStores } from "./stores.ts";
import { emitTests } from "./tests.ts";
import { emitValidators } from "./validators.ts";

export interface Program {
  /** Texts of modules by their path in the generated folder: what `compile` writes there, and tests.ts. */
  readonly modules: ReadonlyMap<string, string>;
  /** The tables of the stores that the pipeline owns. */
  readonly ddl: string;
}

/** With `options.cover` the code counts what it reaches, and coverage.ts is among the modules. */
export async function emitProgram(model: Model, options: EmitOptions): Promise<Program> {
  const context = contextOf(model, options);
  const modules = new Map<string, string>();
  const add = (path: string, text: string | null): void => {
    if (text !== null) modules.set(path, text);
  };
  add("events.ts", emitEvents(context));
  add("stores.ts", emitStores(context));
  add("functions.ts", emitFunctions(context));
  add("params.ts", emitParams(context));
  for (const handler of context.model.handlers) add(`handlers/${handler.name}.ts`, emitHandler(context, handler));
  add("pipeline.ts", emitPipeline(context));
  add("validators.js", await emitValidators(context));
  // What a test itself computes is not covered by it.
  add("tests.ts", emitTests({ ...context, cover: null }));
  if (context.cover !== null) add(COVERAGE_FILE, COVERAGE_TEXT);
  return { modules, ddl: emitSqlite(context) ?? "" };
}
