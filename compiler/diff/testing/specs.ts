/** Random specs of records and events, as small trees that can be edited and printed. */
import { Chance } from "../documents/chance.ts";

export type RandomType =
  | { readonly kind: "plain"; readonly text: string }
  | {
      readonly kind: "bounded";
      readonly of: "int" | "number" | "string";
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: "pattern"; readonly source: string }
  | { readonly kind: "enum"; readonly values: readonly string[]; readonly open: boolean }
  | { readonly kind: "null"; readonly of: RandomType }
  | { readonly kind: "list"; readonly of: RandomType; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "map"; readonly of: RandomType }
  | { readonly kind: "record"; readonly fields: readonly RandomField[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "lenient"; readonly of: RandomType };

export interface RandomField {
  readonly name: string;
  readonly wire: string | null;
  readonly optional: boolean;
  readonly type: RandomType;
  readonly value: string | null;
}

export interface RandomSpec {
  readonly aliases: readonly { readonly name: string; readonly type: RandomType }[];
  readonly records: readonly { readonly name: string; readonly fields: readonly RandomField[] }[];
  readonly events: readonly {
    readonly name: string;
    readonly source: boolean;
    readonly fields: readonly RandomField[];
  }[];
}

const PLAIN = [
  ...["string", "bool", "int", "number", "uuid", "date", "json", "timestamp", "timestamp(s)", "timestamp(iso)"],
  ...["duration", "duration(s)"],
];
const LENIENT = ["int", "number", "bool", "string", "timestamp", "duration"];
export const PATTERNS = [
  "^[A-Z]{2}$",
  "^[A-Z]+$",
  "^[a-z0-9-]{1,8}$",
  "^\\d{3}$",
  "^(ab|cd)+$",
  "x",
  "^.{2,4}$",
  "^(?!q)[a-z]+$",
];
const WORDS = ["new", "repeat", "trial", "gone", "a b", ""];

export class SpecMaker {
  readonly chance: Chance;
  #names = 0;

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  spec(): RandomSpec {
    const aliases = [{ name: "Id", type: this.scalar() }];
    const records = ["Line", "Tree"].map((name) => ({ name, fields: this.fields(3) }));
    // Records may hold themselves and each other in lists and maps, never directly.
    const grown = records.map(({ name, fields }) => ({
      name,
      fields: [
        ...fields,
        this.field({
          kind: "list",
          of: { kind: "name", name: this.chance.one(["Line", "Tree"]) },
          min: null,
          max: null,
        }),
      ],
    }));
    const event = (name: string, source: boolean) => ({
      name,
      source,
      fields: this.fields(this.chance.int(1, 5), true),
    });
    return { aliases, records: grown, events: [event("in.come", true), event("out.go", false)] };
  }

  fields(count: number, deep = false): readonly RandomField[] {
    return Array.from({ length: count }, () => this.field(this.type(deep ? 2 : 1, deep)));
  }

  field(type: RandomType): RandomField {
    const optional = this.chance.int(0, 2) === 0;
    const value = this.chance.int(0, 4) === 0 ? defaultOf(type, this.chance) : null;
    return { name: `f${this.#names++}`, wire: null, optional: optional && value === null, type, value };
  }

  type(depth: number, names: boolean): RandomType {
    if (depth === 0) return this.scalar();
    switch (this.chance.int(0, 9)) {
      case 0:
        return { kind: "list", of: this.orNull(this.type(depth - 1, names)), ...this.bounds(0, 4) };
      case 1:
        return { kind: "map", of: this.orNull(this.type(depth - 1, names)) };
      case 2:
        return { kind: "record", fields: this.fields(2) };
      case 3:
        return names ? { kind: "name", name: this.chance.one(["Line", "Tree", "Id"]) } : this.scalar();
      case 4:
        return { kind: "lenient", of: { kind: "plain", text: this.chance.one(LENIENT) } };
      default:
        return this.orNull(this.scalar());
    }
  }

  orNull(type: RandomType): RandomType {
    const isJson = type.kind === "plain" && type.text === "json";
    return this.chance.int(0, 3) === 0 && !isJson && type.kind !== "null" ? { kind: "null", of: type } : type;
  }

  scalar(): RandomType {
    switch (this.chance.int(0, 6)) {
      case 0:
        return { kind: "bounded", of: this.chance.one(["int", "number"]), ...this.bounds(-5, 5) };
      case 1:
        return { kind: "bounded", of: "string", ...this.bounds(0, 9) };
      case 2:
        return { kind: "pattern", source: this.chance.one(PATTERNS) };
      case 3:
      case 4:
        return { kind: "enum", values: this.words(), open: this.chance.int(0, 3) === 0 };
      default:
        return { kind: "plain", text: this.chance.one(PLAIN) };
    }
  }

  words(): readonly string[] {
    return this.chance.shuffled(WORDS).slice(0, this.chance.int(1, 4));
  }

  bounds(low: number, high: number): { readonly min: number | null; readonly max: number | null } {
    const [a, b] = [this.chance.int(low, high), this.chance.int(low, high)];
    const min = this.chance.often() ? Math.min(a, b) : null;
    return { min, max: this.chance.often() ? Math.max(a, b) : null };
  }
}

/** A literal of the type, or null where none is easily written. */
export function defaultOf(type: RandomType, chance: Chance): string | null {
  switch (type.kind) {
    case "plain":
      return (
        { string: '"x"', bool: "true", int: String(chance.int(0, 3)), number: "1.5", duration: "90s" }[type.text] ??
        null
      );
    case "enum":
      return JSON.stringify(chance.one(type.values));
    case "bounded":
      return type.of === "string" ? null : String(type.min ?? type.max ?? 0);
    case "null":
      return defaultOf(type.of, chance);
    case "list":
      return (type.min ?? 0) === 0 ? "[]" : null;
    default:
      return null;
  }
}

export function printSpec({ aliases, records, events }: RandomSpec): string {
  return [
    "pipeline p {}",
    'source s { topic: "p.s", name: head.kind, id: head.id }',
    ...aliases.map(({ name, type }) => `type ${name} = ${printType(type)}`),
    ...records.map(({ name, fields }) => `record ${name} {\n${printFields(fields)}\n}`),
    ...events.map(({ name, source, fields }) =>
      source
        ? `event ${name} from s {\n${printFields(fields)}\n}`
        : `event ${name} {\n  key k\n  k: string\n${printFields(fields)}\n}`,
    ),
    "",
  ].join("\n");
}

function printFields(fields: readonly RandomField[]): string {
  return fields
    .map(({ name, wire, optional, type, value }) => {
      const as = wire === null ? "" : ` as ${JSON.stringify(wire)}`;
      return `  ${name}${optional ? "?" : ""}: ${printType(type)}${as}${value === null ? "" : ` = ${value}`}`;
    })
    .join("\n");
}

function printType(type: RandomType): string {
  switch (type.kind) {
    case "plain":
      return type.text;
    case "bounded":
      return type.min === null && type.max === null ? type.of : `${type.of}(${type.min ?? ""}..${type.max ?? ""})`;
    case "pattern":
      return `string(/${type.source}/)`;
    case "enum":
      return [...type.values.map((value) => JSON.stringify(value)), ...(type.open ? ["string"] : [])].join(" | ");
    case "null":
      return `${printType(type.of)} | null`;
    case "list": {
      const bounds = type.min === null && type.max === null ? "" : `${type.min ?? ""}..${type.max ?? ""}`;
      return `(${printType(type.of)})[${bounds}]`;
    }
    case "map":
      return `map<${printType(type.of)}>`;
    case "record":
      return `{ ${printFields(type.fields).trim().replaceAll(/\n\s*/g, ", ")} }`;
    case "name":
      return type.name;
    case "lenient":
      return `lenient ${printType(type.of)}`;
  }
}
