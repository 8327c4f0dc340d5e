/** A spec compiled to code that runs on the real engine, and to the model that the reference interprets. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { emit } from "../../compiler/emit/index.ts";
import type { Model } from "../../compiler/model.ts";
import type { PipelineDefinition } from "../../runtime/api/definition.ts";
import { modelOf } from "../emit-fixtures.ts";

const FOLDER = fileURLToPath(new URL("../../.cache/reference", import.meta.url));

export interface Subject {
  readonly name: string;
  readonly model: Model;
  readonly definition: PipelineDefinition;
  readonly ddl: string;
}

/** While it is loaded, generated code lies in `.cache/`, where it finds the runtime. */
export async function subjectOf(name: string, spec: string): Promise<Subject> {
  const model = withoutTypeScript(modelOf(spec));
  const files = await emit(model, { root: "spec.da", version: "0.0.0" });
  const folder = join(FOLDER, `${name.replaceAll(/\W/g, "-")}-${process.pid}`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { pipeline }: { readonly pipeline: PipelineDefinition } = await import(
    pathToFileURL(join(folder, "pipeline.ts")).href
  );
  rmSync(folder, { recursive: true });
  const ddl = files.get("stores.sqlite.sql") ?? "";
  return { name, model, definition: pipeline, ddl };
}

/** The reference cannot read what is written in TypeScript: it runs without, on both sides. */
function withoutTypeScript(model: Model): Model {
  return { ...model, handlers: model.handlers.filter(({ body }) => body.kind === "statements") };
}
