/** DA5002: chains of discrete events longer than `hops`. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA5002 } from "../diagnostics/messages/topology.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import type { Place } from "../model.ts";
import { type Chain, linksOf } from "../topology/chain.ts";
import { longestChains } from "../topology/depth.ts";
import { isDiscrete, makingPlace, type Topology } from "../topology/topology.ts";
import type { Context } from "./context.ts";

/** A limited cycle makes a chain of the same few places over and over. */
const MOST_SHOWN = 32;

/** The longest chain of each part of the pipeline: one that is too long drags all that hangs on it along. */
export function checkChains({ topology }: Context): readonly Diagnostic[] {
  const { hops } = topology.model.pipeline;
  const chains = [...longestChains(topology).values()].filter((chain) => chain.length > hops);
  if (chains.length === 0) return [];
  const partOf = parts(topology);
  const longest = new Map<string, Chain>();
  for (const chain of chains) {
    const part = partOf(chain.event);
    const known = longest.get(part);
    if (known === undefined || chain.length > known.length) longest.set(part, chain);
  }
  return [...longest.values()].flatMap((chain) => said(topology, chain, hops));
}

/** At the statement that makes the first event past the limit. */
function said(topology: Topology, chain: Chain, hops: number): readonly Diagnostic[] {
  const links = linksOf(chain);
  const past = links[Math.min(hops, links.length - 1)];
  const place = past === undefined ? undefined : placeOf(topology, past);
  if (place === undefined) return [];
  const message = DA5002.chain({ steps: links.map((link) => link.event), length: chain.length, hops });
  const made = links.slice(1, MOST_SHOWN).flatMap((link) => {
    const at = placeOf(topology, link);
    return at === undefined ? [] : related(`\`${link.event}\` is made here`, at);
  });
  return [diagnostic(message, place, made)];
}

function placeOf(topology: Topology, link: Chain): Place | undefined {
  const handler = link.step?.handler ?? topology.madeBy.get(link.event)?.[0];
  return handler === undefined ? topology.events.get(link.event)?.namePlace : makingPlace(handler, link.event);
}

/** Which discrete events hang together, whichever way the steps between them lead; a part is named by one of them. */
function parts(topology: Topology): (name: string) => string {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const [name, steps] of topology.stepsFrom) {
    if (!isDiscrete(topology.events.get(name))) continue;
    for (const step of steps) parent.set(root(step.to), root(name));
  }
  return root;
}
