/** What a test says of an expectation that does not hold: what was expected and what came, field by field. */
import { count } from "../diagnostics/messages/said.ts";
import { compared, fits, type Line, type Named, type Shape } from "./compare.ts";
import { type DeadOne, type Happened, left, type Occurrence, type WaitingOne } from "./happened.ts";
import { literalText } from "./literal.ts";

export interface Failure {
  /** One sentence. */
  readonly message: string;
  /** Lines that stand below it. */
  readonly details: readonly string[];
}

/** So many of a kind are told one by one. */
const MOST = 3;

/** `expect event { … }` found none to take. */
export function noneCame(event: string, expected: Named, shape: Shape, happened: Happened): Failure {
  const ofName = happened.emitted.filter((one) => one.event === event);
  const why = [...deathsOf(happened.dead), ...waitsOf(happened.waiting)];
  if (ofName.length === 0) {
    return { message: `No \`${event}\` came.`, details: [...whatCame(happened.emitted), ...why] };
  }
  const untaken = left(ofName, event);
  if (untaken.length === 0) {
    const taken = ofName.length === 1 ? "the one that did was" : `all ${ofName.length} were`;
    return { message: `No further \`${event}\` came: ${taken} taken by expectations before.`, details: why };
  }
  return {
    message: `No \`${event}\` came with these fields.`,
    details: [...nearest(untaken, expected, shape), ...why],
  };
}

/** `expect dead event` and `expect waiting event` found none to take. */
export function noneIs(
  mode: "dead" | "waiting",
  event: string,
  expected: Named,
  shape: Shape,
  happened: Happened,
): Failure {
  const all: readonly Occurrence[] = happened[mode];
  const untaken = left(all, event);
  const is = mode === "dead" ? "is dead" : "waits";
  const others = [...deathsOf(happened.dead), ...waitsOf(happened.waiting)];
  if (untaken.length > 0 && Object.keys(expected).length > 0) {
    return {
      message: `No \`${event}\` with these fields ${is}.`,
      details: [...nearest(untaken, expected, shape), ...others],
    };
  }
  const taken = all.filter((one) => one.event === event).length;
  if (taken === 0) {
    return { message: `No \`${event}\` ${is}.`, details: others.length > 0 ? others : [nothing(mode)] };
  }
  const which = taken === 1 ? "the one there is was" : `all ${taken} were`;
  return { message: `No further \`${event}\` ${is}: ${which} taken by expectations before.`, details: others };
}

function nothing(mode: "dead" | "waiting"): string {
  return mode === "dead" ? "Nothing is dead." : "Nothing waits.";
}

/** `expect no event`, and some are left. */
export function someCame(event: string, expected: Named, shape: Shape, happened: Happened): Failure {
  const found = left(happened.emitted, event).filter(({ value }) => fits(expected, value, shape));
  const which = Object.keys(expected).length > 0 ? " with these fields" : "";
  const [was, them] = found.length === 1 ? ["One", "it"] : [`${found.length}`, "them"];
  return {
    message: `${was} \`${event}\`${which} came, and no expectation before has taken ${them}.`,
    details: told(found, ({ value }) => valuesOf(value, shape)),
  };
}

export interface RowAsked {
  readonly store: string;
  readonly keys: Named;
  readonly shape: Shape;
}

/** `expect store(keys) { … }`, and there is no such row; `others` are the store's rows. */
export function noRow(asked: RowAsked, others: readonly Named[], happened: Happened): Failure {
  const shown = others.slice(0, MOST).map((row) => `  ${rowName({ ...asked, keys: keysOf(row, asked) })}`);
  const more = others.length > MOST ? [`  and ${others.length - MOST} more`] : [];
  const rows =
    others.length === 0 ? [`\`${asked.store}\` is empty.`] : [`\`${asked.store}\` holds:`, ...shown, ...more];
  const why = [...deathsOf(happened.dead), ...waitsOf(happened.waiting)];
  return { message: `There is no row \`${rowName(asked)}\`.`, details: [...rows, ...why] };
}

/** The row is there, with other values. */
export function otherRow(asked: RowAsked, expected: Named, row: Named, happened: Happened): Failure {
  const why = [...deathsOf(happened.dead), ...waitsOf(happened.waiting)];
  return {
    message: `The row \`${rowName(asked)}\` is not as expected.`,
    details: [...linesText(compared(expected, row, asked.shape)), ...why],
  };
}

