/**
 * Looks for what processes that write to one store have missed of each other: rows that are waited for, where the transaction
 * that made one and the one in which an event was parked did not see each other; and lanes whose first event waits for nothing.
 * It goes through all that is parked, a page at a time, again and again: a million events hold up nobody.
 */
import type { Slots, Waiter } from "../store/port.ts";
import type { Plan } from "./plan.ts";
import type { Errand } from "./round.ts";

/** So many parked events at once. */
const PAGE = 5000;
/** Between the end and the next beginning. */
const REST_MS = 5000;
/** After a page it rests for so many times of what that took. */
const SHARE = 20;

export class Missed {
  readonly #plan: Plan;
  /** Where the next page begins: after this event. */
  #after = 0;
  #due: number;

  constructor(plan: Plan, now: number) {
    this.#plan = plan;
    this.#due = now + REST_MS;
  }

  isDue(now: number): boolean {
    return now >= this.#due;
  }

  /** Looks through the next page. */
  page(): Errand {
    const after = this.#after;
    return {
      run: async ({ tx, effects: { parking } }) => {
        const waiters = await tx.waiters(after, PAGE);
        for (const [name, keys] of awaited(waiters)) {
          const store = this.#plan.stores.get(name);
          if (store === undefined) continue;
          const rows = await tx.read(store.layout, keys, false);
          const there = keys.filter((_, index) => (rows[index] ?? null) !== null);
          if (there.length > 0) await parking.wake(tx, name, there);
        }
        // They were queued behind those that their partition's last owner was about to handle.
        const left = waiters.filter(({ awaits, isReady, isFirst }) => isFirst && awaits === null && !isReady);
        const events = left.length === 0 ? [] : await tx.find(left.map(({ id }) => id));
        await tx.repark(events.map((event) => ({ ...event, isReady: true })));
        await parking.look(tx);
        this.#after = waiters.length < PAGE ? 0 : (waiters.at(-1)?.id ?? 0);
      },
    };
  }

  /** Until the next page, after one that took so many ms. */
  rest(now: number, spent: number): void {
    this.#due = now + SHARE * spent + (this.#after === 0 ? REST_MS : 0);
  }
}

/** The rows that are waited for, each once, by store. */
function awaited(waiters: readonly Waiter[]): Map<string, Slots[]> {
  const stores = new Map<string, Slots[]>();
  const seen = new Set<string>();
  for (const { awaits, isReady } of waiters) {
    if (awaits === null || isReady) continue;
    const name = JSON.stringify(awaits);
    if (seen.has(name)) continue;
    seen.add(name);
    const keys = stores.get(awaits.store);
    if (keys === undefined) stores.set(awaits.store, [awaits.key]);
    else keys.push(awaits.key);
  }
  return stores;
}
