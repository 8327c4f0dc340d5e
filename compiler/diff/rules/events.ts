/** Rules about events and signals as a whole: whether they are there, under which name, on which topic, by which key. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Found } from "../finding.ts";
import type { Couple } from "../match.ts";
import type { Pair } from "../pair.ts";
import { isOfSource, type Message } from "../version.ts";
import type { Rule } from "./rule.ts";
import { unseen } from "./witness.ts";
import { homeOf, pathOfMessage, sourceOf } from "./words.ts";

function perCouple(find: (couple: Couple<Message>, pair: Pair) => Omit<Found, "path"> | null): Rule["find"] {
  return (pair) =>
    pair.messages.flatMap((couple) => {
      const found = find(couple, pair);
      return found === null ? [] : [{ path: pathOfMessage(couple.new), ...found }];
    });
}

export const EVENT_RULES: readonly Rule[] = [
  {
    id: "event-removed",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "What is on the topic is skipped from now on, and whoever else reads the event gets no more of it.",
    find: (pair) =>
      [...pair.events.removed, ...pair.signals.removed]
        .filter((message) => !pair.sources.removed.some(({ name }) => name === sourceOf(message)))
        .map((message) => ({
          path: pathOfMessage(message),
          message: `${code(message.name)} is gone: events of that name${message.topic === "" ? "" : ` on ${code(message.topic)}`} are no longer read.`,
          repair: `keep it until nobody needs it; \`was "${message.name}"\` says what it was renamed to`,
          old: message.place,
          new: homeOf(pair.new, pair.newSource(sourceOf(message))),
          witness: unseen(pair.old, message, `no event of the name \`${message.wire}\` is known`),
        })),
    example: `  event order.placed from web { userId: string }
- event order.sent from web { userId: string, weight: number }`,
  },
  {
    id: "event-renamed",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "An event that was given another name without `was` is a new one: what was written before is not it.",
    find: (pair) =>
      [...pair.events.alike, ...pair.signals.alike].map(({ old, new: now }) => ({
        path: pathOfMessage(old),
        message: `${code(old.name)} looks renamed to ${code(now.name)}: what is on ${code(old.topic)} under the old name is no longer read.`,
        repair: `say so, and keep the name on the wire: \`${now.name} was "${old.name}" as "${old.wire}"\``,
        old: old.place,
        new: now.namePlace,
        witness: unseen(pair.old, old, `no event of the name \`${old.wire}\` is known`),
      })),
    example: `- event order.placed from web { userId: string, amount: number }
+ event order.submitted from web { userId: string, amount: number }`,
    mirror: `- event order.placed from web { userId: string, amount: number }
+ event order.submitted was "order.placed" as "order.placed" from web { userId: string, amount: number }`,
  },
  {
    id: "event-was",
    group: "events",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "`was` says that an event or signal has another name in the spec than before.",
    find: (pair) =>
      [...pair.events.renamed, ...pair.signals.renamed].map(({ old, new: now }) => ({
        path: pathOfMessage(now),
        message: `${code(old.name)} is called ${code(now.name)} now.`,
        repair: "nothing; `was` may go once every version that is compared with has the new name",
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: `- event order.placed from web { userId: string, amount: number }
+ event order.submitted was "order.placed" as "order.placed" from web { userId: string, amount: number }`,
    mirror: `  event order.placed from web { userId: string, amount: number }
+ event order.sent from web { userId: string }`,
  },
  {
    id: "event-json-name",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose:
      "Events are told apart by their names on the wire: what was written under the old one is no longer this event.",
    find: perCouple(({ old, new: now }, pair) => {
      if (old.wire === now.wire || isUnnamed(pair, old, now)) return null;
      return {
        message: `${code(now.name)} was written as ${code(old.wire)} and is read as ${code(now.wire)}.`,
        repair: `keep the name on the wire: \`as "${old.wire}"\``,
        old: old.namePlace,
        new: now.namePlace,
        witness: unseen(pair.old, old, `no event of the name \`${old.wire}\` is known`),
      };
    }),
    example: `- event order.placed as "ORDER" from web { userId: string }
+ event order.placed from web { userId: string }`,
    mirror: `- event order.placed from web { userId: string }
+ event order.made was "order.placed" as "order.placed" from web { userId: string }`,
  },
  {
    id: "event-moved",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "What is still on the old topic is read by nobody, and readers outside look at a topic that gets no more.",
    find: perCouple(({ old, new: now }, pair) => {
      if (isOfSource(old) || isOfSource(now) || old.topic === now.topic || isMovedByName(pair, old, now)) return null;
      const isOwn = "sort" in now;
      return {
        message: `${code(now.name)} moved from the topic ${code(old.topic)} to ${code(now.topic)}.`,
        repair: isOwn
          ? `keep the topic: \`topic "${old.topic}"\` in the event's braces; or handle all that is on the old one before`
          : "handle all that is on the old topic before",
        old: pair.old.memberPlace(old, "topic"),
        new: pair.new.memberPlace(now, "topic"),
        witness: unseen(pair.old, old, `nobody reads \`${old.topic}\``),
      };
    }),
    example: `  event order.placed from web { userId: string }
  event order.seen {
    key userId
    userId: string
+   topic "shop.seen"
  }
  demux seen on order.placed { emit order.seen { userId } }`,
    mirror: `  event order.placed from web { userId: string }
  event order.seen {
    key userId
    userId: string
+   topic "shop.demux.order"
  }
  demux seen on order.placed { emit order.seen { userId } }`,
  },
  {
    id: "event-key-changed",
    group: "events",
    breaks: "order",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Events that belong together by the new key lie in several partitions, and are not handled in order.",
    find: perCouple(({ old, new: now }, pair) => {
      if (isOfSource(old) || isOfSource(now) || "store" in now || old.key.join() === now.key.join()) return null;
      return {
        message: `${code(now.name)} was partitioned by ${listOf(old.key)} and is by ${listOf(now.key)}.`,
        repair: "handle all that is on the topic before, or make an event of another name",
        old: pair.old.memberPlace(old, "key"),
        new: pair.new.memberPlace(now, "key"),
      };
    }),
    example: `  event order.placed from web { userId: string, orderId: string }
  event order.seen {
-   key userId
+   key orderId
    userId: string
    orderId: string
  }
  demux seen on order.placed { emit order.seen { userId, orderId } }`,
    mirror: `  event order.placed from web { userId: string, orderId: string }
  event order.seen {
-   key (userId)
+   key userId
    userId: string
    orderId: string
  }
  demux seen on order.placed { emit order.seen { userId, orderId } }`,
  },
  {
    id: "event-source-changed",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "An event that comes from another source, or from none, is looked for on another topic.",
    find: (pair) =>
      pair.events.couples
        .filter(({ old, new: now }) => pair.newSource(old.source) !== now.source)
        .map(({ old, new: now }) => ({
          path: pathOfMessage(now),
          message: `${code(now.name)} came ${fromText(old.source)} and comes ${fromText(now.source)}: what is on ${code(old.topic)} is no longer read.`,
          repair: "keep the event where it is, and declare one of another name",
          old: old.namePlace,
          new: now.namePlace,
          witness: unseen(pair.old, old, `nobody reads it from \`${old.topic}\``),
        })),
    example: `  source app { topic: "shop.app", name: eventName, key: userId }
  event app.opened from app { userId: string }
- event order.placed from web { userId: string }
+ event order.placed from app { userId: string }
  event web.opened from web { userId: string }`,
    mirror: `  event order.placed from web { userId: string }
+ source app { topic: "shop.app", name: eventName, key: userId }
+ event app.opened from app { userId: string }`,
  },
  {
    id: "event-not-made",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "An event that is declared and read, but that no handler emits any more, never comes again.",
    find: perCouple(({ old, new: now }, pair) => {
      if (isOfSource(old) || isOfSource(now)) return null;
      const [before, after] = [
        makersOf(pair.old.model.handlers, old.name),
        makersOf(pair.new.model.handlers, now.name),
      ];
      if (before.length === 0 || after.length > 0) return null;
      const readers = pair.new.model.handlers
        .filter(({ on }) => on.some(({ name }) => name === now.name))
        .map(({ name }) => name);
      const who =
        readers.length === 0 ? "readers outside wait" : `${listOf(readers)} ${readers.length === 1 ? "waits" : "wait"}`;
      return {
        message: `Nothing emits ${code(now.name)} any more (it was ${listOf(before)}), and ${who} for it.`,
        repair: "emit it, or remove it together with what reads it",
        old: old.namePlace,
        new: now.namePlace,
      };
    }),
    example: `  event order.placed from web { userId: string }
  event order.seen { key userId, userId: string }
- demux seen on order.placed { emit order.seen { userId } }`,
  },
];

function makersOf(handlers: Pair["new"]["model"]["handlers"], event: string): readonly string[] {
  return handlers.filter(({ emits, signals }) => [...emits, ...signals].includes(event)).map(({ name }) => name);
}

/** A source of one event needs no name in it. */
function isUnnamed(pair: Pair, old: Message, now: Message): boolean {
  const nameless = (sources: Pair["old"]["model"]["sources"], source: string | null) =>
    sources.find(({ name }) => name === source)?.nameAt === null;
  return nameless(pair.old.model.sources, sourceOf(old)) && nameless(pair.new.model.sources, sourceOf(now));
}

/** The topic follows the prefix, or the name on the wire: that is told of them. */
function isMovedByName(pair: Pair, old: Message, now: Message): boolean {
  if (old.wire !== now.wire) return true;
  const [before, after] = [pair.old.model.pipeline.topics, pair.new.model.pipeline.topics];
  return (
    before !== after && old.topic.startsWith(`${before}.`) && now.topic === `${after}${old.topic.slice(before.length)}`
  );
}

function fromText(source: string | null): string {
  return source === null ? "from the pipeline itself" : `from ${code(source)}`;
}
