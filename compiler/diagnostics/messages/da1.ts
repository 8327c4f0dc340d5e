/** DA1001–DA1003: the text cannot be read. */

import { code, error } from "./said.ts";

export const DA1001 = {
  /** What the parser says, and things that stand where they mean nothing. */
  syntax: (p: { sentence: string; suggestion: string | null }) => error("DA1001", p.sentence, p.suggestion),
  misplaced: (p: { what: string; where: string; allowed: string }) =>
    error("DA1001", `${code(p.what)} cannot stand in ${p.where}: it belongs in ${p.allowed}.`),
} as const;

export const DA1002 = {
  literal: (p: { sentence: string; suggestion: string | null }) => error("DA1002", p.sentence, p.suggestion),
} as const;

export const DA1003 = {
  notRead: (p: { path: string; problem: string }) =>
    error("DA1003", `The import ${code(p.path)} cannot be read: ${p.problem}. Give a path relative to this file.`),
  rootNotRead: (p: { path: string; problem: string }) =>
    error("DA1003", `The spec ${code(p.path)} cannot be read: ${p.problem}.`),
} as const;
