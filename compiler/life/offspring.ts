/** How many events one event can become: hop by hop, as far as the longest chains reach. */
import type { Chain } from "../topology/chain.ts";
import { isDiscrete, type Topology } from "../topology/topology.ts";
import { type Count, exactly, plus, times, timesMade } from "./times.ts";

/** So many of an event, at one place of their chains. */
interface Batch {
  readonly name: string;
  /** Discrete events in the chain, this one too. */
  readonly hop: number;
  readonly count: Count;
}

/** Of each event and signal that one `start` can become, how many at most; nearest first. */
export function offspringOf(
  topology: Topology,
  chains: ReadonlyMap<string, Chain>,
  start: string,
): ReadonlyMap<string, Count> {
  const made = new Map<string, Count>();
  const most = topology.events.size + topology.signals.size + topology.model.pipeline.hops;
  let batches: readonly Batch[] = [{ name: start, hop: hopOf(topology, start, 0), count: exactly(1) }];
  for (let round = 0; batches.length > 0 && round < most; round++) {
    batches = merged(batches.flatMap((batch) => madeOf(topology, chains, batch)));
    for (const { name, count } of batches) made.set(name, plus(made.get(name) ?? exactly(0), count));
  }
  return made;
}

function madeOf(topology: Topology, chains: ReadonlyMap<string, Chain>, batch: Batch): readonly Batch[] {
  return (topology.stepsFrom.get(batch.name) ?? []).flatMap(({ handler, to }) => {
    const hop = hopOf(topology, to, batch.hop);
    if (hop > batch.hop && hop > (chains.get(to)?.length ?? 0)) return [];
    return { name: to, hop, count: times(batch.count, timesMade(handler, to)) };
  });
}

function hopOf(topology: Topology, name: string, before: number): number {
  return isDiscrete(topology.events.get(name)) ? before + 1 : before;
}

function merged(batches: readonly Batch[]): readonly Batch[] {
  const sums = new Map<string, Batch>();
  for (const batch of batches) {
    const key = `${batch.hop} ${batch.name}`;
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? batch : { ...batch, count: plus(sum.count, batch.count) });
  }
  return [...sums.values()];
}
