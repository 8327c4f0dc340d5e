/**
 * Compares what one side writes with what the other reads, type by type. Records that hold themselves are compared once
 * for each pair of names: while a pair is being compared it is taken to fit, and what does not fit is told where it stands.
 */
import { explainType } from "../../../runtime/codec/explain.ts";
import type { Field, Json, Place, Type } from "../../model.ts";
import { Maker } from "../documents/make.ts";
import { specOf } from "../documents/spec.ts";
import { EVERY_TEXT, inclusion } from "../patterns/inclusion.ts";
import { compareFields } from "./fields.ts";
import type { Fragment, Misfit, MisfitKind, Spot, Step } from "./misfit.ts";
import { beyond, broken, contains, numbersOf } from "./numbers.ts";
import { textsOf } from "./texts.ts";
import { type Peeled, peel, type Role, type TypeTable } from "./view.ts";

/** Where two types stand. */
export interface Standing {
  readonly steps: readonly Step[];
  readonly writer: Place | null;
  readonly reader: Place | null;
  readonly writerField: Field | null;
  readonly readerField: Field | null;
}

export const NOWHERE: Standing = { steps: [], writer: null, reader: null, writerField: null, readerField: null };

export type Pair = readonly [writer: Type, reader: Type];

export class Comparison {
  readonly writer: TypeTable;
  readonly reader: TypeTable;
  readonly role: Role;
  readonly #maker: Maker;
  readonly #named = new Map<string, readonly Misfit[]>();

  constructor(writer: TypeTable, reader: TypeTable, role: Role) {
    this.writer = writer;
    this.reader = reader;
    this.role = role;
    this.#maker = new Maker(writer, role);
  }

  /** `nullPasses`: the reader takes null whatever its type says, as for an optional field. */
  types([writer, reader]: Pair, at: Standing, nullPasses = false): readonly Misfit[] {
    const w = peel(writer, this.writer);
    const r = peel(reader, this.reader);
    const alias = r.names.filter((name) => w.names.includes(name)).at(-1) ?? null;
    const isJson = r.core.kind === "json" || r.core.kind === "error" || w.core.kind === "error";
    const nulls =
      w.nullable && !r.nullable && !nullPasses && !isJson
        ? [this.misfit("null", at, [writer, reader], { tries: [{ json: null }] })]
        : [];
    if (isJson || w.core.kind === "null") return nulls;
    const inner = this.#cores(w, r, at);
    return alias === null || w.core.kind === "record"
      ? [...nulls, ...inner]
      : [...nulls, ...this.#ofAlias(inner, alias, at.steps.length)];
  }

  misfit(
    kind: MisfitKind,
    at: Standing,
    [writer, reader]: readonly [Type | null, Type | null],
    more: {
      readonly tries?: readonly Fragment[];
      readonly values?: readonly string[];
      readonly steps?: readonly Step[];
    },
  ): Misfit {
    const spot = (type: Type | null, place: Place | null, field: Field | null): Spot => ({ type, place, field });
    return {
      kind,
      steps: more.steps ?? at.steps,
      owner: null,
      writer: spot(writer, at.writer, at.writerField),
      reader: spot(reader, at.reader, at.readerField),
      tries: more.tries ?? [],
      values: more.values ?? [],
    };
  }

  /** What differs inside of a type of one name is told where that type is declared. */
  #ofAlias(misfits: readonly Misfit[], name: string, depth: number): readonly Misfit[] {
    const declared = (spot: Spot, table: TypeTable): Spot => ({ ...spot, place: table.get(name)?.place ?? spot.place });
    return misfits.map((misfit) => {
      if (misfit.owner !== null) return misfit;
      const owner = { name, steps: misfit.steps.slice(depth) };
      return {
        ...misfit,
        owner,
        writer: declared(misfit.writer, this.writer),
        reader: declared(misfit.reader, this.reader),
      };
    });
  }

  #cores(w: Peeled, r: Peeled, at: Standing): readonly Misfit[] {
    const { core: writer } = w;
    const { core: reader } = r;
    if (writer.kind === "record" && reader.kind === "record") return this.#records(w, r, at);
    if (writer.kind === "list" && reader.kind === "list") {
      const inner = this.types([writer.of, reader.of], { ...at, steps: [...at.steps, { kind: "item" }] });
      return [...this.#items([writer, reader], at), ...inner];
    }
    if (writer.kind === "map" && reader.kind === "map") {
      return this.types([writer.of, reader.of], { ...at, steps: [...at.steps, { kind: "value" }] });
    }
    const plain = this.#scalars(w, r, at);
    return plain.length > 0 ? plain : this.#lenient(w, r, at);
  }

