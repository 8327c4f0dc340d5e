/** What rules about handlers that are in both versions have in common, and the small pipeline of their examples. */
import type { Handler } from "../../model.ts";
import type { Found } from "../finding.ts";
import type { Couple } from "../match.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "./rule.ts";

export type Told = Omit<Found, "path" | "old" | "new">;

export function coupleRule(
  rule: Omit<Rule, "find" | "group" | "level"> & {
    readonly tell: (couple: Couple<Handler>, pair: Pair) => Told | null;
  },
): Rule {
  const { tell, ...rest } = rule;
  const find = (pair: Pair) =>
    pair.handlers.couples.flatMap((couple): Found[] => {
      const found = tell(couple, pair);
      const { old, new: now } = couple;
      return found === null ? [] : [{ path: `handler:${now.name}`, ...found, old: old.namePlace, new: now.namePlace }];
    });
  return { ...rest, group: "handlers", level: "full", find };
}

export const FLOW = `  event order.placed from web { userId: string, amount: number, kind: "new" | "repeat", open: bool }
  event order.sent from web { userId: string, amount: number, kind: "new" | "repeat", open: bool }
  event order.seen { key userId, userId: string, amount: number }
  event order.big { key userId, userId: string }
  store users { key userId: string, n: sum of int }`;

export const FIXED = "  dep counted on order.seen { update users(userId) { n: 1 } }";

export function edit(old: string, now: string): string {
  return [
    FLOW,
    FIXED,
    ...old.split("\n").map((line) => `- ${line}`),
    ...now.split("\n").map((line) => `+ ${line}`),
  ].join("\n");
}

export const SEEN = "demux seen on order.placed { emit order.seen { ...event } }";
