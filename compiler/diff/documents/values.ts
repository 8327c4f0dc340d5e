/** Values of types as they stand in JSON: one that reads well, or, with chance, any, those at the edges among the first. */
import type { Json, Type } from "../../model.ts";
import { EVERY_TEXT, shortest } from "../patterns/inclusion.ts";
import { sampleText } from "../patterns/sample.ts";
import { contains, type NumberSet, numbersOf } from "../types/numbers.ts";
import { textsOf } from "../types/texts.ts";
import type { Role } from "../types/view.ts";
import { Chance } from "./chance.ts";

/** A value that is no object or list; undefined where none is found, or the type is no such. */
export function scalar(type: Type, role: Role, chance: Chance | null): Json | undefined {
  switch (type.kind) {
    case "string":
      return text(type, role, chance) ?? undefined;
    case "union":
      if (type.open && chance !== null && !chance.often()) return sampleText(EVERY_TEXT, chance) ?? "";
      return chance === null || type.values.length === 0 ? type.values[0] : chance.one(type.values);
    case "bool":
      return chance === null || chance.often();
    case "int":
    case "number":
    case "duration":
      return number(type, role, chance);
    case "timestamp":
      return type.unit === "iso" ? instant(role, chance) : number(type, role, chance);
    case "uuid":
      return uuid(role, chance);
    case "date":
      return chance === null ? "2026-11-23" : new Date(chance.int(-6e13, 2e14)).toISOString().slice(0, 10);
    case "null":
      return null;
    case "json":
    case "error":
      return chance === null ? null : anything(chance, 2);
    default:
      return undefined;
  }
}

/** The same value in the looser forms that `lenient` takes. */
export function loosely(type: Type, value: Json, chance: Chance): Json {
  if (chance.often()) return value;
  if (type.kind !== "string") return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  const number = chance.int(0, 9_999);
  const texts = textsOf(type, "accepted");
  const isNear = texts !== null && texts.pattern === null && texts.min <= 1 && texts.max >= 4;
  return isNear ? number : value;
}

function text(type: Type, role: Role, chance: Chance | null): string | null {
  const texts = textsOf(type, role) ?? EVERY_TEXT;
  if (chance !== null) return sampleText(texts, chance);
  // An empty text tells little.
  return shortest({ ...texts, min: Math.max(1, texts.min) }) ?? shortest(texts) ?? sampleText(texts, new Chance(1));
}

const NOON = Date.UTC(2026, 10, 23, 12);

function number(type: Type, role: Role, chance: Chance | null): number | undefined {
  const all = numbersOf(type, role === "written" ? role : "read");
  if (all === null) return undefined;
  const unit = "unit" in type && type.unit === "s" ? 1000 : 1;
  // Further out, a thousandth of a second is less than numbers can tell apart.
  const set = unit > 1 ? { ...all, min: Math.max(all.min, -1e12), max: Math.min(all.max, 1e12) } : all;
  const pleasant = type.kind === "timestamp" ? [NOON / unit] : [1, 0, set.min, set.max];
  const fitting = pleasant.filter((value) => contains(set, value));
  if (chance === null) return fitting[0];
  const made = random(set, chance) ?? fitting[0];
  // Seconds are written of whole ms.
  return made !== undefined && role === "written" && unit > 1 ? Math.round(made * unit) / unit : made;
}

function random(set: NumberSet, chance: Chance): number | undefined {
  const { min, max } = set;
  const low = Math.max(min, -1e6);
  const high = Math.min(max, 2e12);
  const tried = chance.shuffled([min, max, 0, 1, -1, chance.int(low, high), low + chance.next() * (high - low)]);
  const one = tried.find((value) => contains(set, value));
  return one === undefined ? undefined : one + 0;
}

function instant(role: Role, chance: Chance | null): string {
  const time = new Date(chance === null ? NOON : chance.int(-6e13, 2e14)).toISOString();
  if (role === "written" || chance === null || chance.often()) return time;
  return chance.one([
    time.replace("T", "t"),
    time.replace("Z", "+01:30"),
    time.replace(/\.\d+Z/, "Z"),
    time.replace(/:\d\d\.\d+Z/, "-0530"),
  ]);
}

function uuid(role: Role, chance: Chance | null): string {
  if (chance === null) return "00000000-0000-4000-8000-000000000001";
  const hex = (length: number) => Array.from({ length }, () => chance.int(0, 15).toString(16)).join("");
  const made = [8, 4, 4, 4, 12].map(hex).join("-");
  return role === "accepted" && !chance.often() ? made.toUpperCase() : made;
}

function anything(chance: Chance, depth: number): Json {
  const simple = [null, true, 0, -1.5, 1e300, "", "text", "17"];
  if (depth === 0 || chance.often()) return chance.one(simple);
  const inner = Array.from({ length: chance.int(0, 3) }, () => anything(chance, depth - 1));
  return chance.often() ? inner : Object.fromEntries(inner.map((value, index) => [`k${index}`, value]));
}
