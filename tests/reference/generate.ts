/** Random records for the sources of a pipeline: of few values, so that keys meet, and some of them broken. */
import fc from "fast-check";
import type { Event, Expr, Field, Json, Model, Source, Stmt, Type } from "../../compiler/model.ts";
import { statementsOf } from "../../compiler/walk.ts";
import type { SentRecord, Step } from "./sequence.ts";
import { isRecord, namedType, type Row } from "./values.ts";

const NOON = Date.UTC(2026, 2, 28, 12);
const HOUR = 3_600_000;

export function stepsOf(model: Model): fc.Arbitrary<readonly Step[]> {
  const durations = [...durationsIn(model), 1000, HOUR];
  const send = fc
    .array(recordOf(model), { minLength: 1, maxLength: 6 })
    .map((records): Step => ({ kind: "send", records }));
  const advance = fc
    .constantFrom(...durations.flatMap((ms) => [ms, Math.ceil(ms / 2)]))
    .map((ms): Step => ({ kind: "advance", ms }));
  return fc
    .array(fc.oneof({ weight: 4, arbitrary: send }, { weight: 1, arbitrary: advance }), { minLength: 1, maxLength: 8 })
    .map((steps) => withIds(model, steps));
}

/** Records that all come at once. */
export function recordsOf(model: Model): fc.Arbitrary<readonly SentRecord[]> {
  return fc.array(recordOf(model), { minLength: 2, maxLength: 16 }).map((records) => {
    const [step] = withIds(model, [{ kind: "send", records }]);
    return step?.kind === "send" ? step.records : [];
  });
}

/** Of waits and of what is held back. */
function durationsIn(model: Model): readonly number[] {
  const literal = (expr: Expr | null): readonly number[] =>
    expr?.kind === "literal" && typeof expr.value === "number" ? [expr.value] : [];
  const inStatement = (statement: Stmt): readonly number[] => {
    if (statement.kind === "require") return literal(statement.wait?.duration ?? null);
    return statement.kind === "emit" ? literal(statement.after) : [];
  };
  return model.handlers.flatMap((handler) => statementsOf(handler).flatMap(inStatement));
}

function recordOf(model: Model): fc.Arbitrary<SentRecord> {
  const ofSources = model.sources.flatMap((source) => {
    const events = model.events.filter((event) => event.source === source.name);
    return events.length === 0 ? [] : [sourceRecord(model, source, events)];
  });
  return fc.oneof(...ofSources);
}

function sourceRecord(model: Model, source: Source, events: readonly Event[]): fc.Arbitrary<SentRecord> {
  const sound = fc.oneof(...events.map((event) => eventJson(model, source, event)));
  const broken = fc.oneof(...events.map((event) => brokenJson(model, source, event)));
  const one = fc.oneof({ weight: 30, arbitrary: sound }, { weight: 1, arbitrary: broken });
  const several = fc.array(one, { maxLength: 3 }).map((list): Json => list);
  const json: fc.Arbitrary<Json> = source.array ? fc.oneof({ weight: 2, arbitrary: one }, several) : one;
  const text = fc.oneof(
    { weight: 60, arbitrary: json.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom('{"a":', "7", "null", "[]", '"text"') },
  );
  const time = fc.integer({ min: 0, max: 9 }).map((n) => NOON + n * 6 * HOUR);
  return fc.record({ source: fc.constant(source.name), value: text, time });
}

function eventJson(model: Model, source: Source, event: Event): fc.Arbitrary<Row> {
  return recordJson(model, event.fields).map((json) =>
    source.nameAt === null ? json : withPath(json, source.nameAt, event.wire),
  );
}

/** One field is missing or of another type, or the name is. */
function brokenJson(model: Model, source: Source, event: Event): fc.Arbitrary<Json> {
  const names = [...event.fields.map(({ wire }) => wire), ...(source.nameAt ?? []).slice(0, 1)];
  return fc
    .tuple(eventJson(model, source, event), fc.constantFrom(...names), fc.constantFrom("none", {}, "x", 1e20, -1, null))
    .map(([json, name, value]) => {
      const { [name]: _, ...others } = json;
      return value === "none" ? others : { ...others, [name]: value };
    });
}

function recordJson(model: Model, fields: readonly Field[]): fc.Arbitrary<Row> {
  const members = fields.map((field): fc.Arbitrary<readonly [string, Json][]> => {
    const value = jsonOf(model, field.type).map((json): readonly [string, Json][] => [[field.wire, json]]);
    const mayLack = field.optional || field.defaultValue !== undefined;
    const nothing = fc.constantFrom<readonly [string, Json][]>([], [[field.wire, null]]);
    return mayLack ? fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: nothing }) : value;
  });
  return fc.tuple(...members).map((parts) => Object.fromEntries(parts.flat()));
}

