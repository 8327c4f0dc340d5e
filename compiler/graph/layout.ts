/**
 * A layered drawing, from left to right: nodes in columns by rank, long edges through a point in each column between.
 * The same graph is always drawn the same.
 */
import { centersOf, slotsOf } from "./columns.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { type Link, ranksOf } from "./ranks.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `x` and `y` are the upper left corner. */
export interface PlacedNode extends Size, Point {
  readonly node: GraphNode;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** From the border of the one node to that of the other, through every column between: in pairs, in and out. */
  readonly points: readonly Point[];
}

export interface Layout extends Size {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const MARGIN = 24;
const COLUMN_GAP = 72;

export function layoutOf(graph: Graph, sizeOf: (node: GraphNode) => Size): Layout {
  const indexes = new Map(graph.nodes.map((node, index) => [node.id, index]));
  const wanted = graph.edges.map(({ from, to }): Link => [indexes.get(from) ?? 0, indexes.get(to) ?? 0]);
  const { rankOf, links } = ranksOf(graph.nodes.length, wanted);
  const sizes = graph.nodes.map(sizeOf);
  const slots = slotsOf(
    sizes.map((size) => size.height),
    rankOf,
    links,
  );
  const columns = columnsOf(sizes, rankOf);
  const columnOf = (slot: number): Column => columns[slots.all[slot]?.rank ?? 0] ?? NO_COLUMN;
  const raw = centersOf(slots);
  const top = sizes.reduce((least, size, node) => Math.min(least, (raw[node] ?? 0) - size.height / 2), Infinity);
  const centerOf = (slot: number): number => Math.round((raw[slot] ?? 0) - top + MARGIN);
  const nodes = graph.nodes.map((node, index): PlacedNode => {
    const size = sizes[index] ?? { width: 0, height: 0 };
    return { node, ...size, x: columnOf(index).left, y: centerOf(index) - size.height / 2 };
  });
  const edges = graph.edges.map((edge, index): PlacedEdge => {
    const way = slots.ways[index] ?? [];
    const points = way.flatMap((slot): readonly Point[] => {
      const { left, width } = columnOf(slot);
      const y = centerOf(slot);
      return [
        { x: left, y },
        { x: left + (nodes[slot]?.width ?? width), y },
      ];
    });
    const between = points.slice(1, -1);
    return { edge, points: links[index]?.[0] === wanted[index]?.[0] ? between : between.toReversed() };
  });
  const last = columns.at(-1) ?? NO_COLUMN;
  return {
    width: last.left + last.width + MARGIN,
    height: nodes.reduce((most, node) => Math.max(most, node.y + node.height), 0) + MARGIN,
    nodes,
    edges,
  };
}

interface Column {
  readonly left: number;
  readonly width: number;
}

const NO_COLUMN: Column = { left: MARGIN, width: 0 };

function columnsOf(sizes: readonly Size[], rankOf: readonly number[]): readonly Column[] {
  const widths: number[] = [];
  for (const [node, size] of sizes.entries()) {
    const rank = rankOf[node] ?? 0;
    while (widths.length <= rank) widths.push(0);
    widths[rank] = Math.max(widths[rank] ?? 0, size.width);
  }
  let left = MARGIN;
  return widths.map((width) => {
    const column = { left, width };
    left += width + COLUMN_GAP;
    return column;
  });
}
