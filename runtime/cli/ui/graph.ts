/** The pipeline as a graph: sources, events, handlers and stores, and what flows between them. */
import type { PipelineDefinition } from "../../api/definition.ts";
import type { Graph, GraphEdge, NodeKind } from "./api.ts";
import { type Laid, layOut } from "./layout.ts";

interface Part {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
}

type Link = Pick<GraphEdge, "from" | "to" | "kind">;

export function graphOf(definition: PipelineDefinition): Graph {
  const links = linksOf(definition);
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const parts = partsOf(definition).filter(({ id, kind }) => linked.has(id) || kind === "source" || kind === "store");
  const sized = parts.map((part) => ({ ...part, ...sizeOf(part) }));
  const laid = layOut(
    sized,
    links.filter(({ kind }) => kind !== "reads"),
  );
  const places = new Map(laid.nodes.map((node) => [node.id, node]));
  const nodes = sized.flatMap((part) => {
    const place = places.get(part.id);
    return place === undefined ? [] : [{ ...part, x: place.x, y: place.y }];
  });
  const paths = new Map(laid.edges.map(({ from, to, path }) => [`${from}\n${to}`, path]));
  const edges = links.flatMap((link) => {
    const path = paths.get(`${link.from}\n${link.to}`) ?? straight(places.get(link.from), places.get(link.to));
    return path === null ? [] : [{ ...link, path }];
  });
  return { width: laid.width, height: laid.height, nodes, edges };
}

const handlerId = (name: string): string => `handler:${name}`;
const storeId = (name: string): string => `store:${name}`;
const eventId = (name: string): string => `event:${name}`;
const sourceId = (name: string): string => `source:${name}`;
const topicId = (name: string): string => `topic:${name}`;

function partsOf({ sources, events, signals, handlers, stores }: PipelineDefinition): Part[] {
  const forwards = new Set(handlers.flatMap((handler) => handler.forwards));
  return [
    ...sources.map(({ name }): Part => ({ id: sourceId(name), kind: "source", name })),
    ...events.map(({ name }): Part => ({ id: eventId(name), kind: "event", name })),
    ...signals.map(({ name }): Part => ({ id: eventId(name), kind: "signal", name })),
    ...handlers.map(({ name, kind }): Part => ({ id: handlerId(name), kind, name })),
    ...stores.map(({ name, external }): Part => ({ id: storeId(name), kind: external ? "external" : "store", name })),
    ...[...forwards].map((name): Part => ({ id: topicId(name), kind: "topic", name })),
  ];
}

function linksOf({ events, handlers }: PipelineDefinition): Link[] {
  const handled = new Set(handlers.flatMap(({ on, emits }) => [...on, ...emits]));
  return [
    ...events.flatMap(({ name, source }): Link[] =>
      source === null || !handled.has(name) ? [] : [{ from: sourceId(source), to: eventId(name), kind: "flows" }],
    ),
    ...handlers.flatMap(({ name, on, emits, signals, forwards, updates, deletes, reads, waits }): Link[] => {
      const id = handlerId(name);
      const looked = [...new Set([...reads, ...waits])];
      return [
        ...on.map((event): Link => ({ from: eventId(event), to: id, kind: "flows" })),
        ...[...emits, ...signals].map((event): Link => ({ from: id, to: eventId(event), kind: "flows" })),
        ...forwards.map((topic): Link => ({ from: id, to: topicId(topic), kind: "flows" })),
        ...[...new Set([...updates, ...deletes])].map(
          (store): Link => ({ from: id, to: storeId(store), kind: "writes" }),
        ),
        ...looked.map((store): Link => ({ from: storeId(store), to: id, kind: "reads" })),
      ];
    }),
  ];
}

const CHARACTER = 7.2;
const [LEAST, MOST] = [96, 216];

/** Long names are cut off by whoever draws them. */
function sizeOf({ kind, name }: Part): { readonly width: number; readonly height: number } {
  const width = Math.round(Math.min(MOST, Math.max(LEAST, name.length * CHARACTER + 34)));
  const isQuiet = kind === "event" || kind === "signal" || kind === "topic";
  return { width, height: isQuiet ? 26 : 42 };
}

/** From side to side, for what the layout did not look at. */
function straight(from: Laid["nodes"][number] | undefined, to: Laid["nodes"][number] | undefined): string | null {
  if (from === undefined || to === undefined) return null;
  const isForward = from.x <= to.x;
  const [x1, x2] = isForward
    ? [from.x + from.width / 2, to.x - to.width / 2]
    : [from.x - from.width / 2, to.x + to.width / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2) * (isForward ? 1 : -1);
  return `M${x1} ${from.y}C${x1 + bend} ${from.y} ${x2 - bend} ${to.y} ${x2} ${to.y}`;
}
