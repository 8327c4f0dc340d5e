/** The graph in the languages of other tools: Mermaid, Graphviz and JSON. */
import type { Graph, GraphEdge, GraphNode, NodeKind } from "./graph.ts";

/** A flowchart, as Markdown pages render it. */
export function mermaidOf(graph: Graph): string {
  const ids = numbered(graph);
  const nodes = graph.nodes.map((node) => {
    const [open, close] = MERMAID_SHAPES[node.kind];
    return `  ${ids(node.id)}${open}"${mermaidText(labelOf(node))}"${close}`;
  });
  const edges = graph.edges.map((edge) => `  ${ids(edge.from)} ${mermaidArrow(edge)} ${ids(edge.to)}`);
  return `${["flowchart LR", ...nodes, ...edges].join("\n")}\n`;
}

const MERMAID_SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  source: ["[[", "]]"],
  transform: ["[", "]"],
  gep: ["[", "]"],
  demux: ["[", "]"],
  dep: ["[", "]"],
  event: ["([", "])"],
  signal: ["{{", "}}"],
  store: ["[(", ")]"],
  topic: ["[/", "/]"],
};

function mermaidArrow(edge: GraphEdge): string {
  if (edge.alsoReads) return "<-->";
  return edge.kind === "read by" ? "-.->" : "-->";
}

/** A label is HTML and, behind a backtick, Markdown. */
function mermaidText(text: string): string {
  return text.replaceAll(/[#"<>&`]/g, (mark) => `#${mark.charCodeAt(0)};`);
}

export function dotOf(graph: Graph): string {
  const nodes = graph.nodes.map(
    (node) => `  ${quoted(node.id)} [label=${quoted(dotText(labelOf(node)))}, shape=${DOT_SHAPES[node.kind]}];`,
  );
  const edges = graph.edges.map((edge) => `  ${quoted(edge.from)} -> ${quoted(edge.to)}${dotStyle(edge)};`);
  return `${[`digraph ${quoted(graph.pipeline)} {`, "  rankdir=LR;", ...nodes, ...edges, "}"].join("\n")}\n`;
}

const DOT_SHAPES: Readonly<Record<NodeKind, string>> = {
  source: "box3d",
  transform: "box",
  gep: "box",
  demux: "box",
  dep: "box",
  event: "ellipse",
  signal: "hexagon",
  store: "cylinder",
  topic: "note",
};

function dotStyle(edge: GraphEdge): string {
  if (edge.alsoReads) return " [dir=both]";
  return edge.kind === "read by" ? " [style=dashed]" : "";
}

/** In a label, what looks like an entity of HTML is one. */
const dotText = (text: string): string => text.replaceAll("&", "&amp;");

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** The data itself. */
export function jsonOf(graph: Graph): string {
  return `${JSON.stringify(graph, null, 2)}\n`;
}

function labelOf(node: GraphNode): string {
  return node.kind === "event" || node.kind === "signal" || node.kind === "topic"
    ? node.name
    : `${node.kind} ${node.name}`;
}

function numbered(graph: Graph): (id: string) => string {
  const numbers = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  return (id) => numbers.get(id) ?? id;
}
