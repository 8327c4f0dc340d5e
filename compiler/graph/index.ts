/** The pipeline as a graph, in the form that `graph --as` asks for. */
import type { Model } from "../model.ts";
import { graphOf } from "./graph.ts";
import { svgOf } from "./svg.ts";
import { dotOf, jsonOf, mermaidOf } from "./text.ts";

export const GRAPH_FORMS = ["svg", "mermaid", "dot", "json"] as const;

export type GraphForm = (typeof GRAPH_FORMS)[number];

export function renderGraph(model: Model, form: GraphForm): string {
  const graph = graphOf(model);
  switch (form) {
    case "svg":
      return svgOf(graph);
    case "mermaid":
      return mermaidOf(graph);
    case "dot":
      return dotOf(graph);
    case "json":
      return jsonOf(graph);
  }
}

export { type Graph, type GraphEdge, type GraphNode, graphOf, idOf, type NodeKind } from "./graph.ts";
export { type SvgOptions, svgOf } from "./svg.ts";
