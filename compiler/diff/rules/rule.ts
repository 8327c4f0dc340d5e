/** What a rule of the table is. Its id is part of the public interface, and never used again for something else. */
import type { Deploy, Found, Level, Severity, Whom } from "../finding.ts";
import type { Pair } from "../pair.ts";

export type Group =
  | "fields"
  | "values"
  | "events"
  | "sources"
  | "topics"
  | "stores"
  | "handlers"
  | "pipeline"
  | "accepts";

export interface Rule {
  readonly id: string;
  readonly group: Group;
  readonly breaks: Whom;
  /** At which level it is looked for; `full`: at each. */
  readonly level: Level;
  /** How grave it is, where nothing else is known. */
  readonly severity: Severity;
  readonly deploy: Deploy;
  /** Why it matters, in a sentence or two. */
  readonly purpose: string;
  readonly find: (pair: Pair) => readonly Found[];
  /** An edit that it tells of, as lines with `-` and `+`, and one close by that it does not. Without one: the edit taken back. */
  readonly example: string;
  readonly mirror?: string;
}

/** Both versions of a spec of an edit: lines with `-` are only in the old one, with `+` only in the new one. */
export function sidesOf(edit: string): { readonly old: string; readonly new: string } {
  const side = (without: string) =>
    edit
      .split("\n")
      .filter((line) => !line.startsWith(without))
      .map((line) => line.slice(2))
      .join("\n");
  return { old: side("+"), new: side("-") };
}

/** The edit taken back. */
export function reversed(edit: string): string {
  const swapped: Readonly<Record<string, string>> = { "-": "+", "+": "-" };
  return edit
    .split("\n")
    .map((line) => `${swapped[line.charAt(0)] ?? line.charAt(0)}${line.slice(1)}`)
    .join("\n");
}
