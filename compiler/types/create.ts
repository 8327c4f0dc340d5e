/** The table of a program's types, resolved when they are first asked for. */

import type { RecordType, Type } from "../model.ts";
import type { Context } from "../names/context.ts";
import { isBuiltInType } from "./builtin.ts";
import type { Outline } from "./circles.ts";
import { resolveMembers, tellMisplaced } from "./members.ts";
import { resolveType } from "./resolve.ts";
import type { Types } from "./table.ts";
import { ERROR } from "./types.ts";

/** Types are asked for in an order in which none waits for another, but in a circle, which is told: there it ends. */
const DEEPEST = 100;

/** `context` is asked for late, as it holds this table. */
export function createTypes(
  context: () => Context,
  { circular, nullable }: Outline,
  row: (store: string) => RecordType,
  { open, fresh }: Pick<Types, "open" | "fresh"> = { open: new WeakSet(), fresh: new WeakSet() },
): Types {
  const resolved = new Map<string, Type | null>();
  let depth = 0;
  // Which of two declarations was meant is not known.
  const isDoubtful = (name: string): boolean => context().program.doubtful.types.has(name);
  const nullabilities = new Map<string, "value" | "nullable" | "error">();
  const nullability = (name: string) => {
    const at = context().program.types.get(name);
    if (at === undefined || circular.has(name) || isBuiltInType(name) || isDoubtful(name)) {
      return "error";
    }
    if (at.node.kind === "type" && at.node.incomplete) {
      return "error";
    }
    return nullable.has(name) ? "nullable" : "value";
  };
  const resolve = (name: string): Type => {
    const at = context().program.types.get(name);
    if (at === undefined || circular.has(name) || isDoubtful(name)) {
      return ERROR;
    }
    const { node, file } = at;
    if (node.kind === "type" && node.incomplete) {
      return ERROR;
    }
    if (node.kind === "type") {
      const place = { what: "type", name, measures: false, incomplete: false } as const;
      return context().remember("type", node, [], () => resolveType(context(), node.type, file, place));
    }
    return context().remember("type", node, [], () => {
      const place = { what: "record", name, measures: true, incomplete: node.incomplete } as const;
      const members = resolveMembers(context(), node.members, file, place);
      tellMisplaced(context(), file, members, "a record");
      return members.record;
    });
  };
  return {
    row,
    nullability: (name) => {
      const known = nullabilities.get(name) ?? nullability(name);
      nullabilities.set(name, known);
      return known;
    },
    open,
    fresh,
    named: (name) => {
      const known = resolved.get(name);
      if (known !== undefined) {
        return known ?? ERROR;
      }
      if (depth === DEEPEST) {
        return ERROR;
      }
      resolved.set(name, null);
      depth++;
      const type = resolve(name);
      depth--;
      resolved.set(name, type);
      return type;
    },
  };
}
