/** Rules about handlers: their positions, and what they wait for. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Handler, RequireStmt } from "../../model.ts";
import { durationText } from "../../scenarios/literal.ts";
import { coupleRule, edit, FIXED, FLOW, SEEN } from "./handlerRule.ts";
import type { Rule } from "./rule.ts";
import { longestWait } from "./topics.ts";

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
    tell: (couple, pair) => {
      const { old, new: now } = pair.formsOf(couple);
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

function otherwiseOf({ body }: Handler): ReadonlyMap<string, string> {
  const statements = body.kind === "statements" ? body.statements : [];
  const requires = statements.filter((statement): statement is RequireStmt => statement.kind === "require");
  return new Map(requires.map(({ store, otherwise }) => [store, otherwise]));
}
