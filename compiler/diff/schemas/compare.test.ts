// What is said of two schemas holds for every document: a validator that knows nothing of it agrees.
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { compareSchemas, schemaFindings } from "./compare.ts";
import { loadSchema } from "./load.ts";
import { Nodes } from "./nodes.ts";
import { SchemaProblem } from "./read.ts";

const runs = Number(process.env.SCHEMA_RUNS ?? 150);

function says(inner: Json, outer: Json): string {
  const verdict = compareSchemas(inner, outer);
  return verdict.kind === "breaks" ? `breaks: ${JSON.stringify(verdict.value)}` : verdict.kind;
}

describe("one schema within another", () => {
  const object = (properties: Json, more: Json = {}): Json => ({
    type: "object",
    properties,
    ...(typeof more === "object" && more !== null && !Array.isArray(more) ? more : {}),
  });
  it.each<[string, Json, Json, string]>([
    ["a type more", { type: "string" }, { type: ["string", "null"] }, "included"],
    ["a type less", { type: ["string", "null"] }, { type: "string" }, "breaks: null"],
    ["int to number", object({ a: { type: "integer" } }), object({ a: { type: "number" } }), "included"],
    ["number to int", { type: "number" }, { type: "integer" }, "breaks: 0.5"],
    ["required added", object({ a: true }), object({ a: true }, { required: ["a"] }), "breaks: {}"],
    ["property added to an open object", object({}), object({ b: { type: "string" } }), 'breaks: {"b":null}'],
    [
      "property added to a closed object",
      object({ a: true }, { additionalProperties: false }),
      object({ a: true, b: { type: "string" } }, { additionalProperties: false }),
      "included",
    ],
    ["closed", object({}), object({}, { additionalProperties: false }), 'breaks: {"a":null}'],
    ["values fewer", { enum: ["a", "b"] }, { enum: ["a"] }, 'breaks: "b"'],
    ["values more", { enum: ["a"] }, { enum: ["a", "b"] }, "included"],
    ["values of a pattern", { enum: ["a", "aa"] }, { type: "string", pattern: "^a+$" }, "included"],
    ["pattern narrowed", { type: "string", pattern: "^a*$" }, { type: "string", pattern: "^a+$" }, 'breaks: ""'],
    ["pattern widened", { type: "string", pattern: "^a+$" }, { type: "string", pattern: "^a*$" }, "included"],
    ["pattern and length", { type: "string", pattern: "^[ab]{2}$" }, { type: "string", maxLength: 2 }, "included"],
    ["length in code points", { type: "string", maxLength: 2 }, { type: "string", maxLength: 1 }, 'breaks: "aa"'],
    ["multiples", { type: "integer", multipleOf: 6 }, { type: "integer", multipleOf: 3 }, "included"],
    ["fewer multiples", { type: "integer", multipleOf: 3 }, { type: "integer", multipleOf: 6 }, "breaks: 3"],
    ["decimal multiples", { type: "number", multipleOf: 0.02 }, { type: "number", multipleOf: 0.01 }, "included"],
    ["bounds", { type: "integer", minimum: 1, maximum: 3 }, { type: "integer", exclusiveMinimum: 0 }, "included"],
    ["bounds narrowed", { type: "integer", minimum: 1 }, { type: "integer", minimum: 2 }, "breaks: 1"],
    ["unique", { type: "array", items: { type: "integer" } }, { type: "array", uniqueItems: true }, "breaks: [0,0]"],
    ["one item is unique", { type: "array", maxItems: 1 }, { type: "array", uniqueItems: true }, "included"],
    [
      "items",
      { type: "array", items: { type: "integer" } },
      { type: "array", items: { type: "string" } },
      "breaks: [0]",
    ],
    [
      "tuple",
      { type: "array", prefixItems: [{ type: "integer" }], items: false },
      { type: "array", maxItems: 1 },
      "included",
    ],
    ["contains", { type: "array", contains: { const: 1 } }, { type: "array", minItems: 1 }, "included"],
    [
      "one of to any of",
      { oneOf: [{ type: "string" }, { type: "integer" }] },
      { anyOf: [{ type: "string" }, { type: "number" }] },
      "included",
    ],
    [
      "any of to one of",
      { anyOf: [{ type: "integer" }, { type: "number" }] },
      { oneOf: [{ type: "integer" }, { type: "number" }] },
      "breaks: 0",
    ],
    [
      "a branch less",
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { anyOf: [{ type: "string" }] },
      "breaks: null",
    ],
    ["not", { type: "string" }, { not: { type: "null" } }, "included"],
    [
      "if",
      { if: { type: "string" }, then: { minLength: 1 } },
      { if: { type: "string" }, then: { minLength: 2 } },
      'breaks: "a"',
    ],
    ["dependency", object({}, { dependentRequired: { a: ["b"] } }), object({}), "included"],
    ["dependency added", object({}), object({}, { dependentRequired: { a: ["b"] } }), 'breaks: {"a":null}'],
    ["names", object({}, { propertyNames: { pattern: "^x" } }), object({ y: { type: "string" } }), "included"],
    [
      "pattern properties",
      object({}, { patternProperties: { "^x": { type: "integer" } } }),
      object({ x1: { type: "number" } }),
      "included",
    ],
    ["nothing", false, { type: "string" }, "included"],
    ["everything", true, { type: "string" }, "breaks: null"],
    ["a format less", { type: "string", format: "date" }, { type: "string" }, "included"],
    ["a format more", { type: "string" }, { type: "string", format: "date" }, 'breaks: ""'],
    ["not some values", { type: "string", not: { enum: ["a", "b"] } }, { enum: ["a", "b"] }, 'breaks: "c"'],
    ["not empty", { type: "string", not: { const: "" } }, { type: "string", minLength: 1 }, "included"],
    ["exactly one of twins", { oneOf: [{ type: "number" }, { type: "number" }] }, false, "included"],
    ["tens are whole", { type: "number", multipleOf: 10 }, { type: "integer" }, "included"],
    ["halves are not", { type: "number", multipleOf: 0.5 }, { type: "integer" }, "breaks: 0.5"],
    [
      "a long list",
      { type: "array", minItems: 5000, items: { type: "integer" } },
      { type: "array", items: { type: "number" } },
      "included",
    ],
    [
      "a list too long to show",
      { type: "array", minItems: 1_000_000, items: { type: "number" } },
      { type: "array", items: { type: "integer" } },
      "perhaps",
    ],
    [
      "a list too long to show, of nothing else",
      { type: "array", minItems: 1_000_000, items: { type: "integer" } },
      { type: "array", items: { type: "number" } },
      "included",
    ],
    ["counted", { contains: { const: 1 }, minContains: 3 }, { contains: { const: 1 }, minContains: 2 }, "included"],
    [
      "counted more",
      { type: "array", contains: { const: 1 }, minContains: 2 },
      { contains: { const: 1 }, minContains: 3 },
      "breaks: [1,1]",
    ],
    [
      "counted less",
      { type: "array", contains: { const: 1 }, maxContains: 2 },
      { type: "array", contains: { const: 1 }, maxContains: 1 },
      "breaks: [1,1]",
    ],
    [
      "no more than there are items",
      { type: "array", maxItems: 2 },
      { contains: { const: 1 }, minContains: 0, maxContains: 2 },
      "included",
    ],
    ["a web address is one of any kind", { format: "uri" }, { format: "uri-reference" }, "included"],
    ["a day is no time", { type: "string", format: "date" }, { format: "date-time" }, 'breaks: "2026-11-23"'],
    ["a value that has no such format", { const: "soon" }, { format: "date" }, 'breaks: "soon"'],
    ["what nobody knows", { type: "string" }, { type: "string", format: "colour" }, "perhaps"],
  ])("%s", (_, inner, outer, expected) => {
    expect(says(inner, outer)).toBe(expected);
  });

  const tree = (type: string): Json => ({
    $ref: "#/$defs/node",
    $defs: {
      node: object(
        { value: { type }, below: { type: "array", items: { $ref: "#/$defs/node" } } },
        { required: ["value"] },
      ),
    },
  });

  it("follows references in circles", () => {
    expect(says(tree("integer"), tree("number"))).toBe("included");
    expect(says(tree("number"), tree("integer"))).toBe('breaks: {"value":0.5}');
  });

  it("tells of unions that hold each other", () => {
    const kinds = Array.from({ length: 12 }, (_, index) => `k${index}`);
    const union = (type: string): Json => ({
      oneOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind}` })),
      $defs: Object.fromEntries(
        kinds.map((kind) => [
          kind,
          object(
            {
              kind: { const: kind },
              value: { type },
              next: { oneOf: kinds.map((other) => ({ $ref: `#/$defs/${other}` })) },
            },
            { required: ["kind"] },
          ),
        ]),
      ),
    });
    expect(says(union("integer"), union("integer"))).toBe("included");
    expect(says(union("integer"), union("number"))).toBe("included");
    expect(says(union("number"), union("integer"))).toBe('breaks: {"kind":"k0","value":0.5}');
  });

  it("tells of unions that hold each other and overlap", () => {
    const kinds = Array.from({ length: 12 }, (_, index) => index);
    const union = (type: string): Json => ({
      $ref: "#/$defs/any",
      $defs: {
        any: { oneOf: kinds.map((kind) => ({ $ref: `#/$defs/k${kind}` })) },
        base: { type: "object", properties: { note: { type } } },
        link: { oneOf: [object({ id: { type: "string" } }, { required: ["id"] }), { $ref: "#/$defs/any" }] },
        ...Object.fromEntries(
          kinds.map((kind) => [
            `k${kind}`,
            {
              $ref: "#/$defs/base",
              properties: { kind: { const: kind }, left: { $ref: "#/$defs/link" }, right: { $ref: "#/$defs/link" } },
              required: ["kind", "left"],
            },
          ]),
        ),
      },
    });
    expect(says(union("integer"), union("integer"))).toBe("included");
    // A value that was no number was taken for a link to nothing but an identifier: now it is two things at once.
    const verdict = compareSchemas(union("integer"), union("number"));
    expect(verdict.kind).toBe("breaks");
    if (verdict.kind === "breaks") {
      expect(validator(union("integer"))(verdict.value)).toBe(true);
      expect(validator(union("number"))(verdict.value)).toBe(false);
    }
  });

  it.each<[string, Json, Json, string]>([
    [
      "properties of all parts",
      { allOf: [object({ a: true })], properties: { b: true }, unevaluatedProperties: false },
      { properties: { a: true, b: true }, additionalProperties: false },
      "included",
    ],
    [
      "properties of the part that fits",
      object({}, { anyOf: [object({ a: { const: 1 } }), object({ b: true })], unevaluatedProperties: false }),
      { properties: { b: true }, additionalProperties: false },
      'breaks: {"a":1}',
    ],
    [
      "properties of a condition",
      object(
        { kind: true },
        { if: { properties: { kind: { const: 1 } } }, then: object({ a: true }), unevaluatedProperties: false },
      ),
      { properties: { kind: true, a: true }, additionalProperties: false },
      "included",
    ],
    [
      "properties that come with another",
      object({ a: true }, { dependentSchemas: { a: object({ b: true }) }, unevaluatedProperties: false }),
      { dependentRequired: { b: ["a"] } },
      "included",
    ],
    ["all others", { type: "object" }, { type: "object", unevaluatedProperties: false }, 'breaks: {"a":null}'],
    [
      "items behind those of all parts",
      { type: "array", allOf: [{ prefixItems: [true, true] }], prefixItems: [true], unevaluatedItems: false },
      { maxItems: 2 },
      "included",
    ],
    [
      "items that are contained",
      { type: "array", contains: { type: "string" }, unevaluatedItems: { type: "integer" } },
      { items: { type: ["string", "integer"] } },
      "included",
    ],
  ])("knows what was looked at: %s", (_, inner, outer, expected) => {
    expect(says(inner, outer)).toBe(expected);
  });

  it("follows references that look for a name, where there is one of that name", () => {
    const tree = (type: string): Json => ({
      $dynamicAnchor: "node",
      ...Object(object({ value: { type }, below: { type: "array", items: { $dynamicRef: "#node" } } })),
    });
    expect(says(tree("integer"), tree("number"))).toBe("included");
    expect(says(tree("number"), tree("integer"))).toBe('breaks: {"value":0.5}');
    const other = { ...Object(tree("integer")), $defs: { more: { $id: "more", $dynamicAnchor: "node" } } };
    expect(says(tree("integer"), other)).toBe("perhaps");
  });

  it("finds what is named by identifiers and anchors", () => {
    const schema = {
      $id: "https://example.com/a",
      $ref: "b#part",
      $defs: { b: { $id: "b", $defs: { x: { $anchor: "part", type: "string" } } } },
    };
    expect(says(schema, { type: "string" })).toBe("included");
    expect(says({ type: "integer" }, schema)).toBe("breaks: 0");
  });

  it.each<[string, Json, string]>([
    ["a type that is none", { properties: { a: { type: "text" } } }, "/properties/a/type"],
    ["a reference to nothing", { items: { $ref: "#/$defs/a" } }, "/items"],
    ["a limit that is no number", { minLength: "2" }, "/minLength"],
    ["a list of schemas that is none", { anyOf: {} }, "/anyOf"],
  ])("says where there is %s", (_, schema, place) => {
    expect(() => loadSchema(schema, new Nodes())).toThrow(SchemaProblem);
    try {
      loadSchema(schema, new Nodes());
    } catch (error) {
      expect(error instanceof SchemaProblem && error.at).toBe(place);
    }
  });
});