function jsonOf(model: Model, type: Type): fc.Arbitrary<Json> {
  switch (type.kind) {
    case "string":
      return textOf(type);
    case "union":
      return fc.constantFrom(...type.values, ...(type.open ? ["other"] : []));
    case "bool":
      return fc.boolean();
    case "int":
    case "number":
      return numberOf(type);
    case "uuid":
      return fc.constantFrom("00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000B");
    case "timestamp":
      return fc.integer({ min: 0, max: 12 }).map((n): Json => timeJson(NOON + n * 3 * HOUR + n, type.unit));
    case "date":
      return fc.constantFrom("2026-03-28", "2026-03-29", "2024-02-29");
    case "duration":
      return fc.constantFrom(0, 1000, 1500, 60_000, 7_200_000).map((ms) => (type.unit === "s" ? ms / 1000 : ms));
    case "json":
      return fc.constantFrom<Json>(null, 1, "1", true, {}, { a: { b: 2 } }, [1, "two", null]);
    case "null":
      return fc.constant(null);
    case "nullable":
      return fc.oneof({ weight: 2, arbitrary: jsonOf(model, type.of) }, { weight: 1, arbitrary: fc.constant(null) });
    case "lenient":
      return fc
        .tuple(jsonOf(model, type.of), fc.boolean())
        .map(([json, asText]) => (asText ? lenientJson(json) : json));
    case "list": {
      const minLength = type.min ?? 0;
      return fc
        .array(jsonOf(model, type.of), { minLength, maxLength: Math.min(type.max ?? 3, minLength + 3) })
        .map((list): Json => list);
    }
    case "map":
      return fc
        .dictionary(fc.constantFrom("a", "b", "c"), jsonOf(model, type.of), { maxKeys: 3 })
        .map((map) => ({ ...map }));
    case "record":
      return recordJson(model, type.fields);
    case "reference":
      return jsonOf(model, namedType(model, type.name));
    default:
      throw new Error(`A ${type.kind} is not on the wire.`);
  }
}

function textOf({ min, max, pattern }: Type & { readonly kind: "string" }): fc.Arbitrary<Json> {
  if (pattern !== null) {
    const samples = fc.sample(fc.stringMatching(new RegExp(pattern, "u"), { size: "-1" }), { numRuns: 3, seed: 1 });
    return fc.constantFrom(...samples);
  }
  const texts = ["a", "b", "c", "été", "a,b"].map((text) => text.padEnd(min ?? 0, "x").slice(0, max ?? undefined));
  return fc.constantFrom(...texts, ...((min ?? 0) === 0 ? [""] : []));
}

function numberOf({ kind, min, max }: Type & { readonly kind: "int" | "number" }): fc.Arbitrary<Json> {
  const low = Math.ceil(min ?? Math.min(-2, (max ?? 0) - 4));
  const high = Math.floor(max ?? Math.max(8, low + 4));
  const small = fc.integer({ min: low, max: Math.min(high, low + 100) });
  return kind === "int"
    ? small
    : fc.tuple(small, fc.constantFrom(0, 0.25, 0.5)).map(([n, f]) => (n + f <= high ? n + f : n));
}

function timeJson(time: number, unit: "ms" | "s" | "iso"): Json {
  if (unit !== "iso") return unit === "s" ? time / 1000 : time;
  return new Date(time + 2 * HOUR).toISOString().replace("Z", "+02:00");
}

function lenientJson(json: Json): Json {
  return typeof json === "number" || typeof json === "boolean" ? String(json) : json;
}

/** Every event of a source that names ids has its own, but for a few of one key that come again where repeats are dropped. */
function withIds(model: Model, steps: readonly Step[]): readonly Step[] {
  let count = 0;
  const sent = (record: SentRecord): SentRecord => {
    const source = model.sources.find(({ name }) => name === record.source);
    const number = count++;
    if (source === undefined || source.idAt === null || !/^[[{]/.test(record.value)) return record;
    const { key, idAt, unique } = source;
    const wires = model.events
      .filter((event) => event.source === source.name)
      .flatMap(({ fields }) => fields.filter(({ name }) => name === key).map(({ wire }) => wire));
    const id = (json: Row, place: number): string => {
      const wire = wires.find((each) => Object.hasOwn(json, each));
      return unique === null || wire === undefined ? `e${number}.${place}` : `e${number % 3}.${place}.${json[wire]}`;
    };
    return { ...record, value: identified(record.value, idAt, id) };
  };
  return steps.map((step) => (step.kind === "send" ? { ...step, records: step.records.map(sent) } : step));
}

function identified(text: string, path: readonly string[], id: (json: Row, place: number) => string): string {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    return text;
  }
  const named = (one: Json, place: number): Json => (isRecord(one) ? withPath(one, path, id(one, place)) : one);
  return JSON.stringify(Array.isArray(json) ? json.map(named) : named(json, 0));
}

function withPath(record: Row, [name = "", ...rest]: readonly string[], value: string): Row {
  if (rest.length === 0) return { ...record, [name]: value };
  const inner = record[name] ?? {};
  return isRecord(inner) ? { ...record, [name]: withPath(inner, rest, value) } : record;
}
