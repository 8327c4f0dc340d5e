/** Rules about what usage events measure and by what, and about names that must not come back. */
import { hasDefault } from "../../defaults.ts";
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Event, Field, Place, Reserved } from "../../model.ts";
import { printType } from "../../types/print.ts";
import type { Found } from "../finding.ts";
import type { Couple } from "../match.ts";
import { isOfUsage, type Pair } from "../pair.ts";
import { pathText } from "../types/misfit.ts";
import { mayLack } from "../types/view.ts";
import { fieldsOf, type Version } from "../version.ts";
import type { Rule } from "./rule.ts";
import { pathOfMessage } from "./words.ts";

export const USAGE_RULES: readonly Rule[] = [
  {
    id: "measure-removed",
    group: "events",
    breaks: "old readers of new data",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "A usage event is its measure: who sums or averages it finds nothing more.",
    find: (pair) =>
      pair.events.couples.filter(losesMeasure).map(({ old, new: now }) => ({
        path: pathOfMessage(now),
        message: `The measure ${code((old.measure ?? []).join("."))} of ${code(now.name)} is gone or has moved.`,
        repair: "keep the event as it is, and make one of another name for what is measured now",
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: `  event order.placed from web { userId: string, amount: number }
  event usage.order.amount {
    key userId
    userId: string
-   measure amount: number
+   order: { measure amount: number }
  }
- demux amounts on order.placed { emit usage.order.amount { ...event } }
+ demux amounts on order.placed { emit usage.order.amount { userId, order: { amount } } }`,
    mirror: `  event order.placed from web { userId: string, amount: number }
  event usage.order.amount {
    key userId
    userId: string
+   note?: string
    measure amount: number
  }
  demux amounts on order.placed { emit usage.order.amount { ...event } }`,
  },
  {
    id: "dimension-removed",
    group: "events",
    breaks: "old readers of new data",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "What a usage event is counted by is missing from now on: nobody can ask by it any more.",
    find: (pair) =>
      pair
        .breaks("forward", ["missing"])
        .filter((each) => isOfUsage(each) && !isMeasure(each.couples, pathText(each.misfit.steps)))
        .map((each) => ({
          path: each.path,
          message: `The dimension ${code(pathText(each.misfit.steps))} of ${listOf([...new Set(each.couples.map((couple) => couple.new.name))])} is gone.`,
          repair: "keep it; where it has no value any more, make it optional first",
          old: each.misfit.reader.place,
          new: each.misfit.writer.place,
          witness: each.witness,
          affects: each.shows.length > 1 || each.shows[0] !== each.path ? each.shows : [],
        })),
    example: `  event order.placed from web { userId: string, place: string, amount: number }
  event usage.order.amount {
    key userId
    userId: string
-   place: string
    measure amount: number
  }
  demux amounts on order.placed { emit usage.order.amount { ...event } }`,
    mirror: `  event order.placed from web { userId: string, place: string, amount: number }
  event usage.order.amount {
    key userId
    userId: string
-   place?: string
    measure amount: number
  }
  demux amounts on order.placed { emit usage.order.amount { ...event } }`,
  },
  {
    id: "reserved-removed",
    group: "events",
    breaks: "new readers of old data",
    level: "full",
    severity: "breaking",
    deploy: "any order",
    purpose: "A reserved name was used once. Used again for something else, it would be read from old events and rows.",
    find: (pair) => [
      ...[...pair.events.couples, ...pair.signals.couples].flatMap(({ old, new: now }) =>
        freed(old.reserved, now.reserved, pathOfMessage(now), now.name, [
          pair.old.memberPlace(old, "reserved"),
          now.namePlace,
        ]),
      ),
      ...pair.stores.couples.flatMap(({ old, new: now }) =>
        freed(old.reserved, now.reserved, `store:${now.name}`, now.name, [
          pair.old.memberPlace(old, "reserved"),
          now.namePlace,
        ]),
      ),
      ...pair.old.model.types.flatMap((old) => {
        const now = pair.new.types.get(old.name);
        if (now === undefined) return [];
        const [before, after] = [pair.old.reservedOf(old), pair.new.reservedOf(now)];
        return freed(before, after, `record:${now.name}`, now.name, [
          pair.old.memberPlace(old, "reserved"),
          now.namePlace,
        ]);
      }),
    ],
    example: `  event order.placed from web {
    userId: string
-   reserved amount
  }`,
  },
  {
    id: "field-renamed",
    group: "fields",
    breaks: "new readers of old data",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "An optional field that is read under a new name is absent in every event that was written before.",
    find: (pair) => recordsOf(pair).flatMap(renamedFields),
    example: `  event order.placed from web {
    userId: string
-   note?: string
+   remark?: string
  }`,
    mirror: `  event order.placed from web {
    userId: string
-   note?: string
+   remark?: string as "note"
  }`,
  },
  {
    id: "emitted-default-changed",
    group: "fields",
    breaks: "nobody",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "New events hold another value where nothing is set; those on the topic keep the old one.",
    find: (pair) =>
      pair.events.couples
        .filter(({ old, new: now }) => old.source === null && now.source === null)
        .flatMap(changedDefaults),
    example: `  event order.placed from web { userId: string, pieces?: int }
  event order.seen {
    key userId
    userId: string
-   pieces: int = 1
+   pieces: int = 0
  }
  demux seen on order.placed { emit order.seen { ...event } }`,
    mirror: `  event order.placed from web { userId: string, pieces?: int }
  event order.seen {
    key userId
    userId: string
+   pieces: int = 1
  }
  demux seen on order.placed { emit order.seen { ...event } }`,
  },
];

function losesMeasure({ old, new: now }: Couple<Event>): boolean {
  if (old.measure === null) return false;
  return now.measure === null || wiresOf(old).join() !== wiresOf(now).join();
}

/** JSON names on the way to the measure. */
function wiresOf(event: Event): readonly string[] {
  let fields: readonly Field[] = event.fields;
  return (event.measure ?? []).map((name) => {
    const field = fields.find((each) => each.name === name);
    const type = field?.type.kind === "nullable" ? field.type.of : field?.type;
    fields = type?.kind === "record" ? type.fields : [];
    return field?.wire ?? name;
  });
}

function isMeasure(couples: Parameters<typeof isOfUsage>[0]["couples"], path: string): boolean {
  return couples.every(({ old }) => "measure" in old && old.measure !== null && isWithin(old.measure.join("."), path));
}

function isWithin(measure: string, path: string): boolean {
  return measure === path || measure.startsWith(`${path}.`);
}

function freed(
  before: readonly Reserved[],
  after: readonly Reserved[],
  path: string,
  name: string,
  [old, now]: readonly [Place, Place],
): readonly Found[] {
  return before
    .filter(({ kind, text }) => !after.some((other) => other.kind === kind && other.text === text))
    .map(({ kind, text }) => ({
      path: `${path}/${text}`,
      message: `${code(name)} no longer reserves ${kind === "wire" ? `the JSON name ${code(text)}` : code(text)}.`,
      repair: `keep \`reserved ${kind === "wire" ? JSON.stringify(text) : text}\``,
      old,
      new: now,
    }));
}

interface Fields {
  readonly path: string;
  readonly name: string;
  readonly old: readonly Field[];
  readonly new: readonly Field[];
}

/** What is written in the braces of events and records that are in both versions. */
function recordsOf(pair: Pair): readonly Fields[] {
  const own = (fields: readonly Field[]) => fields.filter(({ from }) => from === null);
  const events = pair.messages
    .filter(({ new: now }) => !("allFields" in now))
    .map(({ old, new: now }) => ({
      path: pathOfMessage(now),
      name: now.name,
      old: own(fieldsOf(old)),
      new: own(fieldsOf(now)),
    }));
  const fieldsIn = (version: Version, name: string) => {
    const type = version.types.get(name)?.type;
    return type?.kind === "record" ? own(type.fields) : [];
  };
  const records = [...pair.old.types.keys()]
    .filter((name) => pair.new.types.has(name))
    .map((name) => ({ path: `record:${name}`, name, old: fieldsIn(pair.old, name), new: fieldsIn(pair.new, name) }));
  return [...events, ...records];
}

/** One optional field went and one of its type came. */
function renamedFields({ path, name, old, new: now }: Fields): readonly Found[] {
  const isIn = (fields: readonly Field[], { name: own, wire }: Field) =>
    fields.some((each) => each.wire === wire || each.name === own);
  const gone = old.filter((field) => !isIn(now, field));
  const come = now.filter((field) => !isIn(old, field));
  return gone.flatMap((field): Found[] => {
    const like = come.filter((each) => printType(each.type) === printType(field.type));
    const rivals = gone.filter((each) => printType(each.type) === printType(field.type));
    const [only] = like;
    const isSilent = only !== undefined && mayLack(only, "accepted");
    if (only === undefined || like.length > 1 || rivals.length > 1 || !isSilent) return [];
    return [
      {
        path: `${path}/${field.name}`,
        message: `${code(field.name)} of ${code(name)} looks renamed to ${code(only.name)}: what was written before is not found under the new name.`,
        repair: `keep the JSON name: \`${only.name}${only.optional ? "?" : ""}: … as "${field.wire}"\``,
        old: field.place,
        new: only.place,
      },
    ];
  });
}

function changedDefaults({ old, new: now }: Couple<Event>): readonly Found[] {
  return now.fields.flatMap((field): Found[] => {
    const before = old.fields.find(({ wire }) => wire === field.wire);
    if (before === undefined || !hasDefault(before)) return [];
    if (JSON.stringify(before.defaultValue) === JSON.stringify(field.defaultValue)) return [];
    const value = field.defaultValue === undefined ? "none" : JSON.stringify(field.defaultValue);
    return [
      {
        path: `${pathOfMessage(now)}/${field.name}`,
        message: `The default of ${code(field.name)} of ${code(now.name)} was ${JSON.stringify(before.defaultValue)} and is ${value}.`,
        repair: "make sure that readers may mix both",
        old: before.place,
        new: field.place,
      },
    ];
  });
}
