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
  const { handler, kind, state, letters, rows, looked, events, forwards } = step;
  const below: Node[] = [
    ...letters.map((letter) => ({ text: paint(RED, deadText(letter)), below: [] })),
    ...rows.map((row) => ({ text: rowText(row), below: [] })),
    ...(looked === null
      ? []
      : [{ text: paint(DIM, `what it wrote after it looked at ${looked} is not told`), below: [] }]),
    ...forwards.map((topic) => ({ text: `forward ${JSON.stringify(topic)}`, below: [] })),
    ...events.map((event) => eventNode(event, asked, paint)),
  ];
  const name = `${kind} ${handler}`;
  if (state === "behind") return { text: `${name} ${paint(YELLOW, "has not come to it yet")}`, below };
  return { text: below.length === 0 ? paint(DIM, `${name}: nothing`) : name, below };
}

const deadText = ({ place, code, reason }: NonNullable<TracedEvent["dead"]>): string =>
  short(`dead letter ${letterName(place)}, ${code}: ${reason}`, WIDTH);

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

function stepJson({ letters, rows, events, ...step }: TracedStep): Json {
  return {
    ...step,
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
