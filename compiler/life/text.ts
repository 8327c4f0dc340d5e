/** A life as text: the facts of the event, then what comes of it as a tree, then the amounts. */

import type { Amount, Life, LifeEvent, LifeHandler, Made } from "./life.ts";
import { type Count, exactly, plus } from "./times.ts";

export function lifeText(life: Life): string {
  const [event] = life.events;
  if (event === undefined) return "";
  const lines = [...factsOf(life, event), "", life.event, ...new Tree(life).of(life.event, "")];
  if (life.becomes.length > 0) lines.push("", `One ${life.event} becomes`, ...amountLines(life.becomes));
  return `${lines.join("\n")}\n`;
}

function factsOf(life: Life, event: LifeEvent): readonly string[] {
  const facts: (readonly [string, string])[] = [
    ["kind", event.kind],
    ["on the wire", event.wire],
    ["topic", event.topic],
    ["key", event.key.length === 0 ? "none: no order is known" : event.key.join(", ")],
  ];
  if (event.source !== null) facts.push(["written by", `the writers of the source ${event.source}`]);
  for (const { handler, kind, of } of event.madeBy) facts.push(["made by", `${kind} ${handler}, of ${of.join(", ")}`]);
  if (event.source === null && event.madeBy.length === 0) facts.push(["made by", "nothing"]);
  facts.push(["hops", hopsOf(event)]);
  for (const origin of life.origins) facts.push(["of one", `${origin.event}: ${amountOf(origin)}`]);
  return [event.name, ...facts.map(([name, value]) => `  ${name.padEnd(13)}${value}`)];
}

function hopsOf(event: LifeEvent): string {
  const { used, left } = event.hops;
  return event.kind === "event" ? `${used} of ${used + left} at most, ${left} left` : `none yet, ${left} left`;
}

function leftOf({ hops }: LifeEvent): string {
  return `${hops.left} hop${hops.left === 1 ? "" : "s"} left`;
}

function amountOf({ atMost, because }: Count): string {
  return atMost === null ? `unbounded: ${because ?? ""}` : `at most ${atMost}`;
}

function amountLines(amounts: readonly Amount[]): readonly string[] {
  const total = amounts.reduce((sum, one) => plus(sum, one), exactly(0));
  const rows = [...amounts, { ...total, event: "in all" }];
  const width = Math.max(...rows.map((row) => row.event.length));
  return rows.map((row) => `  ${row.event.padEnd(width)}  ${amountOf(row)}`);
}

class Tree {
  readonly #events: ReadonlyMap<string, LifeEvent>;
  readonly #shown = new Set<string>();

  constructor(life: Life) {
    this.#events = new Map(life.events.map((event) => [event.name, event]));
  }

  /** What handles an event, and what that makes; each event's own only where it is first met. */
  of(name: string, indent: string): readonly string[] {
    this.#shown.add(name);
    const handlers = this.#events.get(name)?.handledBy ?? [];
    return handlers.flatMap((handler, index) => {
      const last = index === handlers.length - 1;
      const below = `${indent}${last ? "   " : "│  "}`;
      return [`${indent}${last ? "└─ " : "├─ "}${handlerLine(handler)}`, ...this.#made(handler.makes, below)];
    });
  }

  #made(makes: readonly Made[], indent: string): readonly string[] {
    return makes.flatMap((made, index) => {
      const last = index === makes.length - 1;
      const event = this.#events.get(made.event);
      const before = this.#shown.has(made.event);
      const line = `${indent}${last ? "└─ " : "├─ "}${madeLine(made, event)}${before ? ", see above" : ""}`;
      return before ? [line] : [line, ...this.of(made.event, `${indent}${last ? "   " : "│  "}`)];
    });
  }
}

function handlerLine(handler: LifeHandler): string {
  const does = [
    ...said("waits for", handler.waits),
    ...said(
      "reads",
      handler.reads.filter((store) => !handler.waits.includes(store)),
    ),
    ...said("updates", handler.updates),
    ...said("deletes from", handler.deletes),
    ...said("forwards to", handler.forwards),
  ];
  const limit = handler.limit === null ? "" : ` limit ${handler.limit}`;
  const when = handler.conditional ? " when …" : "";
  return `${handler.kind} ${handler.name}${limit}${when}${does.length === 0 ? "" : `: ${does.join("; ")}`}`;
}

function said(verb: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${verb} ${names.join(", ")}`];
}

function madeLine(made: Made, event: LifeEvent | undefined): string {
  const amount = made.atMost === 1 ? "" : made.atMost === null ? " × any number" : ` × at most ${made.atMost}`;
  const held = made.held ? ", held back" : "";
  const kind = event === undefined || event.kind === "event" ? "" : `${event.kind} `;
  const hops = event?.kind === "event" ? ` (${leftOf(event)})` : "";
  return `${kind}${made.event}${amount}${held}${hops}`;
}
