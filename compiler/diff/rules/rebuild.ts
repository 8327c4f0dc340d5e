/** How a store can be made anew: from which topics, and how far they go back. */
import { listOf } from "../../diagnostics/messages/said.ts";
import type { Store } from "../../model.ts";
import { durationText } from "../../scenarios/literal.ts";
import type { Pair } from "../pair.ts";

export function rebuildText({ new: { model } }: Pair, store: Store): string {
  const writers = model.handlers.filter(({ updates, deletes }) => [...updates, ...deletes].includes(store.name));
  const messages = new Map([...model.events, ...model.signals].map((message) => [message.name, message.topic]));
  const names = new Set(writers.flatMap(({ on }) => on.flatMap(({ name }) => messages.get(name) ?? [])));
  const topics = model.topics.filter(({ name }) => names.has(name));
  if (topics.length === 0) return "nothing updates it, so that it cannot be rebuilt from a topic";
  const own = topics.filter(({ owned }) => owned);
  const others = topics.filter(({ owned }) => !owned);
  const kept = Math.min(...own.map(({ retention }) => retention));
  const parts = [
    ...(own.length === 0
      ? []
      : [`from ${listOf(own.map(({ name }) => name))}, kept for ${durationText(kept)}: what is older is lost`]),
    ...(others.length === 0 ? [] : [`from ${listOf(others.map(({ name }) => name))}, kept as long as its owner says`]),
  ];
  return `it can be rebuilt ${parts.join("; ")}`;
}
