/** Rules about the pipeline's settings, topics above all: names, partitions, how long records are kept. */
import { code, count, listOf } from "../../diagnostics/messages/said.ts";
import type { Handler, Model, Pipeline } from "../../model.ts";
import { durationText } from "../../scenarios/literal.ts";
import { visitHandler } from "../../walk.ts";
import type { Found } from "../finding.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "./rule.ts";

type Told = Omit<Found, "path" | "old" | "new">;

function settingRule(
  rule: Omit<Rule, "find" | "level"> & {
    readonly setting: string;
    readonly tell: (old: Pipeline, now: Pipeline, pair: Pair) => Told | null;
  },
): Rule {
  const { setting, tell, ...rest } = rule;
  const find = (pair: Pair): readonly Found[] => {
    const [old, now] = [pair.old.model.pipeline, pair.new.model.pipeline];
    const found = tell(old, now, pair);
    if (found === null) return [];
    const [before, after] = [pair.old.settingPlace(old, setting), pair.new.settingPlace(now, setting)];
    return [{ path: `pipeline/${setting}`, ...found, old: before, new: after }];
  };
  return { ...rest, level: "full", find };
}

function edit(old: string, now: string): string {
  return [
    "  pipeline shop {",
    ...(old === "" ? [] : [`-   ${old}`]),
    ...(now === "" ? [] : [`+   ${now}`]),
    "  }",
    "  event order.placed from web { userId: string }",
  ].join("\n");
}

const ENVELOPE = ["id", "name", "at"] as const;

