/** What is put off: events that wait for a row, those that queue behind them, and emitted events that are held back. */
import { isWaiting, type ParkedEvent, parkedEvents, type WaitingEvent } from "../engine/later.ts";
import type { Held, HeldKey, Parked, StoreTx } from "../store/port.ts";
import { changing } from "./change.ts";
import type { Site } from "./site.ts";

export interface Waiting extends WaitingEvent {
  /** How many events of its key queue behind it. */
  readonly queued: number;
}

export interface WaitingFilter {
  readonly handlers?: readonly string[];
  /** Stores that they wait for. */
  readonly stores?: readonly string[];
}

export interface WaitingFound {
  /** The oldest of them. */
  readonly events: readonly Waiting[];
  readonly total: number;
}

/** Events that wait for a row themselves, in the order of coming: the first `limit` of them, and how many there are. */
export async function waitingOf(
  site: Site,
  { handlers, stores }: WaitingFilter = {},
  limit = Number.POSITIVE_INFINITY,
): Promise<WaitingFound> {
  const view = parkedEvents(site.plan);
  const found: { readonly event: WaitingEvent; readonly lane: string | null }[] = [];
  const queued = new Map<string, number>();
  let total = 0;
  for await (const parked of site.ports.store.parked()) {
    const { reader, awaits } = parked;
    const lane = parked.lane === null ? null : `${reader}\n${parked.lane}`;
    if (awaits === null) {
      if (lane !== null) queued.set(lane, (queued.get(lane) ?? 0) + 1);
    } else if (handlers?.includes(reader) !== false && stores?.includes(awaits.store) !== false) {
      const event = total++ < limit ? view(parked) : null;
      if (event !== null && isWaiting(event)) found.push({ event, lane });
    }
  }
  const events = found.map(({ event, lane }) => ({ ...event, queued: lane === null ? 0 : (queued.get(lane) ?? 0) }));
  return { events, total };
}

/** All parked events, those that only queue too. */
export async function* parkedOf({ plan, ports }: Site): AsyncGenerator<ParkedEvent> {
  const view = parkedEvents(plan);
  for await (const parked of ports.store.parked()) yield view(parked);
}

export async function heldOf({ ports }: Site, { handlers }: WaitingFilter = {}): Promise<readonly Held[]> {
  const found: Held[] = [];
  for await (const held of ports.store.held()) if (handlers?.includes(held.handler) !== false) found.push(held);
  return found;
}

/** Ends waits, as if their time were over; an engine then runs their handlers. Gives how many of them were waiting. */
export function releaseWaiting(site: Site, ids: readonly number[], now: number): Promise<number> {
  return changing(site, now, async (tx) => {
    const found = (await tx.find(ids)).filter(({ awaits }) => awaits !== null);
    await tx.repark(found.map((event): Parked => ({ ...event, due: Math.min(now, event.due ?? now), isReady: true })));
    return found.length;
  });
}

/** Lets held events out, as if they were due; an engine then emits them. Gives how many of them were held. */
export function releaseHeld(site: Site, events: readonly HeldKey[], now: number): Promise<number> {
  return changing(site, now, (tx) => (events.length === 0 ? Promise.resolve(0) : tx.hasten(events, now)));
}

/** Takes parked and held events out, within a transaction; what queued behind them goes on. */
export async function takeOut(tx: StoreTx, ids: readonly number[], held: readonly HeldKey[]): Promise<void> {
  const found = await tx.find(ids);
  await tx.unpark(ids);
  if (held.length > 0) await tx.unhold(held);
  for (const { reader, lane } of found) {
    const [first] = lane === null ? [] : await tx.queued(reader, [lane], 1);
    if (first !== undefined && first.awaits === null && !first.isReady) await tx.repark([{ ...first, isReady: true }]);
  }
}
