/** All outputs of a model: the files of `generated/`, as texts by path. */
import type { Model } from "../model.ts";
import { emitAsyncApi } from "./asyncapi.ts";
import { contextOf, type EmitContext, type EmitOptions } from "./context.ts";
import { emitEvents } from "./events.ts";
import { emitFunctions } from "./functions.ts";
import { emitHandler } from "./handlers.ts";
import { emitParams } from "./params.ts";
import { emitPipeline } from "./pipeline.ts";
import { emitSchemas, writtenSchemas } from "./schema/events.ts";
import { emitPostgres } from "./sql/postgres.ts";
import { emitSqlite } from "./sql/sqlite.ts";
import { emitStores } from "./stores.ts";
import { emitTopics } from "./topics.ts";
import { emitValidators, emitValidatorTypes } from "./validators.ts";

export type { EmitOptions } from "./context.ts";

/** The files that the types of handlers in TypeScript are made of. */
export function emitTypes(model: Model, options: EmitOptions): Map<string, string> {
  const context = contextOf(model, options);
  const files = shared(context);
  for (const handler of context.model.handlers) {
    if (handler.body.kind === "typescript") files.set(`handlers/${handler.name}.ts`, emitHandler(context, handler));
  }
  return files;
}

/** What handlers import. */
function shared(context: EmitContext): Map<string, string> {
  const texts: readonly (readonly [string, string | null])[] = [
    ["events.ts", emitEvents(context)],
    ["stores.ts", emitStores(context)],
    ["functions.ts", emitFunctions(context)],
    ["params.ts", emitParams(context)],
  ];
  return new Map(texts.flatMap(([path, text]) => (text === null ? [] : [[path, text]])));
}

/** The files by their path in the generated folder. The same model gives the same bytes. */
export async function emit(model: Model, options: EmitOptions): Promise<Map<string, string>> {
  const context = contextOf(model, options);
  const files = shared(context);
  const add = (path: string, text: string | null): void => {
    if (text !== null) files.set(path, text);
  };
  for (const handler of context.model.handlers) add(`handlers/${handler.name}.ts`, emitHandler(context, handler));
  add("pipeline.ts", emitPipeline(context));
  add("validators.js", await emitValidators(context));
  add("validators.d.ts", emitValidatorTypes(context));
  add("stores.sqlite.sql", emitSqlite(context));
  add("stores.postgres.sql", emitPostgres(context));
  add("topics.json", emitTopics(context));
  const written = writtenSchemas(context);
  for (const [path, text] of emitSchemas(context, written)) add(path, text);
  add("asyncapi.yaml", emitAsyncApi(context, written));
  return files;
}
