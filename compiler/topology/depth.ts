/**
 * The longest chain of discrete events to each event. The event that a demux emits is the first of its chain; source
 * events and signals are none. Without cycles this is the longest path of a graph, linear in its steps.
 */
import { type Chain, chainAt, longer } from "./chain.ts";
import { components } from "./components.ts";
import { endlessCycles } from "./cycles.ts";
import { longestInCycles } from "./passes.ts";
import { isDiscrete, type Step, type Topology } from "./topology.ts";

/** By discrete event. Events of endless cycles, and those that only they lead to, are left out: no chain to them ends. */
export function longestChains(topology: Topology): ReadonlyMap<string, Chain> {
  const found = new Map<string, Chain>();
  const endless = new Set(endlessCycles(topology).flatMap((cycle) => [...cycle.events]));
  for (const members of inOrder(topology)) {
    if (members.some((name) => endless.has(name))) continue;
    for (const chain of longestTo(topology, members, found)) found.set(chain.event, chain);
  }
  return found;
}

/** The sets of discrete events that lead to one another, causes first. */
function inOrder(topology: Topology): readonly (readonly string[])[] {
  const names = [...topology.events.values()].filter(isDiscrete).map((event) => event.name);
  const indexes = new Map(names.map((name, index) => [name, index]));
  const causes = (node: number): readonly number[] =>
    stepsTo(topology, names[node] ?? "").flatMap((step) => indexes.get(step.from) ?? []);
  return components(names.length, causes).map((nodes) => nodes.flatMap((node) => names[node] ?? []));
}

function longestTo(topology: Topology, members: readonly string[], found: ReadonlyMap<string, Chain>): Iterable<Chain> {
  const own = new Set(members);
  const inner = members.flatMap((name) => stepsTo(topology, name).filter((step) => own.has(step.from)));
  const entries = new Map<string, Chain>();
  for (const name of members) {
    const entry = entryTo(topology, name, found);
    if (entry !== null) entries.set(name, entry);
  }
  if (inner.length === 0) return entries.values();
  // Events that only cause one another are entered anywhere.
  if (entries.size === 0) for (const name of members) entries.set(name, chainAt(name));
  return longestInCycles(inner, entries, topology.model.pipeline.hops);
}

/** The longest chain that comes to an event from what is found already; null where nothing leads to it. */
function entryTo(topology: Topology, name: string, found: ReadonlyMap<string, Chain>): Chain | null {
  const steps = topology.stepsTo.get(name) ?? [];
  const begins = steps.length === 0 || steps.some((step) => !isDiscrete(topology.events.get(step.from)));
  let best = begins ? chainAt(name) : null;
  for (const step of steps) {
    const previous = found.get(step.from);
    if (previous !== undefined) best = longer(best, previous, step);
  }
  return best;
}

/** The steps to an event from other discrete events. */
function stepsTo(topology: Topology, name: string): readonly Step[] {
  return (topology.stepsTo.get(name) ?? []).filter((step) => isDiscrete(topology.events.get(step.from)));
}
