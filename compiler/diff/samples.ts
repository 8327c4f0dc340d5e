/** What two versions of a pipeline made of the same recorded events: which events came, which went, which look otherwise. */
import type { Json } from "../model.ts";

/** An event or signal that a pipeline made. */
export interface Made {
  readonly event: string;
  readonly key: string | null;
  /** Its fields, without its id, name and time. */
  readonly value: Json;
}

/** A recorded event. */
export interface Sample {
  /** `samples.jsonl:12` */
  readonly label: string;
  readonly json: Json;
}

/** What was made of each sample, and, at the end, of what was held back. */
export type Run = readonly (readonly Made[])[];

export interface Difference {
  readonly sample: Sample | null;
  readonly event: string;
  /** What each version made of the sample, of this event. */
  readonly old: readonly Made[];
  readonly new: readonly Made[];
}

export interface SampleChanges {
  readonly samples: number;
  /** By the event's name in the new version. */
  readonly events: ReadonlyMap<string, EventChange>;
}

export interface EventChange {
  readonly went: number;
  readonly came: number;
  /** As many as before, but of other values. */
  readonly changed: number;
  readonly firstWent: Difference | null;
  readonly firstCame: Difference | null;
}

/** `nameOf` gives the new name of an event of the old version. */
export function compareRuns(
  samples: readonly Sample[],
  old: Run,
  now: Run,
  nameOf: (name: string) => string,
): SampleChanges {
  const events = new Map<string, EventChange>();
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    const before = byEvent((old[index] ?? []).map((made) => ({ ...made, event: nameOf(made.event) })));
    const after = byEvent(now[index] ?? []);
    for (const event of new Set([...before.keys(), ...after.keys()])) {
      const difference = {
        sample: samples[index] ?? null,
        event,
        old: before.get(event) ?? [],
        new: after.get(event) ?? [],
      };
      events.set(event, added(events.get(event) ?? NOTHING, difference));
    }
  }
  return { samples: samples.length, events };
}

const NOTHING: EventChange = { went: 0, came: 0, changed: 0, firstWent: null, firstCame: null };

function added(before: EventChange, difference: Difference): EventChange {
  const [old, now] = [counted(difference.old, keyOf), counted(difference.new, keyOf)];
  const went = missing(old, now);
  const came = missing(now, old);
  const changed = went + came > 0 ? 0 : missing(counted(difference.old, formOf), counted(difference.new, formOf));
  return {
    went: before.went + went,
    came: before.came + came,
    changed: before.changed + changed,
    firstWent: before.firstWent ?? (went > 0 ? difference : null),
    firstCame: before.firstCame ?? (came > 0 ? difference : null),
  };
}

function byEvent(made: readonly Made[]): ReadonlyMap<string, readonly Made[]> {
  return Map.groupBy(made, ({ event }) => event);
}

const keyOf = ({ key }: Made): string => String(key);
const formOf = ({ key, value }: Made): string => JSON.stringify([key, value]);

function counted(made: readonly Made[], wordOf: (made: Made) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of made) counts.set(wordOf(each), (counts.get(wordOf(each)) ?? 0) + 1);
  return counts;
}

/** How many of the ones are not among the others. */
function missing(ones: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): number {
  return [...ones].reduce((sum, [word, count]) => sum + Math.max(0, count - (others.get(word) ?? 0)), 0);
}
