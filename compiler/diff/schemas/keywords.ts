/** The keywords of a schema one by one, each with all that it says and nothing else. */
import type { ListRule, Node, NumberRule, ObjectRule, TextRule } from "./node.ts";

/** A keyword, with what tells it from others of its name, and what it says. */
export type Keyword = readonly [name: string, rule: Partial<Node>];

export const NO_LIST: ListRule = {
  prefix: [],
  rest: null,
  contains: null,
  minContains: 1,
  maxContains: Infinity,
  minItems: 0,
  maxItems: Infinity,
  unique: false,
};

export const NO_OBJECT: ObjectRule = {
  properties: new Map(),
  patterns: [],
  others: null,
  names: null,
  required: [],
  minProperties: 0,
  maxProperties: Infinity,
  requires: [],
  implies: [],
};

const NO_NUMBER: NumberRule = {
  min: -Infinity,
  minExclusive: -Infinity,
  max: Infinity,
  maxExclusive: Infinity,
  multipleOf: [],
};

const NO_TEXT: TextRule = { minLength: 0, maxLength: Infinity, patterns: [], format: null };

/** Without those that lead into parts of a value, and without `allOf`. */
export function keywordsOf(node: Node): Keyword[] {
  const { never, kinds, whole, values, number, text, list, object } = node;
  const found: Keyword[] = [];
  if (never) found.push(["false", { never }]);
  if (kinds !== null) found.push(["type", { kinds, whole }]);
  if (values !== null) found.push([values.length === 1 ? "const" : "enum", { values }]);
  if (number !== null) found.push(...ofNumber(number));
  if (text !== null) found.push(...ofText(text));
  if (list !== null) found.push(...ofList(list));
  if (object !== null) found.push(...ofObject(object));
  return [...found, ...ofCombinations(node)];
}

function ofNumber({ min, minExclusive, max, maxExclusive, multipleOf }: NumberRule): Keyword[] {
  const rule = (name: string, own: Partial<NumberRule>): Keyword => [name, { number: { ...NO_NUMBER, ...own } }];
  return [
    ...(min > -Infinity ? [rule("minimum", { min })] : []),
    ...(minExclusive > -Infinity ? [rule("exclusiveMinimum", { minExclusive })] : []),
    ...(max < Infinity ? [rule("maximum", { max })] : []),
    ...(maxExclusive < Infinity ? [rule("exclusiveMaximum", { maxExclusive })] : []),
    ...(multipleOf.length > 0 ? [rule("multipleOf", { multipleOf })] : []),
  ];
}

function ofText({ minLength, maxLength, patterns, format }: TextRule): Keyword[] {
  const rule = (name: string, own: Partial<TextRule>): Keyword => [name, { text: { ...NO_TEXT, ...own } }];
  return [
    ...(minLength > 0 ? [rule("minLength", { minLength })] : []),
    ...(maxLength < Infinity ? [rule("maxLength", { maxLength })] : []),
    ...(patterns.length > 0 ? [rule("pattern", { patterns })] : []),
    ...(format === null ? [] : [rule("format", { format })]),
  ];
}

function ofList({ minItems, maxItems, unique, contains, minContains, maxContains }: ListRule): Keyword[] {
  const rule = (name: string, own: Partial<ListRule>): Keyword => [name, { list: { ...NO_LIST, ...own } }];
  return [
    ...(minItems > 0 ? [rule("minItems", { minItems })] : []),
    ...(maxItems < Infinity ? [rule("maxItems", { maxItems })] : []),
    ...(unique ? [rule("uniqueItems", { unique })] : []),
    ...(contains === null ? [] : [rule("contains", { contains, minContains, maxContains })]),
  ];
}

function ofObject({ required, minProperties, maxProperties, names, requires, implies }: ObjectRule): Keyword[] {
  const rule = (name: string, own: Partial<ObjectRule>): Keyword => [name, { object: { ...NO_OBJECT, ...own } }];
  return [
    ...required.map((name) => rule(`required ${name}`, { required: [name] })),
    ...(minProperties > 0 ? [rule("minProperties", { minProperties })] : []),
    ...(maxProperties < Infinity ? [rule("maxProperties", { maxProperties })] : []),
    ...(names === null ? [] : [rule("propertyNames", { names })]),
    ...requires.map((each) => rule(`dependentRequired ${each[0]}`, { requires: [each] })),
    ...implies.map((each) => rule(`dependentSchemas ${each[0]}`, { implies: [each] })),
  ];
}

function ofCombinations({ any, one, not, choice, unknown }: Node): Keyword[] {
  return [
    ...(any === null ? [] : [["anyOf", { any }] as const]),
    ...(one === null ? [] : [["oneOf", { one }] as const]),
    ...(not === null ? [] : [["not", { not }] as const]),
    ...(choice === null ? [] : [["if", { choice }] as const]),
    ...(unknown === null ? [] : [[unknown, { unknown }] as const]),
  ];
}
