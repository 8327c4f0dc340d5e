/** `waiting list` and `waiting release`: events that wait for a row or are held back, and letting them go on. */

import { UserError } from "../../errors.ts";
import type { Site } from "../../operate/site.ts";
import {
  heldOf,
  releaseHeld,
  releaseWaiting,
  type Waiting,
  type WaitingFilter,
  waitingOf,
} from "../../operate/waiting.ts";
import type { Held } from "../../store/port.ts";
import type { Call } from "../call.ts";
import { near } from "../near.ts";
import { anyJson } from "../output/print.ts";
import { count, number } from "../output/summary.ts";
import { aligned, paintOf, short } from "../output/table.ts";
import { withSite, withWorkplace } from "../site.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function waitingList(call: Call): Promise<Exit> {
  const { given, surroundings, say } = call;
  const { out, color } = surroundings;
  return withSite(call, [], async (site) => {
    const filter = filterOf(call, site);
    const onlyHeld = given.switches.get("held") === true;
    const waiting = onlyHeld ? [] : (await waitingOf(site, filter)).events;
    const held = filter.stores === undefined || onlyHeld ? await heldOf(site, filter) : [];
    if (given.texts.get("format") === "json") out([...waiting.map(waitingJson), ...held.map(heldJson)].join(""));
    else out(tables(waiting, held, color.out));
    const queued = waiting.reduce((sum, event) => sum + event.queued, 0);
    const behind = queued === 0 ? "" : `, ${number(queued)} queued behind`;
    const others = held.length === 0 ? "" : `, ${number(held.length)} held back`;
    say(`da-run: ${count(waiting.length, "event")} waiting${behind}${others}.\n`);
    return 0;
  });
}

/** Throws a CallError where a handler or store is unknown. */
function filterOf({ given }: Call, { plan: { definition } }: Site): WaitingFilter {
  const [handlers, stores] = [given.lists.get("handlers"), given.lists.get("for")];
  const problems = [
    ...unknown(handlers, "handler", definition.handlers),
    ...unknown(stores, "store", definition.stores),
  ];
  if (problems.length > 0) throw new CallError(...problems);
  return { ...(handlers === undefined ? {} : { handlers }), ...(stores === undefined ? {} : { stores }) };
}

function unknown(
  given: readonly string[] | undefined,
  what: string,
  all: readonly { readonly name: string }[],
): string[] {
  const names = all.map(({ name }) => name);
  return (given ?? [])
    .filter((name) => !names.includes(name))
    .map((name) => `The pipeline has no ${what} ${name}.${near(name, names)}`);
}

function waitingJson({ id, event, handler, store, keyJson, since, due, queued, value }: Waiting): string {
  const head = JSON.stringify({ id, waiting: event, handler, for: store });
  const rest = JSON.stringify({ since, due, queued });
  return `${head.slice(0, -1)},"key":${keyJson},${rest.slice(1, -1)},"value":${anyJson(value)}}\n`;
}

function heldJson({ event, handler, key, id, due, value }: Held): string {
  const head = JSON.stringify({ held: event, handler, key, id, due });
  return `${head.slice(0, -1)},"value":${value}}\n`;
}

function tables(waiting: readonly Waiting[], held: readonly Held[], color: boolean): string {
  const paint = paintOf(color);
  const parts: string[] = [];
  if (waiting.length > 0) {
    const rows = waiting.map(({ id, event, handler, store, keyJson, since, due, queued }) => [
      String(id),
      event,
      handler,
      short(`${store} ${keyJson}`, 60),
      timeText(since),
      due === null ? "–" : timeText(due),
      number(queued),
    ]);
    parts.push(aligned([["id", "event", "handler", "waits for", "since", "until", "queued behind"], ...rows], paint));
  }
  if (held.length > 0) {
    const rows = held.map(({ event, handler, key, due, id }) => [event, handler, short(key, 40), timeText(due), id]);
    parts.push(aligned([["held back", "handler", "key", "leaves", "id"], ...rows], paint));
  }
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

const timeText = (ms: number): string => new Date(Math.min(ms, LAST_DATE)).toISOString().replace(/\.\d+Z$/, "Z");
const LAST_DATE = 8.64e15;

export async function waitingRelease(call: Call): Promise<Exit> {
  const { given, say } = call;
  const { operands } = given;
  const isFiltered = given.lists.has("handlers") || given.lists.has("for");
  const isAll = given.switches.get("all") === true;
  const onlyHeld = given.switches.get("held") === true;
  const isNamed = operands.length > 0;
  const problems: string[] = [];
  if (!isNamed && !isFiltered && !isAll) problems.push("Name events, or say --handler, --for or --all.");
  if (isNamed && (isFiltered || isAll)) problems.push("Name events, or say which by options, not both.");
  if (onlyHeld && given.lists.has("for")) problems.push("What is held back waits for no row: say --held or --for.");
  return withWorkplace(call, problems, async (place) => {
    const filter = filterOf(call, place);
    const waiting = onlyHeld ? [] : (await waitingOf(place, filter)).events;
    const held = onlyHeld || isNamed ? await heldOf(place, filter) : [];
    const chosen = isNamed ? named(operands, waiting, held) : { waiting, held };
    const now = Date.now();
    const ids = chosen.waiting.map(({ id }) => id);
    const released = (await releaseWaiting(place, ids, now)) + (await releaseHeld(place, chosen.held, now));
    const next = await place.work();
    say(`da-run: ${count(released, "event")} released.${released === 0 ? "" : next}\n`);
    return 0;
  });
}

interface Chosen {
  readonly waiting: readonly Waiting[];
  readonly held: readonly Held[];
}

/** What waits is named by its number, what is held back by its id. Throws a UserError where there is none. */
function named(words: readonly string[], waiting: readonly Waiting[], held: readonly Held[]): Chosen {
  const chosen: { waiting: Waiting[]; held: Held[] } = { waiting: [], held: [] };
  const missing: string[] = [];
  for (const word of new Set(words)) {
    const found = waiting.find(({ id }) => String(id) === word);
    const others = found === undefined ? held.filter(({ id }) => id === word) : [];
    if (found !== undefined) chosen.waiting.push(found);
    else if (others.length === 0) missing.push(`No event ${word} is waiting or held back.`);
    chosen.held.push(...others);
  }
  if (missing.length === 0) return chosen;
  throw new UserError("absent", `${missing.join(" ")} \`da-run waiting list\` shows those that are.`);
}
