/**
 * What one handler in TypeScript has in hand: events read at its position, each worked on beside the rounds, those of one
 * key one after another, and taken out in the order of the input when they are done and their effects committed.
 */
import type { Memory } from "../../log/marks.ts";
import type { Parked } from "../../store/port.ts";
import type { Decoded } from "../decode.ts";
import type { Incoming } from "../incoming.ts";
import type { Done } from "./effects.ts";
import type { Pending } from "./lookups.ts";
import type { Attempt } from "./tries.ts";

/** Works on an event; null where that was cut off. */
export type Work = (event: Incoming, earlier: (store: string) => readonly Pending[]) => Promise<Attempt | null>;

interface Item {
  /** In the order of taking. */
  readonly order: number;
  readonly event: Incoming;
  readonly lane: string | null;
  /** Of an event that was put off and is not read from the input. */
  readonly parked: Parked | null;
  attempt: Attempt | null;
}

/** Records between two offsets that were taken in hand. */
export interface Stretch {
  readonly batch: Decoded;
  readonly from: number;
  readonly to: number;
}

/** What has been taken from one partition. */
export class Taken {
  /** What lies before was taken out again. */
  start: number;
  /** What lies before was taken in hand. */
  end: number;
  items: Item[] = [];
  stretches: Stretch[] = [];
  /** What has been had of what is written again after a crash, with what is in hand; null where nothing was. */
  memory: Memory | null = null;

  constructor(at: number) {
    this.start = at;
    this.end = at;
  }
}

/** The events at the begin of a partition's items that are all done. */
export interface Finished {
  readonly done: readonly Done[];
  readonly stretches: readonly Stretch[];
  /** Where the position is then. */
  readonly next: number;
}

/** An event that was put off, and is done. */
export interface FinishedParked {
  readonly done: Done;
  readonly parked: Parked;
}

export class Hand {
  readonly #concurrency: number;
  readonly #work: Work;
  readonly #onDone: () => void;
  readonly #taken = new Map<string, Taken>();
  #parked: Item[] = [];
  /** Waiting items by lane, the one that is worked on first. */
  readonly #lanes = new Map<string, Item[]>();
  #ready: Item[] = [];
  #running = 0;
  #order = 0;
  #isStopped = false;

  constructor(concurrency: number, work: Work, onDone: () => void) {
    this.#concurrency = concurrency;
    this.#work = work;
    this.#onDone = onDone;
  }

  /** How many events it holds. */
  get size(): number {
    let size = this.#parked.length;
    for (const { items } of this.#taken.values()) size += items.length;
    return size;
  }

  /** Events are being worked on, or will be. */
  get isBusy(): boolean {
    return this.#running > 0 || (!this.#isStopped && this.#ready.length > 0);
  }

  get running(): number {
    return this.#running;
  }

  /** What was taken from a partition, after its position has moved to `next`; undefined where that is not as it was left. */
  taken(place: string, next: number): Taken | undefined {
    let taken = this.#taken.get(place);
    if (taken === undefined) {
      taken = new Taken(next);
      this.#taken.set(place, taken);
    }
    if (next < taken.start || next > taken.end) {
      if (taken.end > taken.start) return undefined;
      // Nothing is in hand: it goes on wherever the position is.
      taken.end = next;
    }
    taken.start = next;
    taken.items = taken.items.filter(({ event }) => event.offset >= next);
    taken.stretches = taken.stretches.filter(({ to }) => to > next);
    return taken;
  }

  /** Takes records and the events in them. */
  take(taken: Taken, place: string, stretch: Stretch, events: readonly Incoming[]): void {
    taken.stretches.push(stretch);
    taken.end = stretch.to;
    for (const event of events) {
      const lane = event.key === null ? null : `${place} ${event.key}`;
      const item = { order: this.#order++, event, lane, parked: null, attempt: null };
      taken.items.push(item);
      this.#queue(item);
    }
  }

  /** Takes an event that was put off: it holds up nobody. */
  takeParked(parked: Parked, event: Incoming): void {
    const item = { order: this.#order++, event, lane: null, parked, attempt: null };
    this.#parked.push(item);
    this.#queue(item);
  }

  /** Put off events that it holds; those that are done with and gone are let go. */
  keepParked(isThere: (id: number) => boolean): ReadonlySet<number> {
    this.#parked = this.#parked.filter(({ parked, attempt }) => attempt === null || isThere(parked?.id ?? -1));
    return new Set(this.#parked.map(({ parked }) => parked?.id ?? -1));
  }

  #queue(item: Item): void {
    if (item.lane === null) {
      this.#ready.push(item);
      return;
    }
    const lane = this.#lanes.get(item.lane);
    if (lane !== undefined) lane.push(item);
    else {
      this.#lanes.set(item.lane, [item]);
      this.#ready.push(item);
    }
  }

  /** Begins work on as many events as may be worked on at once. */
  start(): void {
    while (!this.#isStopped && this.#running < this.#concurrency) {
      const item = this.#ready.shift();
      if (item === undefined) return;
      this.#running++;
      void this.#run(item);
    }
  }

  async #run(item: Item): Promise<void> {
    const attempt = await this.#work(item.event, (store) => this.#earlier(item, store));
    this.#running--;
    item.attempt = attempt;
    if (attempt !== null) this.#leaveLane(item);
    this.start();
    this.#onDone();
  }

  #leaveLane({ lane: name }: Item): void {
    const lane = name === null ? undefined : this.#lanes.get(name);
    if (name === null || lane === undefined) return;
    lane.shift();
    const [next] = lane;
    if (next === undefined) this.#lanes.delete(name);
    else this.#ready.push(next);
  }

  /** What was contributed for earlier events and is not committed yet. */
  #earlier(item: Item, store: string): readonly Pending[] {
    const found: Pending[] = [];
    for (const { items } of this.#taken.values()) {
      for (const { order, attempt } of items) {
        if (order >= item.order) break;
        for (const pending of attempt?.pending ?? []) if (pending.store === store) found.push(pending);
      }
    }
    return found;
  }

  /** Something is done whose effects are not committed. */
  get hasFinished(): boolean {
    if (this.#parked.some(({ attempt }) => attempt !== null)) return true;
    for (const { items, end, start } of this.#taken.values()) {
      const [first] = items;
      if (first === undefined ? end > start : first.attempt !== null || first.event.offset > start) return true;
    }
    return false;
  }

  /** The events of a partition that are done, from the first on. A record's events go together. */
  finished(place: string, from: number): Finished {
    const { items, stretches, end } = this.#taken.get(place) ?? new Taken(from);
    const open = items.find(({ attempt }) => attempt === null);
    const next = open?.event.offset ?? end;
    return {
      done: items.flatMap(({ event, attempt }) => (event.offset < next && attempt !== null ? [attempt.done] : [])),
      stretches: stretches
        .filter((stretch) => stretch.from < next && stretch.to > from)
        .map(({ batch, ...range }) => ({ batch, from: Math.max(from, range.from), to: Math.min(next, range.to) })),
      next,
    };
  }

  finishedParked(): readonly FinishedParked[] {
    return this.#parked.flatMap(({ parked, attempt }) =>
      parked === null || attempt === null ? [] : [{ done: attempt.done, parked }],
    );
  }

  /** Nothing more is begun. */
  stop(): void {
    this.#isStopped = true;
  }
}
