/**
 * Which dead letters are none any more, because they were replayed or forgotten. They stay in their topic for as long as the
 * log keeps it; a note for each partition says which they are, written in the transaction that settles them.
 */
import type { StoreTx } from "../store/port.ts";
import { Ranges } from "./ranges.ts";

/** A partition of the dead letters of a handler or a source, by the name that it had then. */
export interface LetterPartition {
  readonly owner: string;
  readonly partition: number;
}

const noteOf = ({ owner, partition }: LetterPartition): string => `settled ${owner}/${partition}`;

/** The notes, each read once. */
export class Settled {
  readonly #read: (name: string) => Promise<string | null>;
  readonly #ranges = new Map<string, Ranges>();

  constructor(notes: { note(name: string): Promise<string | null> }) {
    this.#read = (name) => notes.note(name);
  }

  async of(place: LetterPartition): Promise<Ranges> {
    const name = noteOf(place);
    let ranges = this.#ranges.get(name);
    if (ranges === undefined) {
      ranges = Ranges.parse(await this.#read(name));
      this.#ranges.set(name, ranges);
    }
    return ranges;
  }
}

/** Settles letters of one partition; what is before `start` is not kept any more, and needs no note. */
export async function settle(
  tx: StoreTx,
  place: LetterPartition,
  offsets: readonly number[],
  start: number,
): Promise<void> {
  const before = Ranges.parse(await tx.note(noteOf(place)));
  await tx.setNote(noteOf(place), before.with(offsets, start).toString());
}
