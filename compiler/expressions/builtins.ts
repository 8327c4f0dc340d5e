/** The functions of the language: what each takes and gives, as one table. */

import type { Type } from "../model.ts";
import { BOOL, DATE, DURATION, INT, JSON_VALUE, listOfType, NUMBER, STRING, TIMESTAMP } from "../types/types.ts";

/** Fixed parameters, of which the last `optional` may be left out. */
export interface Signature {
  readonly parameters: readonly Type[];
  readonly optional: number;
  readonly result: Type;
}

/** Functions that take any of several kinds and give what they take. */
export interface Generic {
  readonly kinds: "ordered" | "numbers";
  readonly least: number;
  readonly most: number | null;
}

const orNull = (of: Type): Type => ({ kind: "nullable", of });
const fn = (parameters: readonly Type[], result: Type, optional = 0): Signature => ({ parameters, optional, result });

const ANY_JSON = orNull(JSON_VALUE);

export const SIGNATURES: ReadonlyMap<string, Signature> = new Map([
  ["lower", fn([STRING], STRING)],
  ["upper", fn([STRING], STRING)],
  ["trim", fn([STRING], STRING)],
  ["length", fn([STRING], INT)],
  ["contains", fn([STRING, STRING], BOOL)],
  ["startsWith", fn([STRING, STRING], BOOL)],
  ["endsWith", fn([STRING, STRING], BOOL)],
  ["replace", fn([STRING, STRING, STRING], STRING)],
  ["split", fn([STRING, STRING], listOfType(STRING))],
  ["slice", fn([STRING, INT, INT], STRING, 1)],
  ["toInt", fn([STRING], orNull(INT))],
  ["toNumber", fn([STRING], orNull(NUMBER))],
  ["round", fn([NUMBER], INT)],
  ["floor", fn([NUMBER], INT)],
  ["ceil", fn([NUMBER], INT)],
  ["trunc", fn([NUMBER], INT)],
  ["date", fn([TIMESTAMP], DATE)],
  ["startOfHour", fn([TIMESTAMP], TIMESTAMP)],
  ["startOfWeek", fn([TIMESTAMP], DATE)],
  ["startOfMonth", fn([TIMESTAMP], DATE)],
  ["seconds", fn([DURATION], NUMBER)],
  ["minutes", fn([DURATION], NUMBER)],
  ["hours", fn([DURATION], NUMBER)],
  ["ofSeconds", fn([NUMBER], DURATION)],
  ["asString", fn([ANY_JSON], orNull(STRING))],
  ["asInt", fn([ANY_JSON], orNull(INT))],
  ["asNumber", fn([ANY_JSON], orNull(NUMBER))],
  ["asBool", fn([ANY_JSON], orNull(BOOL))],
  ["asList", fn([ANY_JSON], orNull(listOfType(JSON_VALUE)))],
  ["parseJson", fn([STRING], orNull(JSON_VALUE))],
  ["decodeBase64", fn([STRING], orNull(STRING))],
]);

export const GENERICS: ReadonlyMap<string, Generic> = new Map<string, Generic>([
  ["min", { kinds: "ordered", least: 2, most: null }],
  ["max", { kinds: "ordered", least: 2, most: null }],
  ["abs", { kinds: "numbers", least: 1, most: 1 }],
  ["clamp", { kinds: "ordered", least: 3, most: 3 }],
]);

export const builtInNames: ReadonlySet<string> = new Set([...SIGNATURES.keys(), ...GENERICS.keys()]);
