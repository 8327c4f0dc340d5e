/** What came of an event, as a tree for people and as JSON. */
import type { Json } from "../../api/definition.ts";
import { isObject } from "../../codec/types.ts";
import { letterName } from "../../operate/letters.ts";
import type { RowEffect } from "../../operate/rehearse.ts";
import type { Traced, TracedEvent, TracedStep } from "../../operate/trace.ts";
import { BOLD, CYAN, DIM, type Paint, paintOf, RED, short, YELLOW } from "./table.ts";

interface Node {
  readonly text: string;
  readonly below: readonly Node[];
}

const WIDTH = 150;

/** The tree; the event that was asked for stands out. */
export function treeText({ roots, lost }: Traced, asked: string, color: boolean): string {
  const paint = paintOf(color);
  const nodes = roots.map((root) => eventNode(root, asked, paint));
  const before = lost === null ? [] : [paint(DIM, `What caused it, ${lost}, is not kept any more.`)];
  return [...before, ...nodes.flatMap(({ text, below }) => [text, ...branches(below, paint)]), ""].join("\n");
}

function branches(nodes: readonly Node[], paint: Paint): string[] {
  return nodes.flatMap(({ text, below }, index) => {
    const isLast = index === nodes.length - 1;
    const rest = branches(below, paint).map((line) => paint(DIM, isLast ? "   " : "│  ") + line);
    return [paint(DIM, isLast ? "└─ " : "├─ ") + text, ...rest];
  });
}

function eventNode(traced: TracedEvent, asked: string, paint: Paint): Node {
  const { event, id, at, topic, partition, offset, times, dead, steps } = traced;
  const place = offset < 0 ? topic : `${topic}/${partition} at ${offset}`;
  const again = times > 1 ? `, there ${times} times` : "";
  const name = paint(BOLD, event ?? "no event of the pipeline's");
  const marked = id === asked ? paint(CYAN, id) : id;
  const text = `${name} ${marked} ${paint(DIM, `${new Date(at).toISOString()}, ${place}${again}`)}`;
  const deaths = dead === null ? [] : [{ text: paint(RED, deadText(dead)), below: [] }];
  return { text, below: [...deaths, ...steps.map((step) => stepNode(step, asked, paint))] };
}

function stepNode(step: TracedStep, asked: string, paint: Paint): Node {
  const { handler, kind, state, letters, waits, held, rows, events, forwards } = step;
  const below: Node[] = [
    ...letters.map((letter) => ({ text: paint(RED, deadText(letter)), below: [] })),
    ...(waits === null ? [] : [{ text: paint(YELLOW, waitText(waits)), below: [] }]),
    ...held.map((each) => ({ text: paint(YELLOW, heldText(each)), below: [] })),
    ...rows.map((row) => ({ text: rowText(row), below: [] })),
    ...notTold(step).map((note) => ({ text: paint(DIM, note), below: [] })),
    ...forwards.map((topic) => ({ text: `forward ${JSON.stringify(topic)}`, below: [] })),
    ...events.map((event) => eventNode(event, asked, paint)),
  ];
  const name = `${kind} ${handler}`;
  if (state === "behind") return { text: `${name} ${paint(YELLOW, "has not come to it yet")}`, below };
  return { text: below.length === 0 ? paint(DIM, `${name}: nothing`) : name, below };
}

const deadText = ({ place, code, reason }: NonNullable<TracedEvent["dead"]>): string =>
  short(`dead letter ${letterName(place)}, ${code}: ${reason}`, WIDTH);

/** What an event waits for, and until when. */
export function waitText({ store, keyJson, due, id }: NonNullable<TracedStep["waits"]>): string {
  if (store === null) return "queues behind an event of its key that waits, or is about to be handled";
  const until = due === null ? "" : ` until ${new Date(due).toISOString()}`;
  return `waits for ${store}(${entries(keyJson ?? "{}")})${until}, as number ${id}`;
}

export const heldText = ({ event, id, due }: TracedStep["held"][number]): string =>
  `${event} ${id} is held back until ${new Date(due).toISOString()}`;

/** What a handler did beyond what is told. */
export function notTold({ looked, isAsked, isOfNow }: TracedStep): string[] {
  if (!isAsked)
    return ["which rows it wrote is not told: it is written in TypeScript, and `trace --ask` runs it again"];
  if (isOfNow) return ["it read rows: these are what it would write with those of now"];
  return looked === null ? [] : [`what it wrote after it looked at ${looked} is not told`];
}

/** As the spec would say it. */
export function rowText({ store, key, values }: RowEffect): string {
  const target = `${store}(${entries(key)})`;
  return short(values === null ? `delete ${target}` : `update ${target} { ${entries(values)} }`, WIDTH);
}

function entries(json: string): string {
  const value: unknown = JSON.parse(json);
  const fields = isObject(value) ? Object.entries(value) : [];
  return fields.map(([name, each]) => `${name}: ${JSON.stringify(each)}`).join(", ");
}

/** The tree as one JSON value. */
export function treeJson({ roots, lost }: Traced): Json {
  return { lost, events: roots.map(eventJson) };
}

function eventJson({ value, dead, steps, ...event }: TracedEvent): Json {
  return {
    ...event,
    value: parsed(value),
    ...(dead === null ? {} : { dead: letterName(dead.place), code: dead.code, reason: dead.reason }),
    handlers: steps.map(stepJson),
  };
}

function stepJson({ letters, waits, held, rows, events, isAsked, isOfNow, ...step }: TracedStep): Json {
  return {
    ...step,
    ...(isAsked ? {} : { rowsAreTold: false }),
    ...(isOfNow ? { rowsAreOfNow: true } : {}),
    waits:
      waits === null ? null : { id: waits.id, for: waits.store, key: waits.key, since: waits.since, due: waits.due },
    held: held.map(({ event, id, due, key }) => ({ event, id, due, key })),
    forwards: [...step.forwards],
    dead: letters.map(({ place, code, reason }) => ({ letter: letterName(place), code, reason })),
    rows: rows.map(({ store, key, values }) => ({
      store,
      key: parsed(key),
      ...(values === null ? { deleted: true } : { values: parsed(values) }),
    })),
    events: events.map(eventJson),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
