/**
 * Looks for a document that shows a misfit: one that its writer's version accepts (or would write, to the letter) and the
 * reader's version refuses, or reads as another value. Both are asked by the code that really reads.
 */
import { explainType } from "../../../runtime/codec/explain.ts";
import { isEqual } from "../../../runtime/codec/scalars.ts";
import type { Types } from "../../../runtime/codec/types.ts";
import type { Field, Json, Type } from "../../model.ts";
import { Chance } from "../documents/chance.ts";
import { Maker } from "../documents/make.ts";
import { specOf } from "../documents/spec.ts";
import type { Reading, Witness } from "../finding.ts";
import type { Fragment, Misfit, MisfitKind, Step } from "../types/misfit.ts";
import { peel, type Role, type TypeTable } from "../types/view.ts";
import { fieldsOf, isOfSource, type Message, type Version } from "../version.ts";
import { asJson, type RealReader } from "./readers.ts";
import { wholeDocument } from "./whole.ts";

/** One version's part in a comparison. */
export interface Party {
  readonly version: Version;
  readonly message: Message;
  readonly reader: RealReader;
}

/** What is read is another value: these are not refused. */
const MISREAD: ReadonlySet<MisfitKind> = new Set(["default", "wire", "unit", "meaning"]);

/** So many values are tried where the comparison has no idea of its own. */
const TRIES = 120;

export function prove(misfit: Misfit, writer: Party, reader: Party, writtenBy: "old" | "new"): Witness | null {
  const attempt = new Attempt(misfit, writer, reader, writtenBy);
  for (const fragment of misfit.tries) {
    const found = attempt.with(fragment);
    if (found !== null) return found;
  }
  const { type } = misfit.writer;
  return type === null ? null : attempt.byChance(type);
}

class Attempt {
  readonly #misfit: Misfit;
  readonly #writer: Party;
  readonly #reader: Party;
  readonly #role: Role;
  readonly #types: Types;
  readonly #writtenBy: "old" | "new";

  constructor(misfit: Misfit, writer: Party, reader: Party, writtenBy: "old" | "new") {
    this.#misfit = misfit;
    this.#writer = writer;
    this.#reader = reader;
    this.#writtenBy = writtenBy;
    this.#role = isOfSource(writer.message) ? "accepted" : "written";
    this.#types = reader.version.specs;
  }

  byChance(type: Type): Witness | null {
    const chance = new Chance(1);
    const maker = new Maker(this.#writer.version.types, this.#role, chance);
    for (let i = 0; i < TRIES; i++) {
      const json = maker.value(type);
      const found = json === undefined ? null : this.with({ json });
      if (found !== null) return found;
    }
    return null;
  }

  with(fragment: Fragment): Witness | null {
    const { version, message, reader } = this.#writer;
    const why = this.#whyOf(fragment);
    if (why === null) return null;
    const maker = new Maker(version.types, this.#role);
    const fields = maker.recordWith(fieldsOf(message), this.#misfit.steps, fragment);
    if (fields === undefined) return null;
    const json = wholeDocument(version, message, fields);
    if (this.#role === "written" && !reader.isWritten(fields)) return null;
    const before = reader.read(json);
    if (before.kind === "refused") return null;
    const after = this.#reader.reader.read(json);
    const readings =
      after.kind === "refused" ? refused(why === "" ? after.why : why) : this.#misread(before.value, after.value);
    return readings === null ? null : { json, event: message.name, writtenBy: this.#writtenBy, ...readings };
  }

  /** Why the value is refused for itself, not for what else has changed around it; "" where that is not to be told so. */
  #whyOf({ json }: Fragment): string | null {
    const { kind, reader, steps } = this.#misfit;
    const path = steps.map(said).join("").replace(/^\./, "");
    if (json === undefined) return MISREAD.has(kind) ? "" : `${path}: is missing`;
    if (reader.type === null || MISREAD.has(kind)) return "";
    return explainType(specOf(reader.type), json, "wire", this.#types, path);
  }

  #misread(before: object, after: object): Pick<Witness, "writer" | "reader"> | null {
    if (!MISREAD.has(this.#misfit.kind)) return null;
    const { steps, reader } = this.#misfit;
    const last =
      reader.field === null ? [] : [{ kind: "field", name: reader.field.name, wire: reader.field.wire } as const];
    const readSteps = this.#misfit.kind === "wire" ? [...steps.slice(0, -1), ...last] : steps;
    const old = valueAt(before, fieldsOf(this.#writer.message), steps, this.#writer.version.types);
    const now = valueAt(after, fieldsOf(this.#reader.message), readSteps, this.#reader.version.types);
    return isEqual(old, now) ? null : { writer: readAs(old), reader: readAs(now) };
  }
}

function said(step: Step): string {
  return step.kind === "field" ? `.${step.wire}` : step.kind === "item" ? "[0]" : ".key";
}

function refused(why: string): Pick<Witness, "writer" | "reader"> {
  return { writer: { kind: "accepted" }, reader: { kind: "refused", why } };
}

function readAs(value: Json): Reading {
  return { kind: "read", value };
}

/** The value at a path of JSON names, in what a document was read as. */
function valueAt(value: unknown, fields: readonly Field[], steps: readonly Step[], table: TypeTable): Json {
  const [step, ...rest] = steps;
  if (step?.kind !== "field" || typeof value !== "object" || value === null) return asJson(value);
  const field = fields.find(({ wire }) => wire === step.wire);
  if (field === undefined) return null;
  const found: unknown = Object.entries(value).find(([name]) => name === field.name)?.[1];
  return within(found, field.type, rest, table);
}

function within(value: unknown, type: Type, steps: readonly Step[], table: TypeTable): Json {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== "object" || value === null) return asJson(value);
  const { core } = peel(type, table);
  if (core.kind === "record") return valueAt(value, core.fields, steps, table);
  if (core.kind === "list" || core.kind === "map") return within(Object.values(value)[0], core.of, rest, table);
  return asJson(value);
}