export const TOPIC_RULES: readonly Rule[] = [
  settingRule({
    id: "topics-renamed",
    group: "topics",
    breaks: "new readers of old data",
    severity: "breaking",
    deploy: "together",
    purpose: "All topics of the pipeline have other names: what is on the old ones is read by nobody.",
    setting: "topics",
    tell: (old, now, { old: before }) => {
      if (old.topics === now.topics) return null;
      const owned = before.model.topics.filter(({ owned }) => owned).length;
      return {
        message: `Topics began with ${code(old.topics)} and begin with ${code(now.topics)}: ${count(owned, "topic")} of another name.`,
        repair: `keep \`topics: "${old.topics}"\``,
      };
    },
    example: edit('topics: "shop.a"', 'topics: "shop.b"'),
    mirror: edit('topics: "shop"', ""),
  }),
  {
    id: "topic-removed",
    group: "topics",
    breaks: "old readers of new data",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "A topic outside of the pipeline's naming gets no more records.",
    find: (pair) =>
      pair.old.model.topics
        .filter(
          ({ name, kind }) =>
            kind === "forward" &&
            !pair.new.model.topics.some((topic) => topic.name === name && topic.writtenBy.length > 0),
        )
        .map((topic) => {
          const handler = pair.new.model.handlers.find(({ name }) => topic.writtenBy.includes(name));
          return {
            path: `topic:${topic.name}`,
            message: `Nothing is forwarded to ${code(topic.name)} any more (it was by ${listOf(topic.writtenBy)}).`,
            repair: "keep the `forward` until nobody reads the topic",
            old: pair.old.model.handlers.find(({ name }) => topic.writtenBy.includes(name))?.namePlace ?? null,
            new: handler?.namePlace ?? pair.new.model.pipeline.namePlace,
          };
        }),
    example: `  event order.placed from web { userId: string, open: bool }
  demux copies on order.placed {
-   forward "elsewhere"
+   if open { forward "other" }
  }`,
    mirror: `  event order.placed from web { userId: string, open: bool }
  demux copies on order.placed {
-   forward "elsewhere"
+   if open { forward "elsewhere" }
  }`,
  },
  settingRule({
    id: "partitions-changed",
    group: "topics",
    breaks: "order",
    severity: "breaking",
    deploy: "together",
    purpose:
      "Keys move to other partitions: an event may be handled before an older one of its key. Fewer are not possible.",
    setting: "partitions",
    tell: (old, now) =>
      old.partitions === now.partitions
        ? null
        : {
            message: `Topics had ${count(old.partitions, "partition")} and have ${now.partitions}${now.partitions < old.partitions ? ": a topic cannot lose partitions" : ""}.`,
            repair:
              now.partitions < old.partitions
                ? `keep \`partitions: ${old.partitions}\``
                : "stop the writers, handle all that is on the topics, and start anew with more partitions",
          },
    example: edit("partitions: 4", "partitions: 8"),
    mirror: edit("partitions: 1", ""),
  }),
  settingRule({
    id: "replicas-changed",
    group: "topics",
    breaks: "nobody",
    severity: "info",
    deploy: "any order",
    purpose: "Topics that are there keep their replicas until somebody moves them.",
    setting: "replicas",
    tell: (old, now) =>
      old.replicas === now.replicas
        ? null
        : {
            message: `Topics had ${count(old.replicas, "replica")} and have ${now.replicas}.`,
            repair: "reassign the partitions of topics that are there",
          },
    example: edit("replicas: 1", "replicas: 3"),
    mirror: edit("replicas: 1", ""),
  }),
  settingRule({
    id: "retention-shortened",
    group: "topics",
    breaks: "nobody",
    severity: "warning",
    deploy: "any order",
    purpose:
      "Records are deleted sooner: a handler that stood still for so long has lost them, and a store that is rebuilt goes back less far.",
    setting: "retention",
    tell: (old, now) =>
      old.retention <= now.retention
        ? null
        : {
            message: `Records were kept for ${durationText(old.retention)} and are for ${durationText(now.retention)}: so far back a store can be rebuilt.`,
            repair: "make sure that no store needs more than that to be made anew",
          },
    example: edit("retention: 14d", "retention: 7d"),
  }),
  {
    id: "retention-below-wait",
    group: "topics",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "any order",
    purpose: "An event that waits for a row may be deleted from its topic before the wait is over.",
    find: (pair) => {
      const kept = pair.new.model.pipeline.retention;
      const before = new Set(shortOf(pair.old.model).map(({ handler }) => handler.name));
      return shortOf(pair.new.model)
        .filter(({ handler }) => !before.has(handler.name))
        .map(({ handler, wait }) => ({
          path: `handler:${handler.name}/wait`,
          message: `${code(handler.name)} waits for up to ${durationText(wait)}, and records are kept for ${durationText(kept)}.`,
          repair: `keep records for longer than ${durationText(wait)}, or wait less`,
          old: pair.old.settingPlace(pair.old.model.pipeline, "retention"),
          new: handler.namePlace,
        }));
    },
    example: `  pipeline shop {
-   retention: 7d
+   retention: 1h
  }
  event order.placed from web { userId: string }
  store users { key userId: string, n: sum of int }
  event order.seen { key userId, userId: string }
  demux seen on order.placed { emit order.seen { userId } }
  dep counted on order.seen { require user = users(userId) wait 2h else dead }`,
    mirror: `  pipeline shop {
-   retention: 7d
+   retention: 2h
  }
  event order.placed from web { userId: string }
  store users { key userId: string, n: sum of int }
  event order.seen { key userId, userId: string }
  demux seen on order.placed { emit order.seen { userId } }
  dep counted on order.seen { require user = users(userId) wait 2h else dead }`,
  },
  settingRule({
    id: "hops-lowered",
    group: "pipeline",
    breaks: "new readers of old data",
    severity: "may break",
    deploy: "writers first",
    purpose: "Events that are on their way may have come further than is allowed now, and are dead.",
    setting: "hops",
    tell: (old, now) =>
      now.hops >= old.hops
        ? null
        : {
            message: `Chains of events could be ${old.hops} long and can be ${now.hops}.`,
            repair: "lower it when what was written before is handled",
          },
    example: edit("hops: 6", "hops: 4"),
  }),
  settingRule({
    id: "timezone-changed",
    group: "pipeline",
    breaks: "stored rows",
    severity: "breaking",
    deploy: "any order",
    purpose: "Days, weeks and months begin at other moments: rows that are kept by day hold other hours than new ones.",
    setting: "timezone",
    tell: (old, now, pair) => {
      if (old.timezone === now.timezone) return null;
      const users = pair.new.model.handlers
        .filter((handler) => usesDays(handler, pair.new.model))
        .map(({ name }) => name);
      const of = users.length === 0 ? "" : `, which ${listOf(users)} ${users.length === 1 ? "uses" : "use"}`;
      return {
        message: `Days were those of ${code(old.timezone)} and are those of ${code(now.timezone)}${of}.`,
        repair: `keep \`timezone: "${old.timezone}"\`, or rebuild what is kept by day`,
        severity: users.length === 0 ? "info" : "breaking",
      };
    },
    example: `  pipeline shop {
-   timezone: "UTC"
+   timezone: "Europe/Berlin"
  }
  event order.placed from web { userId: string }
  store days { key userId: string, key day: date, n: sum of int }
  event order.seen { key userId, userId: string }
  demux seen on order.placed { emit order.seen { userId } }
  dep counted on order.seen { update days(userId, day: date($at)) { n: 1 } }`,
    mirror: edit('timezone: "UTC"', ""),
  }),
  {
    id: "envelope-changed",
    group: "pipeline",
    breaks: "old readers of new data",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Readers outside find an event's id, name or time by its name in the JSON.",
    find: (pair) =>
      ENVELOPE.flatMap((name): Found[] => {
        const [old, now] = [pair.old.model.pipeline, pair.new.model.pipeline];
        const [before, after] = [old.envelope[name], now.envelope[name]];
        if (before === after) return [];
        return [
          {
            path: `pipeline/${name}`,
            message: `The ${ENVELOPE_WORDS[name]} of emitted events was ${code(before)} and is ${code(after)} in the JSON.`,
            repair: `keep \`${name}: ${before}\``,
            old: pair.old.settingPlace(old, name),
            new: pair.new.settingPlace(now, name),
          },
        ];
      }),
    example: edit("id: eventId", "id: messageId"),
    mirror: edit("id: eventId", ""),
  },
  {
    id: "pipeline-renamed",
    group: "pipeline",
    breaks: "nobody",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "The pipeline's name is in what is monitored, and in the names of its topics where `topics` is not set.",
    find: ({ old, new: now }) => {
      const [before, after] = [old.model.pipeline, now.model.pipeline];
      if (before.name === after.name) return [];
      return [
        {
          path: "pipeline",
          message: `The pipeline ${code(before.name)} is called ${code(after.name)} now.`,
          repair: `where only the name should change, say \`topics: "${before.topics}"\``,
          old: before.namePlace,
          new: after.namePlace,
        },
      ];
    },
    example: `- pipeline shop { topics: "shop" }
+ pipeline store { topics: "shop" }
  event order.placed from web { userId: string }`,
    mirror: edit("", "hops: 9"),
  },
  {
    id: "param-removed",
    group: "pipeline",
    breaks: "nobody",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "Operators who set the parameter find that it is not known any more, or not of that type.",
    find: (pair) =>
      pair.params.removed.map((param) => ({
        path: `param:${param.name}`,
        message: `The parameter ${code(param.name)} is gone: who sets it is refused at the start.`,
        repair: "tell the operators, and take it out of their settings first",
        old: param.place,
        new: pair.new.model.pipeline.namePlace,
      })),
    example: `  event order.placed from web { userId: string, amount: number }
- param least: number = 5`,
  },
  {
    id: "param-default-changed",
    group: "pipeline",
    breaks: "nobody",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "Where operators set nothing, another value counts from now on.",
    find: (pair) =>
      pair.params.couples
        .filter(({ old, new: now }) => JSON.stringify(old.value) !== JSON.stringify(now.value))
        .map(({ old, new: now }) => ({
          path: `param:${now.name}`,
          message: `The parameter ${code(now.name)} was ${JSON.stringify(old.value)} where nobody set it, and is ${JSON.stringify(now.value)}.`,
          repair: "make sure that this is meant for all who set nothing",
          old: old.place,
          new: now.place,
        })),
    example: `  event order.placed from web { userId: string, amount: number }
- param least: number = 5
+ param least: number = 6`,
    mirror: `  event order.placed from web { userId: string, amount: number }
- param least: number = 5
+ param least: number(0..9) = 5`,
  },
];

