/** Fields of an event as the whole document on its topic: with the envelope, or the source's name and id at their paths. */
import type { Json, Model } from "../../model.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Message, Version } from "../version.ts";

const ID = "id-1";
const NOON = Date.UTC(2026, 10, 23, 12);

export function wholeDocument({ model }: Version, message: Message, fields: JsonObject): JsonObject {
  const name = "source" in message ? message.source : null;
  const source = name === null ? undefined : model.sources.find((each) => each.name === name);
  if (name === null || source === undefined) return { ...envelope(model, message), ...fields };
  const named = source.nameAt === null ? fields : put(fields, source.nameAt, message.wire, true);
  return source.idAt === null ? named : put(named, source.idAt, ID, false);
}

function envelope({ pipeline }: Model, message: Message): JsonObject {
  const { id, name, at } = pipeline.envelope;
  return { [id]: ID, [name]: message.wire, [at]: NOON };
}

/** What is there already stays, unless it must be this value. */
function put(object: JsonObject, path: readonly string[], value: Json, must: boolean): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  const there = Object.hasOwn(object, name) ? object[name] : undefined;
  if (rest.length === 0)
    return there === undefined || must ? { [name]: value, ...object, ...(must ? { [name]: value } : {}) } : object;
  const inner = isObject(there) ? there : {};
  return { ...object, [name]: put(inner, rest, value, must) };
}
