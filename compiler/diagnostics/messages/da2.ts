/** DA2001–DA2005: names, what is declared, and settings. */

import { about, code, didYouMean, error, listOf } from "./said.ts";

type Near = readonly string[];

export const DA2001 = {
  /** A type, event, store, source, function or variable. */
  name: (p: { what: string; name: string; near: Near; hint?: string | null }) =>
    about(
      p.name,
      error(
        "DA2001",
        `There is no ${p.what} ${code(p.name)}: declare it or correct the name.`,
        didYouMean(p.near) ?? p.hint,
      ),
    ),
  /** A field, column or member of something. */
  field: (p: { what: string; name: string; of: string; near: Near; hint?: string | null }) =>
    about(
      p.name,
      error(
        "DA2001",
        `${p.of} has no ${p.what} ${code(p.name)}: correct the name or declare it there.`,
        didYouMean(p.near) ?? p.hint,
      ),
    ),
  /** A name that stands for another kind of thing. */
  kind: (p: { name: string; is: string; wanted: string; near: Near }) =>
    about(
      p.name,
      error("DA2001", `${code(p.name)} is ${p.is}, not ${p.wanted}: name ${p.wanted} here.`, didYouMean(p.near)),
    ),
  /** A thing that is written in another way, such as `xs.length`. */
  written: (p: { name: string; of: string; write: string }) =>
    error("DA2001", `${p.of} has no ${code(p.name)}: write ${code(p.write)}.`, `write ${code(p.write)}`),
} as const;

export const DA2002 = {
  twice: (p: { what: string; name: string }) =>
    error("DA2002", `The ${p.what} ${code(p.name)} is declared twice: remove one of them or rename it.`),
  entry: (p: { name: string }) => error("DA2002", `${code(p.name)} is set twice: remove one of the entries.`),
  setting: (p: { name: string }) => error("DA2002", `${code(p.name)} stands here twice: remove one of them.`),
  /** A spread that brings what is already there. */
  spread: (p: { record: string; names: readonly string[] }) =>
    error(
      "DA2002",
      `${code(`...${p.record}`)} brings ${listOf(p.names)}, which ${p.names.length === 1 ? "is" : "are"} already there: remove one of the two.`,
    ),
  wire: (p: { wire: string; field: string; other: string }) =>
    error(
      "DA2002",
      `${code(p.field)} has the wire name ${code(p.wire)}, as ${code(p.other)} has: give one of them another with \`as "…"\`.`,
    ),
  sql: (p: { sql: string; column: string; other: string }) =>
    error(
      "DA2002",
      `The column ${code(p.column)} is ${code(p.sql)} in SQL, as ${code(p.other)} is: give one of them another name with \`as "…"\`.`,
    ),
  envelope: (p: { wire: string; of: string; setting: string }) =>
    error(
      "DA2002",
      `${p.of} has the wire name ${code(p.wire)}, which is the envelope's ${p.setting}: give it another with \`as "…"\`, or name the envelope's otherwise in the pipeline's settings.`,
    ),
  signalColumn: (p: { name: string; store: string }) =>
    error(
      "DA2002",
      `${code(p.name)} is a column of ${code(p.store)}, whose change the signal carries under that name: rename the field.`,
    ),
  builtIn: (p: { what: string; name: string }) =>
    error("DA2002", `${code(p.name)} is built in: give the ${p.what} another name.`),
} as const;

export const DA2003 = {
  record: (p: { steps: readonly string[] }) =>
    error(
      "DA2003",
      p.steps.length < 3
        ? `${code(p.steps[0] ?? "")} includes itself: make the way back optional, nullable, a list or a map.`
        : `${code(p.steps[0] ?? "")} includes itself, by ${p.steps.map(code).join(" → ")}: make one of the steps optional, nullable, a list or a map.`,
    ),
  functions: (p: { steps: readonly string[] }) =>
    error(
      "DA2003",
      p.steps.length < 3
        ? `The function ${code(p.steps[0] ?? "")} calls itself: functions may not call each other in a circle.`
        : `The functions ${p.steps.map(code).join(" → ")} call each other in a circle: break it.`,
    ),
} as const;

export const DA2004 = {
  none: (_: { file: string }) =>
    error("DA2004", "There is no `pipeline` in the root file: begin with `pipeline name { }`."),
  several: (p: { name: string }) =>
    error("DA2004", `There is more than one \`pipeline\`: remove ${code(p.name)}, or the other one.`),
  notInRoot: (p: { name: string; root: string }) =>
    error(
      "DA2004",
      `The pipeline ${code(p.name)} stands in an imported file: move it into the root file ${code(p.root)}.`,
    ),
} as const;

export const DA2005 = {
  unknown: (p: { name: string; of: string; near: Near }) =>
    error("DA2005", `${p.of} has no setting ${code(p.name)}: remove it or correct its name.`, didYouMean(p.near)),
  type: (p: { name: string; wanted: string; near: Near }) =>
    error("DA2005", `The setting ${code(p.name)} must be ${p.wanted}.`, didYouMean(p.near)),
  missing: (p: { name: string; of: string; why: string }) =>
    error("DA2005", `${p.of} lacks the setting ${code(p.name)}${p.why}.`, `add ${code(`${p.name}: …`)}`),
} as const;
