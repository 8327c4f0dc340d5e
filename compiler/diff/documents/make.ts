/** Makes documents: events as JSON, of their types; with something given at a path, or by chance. */
import { hasDefault } from "../../defaults.ts";
import type { Field, Json, Type } from "../../model.ts";
import type { JsonObject } from "../json.ts";
import type { Fragment, Step } from "../types/misfit.ts";
import { mayBeNull, mayLack, peel, type Role, type TypeTable } from "../types/view.ts";
import type { Chance } from "./chance.ts";
import { loosely, scalar } from "./values.ts";

/** Beyond that, records hold only what they must. */
const DEEP = 5;
/** A type that still needs more has no finite value. */
const DEEPEST = 40;

export class Maker {
  readonly #table: TypeTable;
  readonly #role: Role;
  readonly #chance: Chance | null;

  /** Without chance documents are small, the same each time, and hold what they must. */
  constructor(table: TypeTable, role: Role, chance: Chance | null = null) {
    this.#table = table;
    this.#role = role;
    this.#chance = chance;
  }

  /** Undefined where no value is found for something that must be there. */
  record(fields: readonly Field[], depth = 0): JsonObject | undefined {
    const members: [string, Json][] = [];
    for (const field of fields) {
      const value = this.#field(field, depth);
      if (value === undefined && !mayLack(field, this.#role)) return undefined;
      if (value !== undefined) members.push([field.wire, value]);
    }
    return Object.fromEntries(members);
  }

  /** The same with `fragment` at the path; what leads there is there. */
  recordWith(fields: readonly Field[], steps: readonly Step[], fragment: Fragment, depth = 0): JsonObject | undefined {
    const [step, ...rest] = steps;
    if (step?.kind !== "field") return this.record(fields, depth);
    const members: [string, Json][] = [];
    // A field that its writer does not have is put last.
    const known = fields.some(({ wire }) => wire === step.wire);
    for (const field of fields) {
      const isMeant = field.wire === step.wire;
      const value = isMeant ? this.#meant(field.type, rest, fragment, depth) : this.#field(field, depth);
      const isLeftOut = isMeant ? rest.length === 0 : mayLack(field, this.#role);
      if (value === undefined && !isLeftOut) return undefined;
      if (value !== undefined) members.push([field.wire, value]);
    }
    if (!known && fragment.json !== undefined) members.push([step.wire, fragment.json]);
    return Object.fromEntries(members);
  }

  #meant(type: Type, steps: readonly Step[], fragment: Fragment, depth: number): Json | undefined {
    return steps.length === 0 ? fragment.json : this.#with(type, steps, fragment, depth);
  }

  #with(type: Type, steps: readonly Step[], fragment: Fragment, depth: number): Json | undefined {
    const [step, ...rest] = steps;
    if (step === undefined) return fragment.json;
    const { core } = peel(type, this.#table);
    switch (core.kind) {
      case "record":
        return this.recordWith(core.fields, steps, fragment, depth + 1);
      case "list": {
        const item = this.#with(core.of, rest, fragment, depth + 1);
        return item === undefined ? undefined : this.#list(core, [item], depth);
      }
      case "map": {
        const value = this.#with(core.of, rest, fragment, depth + 1);
        return value === undefined ? undefined : { key: value };
      }
      default:
        return undefined;
    }
  }

  #field(field: Field, depth: number): Json | undefined {
    const chance = this.#chance;
    const mayGo = mayLack(field, this.#role);
    if (mayGo && (chance === null || depth > DEEP || !chance.often())) return undefined;
    if (chance !== null && !chance.often() && mayBeNull(field, this.#role, this.#table)) return null;
    const isNever = field.optional || hasDefault(field);
    const isFull = this.#role === "written" && isNever;
    const value = this.value(field.type, depth, isFull);
    return isFull && value === null ? undefined : value;
  }

  /** `full` leaves out null. */
  value(type: Type, depth = 0, full = false): Json | undefined {
    if (depth > DEEPEST) return undefined;
    const { core, nullable, lenient } = peel(type, this.#table);
    const chance = this.#chance;
    if (nullable && !full && (chance === null ? depth > DEEP : !chance.often())) return null;
    const made = this.#core(core, depth);
    if (made === undefined) return nullable && !full ? null : undefined;
    return lenient && this.#role === "accepted" && chance !== null ? loosely(core, made, chance) : made;
  }

  #core(type: Type, depth: number): Json | undefined {
    switch (type.kind) {
      case "record":
        return this.record(type.fields, depth + 1);
      case "list":
        return this.#list(type, [], depth);
      case "map": {
        if (this.#chance === null || depth > DEEP) return {};
        const keys = this.#chance.shuffled(["a", "b", "", "x y", "constructor"]).slice(0, this.#chance.int(0, 3));
        const entries = keys.map((key) => [key, this.value(type.of, depth + 1)] as const);
        return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
      }
      default:
        return scalar(type, this.#role, this.#chance);
    }
  }

  #list(type: Extract<Type, { kind: "list" }>, begin: readonly Json[], depth: number): Json[] | undefined {
    const least = Math.max(type.min ?? 0, begin.length);
    const chance = depth > DEEP ? null : this.#chance;
    const most = Math.max(least, Math.min(type.max ?? least + 3, least + 3));
    const count = chance === null ? least : chance.one([least, most, chance.int(least, most)]);
    const items = [...begin];
    while (items.length < count) {
      const item = this.value(type.of, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }
}
