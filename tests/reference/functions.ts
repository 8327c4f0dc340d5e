/** The functions of the language, and the methods of lists and maps. */
import type { Model, Type } from "../../compiler/model.ts";
import { dateOf, hourOf, monthOf, weekOf } from "./times.ts";
import {
  compare,
  inRange,
  isEqual,
  isList,
  isRecord,
  listIn,
  memberOf,
  numberIn,
  rounded,
  textIn,
  type Value,
} from "./values.ts";

/** `type` is that of the call. */
export function call(model: Model, name: string, values: readonly Value[], type: Type): Value {
  const [a = null, b = null, c = null] = values;
  const { timezone } = model.pipeline;
  const whole = (value: number): Value => inRange(model, type, value);
  switch (name) {
    case "lower":
      return textIn(a).toLowerCase();
    case "upper":
      return textIn(a).toUpperCase();
    case "trim":
      return textIn(a).trim();
    case "length":
      return textIn(a).length;
    case "contains":
      return textIn(a).includes(textIn(b));
    case "startsWith":
      return textIn(a).startsWith(textIn(b));
    case "endsWith":
      return textIn(a).endsWith(textIn(b));
    case "replace":
      return textIn(a).split(textIn(b)).join(textIn(c));
    case "split":
      return textIn(a).split(textIn(b));
    case "slice":
      return c === null ? textIn(a).slice(numberIn(b)) : textIn(a).slice(numberIn(b), numberIn(c));
    case "toInt":
      return /^-?\d+$/.test(textIn(a)) && Number.isSafeInteger(Number(a)) ? Number(a) + 0 : null;
    case "toNumber":
      return /^-?\d+(\.\d+)?$/.test(textIn(a)) && Number.isFinite(Number(a)) ? Number(a) + 0 : null;
    case "min":
      return compare(a, b) <= 0 ? a : b;
    case "max":
      return compare(a, b) >= 0 ? a : b;
    case "abs":
      return Math.abs(numberIn(a));
    case "round":
      return whole(rounded(numberIn(a)));
    case "floor":
      return whole(Math.floor(numberIn(a)));
    case "ceil":
      return whole(Math.ceil(numberIn(a)));
    case "trunc":
      return whole(Math.trunc(numberIn(a)));
    case "clamp":
      return Math.min(Math.max(numberIn(a), numberIn(b)), numberIn(c));
    case "date":
      return dateOf(numberIn(a), timezone);
    case "startOfMonth":
      return monthOf(numberIn(a), timezone);
    case "startOfWeek":
      return weekOf(numberIn(a), timezone);
    case "startOfHour":
      return hourOf(numberIn(a), timezone);
    case "seconds":
      return numberIn(a) / 1000;
    case "minutes":
      return numberIn(a) / 60_000;
    case "hours":
      return numberIn(a) / 3_600_000;
    case "ofSeconds":
      return whole(numberIn(a) * 1000);
    case "asString":
      return typeof a === "string" ? a : null;
    case "asInt":
      return Number.isSafeInteger(a) ? a : null;
    case "asNumber":
      return typeof a === "number" ? a : null;
    case "asBool":
      return typeof a === "boolean" ? a : null;
    case "asList":
      return isList(a) ? a : null;
    case "parseJson":
      return parsed(textIn(a));
    case "decodeBase64":
      return decoded(textIn(a));
    default:
      throw new Error(`There is no function ${name}.`);
  }
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function decoded(text: string): Value {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, "base64"));
  } catch {
    return null;
  }
}

/** Methods without functions as arguments; `type` is that of the call. */
export function method(model: Model, name: string, object: Value, argument: Value, type: Type): Value {
  if (isRecord(object)) {
    if (name === "get") return memberOf(object, textIn(argument));
    return name === "keys" ? Object.keys(object) : Object.values(object);
  }
  const list = listIn(object);
  const total = (): number => list.reduce((sum: number, item) => inRange(model, type, sum + numberIn(item)), 0);
  switch (name) {
    case "length":
      return list.length;
    case "contains":
      return list.some((item) => isEqual(item, argument));
    case "first":
      return list[0] ?? null;
    case "last":
      return list.at(-1) ?? null;
    case "sum":
      return total();
    case "mean":
      return list.length === 0 ? null : inRange(model, type, total() / list.length);
    case "min":
      return sorted(list)[0] ?? null;
    case "max":
      return sorted(list).at(-1) ?? null;
    case "sort":
      return sorted(list);
    case "distinct":
      return list.filter((item, i) => list.findIndex((other) => isEqual(item, other)) === i);
    default:
      throw new Error(`There is no method ${name}.`);
  }
}

function sorted(list: readonly Value[]): readonly Value[] {
  return [...list].sort(compare);
}
