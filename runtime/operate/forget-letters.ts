/** A person in dead letters: also in those that were replayed, which their topics still hold. */
import { deadTopicOf } from "../engine/plan.ts";
import { Settled } from "../engine/settled.ts";
import type { LetterPlace } from "./letters.ts";
import { ownersOf } from "./letters.ts";
import type { Person } from "./person.ts";
import { type Site, scan } from "./site.ts";

export interface FoundLetter {
  readonly place: LetterPlace;
  readonly topic: string;
  /** It is no letter any more. */
  readonly isSettled: boolean;
}

export async function lettersOfPerson(site: Site, person: Person): Promise<readonly FoundLetter[]> {
  const { definition } = site.plan;
  const settled = new Settled(site.ports.store);
  const found: FoundLetter[] = [];
  const byTopic = new Map((await ownersOf(site)).map((owner) => [deadTopicOf(definition, owner), owner]));
  for await (const { topic, partition, batch, from } of scan(site.ports.log, [...byTopic.keys()])) {
    if (!person.mayBeIn(batch.bytes)) continue;
    const owner = byTopic.get(topic) ?? "";
    const ranges = await settled.of({ owner, partition });
    for (let index = from; index < batch.count; index++) {
      if (!person.isInBytes(batch.value(index))) continue;
      const offset = batch.offset(index);
      found.push({ place: { owner, partition, offset }, topic, isSettled: ranges.has(offset) });
    }
  }
  return found;
}

/** Empties their records where the log can; where it cannot, their topics are among those that still hold the person. */
export async function eraseLetters({ ports: { log } }: Site, letters: readonly FoundLetter[]): Promise<void> {
  if (log.erase === undefined) return;
  for (const [, some] of Map.groupBy(letters, ({ topic, place }) => `${topic}/${place.partition}`)) {
    const [first] = some;
    if (first === undefined) continue;
    const offsets = some.map(({ place }) => place.offset);
    await log.erase(first.topic, first.place.partition, offsets);
  }
}
