/** Tells why a value does not fit what it is given to. */

import type { Span } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import type { Misfit } from "../types/fit.ts";
import { printType } from "../types/print.ts";
import { core, head, type Types } from "../types/table.ts";
import { isNumeric, isScalar, isText } from "../types/types.ts";
import { type Env, type Given, tell, uses } from "./env.ts";

export function tellMisfit(env: Env, misfit: Misfit, to: Given, span: Span): void {
  for (const field of misfit.fields ?? []) {
    uses(env, span, field.place);
  }
  const place = misfit.path.length === 0 ? to.to : `${to.to} at \`${misfit.path.join(".")}\``;
  tell(env, sayMisfit(env.context.types, misfit, { ...to, to: place }), span);
}

function sayMisfit(types: Types, misfit: Misfit, to: Given): Said {
  switch (misfit.kind) {
    case "literal":
      return sayLiteral(types, misfit.value, misfit.to);
    case "null":
      return messages.DA3002.given({ found: printType(misfit.from), to: to.to });
    case "lacks":
      return to.fn === null
        ? messages.DA3001.lacks({ to: to.to, path: misfit.path })
        : messages.DA3006.type({ fn: to.fn, wanted: code(misfit.to), found: printType(misfit.from), hint: null });
    case "type": {
      const [found, wanted] = [printType(misfit.from), printType(misfit.to)];
      const hint = hintFor(types, misfit.from, misfit.to);
      return to.fn === null
        ? messages.DA3001.given({ found, wanted, to: to.to, hint })
        : messages.DA3006.type({ fn: to.fn, wanted: `\`${wanted}\``, found, hint });
    }
  }
}

function code(type: Type): string {
  return `\`${printType(type)}\``;
}

/** A literal that is not of a union, not within bounds, or not of a form. */
export function sayLiteral(types: Types, value: string, to: Type): Said {
  const wanted = core(types, to);
  if (wanted.kind === "union") {
    return messages.DA3004.union({ value, values: wanted.values, near: nearest(value, wanted.values) });
  }
  const type = printType(to.kind === "reference" ? wanted : to);
  return wanted.kind === "uuid" || wanted.kind === "date"
    ? messages.DA3004.form({ value, type })
    : messages.DA3004.bounds({ value, type });
}

/** How a literal of a time, a duration, a number or a bool is written, where a text or a number stands in its place. */
function writtenAs(a: Type, b: Type): string | null {
  const text = a.kind === "union" && !a.open && a.values.length === 1 ? (a.values[0] ?? null) : null;
  switch (b.kind) {
    case "timestamp":
      return "a time is written `@2026-11-23T10:00:00Z`";
    case "date":
      return isNumeric(a) ? "a day is written `@2026-11-23`" : null;
    case "duration":
      return isText(a) ? "a duration is written without quotes, such as `5m`" : null;
    case "int":
    case "number":
      return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? `write it without quotes: \`${text}\`` : null;
    case "bool":
      return text === "true" || text === "false" ? `write it without quotes: \`${text}\`` : null;
    default:
      return null;
  }
}

/** How to make one type of the other, where the language has a function for it. */
function hintFor(types: Types, from: Type, to: Type): string | null {
  const [a, b] = [core(types, from), core(types, to)];
  if (a.kind === "json") {
    const functions: Partial<Record<Type["kind"], string>> = {
      string: "asString",
      int: "asInt",
      number: "asNumber",
      bool: "asBool",
      list: "asList",
    };
    const fn = functions[b.kind];
    return fn === undefined ? null : `take it out of the json with \`${fn}(…)\``;
  }
  if (isNumeric(a) || isText(a)) {
    const written = writtenAs(a, b);
    if (written !== null) {
      return written;
    }
  }
  if (a.kind === "number" && b.kind === "int") {
    return "make it whole with `round(…)`, `floor(…)`, `ceil(…)` or `trunc(…)`";
  }
  if (isNumeric(a) && b.kind === "duration") {
    return "make it a duration with `ofSeconds(…)`";
  }
  if (a.kind === "duration" && isNumeric(b)) {
    return "make it a number with `seconds(…)`, `minutes(…)` or `hours(…)`";
  }
  if (a.kind === "timestamp" && b.kind === "date") {
    return "make it a date with `date(…)`";
  }
  if (b.kind === "string" && isScalar(head(types, from))) {
    return `make it a string with \`"\${…}"\``;
  }
  if (a.kind === "string" && isNumeric(b)) {
    return b.kind === "int" ? "read it with `toInt(…)`" : "read it with `toNumber(…)`";
  }
  return null;
}
