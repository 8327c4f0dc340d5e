/** Rules about columns: what is compatible in place, what needs a migration or a rebuild, and what destroys data. */

import { code } from "../../diagnostics/messages/said.ts";
import type { Column, Store, Type } from "../../model.ts";
import { printType } from "../../types/print.ts";
import type { Found } from "../finding.ts";
import { matchedKeys } from "../keys.ts";
import { likeColumn } from "../likeness.ts";
import { type Couple, type Matched, match } from "../match.ts";
import type { Pair } from "../pair.ts";
import type { Version } from "../version.ts";
import { type Cause, changeOf, physicals } from "./columnChange.ts";
import { rebuildText } from "./rebuild.ts";
import type { Rule } from "./rule.ts";

interface Columns {
  readonly pair: Pair;
  readonly stores: Couple<Store>;
  readonly matched: Matched<Column>;
}

/** Columns of stores that the pipeline owns in both versions; keys have rules of their own. */
function columnsOf(pair: Pair): readonly Columns[] {
  return pair.stores.couples
    .filter(({ old, new: now }) => !old.external && !now.external)
    .map((stores) => ({ pair, stores, matched: match(plain(stores.old), plain(stores.new), likeColumn) }));
}

function plain({ columns }: Store): readonly Column[] {
  return columns.filter(({ kind }) => kind !== "key");
}

type Told = Omit<Found, "path" | "old" | "new">;

/** A rule about a column that is in both versions. */
function changeRule(
  rule: Omit<Rule, "find" | "group" | "level"> & {
    readonly tell: (couple: Couple<Column>, columns: Columns) => Told | null;
    /** What is said once of a type that several columns share. */
    readonly ofCause?: (cause: Cause) => Told;
  },
): Rule {
  const { tell, ofCause, ...rest } = rule;
  const find = (pair: Pair) =>
    columnsOf(pair).flatMap((columns) =>
      columns.matched.couples.flatMap((couple): Found[] => {
        const found = tell(couple, columns);
        const { old, new: now } = couple;
        return found === null
          ? []
          : [{ path: `store:${columns.stores.new.name}/${now.name}`, ...found, old: old.place, new: now.place }];
      }),
    );
  return {
    ...rest,
    group: "stores",
    level: "full",
    find: ofCause === undefined ? find : (pair) => shared(pair, find, ofCause),
  };
}

/** What is told of a column because of a shared type is told of the type, once. */
function shared(pair: Pair, find: Rule["find"], ofCause: (cause: Cause) => Told): readonly Found[] {
  const causes = new Map<string, Cause>();
  for (const { stores, matched } of columnsOf(pair)) {
    for (const { old, new: now } of matched.couples) {
      const { cause } = changeOf(pair, old, now);
      if (cause !== null) causes.set(`store:${stores.new.name}/${now.name}`, cause);
    }
  }
  const groups = new Map<string, { readonly cause: Cause; readonly affects: string[] }>();
  const own = find(pair).filter(({ path }) => {
    const cause = causes.get(path);
    if (cause === undefined) return true;
    const group = groups.get(cause.path) ?? { cause, affects: [] };
    group.affects.push(path);
    groups.set(cause.path, group);
    return false;
  });
  const of = ({ cause, affects }: { readonly cause: Cause; readonly affects: readonly string[] }): Found => {
    return { path: cause.path, ...ofCause(cause), old: cause.old, new: cause.new, affects };
  };
  return [...own, ...[...groups.values()].map(of)];
}

const FLOW = `  event order.placed from web { userId: string, amount: number(0..9), note?: string }
  event order.seen { key userId, userId: string, amount: number(0..9), note?: string }
  demux seen on order.placed { emit order.seen { ...event } }`;

function edit(old: string, now: string, [set, setNow] = ["", ""]): string {
  const update = (text: string) =>
    `dep kept on order.seen { update totals(userId) { pieces: 1${text === "" ? "" : `, ${text}`} } }`;
  const lines = [...(old === "" ? [] : [`-   ${old}`]), ...(now === "" ? [] : [`+   ${now}`])];
  const deps = set === setNow ? [`  ${update(set)}`] : [`- ${update(set)}`, `+ ${update(setNow)}`];
  return [FLOW, "  store totals {", "    key userId: string", "    pieces: sum of int", ...lines, "  }", ...deps].join(
    "\n",
  );
}

const SAME = (text: string): [string, string] => [text, text];

