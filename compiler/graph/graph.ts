/** The pipeline's graph as data: what brings, handles, makes and keeps what. */
import type { Handler, Model, Place } from "../model.ts";
import { inputsOf } from "../topology/topology.ts";

export type NodeKind = "source" | Handler["kind"] | "event" | "signal" | "store" | "topic";

export interface GraphNode {
  /** `event usage.order.amount`: told apart from a store of the same name. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** A few words: a topic, a store that is external. */
  readonly detail: string | null;
  readonly doc: string | null;
  /** Where it is declared; null for a topic outside. */
  readonly place: Place | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Of a handler that reads and writes one store there is one edge, `updates`, with `alsoReads`. */
  readonly kind: "brings" | "handled by" | "emits" | "signals" | "updates" | "deletes" | "read by" | "forwards";
  readonly alsoReads: boolean;
}

export interface Graph {
  readonly pipeline: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** In order of declaration: the same model always gives the same graph. */
export function graphOf(model: Model): Graph {
  const nodes: GraphNode[] = [
    ...model.sources.map(
      (one): GraphNode => ({ ...node(one, "source"), id: idOf("source", one.name), detail: one.topic }),
    ),
    ...model.events.map(
      (one): GraphNode => ({ ...node(one, "event"), id: idOf("event", one.name), detail: one.topic }),
    ),
    ...model.handlers.map(
      (one): GraphNode => ({ ...node(one, one.kind), id: idOf("handler", one.name), detail: null }),
    ),
    ...model.signals.map(
      (one): GraphNode => ({ ...node(one, "signal"), id: idOf("event", one.name), detail: one.topic }),
    ),
    ...model.stores.map(
      (one): GraphNode => ({
        ...node(one, "store"),
        id: idOf("store", one.name),
        detail: one.external ? "external" : null,
      }),
    ),
    ...[...new Set(model.handlers.flatMap((handler) => handler.forwards))].map(
      (name): GraphNode => ({ id: idOf("topic", name), kind: "topic", name, detail: null, doc: null, place: null }),
    ),
  ];
  const known = new Set(nodes.map((one) => one.id));
  const edges = [
    ...model.events.flatMap((event) =>
      event.source === null ? [] : edge("brings", idOf("source", event.source), idOf("event", event.name)),
    ),
    ...model.handlers.flatMap(edgesOf),
  ];
  return {
    pipeline: model.pipeline.name,
    nodes,
    edges: edges.filter((one) => known.has(one.from) && known.has(one.to)),
  };
}

/** What `nodes` are called in `edges`: handlers by one word, whatever their kind, and signals as events. */
export function idOf(what: "source" | "event" | "handler" | "store" | "topic", name: string): string {
  return `${what} ${name}`;
}

function node(declared: { readonly name: string; readonly doc: string | null; readonly place: Place }, kind: NodeKind) {
  return { kind, name: declared.name, doc: declared.doc, place: declared.place };
}

function edge(kind: GraphEdge["kind"], from: string, to: string, alsoReads = false): GraphEdge {
  return { from, to, kind, alsoReads };
}

function edgesOf(handler: Handler): readonly GraphEdge[] {
  const own = idOf("handler", handler.name);
  const read = new Set([...handler.reads, ...handler.waits]);
  const deleted = handler.deletes.filter((store) => !handler.updates.includes(store));
  const written = new Set([...handler.updates, ...deleted]);
  return [
    ...inputsOf(handler).map((name) => edge("handled by", idOf("event", name), own)),
    ...[...read].filter((store) => !written.has(store)).map((store) => edge("read by", idOf("store", store), own)),
    ...handler.emits.map((name) => edge("emits", own, idOf("event", name))),
    ...handler.signals.map((name) => edge("signals", own, idOf("event", name))),
    ...handler.updates.map((store) => edge("updates", own, idOf("store", store), read.has(store))),
    ...deleted.map((store) => edge("deletes", own, idOf("store", store), read.has(store))),
    ...handler.forwards.map((topic) => edge("forwards", own, idOf("topic", topic))),
  ];
}
