import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linksOf } from "./chain.ts";
import { components } from "./components.ts";
import { endlessCycles } from "./cycles.ts";
import { longestChains } from "./depth.ts";
import { wiring } from "./testing/wiring.ts";
import type { Topology } from "./topology.ts";

const lengths = (topology: Topology) =>
  Object.fromEntries([...longestChains(topology)].map(([name, chain]) => [name, chain.length]));

const cycles = (topology: Topology) =>
  endlessCycles(topology).map(({ steps }) => steps.map((step) => `${step.from} ${step.handler.name} ${step.to}`));

/** The lengths of the longest chains, by following each of them. */
function tried(topology: Topology): Readonly<Record<string, number>> {
  const longest: Record<string, number> = {};
  const follow = (name: string, length: number, passes: ReadonlyMap<string, number>): void => {
    longest[name] = Math.max(longest[name] ?? 0, length);
    for (const { handler, to } of topology.stepsFrom.get(name) ?? []) {
      const passed = passes.get(handler.name) ?? 0;
      if (passed < (handler.limit ?? Infinity)) follow(to, length + 1, new Map(passes).set(handler.name, passed + 1));
    }
  };
  for (const name of ["a", "b", "c", "d"]) follow(name, 1, new Map());
  return longest;
}

describe("components", () => {
  test("are what reaches one another, causes after what they lead to", () => {
    const edges = [[1], [2], [0, 3], [4], [], [4]];
    expect(components(6, (node) => edges[node] ?? [])).toEqual([[4], [3], [0, 1, 2], [5]]);
  });

  test("agree with reachability on any graph", () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 16 }), (edges) => {
        const successors = (node: number) => edges.filter(([from]) => from === node).map(([, to]) => to);
        const reach = (from: number) => {
          const seen = [from];
          for (const node of seen) seen.push(...successors(node).filter((next) => !seen.includes(next)));
          return new Set(seen);
        };
        const found = components(8, successors);
        const componentOf = (node: number) => found.findIndex((component) => component.includes(node));
        for (let a = 0; a < 8; a++) {
          for (let b = 0; b < 8; b++) {
            const together = reach(a).has(b) && reach(b).has(a);
            expect(componentOf(a) === componentOf(b)).toBe(together);
            if (reach(a).has(b)) expect(componentOf(b)).toBeLessThanOrEqual(componentOf(a));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("need no stack for a long chain", () => {
    expect(components(200_000, (node) => (node < 199_999 ? [node + 1] : []))).toHaveLength(200_000);
  });
});

describe("cycles", () => {
  test("begin where they are entered, and go the shortest way round", () => {
    const topology = wiring(8, [
      "dep back: c -> b",
      "demux enter: s -> b",
      "dep there: b -> c",
      "dep detour: b -> d",
      "dep home: d -> c",
    ]);
    expect(cycles(topology)).toEqual([["b there c", "c back b"]]);
    expect(endlessCycles(topology)[0]?.events).toEqual(new Set(["b", "c", "d"]));
  });

  test("of one event", () => {
    expect(cycles(wiring(8, ["demux enter: s -> a", "dep again: a -> a"]))).toEqual([["a again a"]]);
  });

  test("with a limit somewhere end", () => {
    expect(cycles(wiring(8, ["demux enter: s -> a", "dep there: a -> b", "dep back limit 2: b -> a"]))).toEqual([]);
  });

  test("beside a limit do not", () => {
    const topology = wiring(8, [
      "demux enter: s -> a",
      "dep there: a -> b",
      "dep back limit 2: b -> a",
      "dep short: b -> a",
    ]);
    expect(cycles(topology)).toEqual([["a there b", "b short a"]]);
  });

  test("of transforms are cycles too", () => {
    expect(cycles(wiring(8, ["transform to: s1 -> s2", "transform fro: s2 -> s1"]))).toEqual([
      ["s1 to s2", "s2 fro s1"],
    ]);
  });
});

describe("the longest chain", () => {
  test("begins with what a demux, or a dep on source events, emits", () => {
    const topology = wiring(8, [
      "transform first: s1 -> s2",
      "demux enter: s2 -> a",
      "dep system: s3 -> b",
      "dep there: a -> b",
      "dep on: b -> c",
    ]);
    expect(lengths(topology)).toEqual({ a: 1, b: 2, c: 3 });
    const chain = longestChains(topology).get("c");
    expect(chain && linksOf(chain).map((link) => [link.event, link.step?.handler.name])).toEqual([
      ["a", undefined],
      ["b", "there"],
      ["c", "on"],
    ]);
  });

  test("passes a limited dep as often as its limit", () => {
    const self = ["demux enter: s -> a", "dep again limit 3: a -> a", "dep out: a -> b"];
    expect(lengths(wiring(20, self))).toEqual({ a: 4, b: 5 });
    const two = ["demux enter: s -> a", "dep there: a -> b", "dep back limit 2: b -> a"];
    expect(lengths(wiring(20, two))).toEqual({ a: 5, b: 6 });
  });

  test("adds the limits of several deps of one component", () => {
    const topology = wiring(20, [
      "demux enter: s -> a",
      "dep there: a -> b",
      "dep back limit 2: b -> a",
      "dep again limit 3: b -> b",
    ]);
    expect(lengths(topology)).toEqual({ a: 8, b: 9 });
  });

  test("counts no further than what is too long anyway", () => {
    const topology = wiring(4, ["demux enter: s -> a", "dep again limit 1000000000: a -> a"]);
    expect(lengths(topology)).toEqual({ a: 6 });
  });

  test("is bounded where limits and hops are both too large to try", () => {
    const limit = 1_000_000;
    const topology = wiring(5_000_000, [
      "demux enter: s -> a",
      `dep again limit ${limit}: a -> a`,
      `dep more limit ${limit}: a -> a`,
    ]);
    expect(lengths(topology)).toEqual({ a: 2 * limit + 1 });
  });

  test("is not known behind an endless cycle", () => {
    const topology = wiring(8, ["demux enter: s -> a, c", "dep again: a -> a", "dep out: a -> b", "dep on: c -> d"]);
    expect(lengths(topology)).toEqual({ c: 1, d: 2 });
  });

  test("of events that only cause one another begins anywhere", () => {
    expect(lengths(wiring(8, ["dep there limit 1: a -> b", "dep back: b -> a"]))).toEqual({ a: 4, b: 3 });
  });

  test("agrees with trying every chain", () => {
    const event = fc.constantFrom("s", "a", "b", "c", "d");
    const limit = fc.constantFrom(null, null, 1, 2);
    const handler = fc.tuple(event, fc.constantFrom("a", "b", "c", "d"), limit);
    fc.assert(
      fc.property(fc.array(handler, { maxLength: 6 }), (handlers) => {
        const enter = "demux enter: s -> a, b, c, d";
        const lines = handlers.map(
          ([from, to, most], n) => `dep d${n}${most === null ? "" : ` limit ${most}`}: ${from} -> ${to}`,
        );
        const topology = wiring(100, [enter, ...lines]);
        fc.pre(endlessCycles(topology).length === 0);
        expect(lengths(topology)).toEqual(tried(topology));
      }),
      { numRuns: 300 },
    );
  });

  test("of a long pipeline needs no stack", () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `dep d${n}: e${n} -> e${n + 1}`);
    const topology = wiring(8, ["demux enter: s -> e0", ...lines]);
    expect(longestChains(topology).get("e20000")?.length).toBe(20_001);
  });
});
