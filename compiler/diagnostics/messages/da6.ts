/** DA6003–DA6006: keys of stores, external stores and handlers in TypeScript. */

import { about, code, didYouMean, error, listOf } from "./said.ts";

export const DA6003 = {
  missing: (p: { store: string; names: readonly string[] }) =>
    error(
      "DA6003",
      `The key of ${code(p.store)} lacks ${listOf(p.names)}: name ${p.names.length === 1 ? "it" : "them"} in the parentheses.`,
    ),
  unknown: (p: { store: string; name: string; near: readonly string[] }) =>
    about(
      `${p.store}.${p.name}`,
      error(
        "DA6003",
        `${code(p.store)} has no key column ${code(p.name)}: name its key columns and nothing else.`,
        didYouMean(p.near),
      ),
    ),
  twice: (p: { store: string; name: string }) =>
    error("DA6003", `The key column ${code(p.name)} of ${code(p.store)} is set twice: remove one of the two.`),
  unnamed: (p: { store: string; columns: readonly string[] }) =>
    error("DA6003", `The key of ${code(p.store)} is given by name: write ${code(`${p.columns[0] ?? "column"}: …`)}.`),
} as const;

export const DA6004 = {
  external: (p: { store: string; what: string }) =>
    error(
      "DA6004",
      `${code(p.store)} is an external store, which another system writes: it can be read by key, not ${p.what}.`,
    ),
} as const;

export const DA6005 = {
  missing: (p: { file: string; handler: string }) =>
    error(
      "DA6005",
      `The file ${code(p.file)} of the handler ${code(p.handler)} is missing: let \`da-compile\` begin it, or correct the path.`,
    ),
} as const;

/** `reason` and `message` are sentences of TypeScript's own. */
export const DA6006 = {
  noDefault: (p: { file: string; handler: string }) =>
    error(
      "DA6006",
      `${code(p.file)} has no default export: end it with \`export default\` and the function that handles the events of ${code(p.handler)}.`,
    ),
  misfit: (p: { file: string; handler: string; reason: string }) =>
    error("DA6006", `The default export of ${code(p.file)} does not fit the handler ${code(p.handler)}: ${p.reason}`),
  wrong: (p: { file: string; handler: string; message: string; reason: string }) =>
    error(
      "DA6006",
      `${code(p.file)} does not fit the handler ${code(p.handler)}: ${p.message}${p.reason === p.message ? "" : ` ${p.reason}`}`,
    ),
} as const;