describe("findings", () => {
  const old = {
    type: "object",
    properties: {
      a: { type: "number" },
      n: {
        type: "object",
        properties: { x: { type: "string" }, l: { type: "array", items: { type: ["string", "null"] } } },
      },
    },
    required: ["a"],
  };
  const now = {
    type: "object",
    properties: {
      a: { type: "integer" },
      n: {
        type: "object",
        properties: {
          x: { type: "string", maxLength: 3, pattern: "^a" },
          l: { type: "array", items: { type: "string" } },
        },
        required: ["x"],
      },
    },
    required: ["a", "b"],
    additionalProperties: false,
  };

  it("name each keyword at its place, with a document that shows it", () => {
    const told = schemaFindings(old, now).map(({ keyword, at, value: document }) => [keyword, at, document]);
    expect(told).toEqual([
      ["required b", "", { a: 0 }],
      ["type", "/a", { a: 0.5 }],
      ["required x", "/n", { a: 0, n: {} }],
      ["maxLength", "/n/x", { a: 0, n: { x: "aaaa" } }],
      ["pattern", "/n/x", { a: 0, n: { x: "" } }],
      ["type", "/n/l/*", { a: 0, n: { l: [null] } }],
      ["additionalProperties", "", { a: 0, b: null }],
    ]);
  });

  it("are none where all is let through", () => {
    expect(schemaFindings(now, now)).toEqual([]);
    expect(schemaFindings(now, old)).toEqual([]);
  });

  it("stay where they are where a schema leaves a choice", () => {
    const [inner, outer] = [{ type: "string" }, { anyOf: [{ type: "string", maxLength: 2 }, { type: "null" }] }];
    expect(schemaFindings(inner, outer).map(({ keyword, value: document }) => [keyword, document])).toEqual([
      ["anyOf", "aaa"],
    ]);
  });

  it("tell what could not be decided", () => {
    const [finding] = schemaFindings({ type: "string" }, { type: "string", format: "colour" });
    expect(finding).toMatchObject({ keyword: "format", isProven: false, value: null });
  });
});

