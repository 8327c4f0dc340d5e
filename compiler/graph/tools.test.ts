// The graph in the tools whose languages it is written in: Mermaid itself, in a real browser, and Graphviz.
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { expect, test, vi } from "vitest";
import { CHROMIUM, openBrowser } from "../../runtime/cli/testing/browser.ts";
import { analyze } from "../analyze.ts";
import { realHost } from "../cli/host/real.ts";
import { wiring } from "../topology/testing/wiring.ts";
import { type Graph, type GraphNode, graphOf } from "./graph.ts";
import { dotOf, mermaidOf } from "./text.ts";

vi.setConfig({ testTimeout: 120_000 });

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MERMAID = join(ROOT, "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js");
if (CHROMIUM === null) process.stderr.write("Mermaid is not asked: it needs Chromium in /usr/bin.\n");

const SPECS = [
  "pipelines.da",
  "examples/shop/shop.da",
  "examples/sensors/sensors.da",
  "examples/payments/payments.da",
  "compiler/emit/fixtures/kinds/spec.da",
];

function graphIn(path: string): Graph {
  const { model } = analyze(realHost(join(ROOT, dirname(path))), basename(path));
  if (model === null) throw new Error(`${path} has errors.`);
  return graphOf(model);
}

/** Names as topics outside may have them, and words of the other languages. */
const ODD = [
  'a "b" \\ c',
  "end",
  "click; style -->",
  "<b>&amp;</b> #35; #quot;",
  "ünïcödé 日本 🚲",
  "graph LR",
  "%% no comment",
  "`x` ${y} {z} [w] (v) |u|",
  "a\tb",
];

function odd(): Graph {
  const { nodes, edges, pipeline } = graphOf(wiring(8, ["demux enter: s -> a", "dep again limit 2: a -> a, b"]).model);
  const others = ODD.map(
    (name): GraphNode => ({ id: `topic ${name}`, kind: "topic", name, detail: null, doc: null, place: null }),
  );
  const [first] = nodes;
  const to = others.map(({ id }) => ({
    from: first?.id ?? "",
    to: id,
    kind: "forwards" as const,
    alsoReads: id.includes("end"),
  }));
  return { pipeline: `${pipeline} "x"`, nodes: [...nodes, ...others], edges: [...edges, ...to] };
}

const graphs: readonly (readonly [name: string, graph: Graph])[] = [
  ...SPECS.map((path) => [path, graphIn(path)] as const),
  ["odd names", odd()],
];

test.skipIf(CHROMIUM === null)("Mermaid draws every node, under its name, and every edge", async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setContent("<!doctype html><title>graphs</title>");
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate("mermaid.initialize({ startOnLoad: false, maxEdges: 5000, maxTextSize: 1e6 })");
  for (const [name, graph] of graphs) {
    const drawn = await page.evaluate(
      `(async () => {
        const { svg } = await mermaid.render("drawn", ${JSON.stringify(mermaidOf(graph))});
        document.body.innerHTML = svg;
        const all = (css) => [...document.querySelectorAll(css)];
        return { nodes: all(".node .nodeLabel").map((node) => node.textContent.replaceAll(/\\s/g, " ")), edges: all("path.flowchart-link").length };
      })()`,
    );
    expect(drawn, name).toEqual({ nodes: graph.nodes.map(labelOf), edges: graph.edges.length });
  }
  await expect(page.evaluate(`mermaid.parse('flowchart LR\\n a["x\\n b-->')`)).rejects.toThrow("Parse error");
});

/** Those whose shape tells what they are have their name alone. */
const labelOf = ({ kind, name }: GraphNode): string =>
  plain(kind === "event" || kind === "signal" || kind === "topic" ? name : `${kind} ${name}`);

/** What white space becomes is theirs. */
const plain = (text: string): string => text.replaceAll(/\s/g, " ");

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#45": "-" };

test("Graphviz draws every node, under its name, and every edge", async () => {
  const graphviz = await Graphviz.load();
  for (const [name, graph] of graphs) {
    const svg = graphviz.layout(dotOf(graph), "svg", "dot");
    const labels = [...svg.matchAll(/class="node">.*?<text[^>]*>([^<]*)</gs)].map(([, label = ""]) =>
      label.replaceAll(/&([^;]+);/g, (_, entity: string) => ENTITIES[entity] ?? " "),
    );
    expect(labels.map(plain).toSorted(), name).toEqual(graph.nodes.map(labelOf).toSorted());
    expect(svg.match(/class="edge"/g), name).toHaveLength(graph.edges.length);
  }
  expect(() => graphviz.layout('digraph "a { b -> }', "svg", "dot")).toThrow("syntax error");
});
