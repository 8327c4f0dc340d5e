/** What the page may ask for, and what answers. */
import { Readable } from "node:stream";
import { bare, isObject } from "../../codec/types.ts";
import { UserError } from "../../errors.ts";
import { type Letter, letterAt, letterCounts, letterName, letterPlace, newestLetters } from "../../operate/letters.ts";
import { replayLetters } from "../../operate/replay.ts";
import { keyOfToken, keyToken, rowsPage } from "../../operate/rows.ts";
import type { Site } from "../../operate/site.ts";
import { traceOf } from "../../operate/trace.ts";
import { heldOf, releaseHeld, releaseWaiting, waitingOf } from "../../operate/waiting.ts";
import type { HeldKey } from "../../store/port.ts";
import { bodyText, headersJson } from "../output/letters.ts";
import { count } from "../output/summary.ts";
import type {
  ColumnInfo,
  Done,
  LetterDetail,
  LetterInfo,
  LettersPage,
  PipelineInfo,
  RowsPage,
  StoreInfo,
  TreeNode,
  WaitingPage,
} from "./api.ts";
import { graphOf } from "./graph.ts";
import { treeNodes } from "./tree.ts";

/** Answers a GET below /api/, or undefined where there is nothing of that name. */
export type Route = (site: Site, name: string, query: URLSearchParams) => Promise<unknown>;

export const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["pipeline", async (site) => pipelineInfo(site)],
  ["rows", rows],
  ["dead", async (site, name, query) => (name === "" ? letters(site, query) : letter(site, name))],
  ["waiting", async (site) => waiting(site)],
  ["trace", async (site, _, query) => trace(site, query.get("id") ?? "")],
]);

/** Answers a POST below /api/: reads from the one, and changes the other. */
export type Change = (read: Site, write: Site, body: unknown, now: number) => Promise<Done>;

export const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["replay", replay],
  ["release", release],
]);

function pipelineInfo({ plan }: Site): PipelineInfo {
  const { definition } = plan;
  const stores = definition.stores.map(({ name, external, columns }): StoreInfo => {
    const infos = columns.map(({ name: column, kind, type }): ColumnInfo => {
      const found = bare(type, definition.types).kind;
      const isTime = (found === "duration" || found === "timestamp") && kind !== "distinct";
      const isNumber = found === "int" || found === "number" || kind === "distinct";
      return { name: column, kind, type: isTime ? found : isNumber ? "number" : "other" };
    });
    return { name, external, columns: infos };
  });
  return { name: definition.name, graph: graphOf(definition), stores };
}

const PAGE = 50;
const LETTERS = 200;

async function rows(site: Site, store: string, query: URLSearchParams): Promise<RowsPage> {
  const token = query.get("after");
  const after = token === null ? undefined : keyOfToken(token);
  if (after === null) throw new UserError("input", "`after` is no key of a page.");
  const text = query.get("text") ?? "";
  const wanted = { limit: PAGE, text, ...(after === undefined ? {} : { after }) };
  const { rows: found, next } = await rowsPage(site, store, wanted);
  return { rows: found.map(({ row }) => row), next: next === null ? null : keyToken(next) };
}

async function letters(site: Site, query: URLSearchParams): Promise<LettersPage> {
  const [owner, code] = [query.get("owner"), query.get("code")];
  const filter = { ...(owner === null ? {} : { owners: [owner] }), ...(code === null ? {} : { codes: [code] }) };
  const found = await newestLetters(site, filter, LETTERS);
  const counts = await letterCounts(site);
  const total = owner === null ? [...counts.values()].reduce((sum, each) => sum + each, 0) : (counts.get(owner) ?? 0);
  return { total: code === null ? total : found.length, letters: found.map(letterInfo) };
}

function letterInfo({ place, event, code, reason, key, id, died }: Letter): LetterInfo {
  return { letter: letterName(place), owner: place.owner, event, code, reason, key, id, died };
}

async function letter(site: Site, name: string): Promise<LetterDetail> {
  const place = letterPlace(name);
  const found = place === null ? null : await letterAt(site, place);
  if (found === null) throw new UserError("absent", `There is no dead letter ${name} any more.`);
  const { topic, partition, offset, element, at } = found;
  const item = element < 0 ? "" : `, item ${element} of its list`;
  return {
    ...letterInfo(found),
    from:
      offset < 0 ? `${topic}, in the step that gave it` : `${topic}, partition ${partition}, offset ${offset}${item}`,
    at,
    headers: headersJson(found),
    body: bodyText(found.value),
  };
}

async function waiting(site: Site): Promise<WaitingPage> {
  const { events, total } = await waitingOf(site, {}, LETTERS);
  return {
    total,
    waiting: events.map(({ id, event, handler, store, key, since, due, queued, value }) => {
      return { id, event, handler, store, key, since, due, queued, body: bodyText(value) };
    }),
    held: (await heldOf(site)).slice(0, LETTERS).map(({ event, handler, key, id, due, value }) => {
      return { event, handler, key, id, due, body: bodyText(Buffer.from(value)) };
    }),
  };
}

async function replay(read: Site, write: Site, body: unknown, now: number): Promise<Done> {
  const names = isObject(body) && Array.isArray(body.letters) ? body.letters.map(String) : [];
  const found: Letter[] = [];
  for (const name of names) {
    const place = letterPlace(name);
    const letter = place === null ? null : await letterAt(read, place);
    if (letter !== null) found.push(letter);
  }
  const { replayed, repeats, refused } = await replayLetters(write, Readable.from(found), now);
  return {
    text: `${count(replayed, "dead letter")} replayed.${repeats === 0 ? "" : ` Dropped, as they had come again: ${repeats}.`}`,
    problems: refused.map(({ letter: name, reason }) => `${name}: ${reason}`),
  };
}

/** What waits by its number, what is held back by handler, event and key. */
async function release(_: Site, write: Site, body: unknown, now: number): Promise<Done> {
  const ids = isObject(body) && Array.isArray(body.ids) ? body.ids.map(Number).filter(Number.isSafeInteger) : [];
  const held = isObject(body) && Array.isArray(body.held) ? body.held.flatMap(heldKey) : [];
  const released = (await releaseWaiting(write, ids, now)) + (await releaseHeld(write, held, now));
  return { text: `${count(released, "event")} released.`, problems: [] };
}

function heldKey(given: unknown): HeldKey[] {
  if (!isObject(given)) return [];
  const { handler, event, key } = given;
  return typeof handler === "string" && typeof event === "string" && typeof key === "string"
    ? [{ handler, event, key }]
    : [];
}

async function trace(site: Site, id: string): Promise<readonly TreeNode[]> {
  const traced = id === "" ? null : await traceOf(site, id);
  if (traced === null) throw new UserError("absent", `No event ${id} is in the topics.`);
  return treeNodes(traced);
}
