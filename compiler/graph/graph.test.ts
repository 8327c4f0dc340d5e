import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wiring } from "../topology/testing/wiring.ts";
import { graphOf } from "./graph.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { ranksOf } from "./ranks.ts";
import { svgOf } from "./svg.ts";
import { dotOf, jsonOf, mermaidOf } from "./text.ts";

const SIZE = { width: 100, height: 40 };
const small = graphOf(wiring(8, ["demux enter: s -> a", "dep again limit 2: a -> a, b"]).model);

function overlapping(layout: Layout): readonly string[] {
  return layout.nodes.flatMap((one, index) =>
    layout.nodes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.node.id} and ${other.node.id}`),
  );
}

describe("ranks", () => {
  test("lead to the right, and turn round what closes a circle", () => {
    expect(
      ranksOf(4, [
        [0, 1],
        [1, 2],
        [2, 1],
        [3, 2],
      ]),
    ).toEqual({
      rankOf: [0, 1, 2, 1],
      links: [
        [0, 1],
        [1, 2],
        [1, 2],
        [3, 2],
      ],
    });
  });

  test("of any graph lead to the right", () => {
    const edge = fc.tuple(fc.nat(9), fc.nat(9)).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 25 }), (edges) => {
        const { rankOf, links } = ranksOf(10, edges);
        for (const [from, to] of links) expect(rankOf[from]).toBeLessThan(rankOf[to] ?? -1);
        for (const rank of rankOf) expect(rank).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a layout", () => {
  test("of any pipeline has no two nodes in one place, and ends every edge at its nodes", () => {
    const event = fc.constantFrom("s1", "s2", "a", "b", "c", "d", "e", "f");
    const events = fc.uniqueArray(event, { minLength: 1, maxLength: 3 });
    const handlers = fc.array(fc.tuple(events, events), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(handlers, (pairs) => {
        const lines = pairs.map(([from, to], index) => `dep h${index}: ${from.join(", ")} -> ${to.join(", ")}`);
        const graph = graphOf(wiring(8, lines).model);
        const layout = layoutOf(graph, () => SIZE);
        expect(overlapping(layout)).toEqual([]);
        const at = new Map(layout.nodes.map((node) => [node.node.id, node]));
        for (const { edge, points } of layout.edges) {
          for (const [id, point] of [[edge.from, points.at(0)] as const, [edge.to, points.at(-1)] as const]) {
            const node = at.get(id);
            expect([node?.x, (node?.x ?? 0) + SIZE.width]).toContain(point?.x);
            expect(point?.y).toBe((node?.y ?? 0) + SIZE.height / 2);
          }
        }
        expect(layoutOf(graph, () => SIZE)).toEqual(layout);
      }),
      { numRuns: 60 },
    );
  });

  test("of thousands of nodes is done", () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `dep h${n}: e${n % 700} -> e${(n * 7) % 700}, f${n}`);
    const layout = layoutOf(graphOf(wiring(8, lines).model), () => SIZE);
    expect(layout.nodes).toHaveLength(6700);
  });
});

describe("the forms", () => {
  test("mermaid", () => {
    expect(mermaidOf(small)).toBe(
      [
        "flowchart LR",
        '  n0(["s"])',
        '  n1(["a"])',
        '  n2(["b"])',
        '  n3["demux enter"]',
        '  n4["dep again"]',
        "  n0 --> n3",
        "  n3 --> n1",
        "  n1 --> n4",
        "  n4 --> n1",
        "  n4 --> n2",
        "",
      ].join("\n"),
    );
  });

  test("dot", () => {
    expect(dotOf(small)).toContain('  "handler again" -> "event b";');
    expect(dotOf({ pipeline: 'a "b"\\', nodes: [], edges: [] })).toBe('digraph "a \\"b\\"\\\\" {\n  rankdir=LR;\n}\n');
  });

  test("json is the data", () => {
    expect(JSON.parse(jsonOf(small))).toEqual(small);
  });

  test("svg holds every node and edge, with text escaped and links where they are asked for", () => {
    const [node, ...others] = small.nodes;
    const doc = 'less < more & "so"';
    const nodes = node === undefined ? [] : [{ ...node, doc }, ...others];
    const svg = svgOf({ ...small, nodes }, { href: ({ kind, name }) => (kind === "dep" ? `${name}.html` : null) });
    expect(svg.match(/<g class=/g)).toHaveLength(5);
    expect(svg.match(/<path class="edge/g)).toHaveLength(5);
    expect(svg).toContain("less &lt; more &amp; &quot;so&quot;");
    expect(svg.match(/<a href="again.html">/g)).toHaveLength(1);
    expect(svg).not.toContain("NaN");
  });
});
