/** What topics still hold of a person, until when, and who has yet to handle it. */
import type { TopicPartition } from "../log/port.ts";
import type { Person } from "./person.ts";
import { type Site, scan } from "./site.ts";

export interface InTopic {
  readonly topic: string;
  readonly records: number;
  /** When the last of them goes, in ms; null where that is not known. */
  readonly until: number | null;
  /** Handlers that have not come to all of them yet: they may write rows of the person again. */
  readonly behind: readonly string[];
}

export async function topicsOfPerson({ plan, ports }: Site, person: Person): Promise<readonly InTopic[]> {
  const topics = plan.topics(1).map(({ name }) => name);
  const keys = new Map(plan.sources.map(({ definition: { topic, key } }) => [topic, key]));
  const positions = new Map(
    (await ports.store.positions()).map(({ reader, topic, partition, next }) => [
      `${reader}\n${topic}/${partition}`,
      next,
    ]),
  );
  const found = new Map<string, { records: number; until: number | null; behind: Set<string> }>();
  const lasts = new Map<string, TopicPartition & { readonly last: number }>();
  for await (const { topic, partition, batch, from } of scan(ports.log, topics)) {
    if (!person.mayBeIn(batch.bytes)) continue;
    const key = keys.get(topic) ?? null;
    let last = -1;
    let count = 0;
    for (let index = from; index < batch.count; index++) {
      const isKey = key !== null && person.isNamed(key) && isText(batch.key(index), person.value);
      if (!isKey && !person.isInBytes(batch.value(index))) continue;
      last = batch.offset(index);
      count++;
    }
    if (count === 0) continue;
    const entry = found.get(topic) ?? { records: 0, until: null, behind: new Set() };
    entry.records += count;
    lasts.set(`${topic}/${partition}`, { topic, partition, last });
    for (const { name, topics: own } of plan.handlers) {
      if (own.includes(topic) && (positions.get(`${name}\n${topic}/${partition}`) ?? 0) <= last) entry.behind.add(name);
    }
    found.set(topic, entry);
  }
  for (const { topic, partition, last } of lasts.values()) {
    const [entry, until] = [found.get(topic), await ports.log.keptUntil(topic, partition, last)];
    if (entry !== undefined && until !== null) entry.until = Math.max(until, entry.until ?? 0);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, { records, until, behind }]) => ({ topic, records, until, behind: [...behind] }));
}

const isText = (bytes: Uint8Array | null, text: string): boolean =>
  bytes !== null && Buffer.from(bytes).toString("utf8") === text;