// ── against a validator ──────────────────────────────────────────────────────────────────────────────────────────────

const names = ["a", "b", "xc"];
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 3, 6, -1, 0.5, "", "a", "ab", "b", "aaa"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names, "z"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const schema: fc.Arbitrary<Json> = fc.letrec<{ schema: Json; plain: Json; open: Json; looks: Json }>((tie) => {
  const few = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
  const small = fc.integer({ min: 0, max: 3 });
  const part = (arbitraries: { [name: string]: fc.Arbitrary<Json> }): fc.Arbitrary<Json> =>
    fc
      .record(arbitraries, { requiredKeys: [], noNullPrototype: true })
      .map((keywords) =>
        Object.fromEntries(
          Object.entries(keywords).flatMap(([name, each]) => (each === undefined ? [] : [[name, each]])),
        ),
      );
  const map = fc.dictionary(fc.constantFrom(...names), tie("schema"), { maxKeys: 2, noNullPrototype: true });
  const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
  return {
    /**
     * What looks at properties of an object. Ajv errs in what a failed `oneOf` within another and the condition of an `if` have
     * looked at, so there is none of these.
     */
    open: fc.oneof(
      map.map((properties): Json => ({ properties })),
      fc.array(tie("looks"), { minLength: 1, maxLength: 2 }).map((anyOf): Json => ({ anyOf })),
      fc
        .tuple(fc.constantFrom(...names), tie("looks"), tie("looks"))
        .map(([name, a, b]): Json => ({ if: { required: [name] }, ...{ then: a, else: b } })),
    ),
    looks: fc
      .tuple(map, fc.constantFrom(...names))
      .map(([properties, name]): Json => ({ properties, required: [name] })),
    plain: fc.oneof(
      fc.boolean(),
      type.map((each): Json => ({ type: each })),
      fc.uniqueArray(type, { minLength: 1, maxLength: 3 }).map((each): Json => ({ type: each })),
      fc
        .uniqueArray(value, { minLength: 1, maxLength: 3, selector: (each) => JSON.stringify(each) })
        .map((each): Json => ({ enum: each })),
      part({ minimum: small, maximum: small, exclusiveMinimum: small, multipleOf: fc.constantFrom(1, 2, 3, 0.5) }),
      part({ minLength: small, maxLength: small, pattern: fc.constantFrom("^a", "b$", "^a*$", "a|b") }),
    ),
    schema: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      tie("plain"),
      part({
        type: fc.constant("object"),
        properties: map,
        required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
        additionalProperties: tie("schema"),
        patternProperties: tie("schema").map((each): Json => ({ "^x": each })),
        propertyNames: tie("plain"),
        minProperties: small,
        maxProperties: small,
        dependentRequired: fc.constant<Json>({ a: ["b"] }),
        dependentSchemas: map,
      }),
      part({
        type: fc.constant("array"),
        prefixItems: few,
        items: tie("schema"),
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
      }),
      // Not beside prefixItems: there the validator lets an empty list through.
      part({ contains: tie("plain"), items: tie("schema"), maxItems: small }),
      fc
        .tuple(tie("plain"), small, small)
        .map(([contains, minContains, maxContains]): Json => ({ contains, minContains, maxContains })),
      fc.tuple(map, tie("open"), tie("plain")).map(
        ([properties, open, unevaluatedProperties]): Json => ({
          ...{ type: "object", properties, allOf: [open], unevaluatedProperties },
        }),
      ),
      part({ allOf: few }),
      part({ anyOf: few }),
      part({ oneOf: few }),
      part({ not: tie("schema") }),
      part({ if: tie("schema"), then: tie("schema"), else: tie("schema") }),
      fc.tuple(tie("schema"), tie("schema")).map(([a, b]): Json => ({ allOf: [a, b] })),
    ),
  };
}).schema;

