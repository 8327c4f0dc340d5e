/** Rules about handlers: their positions, and what they let through, above all demuxes. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Handler, RequireStmt } from "../../model.ts";
import { durationText } from "../../scenarios/literal.ts";
import { relationOf } from "../conditions.ts";
import type { Found } from "../finding.ts";
import { guardsOf } from "../guards.ts";
import type { Couple } from "../match.ts";
import { textOf } from "../meaning.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "./rule.ts";
import { longestWait } from "./topics.ts";

type Told = Omit<Found, "path" | "old" | "new">;

function coupleRule(
  rule: Omit<Rule, "find" | "group" | "level"> & {
    readonly tell: (couple: Couple<Handler>, pair: Pair) => Told | null;
  },
): Rule {
  const { tell, ...rest } = rule;
  const find = (pair: Pair) =>
    pair.handlers.couples.flatMap((couple): Found[] => {
      const found = tell(couple, pair);
      const { old, new: now } = couple;
      return found === null ? [] : [{ path: `handler:${now.name}`, ...found, old: old.namePlace, new: now.namePlace }];
    });
  return { ...rest, group: "handlers", level: "full", find };
}

const FLOW = `  event order.placed from web { userId: string, amount: number, kind: "new" | "repeat", open: bool }
  event order.sent from web { userId: string, amount: number, kind: "new" | "repeat", open: bool }
  event order.seen { key userId, userId: string, amount: number }
  event order.big { key userId, userId: string }
  store users { key userId: string, n: sum of int }`;

const FIXED = "  dep counted on order.seen { update users(userId) { n: 1 } }";

function edit(old: string, now: string): string {
  return [
    FLOW,
    FIXED,
    ...old.split("\n").map((line) => `- ${line}`),
    ...now.split("\n").map((line) => `+ ${line}`),
  ].join("\n");
}

const SEEN = "demux seen on order.placed { emit order.seen { ...event } }";
const LOOK = (wait: string) =>
  `dep looks on order.seen { require user = users(userId) ${wait} emit order.big { userId } }`;

export const HANDLER_RULES: readonly Rule[] = [
  {
    id: "handler-removed",
    group: "handlers",
    breaks: "positions",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose:
      "What it did is no longer done, and its position is lost: one that comes back begins with the oldest record.",
    find: (pair) =>
      pair.handlers.removed.map((handler) => ({
        path: `handler:${handler.name}`,
        message: `The ${handler.kind} ${code(handler.name)} is gone${doingOf(handler)}.`,
        repair: `\`was "${handler.name}"\` says what it was renamed to`,
        old: handler.place,
        new: pair.new.model.pipeline.namePlace,
      })),
    example: `${FLOW}\n${FIXED}\n- ${SEEN}`,
  },
  {
    id: "handler-renamed",
    group: "handlers",
    breaks: "positions",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose:
      "A handler's position goes by its name: without `was` it begins anew, handles all that is kept again, under other ids.",
    find: (pair) =>
      pair.handlers.alike.map(({ old, new: now }) => ({
        path: `handler:${old.name}`,
        message: `The ${old.kind} ${code(old.name)} looks renamed to ${code(now.name)}: it would handle again all that is kept.`,
        repair: `say so: \`${now.kind} ${now.name} was "${old.name}" on …\``,
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: edit(SEEN, SEEN.replace("demux seen", "demux noticed")),
    mirror: edit(SEEN, SEEN.replace("demux seen", 'demux noticed was "seen"')),
  },
  {
    id: "handler-was",
    group: "handlers",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "`was` says that a handler has another name than before: its position comes along.",
    find: (pair) =>
      pair.handlers.renamed.map(({ old, new: now }) => ({
        path: `handler:${now.name}`,
        message: `The ${old.kind} ${code(old.name)} is called ${code(now.name)} now, and keeps its position.`,
        repair: "nothing; `was` may go once it has run everywhere",
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: edit(SEEN, SEEN.replace("demux seen", 'demux noticed was "seen"')),
    mirror: edit(SEEN, SEEN.replace("{ emit", "{ emit order.big { userId } emit")),
  },
  coupleRule({
    id: "handler-kind-changed",
    breaks: "nobody",
    severity: "warning",
    deploy: "together",
    purpose: "What a handler is decides where the events that it emits go, and in which step it handles what.",
    tell: ({ old, new: now }) =>
      old.kind === now.kind
        ? null
        : {
            message: `${code(now.name)} was a ${old.kind} and is a ${now.kind}.`,
            repair: "give it another name where it is another thing",
          },
    example: edit(
      "demux seen on order.placed { emit order.seen { ...event } }",
      "gep seen on order.placed { update users(userId) { n: 1 } }",
    ),
    mirror: edit(SEEN, SEEN.replace("order.placed {", "order.placed when open {")),
  }),
  coupleRule({
    id: "rule-narrowed",
    breaks: "old readers of new data",
    severity: "may break",
    deploy: "readers first",
    purpose: "A handler lets less through than before: events that readers wait for no longer come.",
    tell: (couple, pair) => {
      const parts = changesOf(couple, pair).filter(({ relation }) => relation === "narrowed");
      if (parts.length === 0) return null;
      return {
        message: `${code(couple.new.name)} does less: ${parts.map(({ text }) => text).join("; ")}.`,
        repair: "run both rules over recorded events: `--samples FILE` shows which events go",
      };
    },
    example: edit(SEEN, SEEN.replace("order.placed {", 'order.placed when kind == "new" {')),
  }),
  coupleRule({
    id: "rule-widened",
    breaks: "nobody",
    severity: "warning",
    deploy: "readers first",
    purpose:
      "A handler lets more through than before: readers get events that did not come, and what is counted goes up.",
    tell: (couple, pair) => {
      const parts = changesOf(couple, pair).filter(({ relation }) => relation === "widened");
      if (parts.length === 0) return null;
      return {
        message: `${code(couple.new.name)} does more: ${parts.map(({ text }) => text).join("; ")}.`,
        repair: "run both rules over recorded events: `--samples FILE` shows which events come",
      };
    },
    example: edit(SEEN, SEEN.replace("on order.placed", "on order.placed, order.sent")),
  }),
  coupleRule({
    id: "rule-changed",
    breaks: "old readers of new data",
    severity: "may break",
    deploy: "readers first",
    purpose: "A handler asks something else than before: events that came may go, and others come.",
    tell: (couple, pair) => {
      const parts = changesOf(couple, pair).filter(({ relation }) => relation === "changed");
      if (parts.length === 0) return null;
      return {
        message: `${code(couple.new.name)} asks something else: ${parts.map(({ text }) => text).join("; ")}.`,
        repair: "run both rules over recorded events: `--samples FILE` shows which events came or went",
      };
    },
    example: edit(
      SEEN.replace("order.placed {", 'order.placed when kind == "new" {'),
      SEEN.replace("order.placed {", "order.placed when open {"),
    ),
    mirror: edit(
      SEEN.replace("order.placed {", 'order.placed when kind == "new" {'),
      SEEN.replace("order.placed {", 'order.placed when !(kind != "new") {'),
    ),
  }),
  coupleRule({
    id: "handler-body-changed",
    breaks: "nobody",
    severity: "info",
    deploy: "any order",
    purpose: "What a handler computes has changed: values of new events and rows may differ from those before.",
    tell: (couple, pair) => {
      const { old, new: now } = couple;
      const functions =
        pair.hasNewFunctions && calledBy(old, pair.old.model.functions) !== calledBy(now, pair.new.model.functions);
      if (pair.isSameWork(couple) && !functions) return null;
      if (changesOf(couple, pair).length > 0) return null;
      return {
        message: `${code(now.name)} computes something else${functions ? ", or a function that it calls does" : ""}.`,
        repair: "nothing, where new events and rows may differ from those before",
      };
    },
    example: edit(SEEN, SEEN.replace("{ ...event }", "{ ...event, amount: amount * 2 }")),
    mirror: edit(SEEN, SEEN.replace("{ ...event }", "{ userId, amount }")),
  }),
  coupleRule({
    id: "limit-lowered",
    breaks: "new readers of old data",
    severity: "may break",
    deploy: "writers first",
    purpose: "Events on their way may have passed the handler more often than is allowed now, and are dead.",
    tell: ({ old, new: now }) => {
      if (now.limit === null || now.limit >= (old.limit ?? Number.POSITIVE_INFINITY)) return null;
      return {
        message: `${code(now.name)} could be passed ${old.limit === null ? "any number of" : old.limit} times and can be ${now.limit}.`,
        repair: "lower it when what was written before is handled",
      };
    },
    example: edit(
      "dep again on order.seen limit 5 { emit order.big { userId } }",
      "dep again on order.seen limit 3 { emit order.big { userId } }",
    ),
  }),
  coupleRule({
    id: "wait-shortened",
    breaks: "new readers of old data",
    severity: "may break",
    deploy: "any order",
    purpose: "Events whose row comes late were handled, and are given up now.",
    tell: ({ old, new: now }) => {
      const [before, after] = [longestWait(old), longestWait(now)];
      if (before <= after) return null;
      return {
        message: `${code(now.name)} waited for up to ${durationText(before)} and waits for ${durationText(after)}.`,
        repair: `keep \`wait ${durationText(before)}\`, unless the row always comes sooner`,
      };
    },
    example: edit(LOOK("wait 2h else skip"), LOOK("wait 1h else skip")),
  }),
  coupleRule({
    id: "missing-row-otherwise",
    breaks: "nobody",
    severity: "warning",
    deploy: "any order",
    purpose: "What becomes of an event whose row does not come is another thing than before.",
    tell: ({ old, new: now }) => {
      const [before, after] = [otherwiseOf(old), otherwiseOf(now)];
      const changed = [...after].flatMap(([store, otherwise]) => {
        const was = before.get(store);
        return was === undefined || was === otherwise
          ? []
          : [`without a row of ${code(store)} it was ${code(was)} and is ${code(otherwise)}`];
      });
      if (changed.length === 0) return null;
      return {
        message: `In ${code(now.name)}, ${changed.join("; ")}.`,
        repair: "make sure that nobody looks for what went there before",
      };
    },
    example: edit(LOOK("wait 2h else skip"), LOOK("wait 2h else dead")),
    mirror: edit(LOOK("wait 2h else skip"), LOOK("wait 3h else skip")),
  }),
];

function doingOf({ emits, signals, updates }: Handler): string {
  const parts = [
    ...(emits.length + signals.length === 0 ? [] : [`emits ${listOf([...emits, ...signals])}`]),
    ...(updates.length === 0 ? [] : [`updates ${listOf(updates)}`]),
  ];
  return parts.length === 0 ? "" : `: it no longer ${parts.join(" and ")}`;
}

interface RuleChange {
  readonly relation: "narrowed" | "widened" | "changed";
  readonly text: string;
}

/** What a handler handles, and under which condition it does what. */
function changesOf({ old, new: now }: Couple<Handler>, pair: Pair): readonly RuleChange[] {
  const inputs = (handler: Handler, nameOf: (name: string) => string) => handler.on.map(({ name }) => nameOf(name));
  const [before, after] = [inputs(old, (name) => pair.newName(name)), inputs(now, (name) => name)];
  const isThere = (name: string) =>
    [...pair.new.model.events, ...pair.new.model.signals].some((each) => each.name === name);
  const gone = before.filter((name) => !after.includes(name) && isThere(name));
  const come = after.filter((name) => !before.includes(name));
  return [
    ...(gone.length === 0 ? [] : [{ relation: "narrowed" as const, text: `it no longer handles ${listOf(gone)}` }]),
    ...(come.length === 0 ? [] : [{ relation: "widened" as const, text: `it handles ${listOf(come)} as well` }]),
    ...outputChanges(old, now, pair),
  ];
}

