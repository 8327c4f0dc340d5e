/** Values of params: from JSON, or from text as an operator types it. */
import type { Json, PipelineDefinition, TypeSpec } from "../api/definition.ts";
import { explainType } from "../codec/explain.ts";
import { readerOf } from "../codec/read.ts";
import { bare, resolve, type Types } from "../codec/types.ts";
import { UserError } from "../errors.ts";

export type Params = Readonly<Record<string, Json>>;

/** All params with their values as held in memory. Throws one UserError that tells all that is wrong. */
export function paramsOf({ params, types }: PipelineDefinition, given: Params): Params {
  const problems = Object.keys(given)
    .filter((name) => !Object.hasOwn(params, name))
    .map((name) => `there is no param ${name}`);
  const values = Object.entries(params).map(([name, { type, default: fallback }]): [string, Json] => {
    const value = given[name];
    if (value === undefined) return [name, fallback];
    const json = fromText(value, type, types);
    const problem = explainType(type, json, "wire", types, name);
    if (problem !== null) problems.push(problem);
    return [name, problem === null ? (readerOf([{ name, type }], types)({ [name]: json })?.[name] ?? null) : fallback];
  });
  if (problems.length === 0) return Object.fromEntries(values);
  throw new UserError("params", `The params are not right: ${problems.join("; ")}.`);
}

/** Text stands for a string as it is, and for any other type as JSON. */
function fromText(value: Json, type: TypeSpec, types: Types): Json {
  if (typeof value !== "string" || isText(type, types)) return value;
  if (resolve(type, types).kind === "nullable" && value === "null") return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isText(type: TypeSpec, types: Types): boolean {
  const found = bare(type, types);
  return found.kind === "timestamp" ? found.unit === "iso" : ["string", "union", "uuid", "date"].includes(found.kind);
}