const ajv = new Ajv2020({ strict: false, allErrors: false, logger: false });

function validator(of: Json): (value: Json) => boolean {
  const validate = ajv.compile(typeof of === "boolean" ? of : { ...Object(of) });
  return (document) => validate(document) === true;
}

describe("any two schemas", () => {
  it("a proof that one is within the other is contradicted by no document, and a document that breaks does break", () => {
    let decided = 0;
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 60, maxLength: 60 }), (inner, outer, documents) => {
        const verdict = compareSchemas(inner, outer);
        if (verdict.kind !== "perhaps") decided++;
        const [accepts, alsoAccepts] = [validator(inner), validator(outer)];
        if (verdict.kind === "breaks") {
          expect(accepts(verdict.value)).toBe(true);
          expect(alsoAccepts(verdict.value)).toBe(false);
        }
        if (verdict.kind === "included")
          for (const one of documents) expect(accepts(one) && !alsoAccepts(one)).toBe(false);
      }),
      { numRuns: runs },
    );
    expect(decided / runs).toBeGreaterThan(0.95);
  }, 600_000);

  it("a schema is within itself, and within what has one more way", () => {
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        expect(compareSchemas(one, one).kind).toBe("included");
        expect(compareSchemas(one, { anyOf: [one, other] }).kind).not.toBe("breaks");
        expect(compareSchemas({ allOf: [one, other] }, one).kind).not.toBe("breaks");
      }),
      { numRuns: runs },
    );
  }, 600_000);

  it("findings are documents that break, and there are some where something breaks", () => {
    fc.assert(
      fc.property(schema, schema, (inner, outer) => {
        const found = schemaFindings(inner, outer);
        expect(found.length > 0).toBe(compareSchemas(inner, outer).kind !== "included");
        const [accepts, alsoAccepts] = [validator(inner), validator(outer)];
        for (const { value: document, isProven } of found) {
          if (isProven) expect([accepts(document), alsoAccepts(document)]).toEqual([true, false]);
        }
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

describe("draft-07", () => {
  const draft = "http://json-schema.org/draft-07/schema#";

  it("has lists of items, and does not count", () => {
    const inner = { $schema: draft, type: "array", items: [{ type: "integer" }], additionalItems: false };
    const outer = { $schema: draft, type: "array", items: [{ type: "number" }] };
    expect(says(inner, outer)).toBe("included");
    expect(says({ contains: { const: 1 } }, { $schema: draft, contains: { const: 1 }, minContains: 2 })).toBe(
      "included",
    );
    expect(says({}, { $schema: draft, unevaluatedProperties: false })).toBe("included");
  });

  it("leaves open what stands beside a reference: it must be let through by both readings", () => {
    const beside = (type: string, more: Json): Json => ({
      $schema: draft,
      properties: { a: { $ref: "#/definitions/a", ...Object(more) } },
      definitions: { a: { type } },
    });
    const lone = beside("string", { minLength: 9 });
    const verdict = compareSchemas({ properties: { a: { type: "string" } } }, lone);
    expect(verdict.kind).toBe("breaks");
    const validate = new Ajv({ strict: false, logger: false }).compile(Object(lone));
    expect(verdict.kind === "breaks" && validate(verdict.value)).toBe(false);
    expect(says(lone, { properties: { a: { type: "string", minLength: 9 } } })).toBe('breaks: {"a":"a"}');
    expect(says(lone, beside("string", { minLength: 9 }))).toBe("included");
    expect(says(beside("string", { title: "A" }), { properties: { a: { type: "string" } } })).toBe("included");
  });
});