export const COLUMN_RULES: readonly Rule[] = [
  {
    id: "column-removed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "What the column held is lost: applied to a database, this destroys data.",
    find: (pair) =>
      columnsOf(pair).flatMap(({ stores, matched }) =>
        matched.removed.map((column) => ({
          path: `store:${stores.new.name}/${column.name}`,
          message: `The column ${code(column.name)} of ${code(stores.new.name)} is gone, and what it holds with it.`,
          repair: `keep it; \`was "${column.name}"\` says what it was renamed to`,
          old: column.place,
          new: stores.new.namePlace,
        })),
      ),
    example: edit("amount: sum of number", "", ["amount", ""]),
  },
  {
    id: "column-renamed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Without `was` a column of another name is a new and empty one.",
    find: (pair) =>
      columnsOf(pair).flatMap(({ stores, matched }) =>
        matched.alike.map(({ old, new: now }) => ({
          path: `store:${stores.new.name}/${old.name}`,
          message: `The column ${code(old.name)} of ${code(stores.new.name)} looks renamed to ${code(now.name)}: what it holds would not come along.`,
          repair: `say so: \`${now.name}: … was "${old.name}"\``,
          old: old.place,
          new: now.place,
        })),
      ),
    example: edit("amount: sum of number", "total: sum of number", ["amount", "total: amount"]),
    mirror: edit("amount: sum of number", 'total: sum of number was "amount"', ["amount", "total: amount"]),
  },
  {
    id: "column-was",
    group: "stores",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "`was` says that a column has another name than before: what it holds comes along.",
    find: (pair) =>
      columnsOf(pair).flatMap(({ stores, matched }) =>
        [...matched.renamed, ...matchedKeys(stores).renamed].map(({ old, new: now }) => ({
          path: `store:${stores.new.name}/${now.name}`,
          message: `The column ${code(old.name)} of ${code(stores.new.name)} is called ${code(now.name)} now.`,
          repair: "nothing; `was` may go once it has run everywhere",
          old: old.place,
          new: now.place,
        })),
      ),
    example: edit("amount: sum of number", 'total: sum of number was "amount"', ["amount", "total: amount"]),
    mirror: edit("", "total: sum of number", ["", "total: amount"]),
  },
  {
    id: "column-added",
    group: "stores",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "Rows that are there have nothing in a new column: it counts from now on, unless the store is rebuilt.",
    find: (pair) =>
      columnsOf(pair).flatMap(({ stores, matched }) =>
        matched.added
          .filter((column) => !mustBeSet(pair, column))
          .map((column) => ({
            path: `store:${stores.new.name}/${column.name}`,
            message: `The column ${code(column.name)} of ${code(stores.new.name)} is new: rows that are there hold nothing in it.`,
            repair: `nothing, where it may count from now on; ${rebuildText(pair, stores.new)}`,
            old: stores.old.namePlace,
            new: column.place,
          })),
      ),
    example: edit("", "amount: sum of number", ["", "amount"]),
  },
  {
    id: "column-added-required",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Every row has a value in such a column, but those that are there have none.",
    find: (pair) =>
      columnsOf(pair).flatMap(({ stores, matched }) =>
        matched.added
          .filter((column) => mustBeSet(pair, column))
          .map((column) => ({
            path: `store:${stores.new.name}/${column.name}`,
            message: `The column ${code(column.name)} of ${code(stores.new.name)} is new and must hold a value, which rows that are there do not have.`,
            repair: `write \`${column.name}?: ${printType(column.type)}\`, or an aggregate such as \`latest of\``,
            old: stores.old.namePlace,
            new: column.place,
          })),
      ),
    example: edit("", "last: string", ["", "last: userId"]),
    mirror: edit("", "last?: string", ["", "last: userId"]),
  },
  changeRule({
    id: "column-aggregate-changed",
    breaks: "stored rows",
    severity: "breaking",
    deploy: "together",
    purpose: "What rows hold was folded in another way: a sum is no maximum, and goes on wrong from there.",
    tell: ({ old, new: now }, { pair, stores }) =>
      old.kind === now.kind
        ? null
        : {
            message: `${code(now.name)} of ${code(stores.new.name)} was ${kindText(old)} and is ${kindText(now)}.`,
            repair: `add a column of another name; ${rebuildText(pair, stores.new)}`,
          },
    example: edit("amount: sum of number", "amount: max of number", SAME("amount")),
    mirror: edit("amount: sum of number", "amount: sum of number(..9)", SAME("amount")),
  }),
  changeRule({
    id: "ema-factor-changed",
    breaks: "stored rows",
    severity: "warning",
    deploy: "any order",
    purpose: "What rows hold was smoothed by another factor; it takes a while until that is forgotten.",
    tell: ({ old, new: now }, { stores }) =>
      old.kind !== "ema" || now.kind !== "ema" || old.factor === now.factor
        ? null
        : {
            message: `${code(now.name)} of ${code(stores.new.name)} was smoothed by ${old.factor} and is by ${now.factor}.`,
            repair: "add a column of another name where both should be told apart",
          },
    example: edit("amount: ema(0.5) of number", "amount: ema(0.2) of number", SAME("amount")),
    mirror: edit("amount: ema(0.5) of number", "amount: ema(0.5) of number(..9)", SAME("amount")),
  }),
  changeRule({
    id: "column-type-changed",
    breaks: "stored rows",
    severity: "breaking",
    deploy: "together",
    purpose: "What rows hold is no value of the new type, and no conversion keeps what it means.",
    tell: ({ old, new: now }, { pair, stores }) => {
      if (old.kind !== now.kind || changeOf(pair, old, now).kind !== "lost") return null;
      return {
        message: `${code(now.name)} of ${code(stores.new.name)} was ${code(printType(old.type))} and is ${code(printType(now.type))}.`,
        repair: `add a column of another name; ${rebuildText(pair, stores.new)}`,
      };
    },
    example: edit("last?: string", "last?: int", ["last: userId", "last: 1"]),
    mirror: edit("last?: string(..8)", "last?: string", ["", ""]),
  }),
  changeRule({
    id: "column-converted",
    breaks: "nobody",
    severity: "warning",
    deploy: "together",
    purpose: "What rows hold stays the same value, but the database keeps it in another form: the table is migrated.",
    tell: ({ old, new: now }, { pair, stores }) => {
      if (old.kind !== now.kind || changeOf(pair, old, now).kind !== "converted") return null;
      const [before, after] = physicals(pair, old, now);
      return {
        message: `${code(now.name)} of ${code(stores.new.name)} was ${code(printType(old.type))} and is ${code(printType(now.type))}: the database turns ${before} into ${after}.`,
        repair:
          "plan the time that it takes: `--migration` prints the statements, and `da-run stores plan` those for a database",
      };
    },
    example: edit("last?: int", "last?: number", ["last: 1", "last: 1"]),
    mirror: edit("last?: number", "last?: number(0..9)", ["last: 1", "last: 1"]),
  }),
  changeRule({
    id: "column-narrowed",
    breaks: "stored rows",
    severity: "may break",
    deploy: "together",
    purpose: "Rows may hold values that the column no longer takes: nobody looks at them until they are read.",
    tell: ({ old, new: now }, { pair, stores }) => {
      if (old.kind !== now.kind) return null;
      const optional = old.optional && !now.optional && old.kind === "plain" ? " Rows may hold nothing in it." : "";
      if (changeOf(pair, old, now).kind !== "narrowed" && optional === "") return null;
      return {
        message: `${code(now.name)} of ${code(stores.new.name)} takes less: it was ${columnText(old)} and is ${columnText(now)}.${optional}`,
        repair: `keep the type, or add a column of another name; ${rebuildText(pair, stores.new)}`,
      };
    },
    ofCause: ({ name, was, is }) => ({
      message: `${code(name)} takes less than rows may hold: it was ${code(was)} and is ${code(is)}.`,
      repair: "keep the type, or use one of another name for what is new",
    }),
    example: edit("last?: string", "last?: string(..8)", ["last: note", ""]),
  }),
  changeRule({
    id: "column-widened",
    breaks: "nobody",
    severity: "info",
    deploy: "any order",
    purpose: "The column takes more than before, in the form that it has: compatible in place.",
    tell: ({ old, new: now }, { pair, stores }) => {
      if (old.kind !== now.kind) return null;
      const change = changeOf(pair, old, now).kind;
      const optional = !old.optional && now.optional && old.kind === "plain";
      if (change !== "widened" && !(optional && change === "same")) return null;
      return {
        message: `${code(now.name)} of ${code(stores.new.name)} takes more: it was ${columnText(old)} and is ${columnText(now)}.`,
        repair: "nothing",
      };
    },
    ofCause: ({ name, was, is }) => ({
      message: `${code(name)} takes more than before, in rows too: it was ${code(was)} and is ${code(is)}.`,
      repair: "nothing",
    }),
    example: edit("last?: string(..8)", "last?: string", ["", "last: note"]),
  }),
  changeRule({
    id: "column-sql-name",
    breaks: "stored rows",
    severity: "breaking",
    deploy: "together",
    purpose: "The column is looked for under another name in the table, and whoever else reads the table too.",
    tell: ({ old, new: now }, { stores, matched }) =>
      old.sql === now.sql || matched.renamed.some((couple) => couple.new === now)
        ? null
        : {
            message: `${code(now.name)} of ${code(stores.new.name)} was ${code(old.sql)} in the table and is ${code(now.sql)}.`,
            repair: `keep \`as "${old.sql}"\``,
          },
    example: edit("amount: sum of number", 'amount: sum of number as "total"', SAME("amount")),
    mirror: edit("amount: sum of number", 'amount: sum of number as "amount"', SAME("amount")),
  }),
];

/** A plain column that every update sets. */
function mustBeSet(pair: Pair, { kind, optional, type }: Column): boolean {
  return kind === "plain" && !optional && !isNullable(type, pair.new);
}

function isNullable(type: Type, version: Version): boolean {
  if (type.kind === "reference") return isNullable(version.types.get(type.name)?.type ?? { kind: "error" }, version);
  return type.kind === "nullable" || type.kind === "null";
}

function kindText({ kind, type, factor }: Column): string {
  const of = kind === "ema" ? `ema(${factor}) of ` : kind === "plain" ? "" : `${kind} of `;
  return code(`${of}${printType(type)}`);
}

function columnText(column: Column): string {
  return `${kindText(column)}${column.optional ? " (optional)" : ""}`;
}
