/** Random edits of random specs: one place at a time, as people make them. */
import type { Chance } from "../documents/chance.ts";
import { defaultOf, PATTERNS, type RandomField, type RandomSpec, type RandomType, type SpecMaker } from "./specs.ts";

export function edited(spec: RandomSpec, maker: SpecMaker): RandomSpec {
  const { chance } = maker;
  switch (chance.int(0, 5)) {
    case 0:
      return { ...spec, aliases: spec.aliases.map(({ name, type }) => ({ name, type: editType(type, maker) })) };
    case 1:
    case 2: {
      const at = chance.int(0, spec.records.length - 1);
      return {
        ...spec,
        records: spec.records.map((each, index) =>
          index === at ? { ...each, fields: editFields(each.fields, maker) } : each,
        ),
      };
    }
    default: {
      const at = chance.int(0, spec.events.length - 1);
      return {
        ...spec,
        events: spec.events.map((each, index) =>
          index === at ? { ...each, fields: editFields(each.fields, maker) } : each,
        ),
      };
    }
  }
}

function editFields(fields: readonly RandomField[], maker: SpecMaker): readonly RandomField[] {
  const { chance } = maker;
  const at = chance.int(0, Math.max(0, fields.length - 1));
  switch (chance.int(0, 9)) {
    case 0:
      return [...fields, maker.field(maker.type(1, false))];
    case 1:
      return fields.length > 1 ? fields.filter((_, index) => index !== at) : fields;
    case 2:
      return chance.shuffled(fields);
    default:
      return fields.map((field, index) => (index === at ? editField(field, maker) : field));
  }
}

function editField(field: RandomField, maker: SpecMaker): RandomField {
  const { chance } = maker;
  const { name, type, optional, value } = field;
  switch (chance.int(0, 11)) {
    case 0:
      return { ...field, optional: !optional, value: null };
    case 1:
      return { ...field, optional: false, value: value === null ? defaultOf(type, chance) : null };
    case 2:
      return { ...field, value: defaultOf(type, chance), optional: false };
    case 3:
      return { ...field, wire: field.wire === null ? `${name}x` : null };
    case 4:
      return { ...field, name: `${name}r`, wire: chance.often() ? (field.wire ?? name) : field.wire };
    case 5:
      // Optional and null swapped.
      return optional
        ? { ...field, optional: false, type: type.kind === "null" ? type : { kind: "null", of: type } }
        : { ...field, optional: true, value: null, type: type.kind === "null" ? type.of : type };
    default:
      return { ...field, value: null, type: editType(type, maker) };
  }
}

const CLOSE: Readonly<Record<string, readonly string[]>> = {
  int: ["number", "duration", "lenient int", "string"],
  number: ["int", "duration(s)", "lenient number"],
  string: ["uuid", "date", "timestamp(iso)", "lenient string", "json"],
  uuid: ["string"],
  date: ["string", "timestamp(iso)"],
  timestamp: ["timestamp(s)", "timestamp(iso)", "int", "number"],
  "timestamp(s)": ["timestamp", "number"],
  "timestamp(iso)": ["timestamp", "string", "date"],
  duration: ["duration(s)", "int", "number"],
  "duration(s)": ["duration", "number"],
  bool: ["string", "lenient bool", "json"],
  json: ["string", "number"],
};

function editType(type: RandomType, maker: SpecMaker): RandomType {
  const { chance } = maker;
  if (chance.int(0, 7) === 0) return type.kind === "null" ? type.of : isJson(type) ? type : { kind: "null", of: type };
  if (chance.int(0, 9) === 0) return maker.scalar();
  switch (type.kind) {
    case "plain":
      return { kind: "plain", text: chance.one(CLOSE[type.text] ?? ["string"]) };
    case "bounded":
      return type.of === "string" && chance.int(0, 3) === 0
        ? { kind: "pattern", source: chance.one(PATTERNS) }
        : {
            ...type,
            min: moved(type.min, chance, type.of === "string" ? 0 : null),
            max: moved(type.max, chance, type.of === "string" ? 9 : null),
          };
    case "pattern":
      return chance.often()
        ? { kind: "pattern", source: chance.one(PATTERNS) }
        : { kind: "bounded", of: "string", ...maker.bounds(0, 9) };
    case "enum":
      return editEnum(type, maker);
    case "list":
      return chance.often() ? { ...type, of: editType(type.of, maker) } : { ...type, ...maker.bounds(0, 4) };
    case "map":
      return { ...type, of: editType(type.of, maker) };
    case "null":
      return { ...type, of: editType(type.of, maker) };
    case "record":
      return { ...type, fields: editFields(type.fields, maker) };
    case "lenient":
      return chance.often() ? type.of : maker.scalar();
    case "name":
      return chance.often() ? { kind: "name", name: chance.one(["Line", "Tree", "Id"]) } : maker.scalar();
  }
}

function editEnum(type: Extract<RandomType, { kind: "enum" }>, { chance }: SpecMaker): RandomType {
  const { values } = type;
  switch (chance.int(0, 4)) {
    case 0:
      return { ...type, open: !type.open };
    case 1:
      return { ...type, values: values.length > 1 ? values.slice(1) : values };
    case 2:
      return { ...type, values: values.map((value, index) => (index === 0 ? `${value}ed` : value)) };
    case 3:
      return chance.one<RandomType>([
        { kind: "plain", text: "string" },
        { kind: "pattern", source: "^[a-z ]*$" },
        { kind: "bounded", of: "string", min: 1, max: 6 },
      ]);
    default:
      return { ...type, values: [...values, "more"] };
  }
}

function moved(bound: number | null, chance: Chance, edge: number | null): number | null {
  if (chance.int(0, 3) === 0) return null;
  const next = (bound ?? 0) + chance.int(-2, 2);
  return edge === 0 ? Math.max(0, next) : next;
}

function isJson(type: RandomType): boolean {
  return type.kind === "plain" && type.text === "json";
}
