/**
 * The longest chains through cycles of events that limits end: a dep with `limit 3` is passed at most three times. A
 * search by (event, passes left of each limit), bounded in size; past the bound every pass is taken to add a whole round
 * of all the events, which is never too little.
 */
import { type Chain, longer } from "./chain.ts";
import type { Step } from "./topology.ts";

const MOST_STATES = 100_000;

/** The most that each limited handler may be passed, by its name. */
type Limits = ReadonlyMap<string, number>;

/**
 * The longest chain to each event of one strongly connected component without endless cycles, into which the `entries`
 * lead. Chains past `hops` are too long however long they are, so no limit is counted further than that.
 */
export function longestInCycles(
  inner: readonly Step[],
  entries: ReadonlyMap<string, Chain>,
  hops: number,
): readonly Chain[] {
  const events = [...new Set(inner.map((step) => step.to))];
  const limits = limitsOf(inner);
  const counted = new Map([...limits].map(([handler, limit]) => [handler, Math.min(limit, hops + 1)]));
  const states = [...counted.values()].reduce((product, limit) => product * (limit + 1), events.length);
  if (states > MOST_STATES) return bounds(events, entries, limits);
  const search = new Search(inner, [...counted.keys()], entries);
  return events.flatMap((event) => search.longestTo(event, [...counted.values()]) ?? []);
}

function limitsOf(inner: readonly Step[]): Limits {
  const limits = new Map<string, number>();
  for (const { handler } of inner) if (handler.limit !== null) limits.set(handler.name, handler.limit);
  return limits;
}

function bounds(events: readonly string[], entries: ReadonlyMap<string, Chain>, limits: Limits): readonly Chain[] {
  const entry = [...entries.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const rounds = [...limits.values()].reduce((sum, limit) => sum + limit, 1);
  const length = entry.length - 1 + rounds * events.length;
  return events.map((event) => ({ ...entry, event, length }));
}

/** The longest chain to `event` with so many passes `left` of each limit. */
interface State {
  readonly key: string;
  readonly event: string;
  readonly left: readonly number[];
}

class Search {
  readonly #stepsTo = new Map<string, Step[]>();
  readonly #limited: readonly string[];
  readonly #entries: ReadonlyMap<string, Chain>;
  readonly #found = new Map<string, Chain | null>();

  constructor(inner: readonly Step[], limited: readonly string[], entries: ReadonlyMap<string, Chain>) {
    for (const step of inner) this.#stepsTo.set(step.to, [...(this.#stepsTo.get(step.to) ?? []), step]);
    this.#limited = limited;
    this.#entries = entries;
  }

  /** Each way back uses up a pass or follows steps without a limit, which make no cycle: the search ends. */
  longestTo(event: string, left: readonly number[]): Chain | null {
    const goal = stateOf(event, left);
    const stack = [goal];
    for (let state = stack.at(-1); state !== undefined; state = stack.at(-1)) {
      const open = this.#waysTo(state).filter((way) => !this.#found.has(way.from.key));
      if (open.length > 0) {
        for (const way of open) stack.push(way.from);
        continue;
      }
      stack.pop();
      this.#found.set(state.key, this.#best(state));
    }
    return this.#found.get(goal.key) ?? null;
  }

  #best(state: State): Chain | null {
    let best = this.#entries.get(state.event) ?? null;
    for (const { step, from } of this.#waysTo(state)) {
      const previous = this.#found.get(from.key) ?? null;
      if (previous !== null) best = longer(best, previous, step);
    }
    return best;
  }

  #waysTo(state: State): readonly { readonly step: Step; readonly from: State }[] {
    return (this.#stepsTo.get(state.event) ?? []).flatMap((step) => {
      const limit = this.#limited.indexOf(step.handler.name);
      if (limit < 0) return { step, from: stateOf(step.from, state.left) };
      const passes = state.left[limit] ?? 0;
      return passes === 0 ? [] : { step, from: stateOf(step.from, state.left.with(limit, passes - 1)) };
    });
  }
}

function stateOf(event: string, left: readonly number[]): State {
  return { key: `${event} ${left.join(" ")}`, event, left };
}
