/** Rules for two JSON Schemas: one for the keywords of one sort, each with a pair that it tells of and one that it does not. */
import type { Json } from "../json.ts";

export interface SchemaRule {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly purpose: string;
  readonly repair: string;
  /** The first lets through what the second refuses. */
  readonly example: readonly [inner: Json, outer: Json];
  readonly mirror: readonly [inner: Json, outer: Json];
}

/** An example whose mirror are its two sides swapped. */
function swapped(inner: Json, outer: Json): Pick<SchemaRule, "example" | "mirror"> {
  return { example: [inner, outer], mirror: [outer, inner] };
}

const object = (rules: { readonly [name: string]: Json }): Json => ({ type: "object", ...rules });

export const SCHEMA_RULES: readonly SchemaRule[] = [
  {
    id: "schema-type",
    keywords: ["type"],
    purpose: "A value may have a type that the reader does not take.",
    repair: 'Let the reader take the old type as well, such as `["string", "null"]`.',
    ...swapped({ type: ["string", "null"] }, { type: "string" }),
  },
  {
    id: "schema-values",
    keywords: ["enum", "const"],
    purpose: "A value may be one that the reader's list does not hold.",
    repair: "Keep the old values in the list.",
    ...swapped({ enum: ["a", "b"] }, { enum: ["a"] }),
  },
  {
    id: "schema-bounds",
    keywords: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    purpose: "A number may lie outside of the reader's bounds.",
    repair: "Keep the bounds as wide as they were.",
    ...swapped({ type: "integer", minimum: 0 }, { type: "integer", minimum: 1 }),
  },
  {
    id: "schema-length",
    keywords: ["minLength", "maxLength"],
    purpose: "A text may be longer or shorter than the reader takes.",
    repair: "Keep the lengths as wide as they were.",
    ...swapped({ type: "string", maxLength: 9 }, { type: "string", maxLength: 8 }),
  },
  {
    id: "schema-pattern",
    keywords: ["pattern", "format"],
    purpose: "A text may have another form than the reader's pattern or format.",
    repair: "Let the pattern match all that it matched.",
    ...swapped({ type: "string", pattern: "^a*$" }, { type: "string", pattern: "^a+$" }),
  },
  {
    id: "schema-required",
    keywords: ["required", "dependentRequired", "dependentSchemas", "minProperties"],
    purpose: "An object may lack what the reader requires.",
    repair: "Make it optional, or wait until nothing without it is left.",
    ...swapped(object({ properties: { a: true } }), object({ properties: { a: true }, required: ["a"] })),
  },
  {
    id: "schema-properties",
    keywords: ["properties", "patternProperties", "additionalProperties", "propertyNames", "maxProperties"],
    purpose: "An object may hold a property that the reader refuses, or reads as something else.",
    repair: "Let the reader take any other property: leave `additionalProperties` out.",
    ...swapped(object({}), object({ additionalProperties: false })),
  },
  {
    id: "schema-items",
    keywords: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"],
    purpose: "A list may hold what the reader refuses, or more or fewer items than it takes.",
    repair: "Keep the limits of the list as wide as they were.",
    ...swapped({ type: "array" }, { type: "array", uniqueItems: true }),
  },
  {
    id: "schema-choice",
    keywords: ["anyOf", "oneOf", "not", "if", "false", "schema"],
    purpose: "A value may fit none of the reader's branches, or more than one where only one may fit.",
    repair: "Keep the old branches, and prefer `anyOf` to `oneOf` where they overlap.",
    ...swapped({ type: ["string", "integer"] }, { anyOf: [{ type: "string" }, { type: "boolean" }] }),
  },
  {
    id: "schema-unknown",
    keywords: ["unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"],
    purpose: "What a keyword refuses cannot be told from the schema alone.",
    repair: "Say the same with `additionalProperties` and `items`, or compare the two versions by hand.",
    ...swapped(object({}), {
      ...{ type: "object", properties: { a: { $dynamicRef: "#part" } } },
      $defs: { one: { $dynamicAnchor: "part" }, other: { $id: "other", $dynamicAnchor: "part", type: "string" } },
    }),
  },
];

export function ruleOf(keyword: string): SchemaRule {
  const [name = ""] = keyword.split(" ");
  const found = SCHEMA_RULES.find(({ keywords }) => keywords.includes(name));
  if (found === undefined) throw new Error(`There is no rule for the keyword ${name}.`);
  return found;
}