const CONDITIONS = { narrowed: "a narrower", widened: "a wider", changed: "another" } as const;

function isKnown({ events, signals, stores }: Pair["old"]["model"], output: string): boolean {
  const target = output.slice(output.lastIndexOf(" ") + 1);
  return output.startsWith("forward ") || [...events, ...signals, ...stores].some(({ name }) => name === target);
}

function outputChanges(old: Handler, now: Handler, pair: Pair): readonly RuleChange[] {
  if (pair.isSameWork({ old, new: now }) && !pair.hasNewNames) return [];
  const before = guardsOf(old, (name) => pair.newName(name));
  const after = guardsOf(now);
  // Of what is gone or new altogether, other rules tell, or nobody has waited for it.
  const lost = [...before.keys()].filter((output) => !after.has(output) && isKnown(pair.new.model, output));
  const gained = [...after.keys()].filter((output) => !before.has(output) && isKnown(pair.old.model, output));
  const common = [...before].flatMap(([output, condition]): RuleChange[] => {
    const other = after.get(output);
    const relation = other === undefined ? "same" : relationOf(condition, other);
    return relation === "same" ? [] : [{ relation, text: `${code(output)} has ${CONDITIONS[relation]} condition` }];
  });
  return [
    ...(lost.length === 0 ? [] : [{ relation: "narrowed" as const, text: `no ${listOf(lost)} any more` }]),
    ...(gained.length === 0 ? [] : [{ relation: "widened" as const, text: `${listOf(gained)} as well` }]),
    ...common,
  ];
}

/** The bodies of all functions that are called, and of those that they call. */
function calledBy(handler: Handler, functions: Pair["old"]["model"]["functions"]): string {
  const found = new Map<string, string>();
  const visit = (text: string): void => {
    for (const fn of functions) {
      if (found.has(fn.name) || !text.includes(`"kind":"call","fn":${JSON.stringify(fn.name)}`)) continue;
      const body = textOf([fn.parameters, fn.result, fn.body]);
      found.set(fn.name, body);
      visit(body);
    }
  };
  visit(textOf([handler.when, handler.body]));
  return JSON.stringify([...found].sort());
}

function otherwiseOf({ body }: Handler): ReadonlyMap<string, string> {
  const statements = body.kind === "statements" ? body.statements : [];
  const requires = statements.filter((statement): statement is RequireStmt => statement.kind === "require");
  return new Map(requires.map(({ store, otherwise }) => [store, otherwise]));
}
