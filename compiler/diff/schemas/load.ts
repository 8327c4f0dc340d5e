/** JSON Schema of draft-04 to 2020-12 to nodes. What is no schema gives a problem with its place. */
import { isList, isObject, type Json, type JsonObject, type Kind } from "../json.ts";
import type { ListRule, Node, ObjectRule } from "./node.ts";
import type { Nodes } from "./nodes.ts";
import { count, isKind, numberRule, SchemaProblem, textRule, texts, valuesOf } from "./read.ts";
import { type Closing, closeAll } from "./unevaluated.ts";

/** Up to draft-07 a reference stands alone, but many validators heed what stands beside it. */
export type Siblings = "ignored" | "heeded";

/** The node of a whole schema. Throws a SchemaProblem. */
export function loadSchema(schema: Json, nodes: Nodes, siblings: Siblings = "ignored"): Node {
  return new Loader(schema, nodes, siblings).root();
}

/** Whether it matters how what stands beside a reference is taken. */
export function hasSiblings(schema: Json): boolean {
  return isOld(schema) && hasKeywordsBesideReference(schema);
}

function isOld(root: Json): boolean {
  const dialect = isObject(root) ? root.$schema : undefined;
  return typeof dialect === "string" && /draft-0[3-7]/.test(dialect);
}

function hasKeywordsBesideReference(value: Json): boolean {
  if (isList(value)) return value.some(hasKeywordsBesideReference);
  if (!isObject(value)) return false;
  if (typeof value.$ref === "string" && Object.keys(value).some((name) => MEANS.has(name))) return true;
  return Object.values(value).some(hasKeywordsBesideReference);
}

class Loader {
  readonly #root: Json;
  readonly #nodes: Nodes;
  /** By pointer. */
  readonly #made = new Map<string, Node>();
  /** Pointers by identifier and anchor. */
  readonly #named = new Map<string, string>();
  /** How many places have a name that references find at run time. */
  readonly #dynamic = new Map<string, number>();
  readonly #closings: Closing[] = [];
  readonly #isOld: boolean;
  readonly #isAlone: boolean;

  constructor(root: Json, nodes: Nodes, siblings: Siblings) {
    this.#root = root;
    this.#nodes = nodes;
    this.#isOld = isOld(root);
    this.#isAlone = this.#isOld && siblings === "ignored";
    this.#collect(root, "", "");
  }

  root(): Node {
    const node = this.#node("");
    const dialect = isObject(this.#root) ? this.#root.$schema : undefined;
    closeAll(this.#closings, this.#nodes, !(typeof dialect === "string" && dialect.includes("2019-09")));
    return node;
  }

  #collect(value: Json, at: string, base: string): void {
    if (isList(value)) {
      for (const [index, item] of value.entries()) this.#collect(item, `${at}/${index}`, base);
      return;
    }
    if (!isObject(value)) return;
    let own = base;
    // Where nothing beside a reference counts, an identifier does not either.
    const id = this.#isAlone && typeof value.$ref === "string" ? undefined : (value.$id ?? value.id);
    if (typeof id === "string" && !/\/(?:properties|enum|const|default|examples)$/.test(at)) {
      own = id.startsWith("#") ? base : resolve(base, id);
      this.#named.set(id.startsWith("#") ? `${base}${id}` : own.replace(/#$/, ""), at);
    }
    for (const name of ["$anchor", "$dynamicAnchor"]) {
      const anchor = value[name];
      if (typeof anchor === "string") this.#named.set(`${own}#${anchor}`, at);
    }
    const dynamic = value.$recursiveAnchor === true ? "" : value.$dynamicAnchor;
    if (typeof dynamic === "string") this.#dynamic.set(dynamic, (this.#dynamic.get(dynamic) ?? 0) + 1);
    for (const [name, item] of Object.entries(value)) {
      if (name === "enum" || name === "const" || name === "default" || name === "examples") continue;
      this.#collect(item, `${at}/${escaped(name)}`, own);
    }
  }

  #node(at: string): Node {
    const known = this.#made.get(at);
    if (known !== undefined) return known;
    const meant = this.#meant(at);
    if (meant !== at) return this.#node(meant);
    const node = this.#nodes.make(at);
    this.#made.set(at, node);
    const schema = this.#at(at);
    if (schema === false) node.never = true;
    else if (isObject(schema)) this.#fill(node, schema, at);
    else if (schema !== true) throw new SchemaProblem(at, "A schema is an object, true or false.");
    return node;
  }

