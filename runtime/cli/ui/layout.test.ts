import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut } from "./layout.ts";

const graphs = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc.record({
    nodes: fc.constant(
      Array.from({ length: size }, (_, n) => ({ id: `n${n}`, width: 60 + n * 3, height: n % 2 ? 26 : 42 })),
    ),
    edges: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1) }), { maxLength: 30 }),
  }),
);

test("nodes of any graph stand apart, inside of it, and each edge leads from one to the other", () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const named = edges.map(({ from, to }) => ({ from: `n${from}`, to: `n${to}` }));
      const laid = layOut(nodes, named);
      expect(laid.nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
      expect(laid.edges).toHaveLength(named.filter(({ from, to }) => from !== to).length);
      for (const [index, one] of laid.nodes.entries()) {
        expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
        expect(one.y - one.height / 2).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width / 2).toBeLessThanOrEqual(laid.width);
        expect(one.y + one.height / 2).toBeLessThanOrEqual(laid.height);
        for (const other of laid.nodes.slice(index + 1)) {
          const isApart =
            Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
            Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
          expect(isApart, `${one.id} and ${other.id}`).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("what leads to another stands on its left, whatever way round a cycle is cut", () => {
  const nodes = ["a", "b", "c"].map((id) => ({ id, width: 80, height: 30 }));
  const { nodes: laid } = layOut(nodes, [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "b" },
  ]);
  const xs = laid.map(({ x }) => x);
  expect(xs).toEqual([...xs].sort((one, other) => one - other));
});
