/** Rules about what documents hold, made of where one version's writing is not the other's reading. */

import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Field, Type } from "../../model.ts";
import { printType } from "../../types/print.ts";
import type { Break, Direction } from "../breaks.ts";
import type { Found, Severity } from "../finding.ts";
import type { Pair } from "../pair.ts";
import type { MisfitKind } from "../types/misfit.ts";
import type { Rule } from "./rule.ts";

export interface TypeRule {
  readonly id: string;
  readonly group: "fields" | "values";
  readonly direction: Direction;
  readonly kinds: readonly MisfitKind[];
  readonly where?: (each: Break) => boolean;
  /** The rule is of every level, and its finding no less than that. */
  readonly always?: boolean;
  readonly severity?: Severity;
  readonly purpose: string;
  readonly message: (said: Said) => string;
  readonly repair: (said: Said) => string;
  readonly example: string;
  readonly mirror?: string;
}

/** What messages name. */
export interface Said {
  /** `amount` of `order.placed`. */
  readonly what: string;
  readonly field: string;
  /** Types as they are written, with `?` and default. */
  readonly old: string;
  readonly new: string;
  readonly values: string;
  readonly each: Break;
}

export function typeRule(rule: TypeRule): Rule {
  const { id, group, direction, kinds, where = () => true, always = false, severity = "breaking", purpose } = rule;
  return {
    id,
    group,
    breaks:
      severity === "warning" || severity === "info"
        ? "nobody"
        : direction === "backward"
          ? "new readers of old data"
          : "old readers of new data",
    level: always ? "full" : direction,
    severity,
    deploy: direction === "backward" ? "writers first" : "readers first",
    purpose,
    example: rule.example,
    ...(rule.mirror === undefined ? {} : { mirror: rule.mirror }),
    find: (pair) =>
      pair
        .breaks(direction, kinds)
        .filter(where)
        .map((each) => foundOf(pair, rule, each, severity)),
  };
}

function foundOf(pair: Pair, rule: TypeRule, each: Break, severity: Severity): Found {
  const said = saidOf(each);
  const { writer, reader } = each.misfit;
  const [old, now] = rule.direction === "backward" ? [writer, reader] : [reader, writer];
  const isGrave = severity === "breaking" || severity === "may break";
  return {
    path: each.path,
    message: rule.message(said),
    repair: rule.repair(said),
    old: old.place,
    new: now.place,
    severity: isGrave && each.witness === null ? "may break" : severity,
    deploy: pair.deployOf(each.couples),
    witness: each.witness,
    affects: each.shows.length > 1 || each.shows[0] !== each.path ? each.shows : [],
  };
}

function saidOf(each: Break): Said {
  const { misfit, direction, path, couples } = each;
  const [old, now] = direction === "backward" ? [misfit.writer, misfit.reader] : [misfit.reader, misfit.writer];
  const [kindAndName = "", steps = ""] = path.split("/");
  const name = kindAndName.slice(kindAndName.indexOf(":") + 1);
  const field = steps === "" ? name : steps;
  const events = new Set(couples.map((couple) => couple.new)).size;
  const more = events > 1 ? ` (in ${events} events)` : "";
  const what = steps === "" ? `${code(name)}${more}` : `${code(steps)} of ${code(name)}${more}`;
  return {
    what,
    field,
    old: shown(old.field, old.type),
    new: shown(now.field, now.type),
    values: listOf(misfit.values.map((value) => JSON.stringify(value))),
    each,
  };
}

function shown(field: Field | null, type: Type | null): string {
  if (type === null) return "not there";
  const isField = field !== null && field.type === type;
  const optional = isField && field.optional ? " (optional)" : "";
  const value = isField && field.defaultValue !== undefined ? ` = ${JSON.stringify(field.defaultValue)}` : "";
  return `${code(printType(type) + value)}${optional}`;
}