/** `expect no store(keys)`, and there is one. */
export function someRow(asked: RowAsked, row: Named): Failure {
  return { message: `There is a row \`${rowName(asked)}\`.`, details: valuesOf(row, asked.shape) };
}

function keysOf(row: Named, { keys }: RowAsked): Named {
  return Object.fromEntries(Object.keys(keys).map((name) => [name, row[name] ?? null]));
}

/** `agents(agent: "kim")` */
export function rowName({ store, keys, shape: { fields, types } }: RowAsked): string {
  const typeOf = new Map(fields.map(({ name, type }) => [name, type]));
  const parts = Object.entries(keys).map(
    ([name, value]) => `${name}: ${literalText(value, typeOf.get(name) ?? { kind: "json" }, types)}`,
  );
  return `${store}(${parts.join(", ")})`;
}

/** Those whose fields are most like what was expected, the earlier first. */
function nearest(all: readonly Occurrence[], expected: Named, shape: Shape): string[] {
  const ranked = all
    .map(({ value }) => compared(expected, value, shape))
    .map((lines, at) => ({ lines, at, wrong: lines.filter(({ same }) => !same).length }))
    .sort((a, b) => a.wrong - b.wrong || a.at - b.at);
  const shown = ranked.slice(0, MOST);
  if (all.length === 1) return ["What came:", ...shown.flatMap(({ lines }) => linesText(lines))];
  const head = all.length <= MOST ? `${all.length} came:` : `${all.length} came; the nearest:`;
  return [
    head,
    ...shown.flatMap(({ lines, at }) => [`  the ${ordinal(at + 1)}:`, ...linesText(lines).map((line) => `  ${line}`)]),
  ];
}

function ordinal(n: number): string {
  const tail = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${tail}`;
}

/** Field by field; those that differ are marked, and told twice. */
function linesText(lines: readonly Line[]): string[] {
  const width = Math.max(0, ...lines.map(({ path }) => path.length + 1));
  return lines.flatMap(({ path, same, expected, came }) => {
    const name = `${path}:`.padEnd(width);
    if (same) return [`    ${name} ${came}`];
    return [`  ✗ ${name} expected ${expected}`, `    ${"".padEnd(width)} came     ${came}`];
  });
}

/** All fields that hold something. */
function valuesOf(value: Named, { fields, types }: Shape): string[] {
  const there = fields.filter(({ name }) => (value[name] ?? null) !== null);
  const width = Math.max(0, ...there.map(({ name }) => name.length + 1));
  return there.map(({ name, type }) => `    ${`${name}:`.padEnd(width)} ${literalText(value[name], type, types)}`);
}

function told<T>(all: readonly T[], lines: (one: T) => readonly string[]): string[] {
  const shown = all.slice(0, MOST);
  const parts = shown.flatMap((one, at) =>
    all.length === 1 ? lines(one) : [`  the ${ordinal(at + 1)}:`, ...lines(one)],
  );
  return all.length > MOST ? [...parts, `  and ${all.length - MOST} more`] : parts;
}

function whatCame(emitted: readonly Occurrence[]): string[] {
  if (emitted.length === 0) return ["Nothing came at all."];
  const counts = new Map<string, number>();
  for (const { event } of emitted) if (event !== null) counts.set(event, (counts.get(event) ?? 0) + 1);
  return ["What came:", ...[...counts].map(([event, times]) => `  ${count(times, "time")} \`${event}\``)];
}

function deathsOf(dead: readonly DeadOne[]): string[] {
  const open = dead.filter(({ taken }) => !taken);
  if (open.length === 0) return [];
  const shown = open.slice(0, MOST).map(({ event, handler, code, reason }) => {
    return `  ${event === null ? "a record" : `\`${event}\``} in \`${handler}\` (${code}): ${reason}`;
  });
  return ["Dead:", ...shown, ...(open.length > MOST ? [`  and ${open.length - MOST} more`] : [])];
}

function waitsOf(waiting: readonly WaitingOne[]): string[] {
  const open = waiting.filter(({ taken }) => !taken);
  if (open.length === 0) return [];
  const shown = open.slice(0, MOST).map(({ event, handler, row }) => `  \`${event}\` in \`${handler}\` for \`${row}\``);
  return ["Waiting:", ...shown, ...(open.length > MOST ? [`  and ${open.length - MOST} more`] : [])];
}
