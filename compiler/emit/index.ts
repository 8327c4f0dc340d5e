/** All outputs of a model: the files of `generated/`, as texts by path. */
import type { Model } from "../model.ts";
import { emitAsyncApi } from "./asyncapi.ts";
import { contextOf, type EmitOptions } from "./context.ts";
import { emitEvents } from "./events.ts";
import { emitFunctions } from "./functions.ts";
import { emitHandler } from "./handlers.ts";
import { emitParams } from "./params.ts";
import { emitPipeline } from "./pipeline.ts";
import { emitSchemas } from "./schema/events.ts";
import { emitPostgres } from "./sql/postgres.ts";
import { emitSqlite } from "./sql/sqlite.ts";
import { emitStores } from "./stores.ts";
import { emitTopics } from "./topics.ts";
import { emitValidators, emitValidatorTypes } from "./validators.ts";

export type { EmitOptions } from "./context.ts";
export { unsupported } from "./unsupported.ts";

/** The files by their path in the generated folder. The same model gives the same bytes. */
export async function emit(model: Model, options: EmitOptions): Promise<Map<string, string>> {
  const context = contextOf(model, options);
  const files = new Map<string, string>();
  const add = (path: string, text: string | null): void => {
    if (text !== null) files.set(path, text);
  };
  add("events.ts", emitEvents(context));
  add("stores.ts", emitStores(context));
  add("functions.ts", emitFunctions(context));
  add("params.ts", emitParams(context));
  for (const handler of context.model.handlers) add(`handlers/${handler.name}.ts`, emitHandler(context, handler));
  add("pipeline.ts", emitPipeline(context));
  add("validators.js", await emitValidators(context));
  add("validators.d.ts", emitValidatorTypes(context));
  add("stores.sqlite.sql", emitSqlite(context));
  add("stores.postgres.sql", emitPostgres(context));
  add("topics.json", emitTopics(context));
  for (const [path, text] of emitSchemas(context)) add(path, text);
  add("asyncapi.yaml", emitAsyncApi(context));
  return files;
}
