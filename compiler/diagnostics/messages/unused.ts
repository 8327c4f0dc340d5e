/** DA8001, DA8002 and DA8004: what nothing makes, handles or uses. */

import { code, warning } from "./said.ts";

export const DA8001 = {
  notHandled: (p: { name: string }) =>
    warning("DA8001", `Nothing handles the source event ${code(p.name)}: let a handler handle it, or remove it.`),
  notEmitted: (p: { what: string; name: string }) =>
    warning("DA8001", `Nothing emits the ${p.what} ${code(p.name)}: let a handler emit it, or remove it.`),
} as const;

export const DA8002 = {
  notUsed: (p: { what: string; name: string }) =>
    warning("DA8002", `Nothing uses the ${p.what} ${code(p.name)}: use it, or remove it.`),
  notTouched: (p: { name: string; external: boolean }) =>
    warning(
      "DA8002",
      p.external
        ? `Nothing reads the external store ${code(p.name)}: read it, or remove it.`
        : `Nothing reads or updates the store ${code(p.name)}: let a handler use it, or remove it.`,
    ),
} as const;

export const DA8004 = {
  neverComes: (p: { store: string }) =>
    warning(
      "DA8004",
      `Nothing updates ${code(p.store)}, so this wait always runs out: let a handler update it, or leave \`wait\` out.`,
    ),
} as const;
