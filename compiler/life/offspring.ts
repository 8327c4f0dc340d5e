/** How many events one event can become: step by step, until no handler makes more of it. */
import { isDiscrete, type Step, type Topology } from "../topology/topology.ts";
import { type Count, exactly, plus, times, timesMade } from "./times.ts";

/** So many of an event, which came the same way as far as limits are concerned. */
interface Batch {
  readonly name: string;
  /** Discrete events in the chain, this one too. */
  readonly hop: number;
  /** How often the chain has passed each limited handler. */
  readonly passes: ReadonlyMap<string, number>;
  readonly count: Count;
}

/** Of each event and signal that one `start` can become, how many at most; nearest first. */
export function offspringOf(topology: Topology, start: string): ReadonlyMap<string, Count> {
  const made = new Map<string, Count>();
  // Only discrete events go in circles, and no chain of them is longer than `hops`.
  const rounds = topology.events.size + topology.signals.size + topology.model.pipeline.hops;
  let batches: readonly Batch[] = [
    { name: start, hop: hopOf(topology, start, 0), passes: new Map(), count: exactly(1) },
  ];
  for (let round = 0; batches.length > 0 && round < rounds; round++) {
    batches = merged(batches.flatMap((batch) => madeOf(topology, batch)));
    for (const { name, count } of batches) made.set(name, plus(made.get(name) ?? exactly(0), count));
  }
  return made;
}

function madeOf(topology: Topology, batch: Batch): readonly Batch[] {
  return (topology.stepsFrom.get(batch.name) ?? []).flatMap((step) => {
    const hop = hopOf(topology, step.to, batch.hop);
    const passes = passesAfter(batch, step);
    if (passes === null || hop > topology.model.pipeline.hops) return [];
    return { name: step.to, hop, passes, count: times(batch.count, timesMade(step.handler, step.to)) };
  });
}

/** Null where the limit is reached. */
function passesAfter({ passes }: Batch, { handler }: Step): ReadonlyMap<string, number> | null {
  if (handler.limit === null) return passes;
  const passed = passes.get(handler.name) ?? 0;
  return passed < handler.limit ? new Map(passes).set(handler.name, passed + 1) : null;
}

function hopOf(topology: Topology, name: string, before: number): number {
  return isDiscrete(topology.events.get(name)) ? before + 1 : before;
}

function merged(batches: readonly Batch[]): readonly Batch[] {
  const sums = new Map<string, Batch>();
  for (const batch of batches) {
    const passes = [...batch.passes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name}=${count}`);
    const key = [batch.hop, batch.name, ...passes].join(" ");
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? batch : { ...batch, count: plus(sum.count, batch.count) });
  }
  return [...sums.values()];
}
