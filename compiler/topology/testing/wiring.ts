/** Models of nothing but wires, for tests of the topology: `dep back limit 3: b -> a`; source events begin with `s`. */
import type { Event, Handler, Model, Place } from "../../model.ts";
import { type Topology, topologyOf } from "../topology.ts";

const PLACE: Place = { file: "wiring.da", start: 0, end: 0, line: 1 };

function declared(name: string) {
  return { name, doc: null, place: PLACE, namePlace: PLACE, broken: false };
}

/** Handlers as lines `kind name [limit n]: inputs -> outputs`; events are declared in the order in which they occur. */
export function wiring(hops: number, lines: readonly string[]): Topology {
  const handlers = lines.map(handlerOf);
  const names = new Set(handlers.flatMap((handler) => [...handler.on.map((input) => input.name), ...handler.emits]));
  const model: Model = {
    pipeline: {
      ...declared("wires"),
      topics: "wires",
      partitions: 1,
      replicas: 1,
      retention: 0,
      hops,
      timezone: "UTC",
      envelope: { id: "eventId", name: "eventName", at: "eventTime" },
    },
    types: [],
    params: [],
    functions: [],
    sources: [],
    events: [...names].map(eventOf),
    signals: [],
    stores: [],
    handlers,
    tests: [],
    topics: [],
  };
  return topologyOf(model);
}

function eventOf(name: string): Event {
  return {
    ...declared(name),
    wire: name,
    was: null,
    source: name.startsWith("s") ? "source" : null,
    fields: [],
    key: [],
    topic: name,
    sort: null,
    measure: null,
    reserved: [],
  };
}

function handlerOf(line: string): Handler {
  const match = /^(transform|gep|demux|dep) (\w+)(?: limit (\d+))?: ([\w, ]+) -> ([\w, ]*)$/.exec(line);
  const [, kind, name = "", limit, inputs = "", outputs = ""] = match ?? [];
  if (kind !== "transform" && kind !== "gep" && kind !== "demux" && kind !== "dep") throw new Error(`no wire: ${line}`);
  return {
    ...declared(name),
    kind,
    was: null,
    on: wordsOf(inputs).map((input) => ({ name: input, place: PLACE })),
    fields: [],
    limit: limit === undefined ? null : Number(limit),
    limitPlace: null,
    fanout: null,
    when: null,
    body: { kind: "typescript", file: "", place: PLACE },
    reads: [],
    updates: [],
    deletes: [],
    emits: wordsOf(outputs),
    signals: [],
    forwards: [],
    changes: [],
    waits: [],
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(",").flatMap((word) => word.trim() || []);
}
