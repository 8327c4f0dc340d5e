/** The path that an expression reads: what narrowing knows values by. */

import type { Expr } from "../model.ts";
import type { Notes } from "./env.ts";

/** Null for what is computed. `event.score` and `score` are one path; variables are told apart even where names are hidden. */
export function pathOf(notes: Notes, value: Expr): string | null {
  switch (value.kind) {
    case "field":
      return fieldPath(value.name);
    case "local": {
      const local = notes.locals.get(value);
      return local === undefined ? null : `local ${local.id}`;
    }
    case "param":
      return `param ${value.name}`;
    case "meta":
      return `$${value.name}`;
    case "member":
      return value.object.kind === "event" ? fieldPath(value.name) : below(pathOf(notes, value.object), value.name);
    case "json":
      return value.step.kind === "literal" ? below(pathOf(notes, value.object), String(value.step.value)) : null;
    case "index":
      return value.index.kind === "literal" ? below(pathOf(notes, value.object), String(value.index.value)) : null;
    default:
      return null;
  }
}

function fieldPath(name: string): string {
  return `field ${name}`;
}

function below(path: string | null, name: string): string | null {
  return path === null ? null : `${path}.${name}`;
}
