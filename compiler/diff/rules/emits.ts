/** Rules about ids and times of emitted events: where a handler takes them from. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { EmitStmt, Expr, Handler, Model } from "../../model.ts";
import { statementsOf, visitHandler } from "../../walk.ts";
import type { Found } from "../finding.ts";
import { heldBy } from "../form.ts";
import type { Couple } from "../match.ts";
import type { Pair } from "../pair.ts";
import type { Version } from "../version.ts";
import { edit, SEEN } from "./handlerRule.ts";
import type { Rule } from "./rule.ts";

/** `$id` or `$at` of an emit. */
type Entry = "id" | "at";

/** An event that a handler emits with another id or time than before. */
interface Move {
  readonly handlers: Couple<Handler>;
  readonly event: string;
  readonly old: EmitStmt;
  readonly new: EmitStmt;
}

/** Of emits that came or went, and of those in TypeScript, nothing is told. */
function movesOf(pair: Pair, handlers: Couple<Handler>, entry: Entry): readonly Move[] {
  if (pair.isSameWork(handlers)) return [];
  const forms = pair.formsOf(handlers);
  const [before, after] = [emitsOf(forms.old), emitsOf(forms.new)];
  return [...before].flatMap(([event, emits]) => {
    const others = after.get(event) ?? [];
    const [old] = without(emits, others, entry);
    const [now] = without(others, emits, entry);
    return old === undefined || now === undefined ? [] : [{ handlers, event, old, new: now }];
  });
}

function emitsOf(handler: Handler): ReadonlyMap<string, readonly EmitStmt[]> {
  return Map.groupBy(
    statementsOf(handler).filter((statement) => statement.kind === "emit"),
    ({ event }) => event,
  );
}

/** The emits that are like none of the others, each of which is like one alone. */
function without(emits: readonly EmitStmt[], others: readonly EmitStmt[], entry: Entry): readonly EmitStmt[] {
  const left = others.map((each) => meaningOf(each[entry], entry));
  return emits.filter((each) => {
    const at = left.indexOf(meaningOf(each[entry], entry));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The cause's own time is that of an emit that says none. */
function meaningOf(expr: Expr | null, entry: Entry): string {
  return expr === null || (entry === "at" && isOwnTime(expr)) ? "" : heldBy(expr);
}

function isOwnTime(expr: Expr): boolean {
  return expr.kind === "meta" && expr.name === "at";
}

/** Whether an emit of a couple has another id or time than before: then its handler is told of by these rules. */
export function movesIdsOrTimes(couple: Couple<Handler>, pair: Pair): boolean {
  return movesOf(pair, couple, "id").length + movesOf(pair, couple, "at").length > 0;
}

function entryRule(
  rule: Omit<Rule, "find" | "group" | "level" | "severity" | "deploy"> & {
    readonly entry: Entry;
    readonly tell: (move: Move, change: string, keep: string, pair: Pair) => Pick<Found, "message" | "repair">;
    /** What it is where the emit does not say. */
    readonly own: string;
  },
): Rule {
  const { entry, tell, own, ...rest } = rule;
  const said = (text: string | null) => (text === null ? own : code(text));
  const find = (pair: Pair) =>
    pair.handlers.couples.flatMap((couple) =>
      movesOf(pair, couple, entry).map((move): Found => {
        const { event, old, new: now, handlers } = move;
        const [before, after] = [textAt(pair.old, old[entry]), textAt(pair.new, now[entry])];
        const change = `was ${said(before)} and is ${before === after ? "another " : ""}${said(after)}`;
        return {
          path: `handler:${handlers.new.name}/${event}`,
          ...tell(move, change, keepText(entry, before, before === after), pair),
          old: old[entry]?.place ?? old.target,
          new: now[entry]?.place ?? now.target,
        };
      }),
    );
  return { ...rest, group: "handlers", level: "full", severity: "breaking", deploy: "any order", find };
}

function textAt({ files }: Version, expr: Expr | null): string | null {
  if (expr === null) return null;
  const { file, start, end } = expr.place;
  return files.get(file)?.text.slice(start, end).replaceAll(/\s+/g, " ") ?? "something else";
}

const set = (entry: string) => SEEN.replace("{ ...event }", `{ ...event, ${entry} }`);

export const EMIT_RULES: readonly Rule[] = [
  entryRule({
    id: "emit-id-changed",
    breaks: "old readers of new data",
    purpose:
      "An event emitted again has another id than before: readers that drop repeats, by `unique` too, take it for a new one, and all that is made of it has other ids.",
    entry: "id",
    own: "derived from its cause's",
    tell: ({ event, handlers }, change, keep) => ({
      message: `The id of ${code(event)}, which ${code(handlers.new.name)} emits, ${change}.`,
      repair: keep,
    }),
    example: edit(SEEN, set("$id: $id")),
    mirror: edit(SEEN, `${SEEN.slice(0, -1)}if open { emit order.seen { ...event, $id: $id } } }`),
  }),
  entryRule({
    id: "emit-time-changed",
    breaks: "stored rows",
    purpose:
      "Event time decides what is latest and which day something counts on: rows hold one time, new events another, and whoever orders by it finds another order.",
    entry: "at",
    own: "its cause's",
    tell: ({ event, handlers }, change, keep, pair) => {
      const stores = storesByTime(pair.new.model, event);
      const rebuild = stores.length === 0 ? "tell those who order by it" : `rebuild ${listOf(stores)}`;
      return {
        message: `The time of ${code(event)}, which ${code(handlers.new.name)} emits, ${change}.`,
        repair: `${keep}, or ${rebuild}`,
      };
    },
    example: edit(SEEN, set("$at: $at + 1m")),
    mirror: edit(SEEN, set("$at: $at")),
  }),
];

function keepText(entry: Entry, before: string | null, isSameText: boolean): string {
  if (before === null) return `leave \`$${entry}\` out`;
  return isSameText ? `keep what ${code(before)} holds` : `keep \`$${entry}: ${before}\``;
}

/** Stores whose rows depend on the time of an event: by `latest`, by `first`, or because a handler of it asks for the time. */
function storesByTime({ handlers, stores }: Model, event: string): readonly string[] {
  const readers = handlers.filter(({ on }) => on.some(({ name }) => name === event));
  const byTime = (store: string) =>
    stores.some(
      ({ name, columns }) => name === store && columns.some(({ kind }) => kind === "latest" || kind === "first"),
    );
  return [
    ...new Set(readers.flatMap((reader) => reader.updates.filter((store) => asksForTime(reader) || byTime(store)))),
  ];
}

function asksForTime(handler: Handler): boolean {
  let found = false;
  visitHandler(handler, (expr) => {
    found ||= isOwnTime(expr);
  });
  return found;
}
