/** Cycles of events that nothing ends: those with no `limit` on a handler in them. */
import { components } from "./components.ts";
import type { Step, Topology } from "./topology.ts";

export interface Cycle {
  /** The steps round the cycle; the last one leads back to where the first one starts. */
  readonly steps: readonly Step[];
  /** Every event of the component, of which the steps are one shortest way round. */
  readonly events: ReadonlySet<string>;
}

/** One cycle of each set of events that lead to one another without a limit, by the event that it starts from. */
export function endlessCycles(topology: Topology): readonly Cycle[] {
  const names = [...topology.events.keys(), ...topology.signals.keys()];
  const indexes = new Map(names.map((name, index) => [name, index]));
  const successors = (node: number): readonly number[] =>
    endlessStepsFrom(topology, names[node]).flatMap((step) => indexes.get(step.to) ?? []);
  const cycles: Cycle[] = [];
  for (const component of components(names.length, successors)) {
    const [only = 0, ...others] = component;
    if (others.length === 0 && !successors(only).includes(only)) continue;
    const events = new Set(component.toSorted((a, b) => a - b).flatMap((node) => names[node] ?? []));
    const steps = wayRound(topology, events);
    if (steps !== null) cycles.push({ steps, events });
  }
  const start = (cycle: Cycle): number => indexes.get(cycle.steps[0]?.from ?? "") ?? 0;
  return cycles.sort((a, b) => start(a) - start(b));
}

function endlessStepsFrom(topology: Topology, name: string | undefined): readonly Step[] {
  const steps = name === undefined ? undefined : topology.stepsFrom.get(name);
  return (steps ?? []).filter((step) => step.handler.limit === null);
}

/** The shortest way from the event at which the component is entered back to it; null where there is none. */
function wayRound(topology: Topology, events: ReadonlySet<string>): readonly Step[] | null {
  const start = entrance(topology, events);
  if (start === undefined) return null;
  const cameBy = new Map<string, Step>();
  const queue = [start];
  for (const name of queue) {
    for (const step of endlessStepsFrom(topology, name)) {
      if (step.to === start) return [...wayTo(name, start, cameBy), step];
      if (!events.has(step.to) || cameBy.has(step.to)) continue;
      cameBy.set(step.to, step);
      queue.push(step.to);
    }
  }
  return null;
}

/** The first event, in order of declaration, that something outside makes; else the first. */
function entrance(topology: Topology, events: ReadonlySet<string>): string | undefined {
  for (const name of events) {
    if ((topology.stepsTo.get(name) ?? []).some((step) => !events.has(step.from))) return name;
  }
  return events.values().next().value;
}

function wayTo(name: string, start: string, cameBy: ReadonlyMap<string, Step>): readonly Step[] {
  const way: Step[] = [];
  for (let at = name; at !== start; ) {
    const step = cameBy.get(at);
    if (step === undefined) break;
    way.push(step);
    at = step.from;
  }
  return way.reverse();
}
