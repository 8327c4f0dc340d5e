/** Two versions of a spec, with what belongs together: what every rule looks at. */

import type { Event, Handler, Model, Param, Signal, Source, Store } from "../model.ts";
import { type Break, breaksOf, type Direction, pathOfMessage, proven } from "./breaks.ts";
import type { Deploy, Level } from "./finding.ts";
import { Forms, type Names, SAME_NAMES } from "./form.ts";
import { keysOf } from "./keys.ts";
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
  /** Handlers and functions as they can be compared. */
  readonly forms: Couple<Forms>;
  /** Whether the same text may mean something else: names, or the order of a key, are other ones. */
  readonly #hasNewNames: boolean;
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
    const names = this.#names();
    this.forms = { old: new Forms(old.model, names), new: new Forms(now.model, SAME_NAMES) };
    this.#hasNewNames = hasNewNames(old.model, now.model, names);
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

  /** Whether a handler asks and does the same as before, whatever the names of it all are. */
  isSameWork(couple: Couple<Handler>): boolean {
    const known = this.#sameWork.get(couple.new);
    if (known !== undefined) return known;
    const found = (!this.#hasNewNames && isAlike(couple)) || isAlike(this.formsOf(couple));
    this.#sameWork.set(couple.new, found);
    return found;
  }

  /** Both in the form in which they can be compared. */
  formsOf({ old, new: now }: Couple<Handler>): Couple<Handler> {
    return { old: this.forms.old.handler(old), new: this.forms.new.handler(now) };
  }

  /** The name that an event or signal of the old version has in the new one. */
  newName(old: string): string {
    const renamed = [...this.events.renamed, ...this.signals.renamed, ...this.events.alike, ...this.signals.alike];
    return renamed.find((couple) => couple.old.name === old)?.new.name ?? old;
  }

  /** The name that a store of the old version has in the new one. */
  newStore(old: string): string {
    const { renamed, alike } = this.stores;
    return [...renamed, ...alike].find((couple) => couple.old.name === old)?.new.name ?? old;
  }

  #names(): Names {
    const columns = new Map(
      [...this.stores.couples, ...this.stores.alike].map((couple) => [couple.old.name, newColumns(couple)]),
    );
    return {
      message: (name) => this.newName(name),
      store: (name) => this.newStore(name),
      column: (store, name) => columns.get(store)?.get(name) ?? name,
    };
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

/** Columns that `was` says were renamed: the new names by the old ones. */
function newColumns({ old, new: now }: Couple<Store>): ReadonlyMap<string, string> {
  const { renamed } = match(old.columns, now.columns, () => 0);
  return new Map(renamed.map((couple) => [couple.old.name, couple.new.name]));
}

function hasNewNames({ events, signals, stores }: Model, now: Model, names: Names): boolean {
  const isNew = (store: Store): boolean => {
    const { name, columns } = store;
    const after = now.stores.find((each) => each.name === names.store(name));
    const other = columns.some((column) => names.column(name, column.name) !== column.name);
    return names.store(name) !== name || other || (after !== undefined && keyText(store) !== keyText(after));
  };
  return [...events, ...signals].some(({ name }) => names.message(name) !== name) || stores.some(isNew);
}

function keyText(store: Store): string {
  return keysOf(store)
    .map(({ name }) => name)
    .join();
}

function isAlike({ old, new: now }: Couple<Handler>): boolean {
  return isSameMeaning(old.when, now.when) && isSameMeaning(old.body, now.body);
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
