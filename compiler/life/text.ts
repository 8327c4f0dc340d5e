/** A life as text: the facts of the event, then what comes of it as a tree, then the amounts. */
import type { Amount, Life, LifeEvent, LifeHandler, Made } from "./life.ts";

export function lifeText(life: Life): string {
  const [event] = life.events;
  if (event === undefined) return "";
  const lines = [...factsOf(life, event), "", life.event, ...new Tree(life).of(life.event, "")];
  const becomes = life.becomes.map((one) => `  ${amountOf(one)} ${one.event}`);
  if (becomes.length > 0) lines.push("", `One ${life.event} becomes`, ...becomes, `  ${totalOf(life.becomes)}`);
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
  if (event.kind === "event") facts.push(["hops", hopsOf(event)]);
  else facts.push(["hops", `${event.hops.left} left: it is none itself`]);
  for (const origin of life.origins) facts.push(["of one", `${origin.event}: ${amountOf(origin)}`]);
  return [event.name, ...facts.map(([name, value]) => `  ${name.padEnd(13)}${value}`)];
}

function hopsOf({ hops }: LifeEvent): string {
  return `${hops.used} of ${hops.used + hops.left}, ${hops.left} left`;
}

function amountOf({ atMost, because }: Amount): string {
  return atMost === null ? `unbounded (${because ?? ""})` : `at most ${atMost}`;
}

function totalOf(amounts: readonly Amount[]): string {
  const unbounded = amounts.filter((one) => one.atMost === null);
  if (unbounded.length > 0) return `in all: unbounded`;
  return `in all: at most ${amounts.reduce((sum, one) => sum + (one.atMost ?? 0), 0)}`;
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
  const hops = event?.kind === "event" ? ` (hop ${event.hops.used} of ${event.hops.used + event.hops.left})` : "";
  return `${kind}${made.event}${amount}${held}${hops}`;
}
