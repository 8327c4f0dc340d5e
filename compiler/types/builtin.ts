/** The types that the language brings, and what may stand in their parentheses. */

import type { NamedType } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { NumericType, StringType, Type } from "../model.ts";
import type { FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { lengths, numbers } from "./bounds.ts";
import { checkExact } from "./integers.ts";
import { regularExpression } from "./literals.ts";
import { BOOL, DATE, DURATION, ERROR, INT, JSON_VALUE, NUMBER, STRING, TIMESTAMP, UUID } from "./types.ts";

const BUILT_IN = ["string", "bool", "int", "number", "uuid", "timestamp", "date", "duration", "json"] as const;

type BuiltIn = (typeof BUILT_IN)[number];

const PLAIN: Readonly<Record<BuiltIn, Type>> = {
  string: STRING,
  bool: BOOL,
  int: INT,
  number: NUMBER,
  uuid: UUID,
  timestamp: TIMESTAMP,
  date: DATE,
  duration: DURATION,
  json: JSON_VALUE,
};

export const builtInTypes: readonly string[] = BUILT_IN;

const names: ReadonlySet<string> = new Set(BUILT_IN);

export function isBuiltInType(name: string): name is BuiltIn {
  return names.has(name);
}

type Report = (said: Said, at: Location) => void;

export function builtInType(name: BuiltIn, node: NamedType, file: FileScope, report: Report): Type {
  const { argument } = node;
  if (argument === null) {
    return PLAIN[name];
  }
  const place = file.place(argument);
  if (argument.kind === "bounds" && !checkExact(argument, file, report)) {
    return ERROR;
  }
  if (argument.kind === "bounds" && (name === "int" || name === "number")) {
    const bounds = numbers(argument, name === "int");
    const type: NumericType = { kind: name, ...bounds, literals: null };
    return bounds.holds ? { kind: name, min: bounds.min, max: bounds.max, literals: null } : empty(type, place, report);
  }
  if (argument.kind === "bounds" && name === "string") {
    const bounds = lengths(argument);
    const type: StringType = { kind: "string", min: bounds.min, max: bounds.max, pattern: null };
    return bounds.holds ? type : empty(type, place, report);
  }
  if (argument.kind === "pattern" && name === "string") {
    const expression = regularExpression(argument.source);
    if (expression instanceof RegExp) {
      return { kind: "string", min: null, max: null, pattern: argument.source };
    }
    report(messages.DA3007.pattern({ pattern: argument.source, problem: expression.problem }), place);
    return ERROR;
  }
  if (argument.kind === "unit" && (name === "timestamp" || name === "duration")) {
    return unitType(name, argument.name.text, () => {
      const units = name === "timestamp" ? ["ms", "s", "iso"] : ["ms", "s"];
      report(
        messages.DA2001.name({
          what: `unit of ${name}`,
          name: argument.name.text,
          near: nearest(argument.name.text, units),
        }),
        file.place(argument.name),
      );
    });
  }
  const takes = {
    string: "bounds of its length or a pattern",
    int: "bounds",
    number: "bounds",
    timestamp: "a unit: `ms`, `s` or `iso`",
    duration: "a unit: `ms` or `s`",
  };
  const what = name in takes ? takes[name as keyof typeof takes] : "nothing";
  report(messages.DA3001.type({ sentence: `\`${name}\` takes ${what} in its parentheses.` }), place);
  return ERROR;
}

function empty(type: NumericType | StringType, place: Location, report: Report): Type {
  const bounds = `(${type.min ?? ""}..${type.max ?? ""})`;
  report(messages.DA3007.bounds({ type: `${type.kind}${bounds}` }), place);
  return ERROR;
}

function unitType(name: "timestamp" | "duration", unit: string, unknown: () => void): Type {
  if (unit === "ms" || unit === "s") {
    return name === "timestamp" ? { kind: "timestamp", unit } : { kind: "duration", unit };
  }
  if (unit === "iso" && name === "timestamp") {
    return { kind: "timestamp", unit };
  }
  unknown();
  return ERROR;
}
