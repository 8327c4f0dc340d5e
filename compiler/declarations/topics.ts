/** The topics that events and signals go to: made of the prefix, who emits them, and their names. */

import type { EventInfo, SignalInfo } from "./definitions.ts";

/** `emittedByDemux` decides between the two topics of a discrete event. */
export function eventTopic(event: EventInfo, prefix: string, sourceTopic: string, emittedByDemux: boolean): string {
  if (event.ofSource) {
    return sourceTopic;
  }
  return event.topic ?? `${prefix}.${emittedByDemux ? "demux" : "dep"}.${bucketOf(event)}`;
}

/** Of a usage event its wire name without `usage.`, of a system event its entity. */
function bucketOf(event: EventInfo): string {
  if (event.sort === "usage") {
    return event.wire.startsWith("usage.") ? event.wire.slice("usage.".length) : event.wire;
  }
  return event.name.split(".")[0] ?? event.name;
}

export function signalTopic(signal: SignalInfo, prefix: string): string {
  return `${prefix}.gep.${signal.name}`;
}
