/** One event's life: who makes it, who handles it, what comes of it, and how much of it there can be. */
import type { Handler, Model } from "../model.ts";
import type { Chain } from "../topology/chain.ts";
import { longestChains } from "../topology/depth.ts";
import { inputsOf, outputsOf, type Topology, topologyOf } from "../topology/topology.ts";
import { statementsOf } from "../walk.ts";
import { offspringOf } from "./offspring.ts";
import { type Count, timesMade } from "./times.ts";

export interface Life {
  readonly event: string;
  /** The event, and every one that comes of it; nearest first. */
  readonly events: readonly LifeEvent[];
  /** Of how many of the event one event of a source can become the cause. */
  readonly origins: readonly Amount[];
  /** What one such event can become. */
  readonly becomes: readonly Amount[];
}

/** `atMost` is null where there is no bound; then `because` says why. */
export interface Amount extends Count {
  readonly event: string;
}

export interface LifeEvent {
  readonly name: string;
  readonly kind: "source event" | "event" | "signal";
  readonly wire: string;
  readonly topic: string;
  readonly key: readonly string[];
  /** The source whose writers bring it, or null. */
  readonly source: string | null;
  readonly madeBy: readonly {
    readonly handler: string;
    readonly kind: Handler["kind"];
    readonly of: readonly string[];
  }[];
  readonly handledBy: readonly LifeHandler[];
  /** Discrete events in the longest chain to it, this one too, and how many more `hops` allows. */
  readonly hops: { readonly used: number; readonly left: number };
}

export interface LifeHandler {
  readonly name: string;
  readonly kind: Handler["kind"];
  /** It handles only some of the events. */
  readonly conditional: boolean;
  readonly limit: number | null;
  readonly reads: readonly string[];
  readonly waits: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
  readonly forwards: readonly string[];
  readonly makes: readonly Made[];
}

/** What one run makes of one event; `held` where `after` holds some of them back. */
export interface Made extends Amount {
  readonly held: boolean;
}

/** Null where the model has no such event or signal. */
export function lifeOf(model: Model, name: string): Life | null {
  const topology = topologyOf(model);
  if (!topology.events.has(name) && !topology.signals.has(name)) return null;
  const chains = longestChains(topology);
  const becomes = offspringOf(topology, name);
  const origins = sourcesOf(topology, name).flatMap((source): readonly Amount[] => {
    const count = offspringOf(topology, source).get(name);
    return count === undefined ? [] : [{ event: source, ...count }];
  });
  return {
    event: name,
    events: [name, ...[...becomes.keys()].filter((other) => other !== name)].map((one) =>
      eventOf(topology, chains, one),
    ),
    origins,
    becomes: [...becomes].map(([event, count]) => ({ event, ...count })),
  };
}

/** The source events that an event comes of, in order of declaration. */
function sourcesOf(topology: Topology, name: string): readonly string[] {
  const seen = new Set([name]);
  for (const one of seen) for (const step of topology.stepsTo.get(one) ?? []) seen.add(step.from);
  const events = [...topology.events.values()];
  return events.filter((one) => one.source !== null && one.name !== name && seen.has(one.name)).map((one) => one.name);
}

function eventOf(topology: Topology, chains: ReadonlyMap<string, Chain>, name: string): LifeEvent {
  const event = topology.events.get(name);
  const message = event ?? topology.signals.get(name);
  const used = chains.get(name)?.length ?? 0;
  return {
    name,
    kind: event === undefined ? "signal" : event.source === null ? "event" : "source event",
    wire: message?.wire ?? name,
    topic: message?.topic ?? "",
    key: message?.key ?? [],
    source: event?.source ?? null,
    madeBy: (topology.madeBy.get(name) ?? []).map((handler) => ({
      handler: handler.name,
      kind: handler.kind,
      of: inputsOf(handler),
    })),
    handledBy: (topology.handledBy.get(name) ?? []).map(handlerOf),
    hops: { used, left: topology.model.pipeline.hops - used },
  };
}

function handlerOf(handler: Handler): LifeHandler {
  const held = new Set(
    statementsOf(handler).flatMap((one) => (one.kind === "emit" && one.after !== null ? one.event : [])),
  );
  return {
    name: handler.name,
    kind: handler.kind,
    conditional: handler.when !== null,
    limit: handler.limit,
    reads: handler.reads,
    waits: handler.waits,
    updates: handler.updates,
    deletes: handler.deletes,
    forwards: handler.forwards,
    makes: outputsOf(handler).map((event) => ({ event, ...timesMade(handler, event), held: held.has(event) })),
  };
}
