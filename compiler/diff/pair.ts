/** Two versions of a spec, with what belongs together: what every rule looks at. */

import type { Event, Handler, Param, Signal, Source, Store } from "../model.ts";
import { type Break, breaksOf, type Direction, pathOfMessage, proven } from "./breaks.ts";
import type { Deploy, Level } from "./finding.ts";
import { likeEvent, likeHandler, likeSource, likeStore } from "./likeness.ts";
import { type Couple, type Matched, match } from "./match.ts";
import { isSameMeaning } from "./meaning.ts";
import { compareRuns, type Run, type Sample, type SampleChanges } from "./samples.ts";
import type { MisfitKind } from "./types/misfit.ts";
import type { Message, Version } from "./version.ts";

/** Recorded events, and what each version made of them. */
export interface Recorded {
  readonly samples: readonly Sample[];
  readonly old: Run;
  readonly new: Run;
}

export class Pair {
  readonly old: Version;
  readonly new: Version;
  readonly events: Matched<Event>;
  readonly signals: Matched<Signal>;
  readonly sources: Matched<Source>;
  readonly stores: Matched<Store>;
  readonly handlers: Matched<Handler>;
  readonly params: Matched<Param>;
  /** What both made of recorded events; null where there are none. */
  readonly samples: SampleChanges | null;
  readonly #breaks: Record<Direction, readonly Break[]>;
  #hasNewFunctions: boolean | null = null;
  readonly #sameWork = new Map<Handler, boolean>();

  private constructor(old: Version, now: Version, recorded: Recorded | null) {
    this.old = old;
    this.new = now;
    this.events = match(old.model.events, now.model.events, likeEvent);
    this.signals = match(old.model.signals, now.model.signals, likeEvent);
    this.sources = match(old.model.sources, now.model.sources, likeSource);
    this.stores = match(old.model.stores, now.model.stores, likeStore);
    this.handlers = match(old.model.handlers, now.model.handlers, likeHandler);
    this.params = match(old.model.params, now.model.params, () => 0);
    this.samples =
      recorded === null
        ? null
        : compareRuns(recorded.samples, recorded.old, recorded.new, (name) => this.newName(name));
    const couples = this.messages;
    this.#breaks = {
      backward: breaksOf(old, now, couples, "backward"),
      forward: breaksOf(old, now, couples, "forward"),
    };
  }

  /** The pair, with documents for what breaks at the level. */
  static async of(old: Version, now: Version, level: Level, recorded: Recorded | null = null): Promise<Pair> {
    const pair = new Pair(old, now, recorded);
    for (const direction of ["backward", "forward"] as const) {
      if (level !== "full" && level !== direction) continue;
      pair.#breaks[direction] = await proven(pair.#breaks[direction], old, now);
    }
    if (level === "backward") pair.#breaks.forward = await withDimensions(pair.#breaks.forward, old, now);
    return pair;
  }

  /** Whether a function of the spec is another one than before. */
  get hasNewFunctions(): boolean {
    this.#hasNewFunctions ??= !isSameMeaning(this.old.model.functions, this.new.model.functions);
    return this.#hasNewFunctions;
  }

  /** Whether a handler asks and does the same as before. */
  isSameWork({ old, new: now }: Couple<Handler>): boolean {
    const known = this.#sameWork.get(now);
    if (known !== undefined) return known;
    const found = isSameMeaning(old.when, now.when) && isSameMeaning(old.body, now.body);
    this.#sameWork.set(now, found);
    return found;
  }

  /** Whether an event or signal is called otherwise. */
  get hasNewNames(): boolean {
    const { events, signals } = this;
    return events.renamed.length + events.alike.length + signals.renamed.length + signals.alike.length > 0;
  }

  /** The name that an event or signal of the old version has in the new one. */
  newName(old: string): string {
    const renamed = [...this.events.renamed, ...this.signals.renamed, ...this.events.alike, ...this.signals.alike];
    return renamed.find((couple) => couple.old.name === old)?.new.name ?? old;
  }

  /** Sources that are in both, whatever they are called. */
  get sourceCouples(): readonly Couple<Source>[] {
    return [...this.sources.couples, ...this.sources.alike];
  }

  /** The source of an event, by its name in the new version. */
  newSource(old: string | null): string | null {
    return this.sourceCouples.find((couple) => couple.old.name === old)?.new.name ?? old;
  }

  /** Events and signals that are in both. */
  get messages(): readonly Couple<Message>[] {
    return [...this.events.couples, ...this.signals.couples];
  }

  /** Whether only events are known of the old version: then nothing is said of the rest. */
  get isPartial(): boolean {
    return this.old.knows === "events";
  }

  breaks(direction: Direction, kinds: readonly MisfitKind[]): readonly Break[] {
    return this.#breaks[direction].filter(({ misfit }) => kinds.includes(misfit.kind));
  }

  /** In which order to deploy what writes and what reads these events. */
  deployOf(couples: readonly Couple<Message>[]): Deploy {
    const paths = new Set(couples.map((couple) => pathOfMessage(couple.new)));
    const broken = (direction: Direction) =>
      this.#breaks[direction].some((each) => each.couples.some((couple) => paths.has(pathOfMessage(couple.new))));
    if (broken("backward")) return broken("forward") ? "together" : "writers first";
    return broken("forward") ? "readers first" : "any order";
  }
}

/** Dimensions and measures are looked for at each level. */
async function withDimensions(breaks: readonly Break[], old: Version, now: Version): Promise<readonly Break[]> {
  const wanted = breaks.filter(isOfUsage);
  const found = await proven(wanted, old, now);
  return breaks.map((each) => found[wanted.indexOf(each)] ?? each);
}

/** A field that every usage event of the old version had, and that new ones lack. */
export function isOfUsage({ misfit, couples }: Break): boolean {
  return misfit.kind === "missing" && couples.some(({ old }) => "sort" in old && old.sort === "usage");
}
