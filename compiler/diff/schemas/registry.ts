/**
 * What a Confluent-compatible registry answers when a schema is to become the next version. `strict`: all that the writer's
 * schema lets through counts, so that a property added to an open object breaks. `lenient`: writers send the properties that
 * they declare, and readers ignore others.
 */
import { isList, isObject, type Json } from "../json.ts";

export type RegistryRules = "strict" | "lenient";

/** Both schemas as the rules see them. */
export function underRules(rules: RegistryRules, writer: Json, reader: Json): readonly [writer: Json, reader: Json] {
  return rules === "strict" ? [writer, reader] : [closed(writer), opened(reader)];
}

/** Objects that hold nothing but what they declare. */
function closed(schema: Json): Json {
  return changed(schema, (rules) => {
    const isOpen = rules.additionalProperties === undefined || rules.additionalProperties === true;
    const declares = rules.properties !== undefined || rules.patternProperties !== undefined;
    return isOpen && declares ? { ...rules, additionalProperties: false } : rules;
  });
}

/** Objects that may hold anything besides. */
function opened(schema: Json): Json {
  return changed(schema, ({ additionalProperties, ...rules }) =>
    additionalProperties === undefined || additionalProperties === false ? rules : { ...rules, additionalProperties },
  );
}

type Rules = { readonly [name: string]: Json };

/** A schema with each schema in it changed. */
function changed(schema: Json, change: (rules: Rules) => Rules): Json {
  if (!isObject(schema)) return schema;
  const parts = Object.entries(schema).map(([name, value]): [string, Json] => [name, changedIn(name, value, change)]);
  return change(Object.fromEntries(parts));
}

const MAPS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);
const LISTS: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
const SINGLE: ReadonlySet<string> = new Set([
  "items",
  "additionalItems",
  "additionalProperties",
  "contains",
  "if",
  "then",
  "else",
  "not",
]);

function changedIn(name: string, value: Json, change: (rules: Rules) => Rules): Json {
  if (MAPS.has(name) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changed(part, change)]));
  }
  if (LISTS.has(name) && isList(value)) return value.map((part) => changed(part, change));
  return SINGLE.has(name) ? changed(value, change) : value;
}
