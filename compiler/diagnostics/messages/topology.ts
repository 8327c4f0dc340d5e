/** DA4005, DA5001, DA5002 and DA5004: how events flow, and on which topics. */

import { code, error, listOf } from "./said.ts";

export const DA4005 = {
  wireName: (p: { what: string; name: string; wire: string; other: string }) =>
    error(
      "DA4005",
      `The ${p.what} ${code(p.name)} has the wire name ${code(p.wire)} of ${code(p.other)}: give one of them another with \`as "…"\`.`,
    ),
  sourceTopic: (p: { name: string; topic: string; other: string }) =>
    error(
      "DA4005",
      `The source ${code(p.name)} has the topic ${code(p.topic)} of the source ${code(p.other)}: give it its own, or move its events to ${code(p.other)}.`,
    ),
  table: (p: { name: string; table: string; other: string }) =>
    error(
      "DA4005",
      `The store ${code(p.name)} has the table ${code(p.table)} of the store ${code(p.other)}: give one of them another with \`table "…"\`.`,
    ),
  intoSource: (p: { what: string; name: string; topic: string; source: string }) =>
    error(
      "DA4005",
      `The ${p.what} ${code(p.name)} would write to ${code(p.topic)}, the topic of the source ${code(p.source)}: choose a topic that is no source's.`,
    ),
} as const;

export const DA5001 = {
  cycle: (p: { steps: readonly string[]; deps: readonly string[] }) =>
    error(
      "DA5001",
      p.deps.length === 0
        ? `Transforms emit in an endless circle: ${way(p.steps)}. Take one of the steps out.`
        : `Events go round in an endless circle: ${way(p.steps)}. Give ${p.deps.length === 1 ? "the dep" : "one of the deps"} ${listOf(p.deps, "or")} a \`limit\`.`,
    ),
} as const;

export const DA5002 = {
  chain: (p: { steps: readonly string[]; length: number; hops: number }) =>
    error(
      "DA5002",
      `This chain has ${p.length} discrete events, and \`hops: ${p.hops}\` allows ${p.hops}: ${shortWay(p.steps)}. Shorten it, or raise \`hops\`.`,
    ),
} as const;

export const DA5004 = {
  fanout: (p: { handler: string; metric: string; events: readonly string[] }) =>
    error(
      "DA5004",
      `The demux ${code(p.handler)} can emit the metric ${code(p.metric)} of several objects for one event (${listOf(p.events)}): emit the lowest level and let a dep emit the next, or say \`fanout "reason"\`.`,
    ),
} as const;

/** "`a` → `b` → `c`" */
function way(steps: readonly string[]): string {
  return steps.map(code).join(" → ");
}

/** The same, the middle of a very long one (of a limit of hundreds) left out. */
function shortWay(steps: readonly string[]): string {
  return steps.length > 40 ? `${way(steps.slice(0, 20))} → … → ${way(steps.slice(-10))}` : way(steps);
}
