/** Sources that drop repeats: their own step finds them, and every handler, whenever it comes, sees the same ones dropped. */
import type { TopicPartition } from "../log/port.ts";
import type { Brought, Repeat, StoreTx } from "../store/port.ts";
import type { Decoded } from "./decode.ts";
import type { Incoming } from "./incoming.ts";
import { needed } from "./lost.ts";
import type { SourcePlan } from "./plan.ts";

const NONE: ReadonlySet<Incoming> = new Set();

/** The repeats in a batch, as far as its source has read it. */
export async function repeatsIn(
  tx: StoreTx | null,
  source: SourcePlan | undefined,
  batch: Decoded,
): Promise<ReadonlySet<Incoming>> {
  return source === undefined || source.definition.unique === null ? NONE : known(needed(tx), batch);
}

async function known(tx: StoreTx, batch: Decoded): Promise<Set<Incoming>> {
  batch.repeats ??= among(batch.events, await tx.repeats(batch, batch.base, batch.next));
  return batch.repeats;
}

function among(events: readonly Incoming[], repeats: readonly Repeat[]): Set<Incoming> {
  if (repeats.length === 0) return new Set();
  const places = new Set(repeats.map(placeText));
  return new Set(events.filter((event) => places.has(placeText(event))));
}

const placeText = ({ offset, element }: Repeat): string => `${offset}/${element}`;

/** Notes what a source brings between two offsets, and gives how many of it are repeats. */
export async function bring(
  tx: StoreTx | null,
  { definition: { name, unique } }: SourcePlan,
  batch: Decoded,
  bounds: { readonly from: number; readonly to: number; readonly now: number },
): Promise<number> {
  if (unique === null) return 0;
  const events = batch.events.filter(({ offset }) => offset >= bounds.from && offset < bounds.to);
  const store = needed(tx);
  const repeats = await known(store, batch);
  const found = await store.bring(name, events.map(broughtBy), unique, bounds.now);
  const dropped = events.filter((_, index) => found[index] === true);
  if (dropped.length === 0) return 0;
  for (const event of dropped) repeats.add(event);
  await store.addRepeats(batch, dropped);
  return dropped.length;
}

/**
 * The same of single records of one source, which it brings only now: what was brought meanwhile under the same name and id is
 * dropped, for handlers that come later too. Gives those that are not.
 */
export async function bringLone(
  tx: StoreTx,
  { definition: { name, unique } }: SourcePlan,
  events: readonly LoneEvent[],
  now: number,
): Promise<readonly LoneEvent[]> {
  if (unique === null || events.length === 0) return events;
  const found = await tx.bring(
    name,
    events.map(({ event }) => broughtBy(event)),
    unique,
    now,
  );
  const left: LoneEvent[] = [];
  for (const [index, each] of events.entries()) {
    if (found[index] === true) await tx.addRepeats(each.place, [each.event]);
    else left.push(each);
  }
  return left;
}

export interface LoneEvent {
  readonly place: TopicPartition;
  readonly event: Incoming;
}

function broughtBy({ event, id, batch, index, at }: Incoming): Brought {
  return { event: event.name, id, time: batch?.time(index) ?? at };
}