const ENVELOPE_WORDS = { id: "id", name: "name", at: "time" } as const;

/** Handlers that may wait for longer than records are kept. */
function shortOf({ handlers, pipeline }: Model): readonly { readonly handler: Handler; readonly wait: number }[] {
  return handlers.flatMap((handler) => {
    const wait = longestWait(handler);
    return wait > pipeline.retention ? [{ handler, wait }] : [];
  });
}

/** Of waits whose length is a literal. */
export function longestWait({ body }: Handler): number {
  if (body.kind !== "statements") return 0;
  const waits = body.statements.flatMap((statement) => {
    if (statement.kind !== "require" || statement.wait === null) return [];
    const { duration } = statement.wait;
    return duration.kind === "literal" && typeof duration.value === "number" ? [duration.value] : [];
  });
  return Math.max(0, ...waits);
}

const OF_DAYS: ReadonlySet<string> = new Set(["date", "startOfHour", "startOfWeek", "startOfMonth"]);

/** Whether what a handler does depends on when a day begins, in functions that it calls too. */
function usesDays(handler: Handler, model: Model): boolean {
  let found = handler.body.kind === "typescript";
  visitHandler(handler, (expr) => {
    if (expr.kind === "builtin" && OF_DAYS.has(expr.fn)) found = true;
    if (expr.kind === "call") found ||= isOfDays(expr.fn, model, new Set());
  });
  return found;
}

function isOfDays(name: string, model: Model, seen: Set<string>): boolean {
  const fn = model.functions.find((each) => each.name === name);
  if (fn === undefined || seen.has(name)) return false;
  seen.add(name);
  const text = JSON.stringify(fn.body);
  if ([...OF_DAYS].some((builtin) => text.includes(`"kind":"builtin","fn":"${builtin}"`))) return true;
  return model.functions.some(
    (other) => text.includes(`"kind":"call","fn":"${other.name}"`) && isOfDays(other.name, model, seen),
  );
}
