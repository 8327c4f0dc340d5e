/** Rules about sources: the topic, and the paths that names, ids, times and keys of events are taken from. */
import { code } from "../../diagnostics/messages/said.ts";
import type { Event, Json, Source } from "../../model.ts";
import { durationText } from "../../scenarios/literal.ts";
import type { Found, Level, Witness } from "../finding.ts";
import type { Couple } from "../match.ts";
import type { Pair } from "../pair.ts";
import type { Version } from "../version.ts";
import type { Rule } from "./rule.ts";
import { unseen } from "./witness.ts";
import { pathOrNone } from "./words.ts";

/** A rule about one setting of a source. */
function settingRule(
  rule: Omit<Rule, "find" | "group" | "level"> & {
    readonly level?: Level;
    readonly setting: string;
    /** The sentence, or null where nothing is to be told. */
    readonly tell: (couple: Couple<Source>, pair: Pair) => string | null;
    readonly repair: (couple: Couple<Source>) => string;
    readonly why?: (couple: Couple<Source>) => string | null;
    /** What shows it; else a small event of the old version, where the rule says why it is refused. */
    readonly show?: (couple: Couple<Source>, pair: Pair) => Witness | null;
  },
): Rule {
  const { setting, tell, repair, why = () => null, show = showing(why), level = "full", ...rest } = rule;
  const find = (pair: Pair) =>
    pair.sourceCouples.flatMap((couple): Found[] => {
      const message = tell(couple, pair);
      if (message === null) return [];
      const { old, new: now } = couple;
      return [
        {
          path: `source:${now.name}/${setting}`,
          message,
          repair: repair(couple),
          old: pair.old.settingPlace(old, setting),
          new: pair.new.settingPlace(now, setting),
          witness: show(couple, pair),
        },
      ];
    });
  return { ...rest, group: "sources", level, find };
}

function showing(why: (couple: Couple<Source>) => string | null) {
  return (couple: Couple<Source>, pair: Pair): Witness | null => {
    const reason = why(couple);
    const event = eventOf(pair.old, couple.old);
    return reason === null || event === undefined ? null : unseen(pair.old, event, reason);
  };
}

function eventOf({ model }: Version, { name }: Source): Event | undefined {
  return model.events.find(({ source }) => source === name);
}

/** A list that one version takes and the other refuses. */
function listOfOne(side: "old" | "new") {
  return (couple: Couple<Source>, pair: Pair): Witness | null => {
    const event = eventOf(pair[side], couple[side]);
    const one = event === undefined ? null : unseen(pair[side], event, "it is a list, and one event is expected");
    return one === null ? null : { ...one, json: [one.json], writtenBy: side };
  };
}

function differ(a: Json, b: Json): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

const EVENT = "event order.placed from app { userId: string, orderId: string, at: timestamp, sent: timestamp }";

/** An edit of a source's settings. */
function edit(old: string, now: string, kept = ""): string {
  const lines = [
    ...kept
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => `    ${line}`),
    ...(old === "" ? [] : [`-   ${old}`]),
    ...(now === "" ? [] : [`+   ${now}`]),
  ];
  const topic = /^topic:/.test(old) ? [] : ['    topic: "shop.app"'];
  return ["  source app {", ...topic, ...lines, "  }", `  ${EVENT}`].join("\n");
}

