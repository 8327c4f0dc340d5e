/**
 * The dead letters that a pipeline still has. A letter is named HANDLER/PARTITION/OFFSET, after its place in its topic; one
 * that was replayed or forgotten stays there for as long as the log keeps it, and is a letter no more: a note says which.
 */
import { type DeadLetter, deadLetterAt, type StoredLetter } from "../engine/dead.ts";
import { deadTopicOf, type Plan } from "../engine/plan.ts";
import { Settled } from "../engine/settled.ts";
import { atPath } from "../engine/writing.ts";
import type { RecordBatch } from "../log/batch.ts";
import { markText } from "../log/marks.ts";
import type { Extent } from "../log/port.ts";
import { batchAt, between, extentsOf, type Place, type Site, scan } from "./site.ts";

/** Its place in its topic. */
export interface LetterPlace {
  /** Handler or source, by the name that it had then. */
  readonly owner: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Letter extends StoredLetter {
  readonly place: LetterPlace;
  /** When it died, in ms. */
  readonly died: number;
}

export interface LetterFilter {
  /** Handlers or sources; undefined: all. */
  readonly owners?: readonly string[];
  readonly codes?: readonly string[];
}

export const letterName = ({ owner, partition, offset }: LetterPlace): string => `${owner}/${partition}/${offset}`;

export function letterPlace(name: string): LetterPlace | null {
  const [, owner, partition, offset] = /^(.+)\/(\d+)\/(\d+)$/.exec(name) ?? [];
  if (owner === undefined) return null;
  return { owner, partition: Number(partition), offset: Number(offset) };
}

/** All who may have letters: handlers and sources, and those that had another name. */
export async function ownersOf({ plan: { definition }, ports }: Site): Promise<string[]> {
  const prefix = deadTopicOf(definition, "");
  const found = (await ports.log.topics()).filter(({ name }) => name.startsWith(prefix));
  const own = [...definition.sources, ...definition.handlers].map(({ name }) => name);
  return [...new Set([...own, ...found.map(({ name }) => name.slice(prefix.length))])];
}

/** All letters, by handler or source, the oldest first. */
export async function* lettersOf(site: Site, { owners, codes }: LetterFilter = {}): AsyncGenerator<Letter> {
  const all = (await ownersOf(site)).filter((owner) => owners?.includes(owner) !== false);
  for await (const { owner, partition, batch, index } of recordsOf(site, all)) {
    const letter = letterIn(site.plan, owner, partition, batch, index);
    if (codes?.includes(letter.code) !== false) yield letter;
  }
}

/** Where their letters lie, by handler or source: without what is a letter no more, or was written again after a crash. */
async function* recordsOf(site: Site, owners: readonly string[]) {
  const settled = new Settled(site.ports.store);
  const byTopic = new Map(owners.map((owner) => [deadTopicOf(site.plan.definition, owner), owner]));
  for await (const { topic, partition, batch, from, isRepeat } of scan(site.ports.log, [...byTopic.keys()])) {
    const owner = byTopic.get(topic) ?? "";
    const ranges = await settled.of({ owner, partition });
    for (let index = from; index < batch.count; index++) {
      if (!ranges.has(batch.offset(index)) && !isRepeat(index)) yield { owner, partition, batch, index };
    }
  }
}

/** The letter of this name; null where there is none, or none any more. */
export async function letterAt(site: Site, place: LetterPlace): Promise<Letter | null> {
  const topic = deadTopicOf(site.plan.definition, place.owner);
  const found = await batchAt(site.ports.log, topic, place.partition, place.offset);
  if (found === null || (await new Settled(site.ports.store).of(place)).has(place.offset)) return null;
  return letterIn(site.plan, place.owner, place.partition, found.batch, found.index);
}

const WINDOW = 500;

/** The newest letters, the newest first. */
export async function newestLetters(
  site: Site,
  { owners, codes }: LetterFilter,
  limit: number,
): Promise<readonly Letter[]> {
  const settled = new Settled(site.ports.store);
  const all = (await ownersOf(site)).filter((owner) => owners?.includes(owner) !== false);
  const byTopic = new Map(all.map((owner) => [deadTopicOf(site.plan.definition, owner), owner]));
  const found: Letter[] = [];
  for (const { topic, partition, start, end } of await extentsOf(site.ports.log, [...byTopic.keys()])) {
    const owner = byTopic.get(topic) ?? "";
    const ranges = await settled.of({ owner, partition });
    // By their marks: of one that was written again after a crash, the first is the letter.
    const own = new Map<string, Letter>();
    for (let to = end; to > start && own.size < limit; to -= WINDOW) {
      const places: Place[] = [];
      const from = Math.max(start, to - WINDOW);
      for await (const place of between(site.ports.log, topic, partition, from, to)) places.push(place);
      for (const { batch, index } of places.reverse()) {
        const [mark, offset] = [batch.mark(index), batch.offset(index)];
        const name = mark === null ? String(offset) : markText(mark);
        own.delete(name);
        if (ranges.has(offset)) continue;
        const letter = letterIn(site.plan, owner, partition, batch, index);
        if (codes?.includes(letter.code) !== false) own.set(name, letter);
      }
    }
    found.push(...own.values());
  }
  return found.sort((a, b) => b.died - a.died || b.place.offset - a.place.offset).slice(0, limit);
}

/** In a topic with more records than these, letters are not counted one by one. */
const COUNTED = 1000;

/**
 * How many letters each has, of those that have any. Where the log is shared, a letter may stand there twice after a crash, and
 * markers of transactions between letters: in a large topic, these are counted too.
 */
export async function letterCounts(site: Site): Promise<ReadonlyMap<string, number>> {
  const { log, store } = site.ports;
  const settled = new Settled(store);
  const owners = new Map((await ownersOf(site)).map((owner) => [deadTopicOf(site.plan.definition, owner), owner]));
  const extents = await extentsOf(log, [...owners.keys()]);
  const small = log.capabilities.isShared ? smallTopics(extents) : [];
  const counts = new Map<string, number>();
  const add = (owner: string, count: number) => {
    if (count > 0) counts.set(owner, (counts.get(owner) ?? 0) + count);
  };
  for (const extent of extents) {
    const owner = owners.get(extent.topic);
    if (owner !== undefined && !small.includes(extent.topic)) add(owner, await countIn(settled, owner, extent));
  }
  for await (const { owner } of recordsOf(
    site,
    small.map((topic) => owners.get(topic) ?? ""),
  ))
    add(owner, 1);
  return counts;
}

/** Topics with few records, but some. */
function smallTopics(extents: readonly Extent[]): string[] {
  const sizes = new Map<string, number>();
  for (const { topic, start, end } of extents) sizes.set(topic, (sizes.get(topic) ?? 0) + end - start);
  return [...sizes].flatMap(([topic, size]) => (size > 0 && size <= COUNTED ? [topic] : []));
}

async function countIn(settled: Settled, owner: string, { partition, start, end }: Extent): Promise<number> {
  if (end <= start) return 0;
  return end - start - (await settled.of({ owner, partition })).countFrom(start);
}

function letterIn(plan: Plan, owner: string, partition: number, batch: RecordBatch, index: number): Letter {
  const letter = deadLetterAt(batch, index);
  return {
    ...letter,
    id: letter.id ?? idOf(plan, letter),
    place: { owner, partition, offset: batch.offset(index) },
    died: batch.time(index),
  };
}

/** The id of what was never read as an event: the one that its source finds in it, or else makes of its place. */
function idOf({ sources }: Plan, { topic, partition, offset, element, value }: DeadLetter): string | null {
  const source = sources.find(({ definition }) => definition.topic === topic);
  if (source === undefined) return null;
  const { idAt } = source.definition;
  const own = idAt === null ? undefined : atPath(jsonOf(value), idAt);
  if (typeof own === "number" || (typeof own === "string" && own !== "")) return String(own);
  return placeId(topic, partition, offset, element);
}

/** The id that stands for an event's own where it brings none. */
export const placeId = (topic: string, partition: number, offset: number, element: number): string =>
  `${topic}-${partition}-${offset}${element < 0 ? "" : `-${element}`}`;

export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8"));
  } catch {
    return undefined;
  }
}