  /** Named records once, whoever holds them; an inline record is part of what it stands in. */
  #records(w: Peeled, r: Peeled, at: Standing): readonly Misfit[] {
    if (w.core.kind !== "record" || r.core.kind !== "record") return [];
    const [writerName, readerName] = [w.names.at(-1), r.names.at(-1)];
    if (writerName === undefined || readerName === undefined) {
      return compareFields(this, w.core.fields, r.core.fields, at);
    }
    const key = `${writerName} ${readerName}`;
    let found = this.#named.get(key);
    if (found === undefined) {
      this.#named.set(key, []);
      const places = { writer: this.#placeOf(this.writer, writerName), reader: this.#placeOf(this.reader, readerName) };
      const inside = compareFields(this, w.core.fields, r.core.fields, { ...NOWHERE, ...places });
      found = writerName === readerName ? owned(inside, readerName, 0) : inside;
      this.#named.set(key, found);
    }
    return found.map((misfit) => ({ ...misfit, steps: [...at.steps, ...misfit.steps] }));
  }

  #placeOf(table: TypeTable, name: string): Place | null {
    return table.get(name)?.namePlace ?? null;
  }

  #items([writer, reader]: Pair, at: Standing): readonly Misfit[] {
    if (writer.kind !== "list" || reader.kind !== "list") return [];
    const [min, max] = [writer.min ?? 0, writer.max ?? Number.POSITIVE_INFINITY];
    const [least, most] = [reader.min ?? 0, reader.max ?? Number.POSITIVE_INFINITY];
    if (min >= least && max <= most) return [];
    const lengths = [...(min < least ? [least - 1, min] : []), ...(max > most ? [most + 1] : [])];
    const tries = lengths
      .filter((length) => length >= min && length <= max && length <= 10_000)
      .map((length) => ({ json: this.#maker.value({ ...writer, min: length, max: length }) }))
      .filter(({ json }) => json !== undefined);
    return [this.misfit("items", at, [writer, reader], { tries })];
  }

  #scalars(w: Peeled, r: Peeled, at: Standing): readonly Misfit[] {
    const pair: Pair = [w.core, r.core];
    const [writer, reader] = pair;
    if (isAlike(writer, reader)) return [];
    if (writer.kind === "union" && !writer.open) return this.#few(writer.values, pair, r, at);
    const time = timeOf(writer);
    if (time !== null && time === timeOf(reader))
      return unitOf(writer) === unitOf(reader) ? [] : [this.#unit(pair, at)];
    const [wrote, reads] = [numbersOf(writer, this.role), numbersOf(reader, "read")];
    if (wrote !== null && reads !== null) return this.#numbers(pair, at);
    if (wrote !== null && r.lenient && reader.kind === "string") return this.#numerals(pair, at);
    if (textsOf(writer, this.role) !== null && isText(reader)) return this.#texts(pair, at);
    if (writer.kind === reader.kind) return [];
    return [this.misfit("type", at, pair, { tries: this.samples(writer) })];
  }

  /** A few strings: each is asked for. */
  #few(values: readonly string[], pair: Pair, r: Peeled, at: Standing): readonly Misfit[] {
    const [, reader] = pair;
    const spec = specOf(r.lenient ? { kind: "lenient", of: reader } : reader);
    const refused = values.filter((value) => explainType(spec, value, "wire", {}) !== null);
    if (refused.length === 0) return [];
    const kind = isText(reader) ? "values" : "type";
    return [this.misfit(kind, at, pair, { tries: refused.map((json) => ({ json })), values: refused })];
  }

  #unit(pair: Pair, at: Standing): Misfit {
    return this.misfit("unit", at, pair, { tries: this.samples(pair[0]) });
  }

  #numbers(pair: Pair, at: Standing): readonly Misfit[] {
    const [writer, reader] = pair;
    const [wrote, reads] = [numbersOf(writer, this.role), numbersOf(reader, "read")];
    if (wrote === null || reads === null) return [];
    const found: Misfit[] = [];
    const isTime = timeOf(writer) !== null || timeOf(reader) !== null;
    if (isTime) found.push(this.misfit("meaning", at, pair, { tries: this.samples(writer) }));
    const outside = beyond(wrote, reads);
    if (outside.length > 0) found.push(this.misfit("range", at, pair, { tries: jsons(outside) }));
    const parts = reads.whole ? broken(wrote) : [];
    if (parts.length > 0) found.push(this.misfit("fraction", at, pair, { tries: jsons(parts) }));
    return found;
  }

  /** Numbers that are read as strings. */
  #numerals(pair: Pair, at: Standing): readonly Misfit[] {
    const [writer, reader] = pair;
    if (reader.kind !== "string" || (reader.pattern === null && (reader.min ?? 0) <= 1 && reader.max === null))
      return [];
    const numbers = numbersOf(writer, this.role);
    const tried = numbers === null ? [] : [0, 1, 12, 123, 123_456, 0.5, -1, numbers.min, numbers.max];
    const fitting = tried.filter((value) => numbers !== null && contains(numbers, value));
    return [this.misfit("length", at, pair, { tries: jsons(fitting) })];
  }

  #texts(pair: Pair, at: Standing): readonly Misfit[] {
    const [writer, reader] = pair;
    const wrote = textsOf(writer, this.role) ?? EVERY_TEXT;
    if (reader.kind === "union") {
      if (reader.open) return [];
      const known = [...reader.values].map((value) => `${value}x`);
      const tries = [...this.samples(writer), ...jsons(known), { json: "other" }, { json: "" }];
      return [this.misfit("values", at, pair, { tries })];
    }
    if (reader.kind !== "string") {
      if (writer.kind === reader.kind) return [];
      const texts = textsOf(reader, "accepted") ?? EVERY_TEXT;
      const found = inclusion(wrote, texts);
      const isExact = reader.kind === "uuid";
      if (found.kind === "included" && isExact) return [];
      const first = found.kind === "outside" ? [{ json: found.text }] : [];
      return [this.misfit("format", at, pair, { tries: [...first, ...this.samples(writer)] })];
    }
    const reads = textsOf(reader, "accepted") ?? EVERY_TEXT;
    const lengths = inclusion(wrote, { ...reads, pattern: null });
    const patterns = reads.pattern === null ? lengths : inclusion(wrote, { ...EVERY_TEXT, pattern: reads.pattern });
    const of = (kind: "length" | "pattern", found: typeof lengths): readonly Misfit[] => {
      if (found.kind === "included") return [];
      const first = found.kind === "outside" ? [{ json: found.text }] : [];
      return [this.misfit(kind, at, pair, { tries: [...first, ...this.samples(writer)] })];
    };
    return [...of("length", lengths), ...(reads.pattern === null ? [] : of("pattern", patterns))];
  }

  /** What only a lenient reader takes. */
  #lenient(w: Peeled, r: Peeled, at: Standing): readonly Misfit[] {
    if (this.role !== "accepted" || !w.lenient || isInstant(w.core)) return [];
    const pair: Pair = [{ kind: "lenient", of: w.core }, r.core];
    if (r.lenient)
      return family(w.core) === family(r.core) ? [] : [this.misfit("type", at, pair, { tries: this.#loose(w.core) })];
    return [this.misfit("lenient", at, pair, { tries: this.#loose(w.core) })];
  }

  #loose(type: Type): readonly Fragment[] {
    if (type.kind === "string") return jsons([1, 12, 123, 0]);
    const value = this.#maker.value(type);
    return value === undefined || value === null ? [] : [{ json: String(value) }];
  }

  samples(type: Type): readonly Fragment[] {
    const json = this.#maker.value(type, 0, true);
    return json === undefined ? [] : [{ json }];
  }
}

/** What is in a record or type of that name, `depth` steps down. */
function owned(misfits: readonly Misfit[], name: string, depth: number): readonly Misfit[] {
  return misfits.map((misfit) =>
    misfit.owner === null ? { ...misfit, owner: { name, steps: misfit.steps.slice(depth) } } : misfit,
  );
}

function jsons(values: readonly Json[]): readonly Fragment[] {
  return values.map((json) => ({ json }));
}

/** The same scalar with the same bounds: most are. */
function isAlike(a: Type, b: Type): boolean {
  switch (a.kind) {
    case "string":
      return a.kind === b.kind && a.min === b.min && a.max === b.max && a.pattern === b.pattern;
    case "int":
    case "number":
      return a.kind === b.kind && a.min === b.min && a.max === b.max;
    case "union":
      return a.kind === b.kind && a.open === b.open && a.values.every((value) => b.values.includes(value));
    case "timestamp":
    case "duration":
      return a.kind === b.kind && a.unit === b.unit;
    default:
      return a.kind === b.kind;
  }
}

function timeOf(type: Type): "timestamp" | "duration" | null {
  return type.kind === "timestamp" || type.kind === "duration" ? type.kind : null;
}

function unitOf(type: Type): string | null {
  return type.kind === "timestamp" || type.kind === "duration" ? type.unit : null;
}

function isInstant(type: Type): boolean {
  return type.kind === "timestamp" && type.unit === "iso";
}

function isText({ kind, ...type }: Type): boolean {
  return (
    kind === "string" ||
    kind === "union" ||
    kind === "uuid" ||
    kind === "date" ||
    ("unit" in type && type.unit === "iso")
  );
}

/** Within one, what is lenient passes whenever the plain values do. */
function family(type: Type): string {
  return type.kind === "string" || type.kind === "bool" ? type.kind : "number";
}