export const SOURCE_RULES: readonly Rule[] = [
  {
    id: "source-removed",
    group: "sources",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "any order",
    purpose: "None of the events on the source's topic is read any more.",
    find: (pair) =>
      pair.sources.removed.map((source) => ({
        path: `source:${source.name}`,
        message: `The source ${code(source.name)} is gone: nothing on ${code(source.topic)} is read any more.`,
        repair: "keep it until nobody writes to the topic",
        old: source.place,
        new: pair.new.model.pipeline.namePlace,
      })),
    example: `  event order.placed from web { userId: string }
- source app { topic: "shop.app" }
- event app.opened from app { userId: string }`,
  },
  {
    id: "source-renamed",
    group: "sources",
    breaks: "positions",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "A source's own position, and its dead letters, go by its name: what was no event is told once more.",
    find: (pair) =>
      pair.sources.alike.map(({ old, new: now }) => ({
        path: `source:${old.name}`,
        message: `The source ${code(old.name)} is called ${code(now.name)} now.`,
        repair: `keep the name ${code(old.name)}, unless dead letters of old records may come again`,
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: `- source app { topic: "shop.app" }
- event app.opened from app { userId: string }
+ source phone { topic: "shop.app" }
+ event app.opened from phone { userId: string }`,
    mirror: edit("", "key: userId"),
  },
  settingRule({
    id: "source-topic-changed",
    breaks: "new readers of old data",
    severity: "breaking",
    deploy: "together",
    purpose: "What is on the old topic, and what is still written there, is not read.",
    setting: "topic",
    tell: ({ old, new: now }) =>
      old.topic === now.topic
        ? null
        : `The source ${code(now.name)} read ${code(old.topic)} and reads ${code(now.topic)}.`,
    repair: ({ old }) => `declare a second source for the new topic, and keep ${code(old.topic)} until it is empty`,
    why: ({ old }) => `nobody reads \`${old.topic}\``,
    example: edit('topic: "shop.app"', 'topic: "shop.phone"'),
    mirror: edit("", "key: userId"),
  }),
  settingRule({
    id: "source-name-path",
    breaks: "new readers of old data",
    severity: "breaking",
    deploy: "together",
    purpose: "Events are told apart by the name at this path: those on the topic have it elsewhere.",
    setting: "name",
    tell: ({ old, new: now }) =>
      !differ(old.nameAt, now.nameAt) || now.nameAt === null
        ? null
        : `The name of events from ${code(now.name)} was at ${pathOrNone(old.nameAt)} and is looked for at ${pathOrNone(now.nameAt)}.`,
    repair: () => "declare a second source for events of the new form",
    why: ({ new: now }) => `there is no name at \`${(now.nameAt ?? []).join(".")}\``,
    example: edit("name: eventName", "name: header.kind"),
    mirror: edit("name: eventName", ""),
  }),
  settingRule({
    id: "source-id-path",
    breaks: "new readers of old data",
    severity: "breaking",
    deploy: "any order",
    purpose:
      "An event read again has another id than before: repeats are not known as such, and all that is made of it has other ids.",
    setting: "id",
    tell: ({ old, new: now }) =>
      differ(old.idAt, now.idAt)
        ? `The id of events from ${code(now.name)} was taken from ${pathOrNone(old.idAt)} and is from ${pathOrNone(now.idAt)}.`
        : null,
    repair: ({ old }) => (old.idAt === null ? "leave the id out" : `keep \`id: ${old.idAt.join(".")}\``),
    example: edit("id: orderId", "id: header.id"),
    mirror: edit("", "key: userId"),
  }),
  settingRule({
    id: "source-time-changed",
    breaks: "stored rows",
    severity: "breaking",
    deploy: "any order",
    purpose:
      "Event time decides what is latest and which day something counts on: rows hold one time, new events another.",
    setting: "at",
    tell: ({ old, new: now }) =>
      old.at === now.at
        ? null
        : `The time of events from ${code(now.name)} was ${old.at === null ? "the record's own" : code(old.at)} and is ${now.at === null ? "the record's own" : code(now.at)}.`,
    repair: ({ old }) =>
      old.at === null ? "leave `at` out" : `keep \`at: ${old.at}\`, or rebuild the stores that depend on it`,
    example: edit("at: at", "at: sent"),
    mirror: edit("", "key: userId"),
  }),
  settingRule({
    id: "source-key-changed",
    breaks: "order",
    severity: "breaking",
    deploy: "together",
    purpose:
      "What writers partition by decides what comes in order; what is on the topic was partitioned by something else.",
    setting: "key",
    tell: ({ old, new: now }) =>
      old.key === now.key || old.key === null
        ? null
        : `Events from ${code(now.name)} came in the order of ${pathOrNone(old.key)} and are taken to come in that of ${pathOrNone(now.key)}.`,
    repair: () => "handle all that is on the topic before its writers change",
    example: edit("key: userId", "key: orderId"),
    mirror: edit("", "key: userId"),
  }),
  settingRule({
    id: "source-array-dropped",
    breaks: "new readers of old data",
    severity: "breaking",
    deploy: "writers first",
    purpose: "Records on the topic may hold lists of events, which are refused now.",
    setting: "array",
    tell: ({ old, new: now }) =>
      old.array && !now.array ? `Records from ${code(now.name)} may no longer hold lists of events.` : null,
    repair: () => "keep `array: true`",
    show: listOfOne("old"),
    example: edit("array: true", ""),
  }),
  settingRule({
    id: "source-array-added",
    breaks: "old readers of new data",
    level: "forward",
    severity: "breaking",
    deploy: "readers first",
    purpose: "Writers may put several events into one record, which readers of the old version refuse.",
    setting: "array",
    tell: ({ old, new: now }) =>
      !old.array && now.array ? `Records from ${code(now.name)} may hold lists of events now.` : null,
    repair: () => "let all readers take lists before a writer writes one",
    show: listOfOne("new"),
    example: edit("", "array: true"),
  }),
  settingRule({
    id: "source-unique-shortened",
    breaks: "stored rows",
    severity: "may break",
    deploy: "any order",
    purpose: "Repeats that were dropped pass now, and count twice.",
    setting: "unique",
    tell: ({ old, new: now }) =>
      old.unique !== null && (now.unique ?? 0) < old.unique
        ? `Repeats from ${code(now.name)} were dropped within ${durationText(old.unique)} and are ${now.unique === null ? "no longer dropped" : `within ${durationText(now.unique)}`}.`
        : null,
    repair: ({ old }) => `keep \`unique: ${durationText(old.unique ?? 0)}\``,
    example: edit("unique: 24h", "unique: 1h", "id: orderId"),
  }),
  settingRule({
    id: "source-unique-extended",
    breaks: "nobody",
    severity: "warning",
    deploy: "any order",
    purpose: "Events that were handled before are dropped now, where their name and id came before.",
    setting: "unique",
    tell: ({ old, new: now }) =>
      now.unique !== null && (old.unique ?? 0) < now.unique
        ? `Repeats from ${code(now.name)} are dropped within ${durationText(now.unique)}${old.unique === null ? "" : `, which was ${durationText(old.unique)}`}.`
        : null,
    repair: () => "make sure that two events of one id are one event indeed",
    example: edit("unique: 1h", "unique: 24h", "id: orderId"),
  }),
  settingRule({
    id: "source-from-changed",
    breaks: "nobody",
    severity: "warning",
    deploy: "any order",
    purpose: "Who writes to a source decides which handlers may handle it, and what may be believed of it.",
    setting: "from",
    tell: ({ old, new: now }) =>
      old.from === now.from
        ? null
        : `Events from ${code(now.name)} came from ${code(old.from)} writers and come from ${code(now.from)} ones.`,
    repair: () => "make sure that the writers changed, and not only the word",
    example: edit("from: partner", "from: user"),
    mirror: edit("", "from: internal"),
  }),
];
