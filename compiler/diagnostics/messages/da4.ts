/** DA4001–DA4004, DA4006 and DA4007: what events, sources and stores must be. */

import { code, error, listOf } from "./said.ts";

export const DA4001 = {
  name: (p: { name: string }) =>
    error(
      "DA4001",
      `${code(p.name)} names no discrete event: call it \`usage.[object].[metric]\` if it carries a measure, \`[entity].[action]\` if not.`,
    ),
} as const;

export const DA4002 = {
  none: (p: { name: string; metric: string }) =>
    error("DA4002", `The usage event ${code(p.name)} has no measure: add ${code(`measure ${p.metric}: …`)}.`),
  several: (p: { name: string }) =>
    error(
      "DA4002",
      `The usage event ${code(p.name)} has a second measure: one event carries one metric, so make an event of its own for it.`,
    ),
  system: (p: { name: string }) =>
    error(
      "DA4002",
      `The system event ${code(p.name)} carries no measure: remove \`measure\`, or call the event \`usage.[object].[metric]\`.`,
    ),
  elsewhere: (p: { where: string }) =>
    error(
      "DA4002",
      `\`measure\` cannot stand in ${p.where}: only discrete events \`usage.[object].[metric]\` carry one. Remove it.`,
    ),
} as const;

export const DA4003 = {
  name: (p: { name: string; metric: string }) =>
    error(
      "DA4003",
      `The measure ${code(p.name)} is not the metric of the event's name: call it ${code(p.metric)}.`,
      `did you mean ${code(p.metric)}?`,
    ),
} as const;

export const DA4004 = {
  missing: (p: { name: string; source: string | null }) =>
    error(
      "DA4004",
      `The event ${code(p.name)} has no key: say what it is partitioned by, with \`key field\`.`,
      p.source === null ? null : `one that comes in says where from: ${code(`event ${p.name} from ${p.source}`)}`,
    ),
  storeMissing: (p: { name: string }) =>
    error("DA4004", `The store ${code(p.name)} has no key: write \`key\` before the columns that tell its rows apart.`),
  optional: (p: { name: string }) =>
    error("DA4004", `The key field ${code(p.name)} may be null or absent: a key needs a value that is always there.`),
  type: (p: { name: string; type: string }) =>
    error("DA4004", `The key field ${code(p.name)} is ${code(p.type)}: a key is of scalars.`),
} as const;

export const DA4006 = {
  field: (p: { setting: string; field: string; wanted: string; events: readonly string[]; problem: string }) =>
    error(
      "DA4006",
      `${code(`${p.setting}: ${p.field}`)} must be ${p.wanted} of every event of the source, but ${p.problem} ${listOf(p.events)}.`,
    ),
} as const;

export const DA4007 = {
  name: (p: { what: string; name: string }) =>
    error("DA4007", `${code(p.name)} is reserved and may not be used again: give the ${p.what} another name.`),
} as const;
