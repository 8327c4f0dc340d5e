/** Chains of discrete events, each caused by the one before it. */
import type { Step } from "./topology.ts";

/** The last event of a chain, linked to the chain before it. */
export interface Chain {
  readonly event: string;
  /** Discrete events in the chain, this one too. */
  readonly length: number;
  /** Null where the chain begins here: a source event or a signal is the cause, or nothing that is known. */
  readonly previous: Chain | null;
  /** What made it of the previous one. */
  readonly step: Step | null;
}

/** A chain of one event. */
export function chainAt(event: string): Chain {
  return { event, length: 1, previous: null, step: null };
}

/** The longer of a chain and `previous` followed by `step`; of equal ones the latter. */
export function longer(chain: Chain | null, previous: Chain, step: Step): Chain {
  if (chain !== null && chain.length > previous.length + 1) return chain;
  return { event: step.to, length: previous.length + 1, previous, step };
}

/** The chain to each of its events, from the first to the last. */
export function linksOf(last: Chain): readonly Chain[] {
  const links: Chain[] = [];
  for (let at: Chain | null = last; at !== null; at = at.previous) links.push(at);
  return links.reverse();
}
