/** The graph as a drawing that stands by itself: readable on light and dark ground, with docs as tooltips. */
import type { Graph, GraphNode, NodeKind } from "./graph.ts";
import { layoutOf, type PlacedEdge, type PlacedNode, type Point, type Size } from "./layout.ts";

export interface SvgOptions {
  /** Where a node links to, or null. */
  readonly href?: (node: GraphNode) => string | null;
}

const CHARACTER = 7.25;
const PADDING = 14;
const HEIGHT = 40;

const STYLE = `
  .da-graph { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
  .da-graph .edge { fill: none; stroke: #8a94a6; stroke-width: 1.2; }
  .da-graph .edge.read { stroke-dasharray: 4 3; }
  .da-graph .tip { fill: #8a94a6; }
  .da-graph .box { fill: #ffffff; stroke: #8a94a6; }
  .da-graph .name { fill: #1c2430; }
  .da-graph .kind { fill: #5b6575; font-size: 10px; }
  .da-graph .source .box, .da-graph .topic .box { fill: #eef2f7; }
  .da-graph .transform .box, .da-graph .gep .box, .da-graph .demux .box, .da-graph .dep .box { fill: #e7f0ff; stroke: #3a6fc4; }
  .da-graph .event .box { fill: #fff6e0; stroke: #b98a1d; }
  .da-graph .signal .box { fill: #fdeaf3; stroke: #b8487d; }
  .da-graph .store .box { fill: #e6f6ec; stroke: #3a8f5c; }
  @media (prefers-color-scheme: dark) {
    .da-graph .box { fill: #1c2430; }
    .da-graph .name { fill: #e8ecf2; }
    .da-graph .kind { fill: #a3adbd; }
    .da-graph .source .box, .da-graph .topic .box { fill: #27303d; }
    .da-graph .transform .box, .da-graph .gep .box, .da-graph .demux .box, .da-graph .dep .box { fill: #1b2d4d; }
    .da-graph .event .box { fill: #3d321a; }
    .da-graph .signal .box { fill: #40222f; }
    .da-graph .store .box { fill: #1c3626; }
  }
`;

export function svgOf(graph: Graph, options: SvgOptions = {}): string {
  const layout = layoutOf(graph, sizeOf);
  const [width, height] = [number(layout.width), number(layout.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="da-graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(`The pipeline ${graph.pipeline}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="da-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>`,
    ...layout.edges.map(edgeOf),
    ...layout.nodes.map((node) => nodeOf(node, options)),
    "</svg>",
    "",
  ].join("\n");
}

function sizeOf(node: GraphNode): Size {
  const characters = Math.max(node.name.length, labelOf(node).length * 0.85);
  return { width: Math.ceil(characters * CHARACTER + 2 * PADDING), height: HEIGHT };
}

function labelOf(node: GraphNode): string {
  return node.kind === "store" && node.detail !== null ? `${node.detail} store` : node.kind;
}

function edgeOf({ edge, points }: PlacedEdge): string {
  const read = edge.kind === "read by" ? " read" : "";
  const start = edge.alsoReads ? ' marker-start="url(#da-tip)"' : "";
  const title = `${edge.from} ${edge.kind} ${edge.to}${edge.alsoReads ? ", and reads it" : ""}`;
  return `<path class="edge${read}" d="${pathOf(points)}" marker-end="url(#da-tip)"${start}><title>${escaped(title)}</title></path>`;
}

/** Curves from column to column, straight lines through the columns themselves. */
function pathOf(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const at = `${number(point.x)} ${number(point.y)}`;
      if (before === undefined) return `M${at}`;
      if (index % 2 === 0) return `L${at}`;
      const middle = number((before.x + point.x) / 2);
      return `C${middle} ${number(before.y)} ${middle} ${number(point.y)} ${at}`;
    })
    .join("");
}

function nodeOf(placed: PlacedNode, options: SvgOptions): string {
  const { node, x, y, width } = placed;
  const tooltip = [`${labelOf(node)} ${node.name}`, node.kind === "store" ? null : node.detail, node.doc];
  const drawing =
    `<g class="${node.kind}" transform="translate(${number(x)} ${number(y)})">` +
    `<title>${escaped(tooltip.filter((line) => line !== null).join("\n"))}</title>` +
    shapeOf(node.kind, width) +
    `<text class="kind" x="${PADDING}" y="15">${escaped(labelOf(node))}</text>` +
    `<text class="name" x="${PADDING}" y="30">${escaped(node.name)}</text></g>`;
  const href = options.href?.(node) ?? null;
  return href === null ? drawing : `<a href="${escaped(href)}">${drawing}</a>`;
}

function shapeOf(kind: NodeKind, width: number): string {
  if (kind === "store") {
    const side = `v${HEIGHT - 10}`;
    return `<path class="box" d="M0 5a${width / 2} 5 0 0 1 ${width} 0${side}a${width / 2} 5 0 0 1 -${width} 0z"/><path class="box" fill-opacity="0" d="M0 5a${width / 2} 5 0 0 0 ${width} 0"/>`;
  }
  const radius = kind === "event" || kind === "signal" ? HEIGHT / 2 : kind === "source" || kind === "topic" ? 0 : 6;
  return `<rect class="box" width="${width}" height="${HEIGHT}" rx="${radius}"/>`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