  /** Where a schema stands that is nothing but a reference leads in the end. */
  #meant(at: string): string {
    const gone = new Set<string>();
    for (let place = at; ; ) {
      const schema = this.#at(place);
      const reference = isObject(schema) ? schema.$ref : undefined;
      const isAlone = isObject(schema) && (this.#isAlone || Object.keys(schema).every((name) => !MEANS.has(name)));
      if (typeof reference !== "string" || !isAlone) return place;
      const pointer = this.#pointerOf(reference, place);
      if (pointer === null || this.#at(pointer) === undefined || gone.has(pointer)) return place;
      gone.add(pointer);
      place = pointer;
    }
  }

  #at(pointer: string): Json | undefined {
    let value: Json | undefined = this.#root;
    for (const part of pointer.split("/").slice(1)) {
      const name = unescaped(part);
      if (isList(value)) value = value[Number(name)];
      else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    }
    return value;
  }

  #fill(node: Node, schema: JsonObject, at: string): void {
    const reference = schema.$ref;
    if (typeof reference === "string") {
      node.all = [this.#referred(reference, at)];
      if (this.#isAlone) return;
    }
    this.#kinds(node, schema, at);
    node.values = valuesOf(schema, at);
    node.number = numberRule(schema, at);
    node.text = textRule(schema, at);
    node.list = this.#listRule(schema, at);
    node.object = this.#objectRule(schema, at);
    node.all = [...node.all, ...(this.#several(schema, "allOf", at) ?? [])];
    node.any = this.#several(schema, "anyOf", at);
    node.one = this.#several(schema, "oneOf", at);
    node.not = this.#sub(schema, "not", at);
    const condition = this.#sub(schema, "if", at);
    if (condition !== null) {
      node.choice = { if: condition, then: this.#sub(schema, "then", at), else: this.#sub(schema, "else", at) };
    }
    if (!this.#isOld) this.#newer(node, schema, at);
  }

  /** Keywords that came after draft-07 and depend on what others have looked at, or on who refers to the schema. */
  #newer(node: Node, schema: JsonObject, at: string): void {
    const properties = this.#sub(schema, "unevaluatedProperties", at);
    const items = this.#sub(schema, "unevaluatedItems", at);
    if (properties !== null || items !== null) this.#closings.push({ node, properties, items });
    for (const name of DYNAMIC) {
      const reference = schema[name];
      if (typeof reference !== "string") continue;
      // Who refers to the schema matters only where several places have the name.
      const [, anchor = ""] = splitAt(reference);
      if ((this.#dynamic.get(anchor) ?? 0) > 1) node.unknown = name;
      else node.all = [...node.all, this.#referred(reference, at)];
    }
  }

  #referred(reference: string, at: string): Node {
    const pointer = this.#pointerOf(reference, at);
    if (pointer === null || this.#at(pointer) === undefined) {
      throw new SchemaProblem(
        at,
        `$ref ${JSON.stringify(reference)} leads nowhere: what it names must be in the file.`,
      );
    }
    return this.#node(pointer);
  }

  #pointerOf(reference: string, at: string): string | null {
    const base = this.#baseOf(at);
    const [address = "", fragment = ""] = splitAt(reference);
    const whole = address === "" ? base : resolve(base, address);
    const inside = decodeURIComponent(fragment);
    const start = whole === "" ? "" : (this.#named.get(whole) ?? (address === "" ? "" : null));
    if (start === null) return null;
    if (inside === "" || inside.startsWith("/")) return `${start}${inside}`;
    return this.#named.get(`${whole}#${inside}`) ?? this.#named.get(`#${inside}`) ?? null;
  }

  /** The address that references at a place are relative to. */
  #baseOf(at: string): string {
    let base = "";
    let deepest = -1;
    for (const [name, pointer] of this.#named) {
      const holds = pointer === "" || at === pointer || at.startsWith(`${pointer}/`);
      if (!name.includes("#") && holds && pointer.length > deepest) [base, deepest] = [name, pointer.length];
    }
    return base;
  }

  #sub(schema: JsonObject, name: string, at: string): Node | null {
    return Object.hasOwn(schema, name) ? this.#node(`${at}/${escaped(name)}`) : null;
  }

  #several(schema: JsonObject, name: string, at: string): readonly Node[] | null {
    const list = schema[name];
    if (list === undefined) return null;
    if (!isList(list)) throw new SchemaProblem(`${at}/${name}`, `${name} is a list of schemas.`);
    return list.map((_, index) => this.#node(`${at}/${name}/${index}`));
  }

  #kinds(node: Node, schema: JsonObject, at: string): void {
    const type = schema.type;
    if (type === undefined) return;
    const names = isList(type) ? type : [type];
    const known = new Set<Kind>();
    for (const name of names) {
      if (name === "integer") known.add("number");
      else if (isKind(name)) known.add(name);
      else if (name === "any") return;
      else throw new SchemaProblem(`${at}/type`, `${JSON.stringify(name)} is no type of JSON Schema.`);
    }
    node.kinds = known;
    node.whole = names.includes("integer") && !names.includes("number");
  }

  #listRule(schema: JsonObject, at: string): ListRule | null {
    if (!LIST.some((name) => Object.hasOwn(schema, name))) return null;
    const { prefixItems, items } = schema;
    const isTuple = isList(items);
    const prefix = isTuple
      ? this.#several(schema, "items", at)
      : prefixItems === undefined
        ? []
        : this.#several(schema, "prefixItems", at);
    const rest = isTuple ? this.#sub(schema, "additionalItems", at) : this.#sub(schema, "items", at);
    return {
      prefix: prefix ?? [],
      rest,
      contains: this.#sub(schema, "contains", at),
      // Older drafts do not count.
      minContains: (this.#isOld ? null : count(schema, "minContains", at)) ?? 1,
      maxContains: (this.#isOld ? null : count(schema, "maxContains", at)) ?? Infinity,
      minItems: count(schema, "minItems", at) ?? 0,
      maxItems: count(schema, "maxItems", at) ?? Infinity,
      unique: schema.uniqueItems === true,
    };
  }

  #objectRule(schema: JsonObject, at: string): ObjectRule | null {
    if (!OBJECT.some((name) => Object.hasOwn(schema, name))) return null;
    const map = (name: string): (readonly [string, Node])[] =>
      Object.keys(isObject(schema[name]) ? schema[name] : {}).map((key) => [
        key,
        this.#node(`${at}/${name}/${escaped(key)}`),
      ]);
    const { dependencies, dependentRequired, required } = schema;
    const old = isObject(dependencies) ? Object.entries(dependencies) : [];
    const lists = [...old, ...Object.entries(isObject(dependentRequired) ? dependentRequired : {})];
    return {
      properties: new Map(map("properties")),
      patterns: map("patternProperties"),
      others: this.#sub(schema, "additionalProperties", at),
      names: this.#sub(schema, "propertyNames", at),
      required: isList(required) ? texts(required) : [],
      minProperties: count(schema, "minProperties", at) ?? 0,
      maxProperties: count(schema, "maxProperties", at) ?? Infinity,
      requires: lists.flatMap(([name, names]): [string, string[]][] =>
        isList(names) ? [[name, texts(names)]] : typeof names === "string" ? [[name, [names]]] : [],
      ),
      implies: [
        ...map("dependentSchemas"),
        ...old.flatMap(([name, value]): [string, Node][] =>
          isObject(value) || typeof value === "boolean"
            ? [[name, this.#node(`${at}/dependencies/${escaped(name)}`)]]
            : [],
        ),
      ],
    };
  }
}

const LIST = ["items", "prefixItems", "additionalItems", "contains", "minItems", "maxItems", "uniqueItems"];
const OBJECT = [
  ...["properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties"],
  ...["maxProperties", "dependencies", "dependentRequired", "dependentSchemas"],
];

/** References that look for a name where they are used from. */
const DYNAMIC = ["$dynamicRef", "$recursiveRef"];

/** Keywords that say what a value must be, beside `$ref`. */
const MEANS: ReadonlySet<string> = new Set([
  ...["type", "enum", "const", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "minimum", "maximum"],
  ...["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format"],
  ...["minContains", "maxContains", "unevaluatedProperties", "unevaluatedItems", ...LIST, ...OBJECT, ...DYNAMIC],
]);

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

function splitAt(reference: string): readonly [string, string] {
  const hash = reference.indexOf("#");
  return hash < 0 ? [reference, ""] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

/** An address relative to another; without one it is taken as it is. */
function resolve(base: string, address: string): string {
  try {
    return new URL(address, base === "" ? undefined : base).href.replace(/#$/, "");
  } catch {
    return address;
  }
}
