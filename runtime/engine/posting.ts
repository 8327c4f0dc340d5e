/**
 * Sends what has left the store for a log that is not in its transactions: in order, after the commit, at least once. What has
 * been sent is forgotten in a later transaction; who sends it again before that sends it with the same marks.
 */
import { UserError } from "../errors.ts";
import { countedOrigin, type Mark } from "../log/marks.ts";
import { placeName } from "../log/place.ts";
import type { LogPort, TopicPartition } from "../log/port.ts";
import type { Leaving, Pending, Position, PositionChange, StoreTx } from "../store/port.ts";
import type { Appended } from "./outbox.ts";

/** Has the positions of lanes, which count what has left, and no handler. */
const LANES = "";

/** How many records have left by each lane. */
class Lane implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  stored = 0;
  staged = 0;

  constructor({ topic, partition }: TopicPartition) {
    this.topic = topic;
    this.partition = partition;
  }
}

export class Posting {
  readonly #log: LogPort;
  readonly #lanes = new Map<string, Lane>();
  #queue: Pending[] = [];
  /** Sent, and still in the store. */
  #sent: number[] = [];
  #staged: { readonly added: readonly Pending[]; readonly forgotten: readonly number[] } | null = null;

  constructor(log: LogPort) {
    this.#log = log;
  }

  /** Where lanes stand, as the store says, and what it holds. */
  place(positions: readonly Position[], pending: readonly Pending[]): void {
    this.#lanes.clear();
    for (const position of positions) {
      if (position.reader !== LANES) continue;
      const lane = this.#lane(position);
      lane.stored = position.next;
      lane.staged = position.next;
    }
    const sent = new Set(this.#sent);
    const there = new Set(pending.map(({ id }) => id));
    this.#sent = this.#sent.filter((id) => there.has(id));
    this.#queue = pending.filter(({ id }) => !sent.has(id));
    this.#staged = null;
  }

  /** Throws a UserError where more of these lanes lies in the log than has ever left this store. */
  refuseOlder(pipeline: string, places: readonly TopicPartition[], marks: readonly Mark[]): void {
    const sent = new Map(marks.map((mark) => [mark.lane, mark.major + 1]));
    for (const name of places.map(placeName)) {
      const [there, left] = [sent.get(name) ?? 0, this.#lanes.get(name)?.stored ?? 0];
      if (there <= left) continue;
      const text = `${there} records that came of ${name} were sent, and the store knows of ${left}: it was put back to what it was before. Put the newer one in its place; where that is lost, delete Kafka's group ${pipeline}.sent, and others may see some records again.`;
      throw new UserError("topic-changed", text);
    }
  }

  #lane(place: TopicPartition): Lane {
    const key = placeName(place);
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = new Lane(place);
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  /** Puts batches into the transaction's outbox, with marks. */
  async leave(tx: StoreTx, appended: readonly Appended[]): Promise<void> {
    const leaving = appended.map(({ topic, partition, batch, from }): Leaving => {
      const lane = this.#lane(from);
      const origin = countedOrigin(placeName(from), lane.staged, batch.count);
      lane.staged += batch.count;
      return { topic, partition, batch, from, origin };
    });
    const ids = leaving.length === 0 ? [] : await tx.outbox(leaving);
    const forgotten = this.#sent;
    if (forgotten.length > 0) await tx.sent(forgotten);
    this.#staged = { added: leaving.map((each, index) => ({ ...each, id: ids[index] ?? 0 })), forgotten };
  }

  changes(): PositionChange[] {
    return [...this.#lanes.values()]
      .filter(({ staged, stored }) => staged !== stored)
      .map(({ topic, partition, stored, staged }) => ({
        reader: LANES,
        topic,
        partition,
        expected: stored,
        next: staged,
      }));
  }

  /** The transaction was committed. */
  keep(): void {
    for (const lane of this.#lanes.values()) lane.stored = lane.staged;
    if (this.#staged === null) return;
    this.#queue.push(...this.#staged.added);
    const forgotten = new Set(this.#staged.forgotten);
    this.#sent = this.#sent.filter((id) => !forgotten.has(id));
    this.#staged = null;
  }

  /** It was not. */
  undo(): void {
    for (const lane of this.#lanes.values()) lane.staged = lane.stored;
    this.#staged = null;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Something that was sent is still in the store. */
  get hasSent(): boolean {
    return this.#sent.length > 0;
  }

  /** Sends all that waits. What fails waits on. */
  async flush(): Promise<void> {
    if (this.#queue.length === 0) return;
    const queue = this.#queue;
    await this.#log.append(queue);
    this.#queue = [];
    this.#sent.push(...queue.map(({ id }) => id));
  }

  /** What was sent is forgotten in the store. */
  async forgetSent(tx: StoreTx): Promise<void> {
    const ids = this.#sent;
    if (ids.length === 0) return;
    await tx.sent(ids);
    await tx.commit();
    this.#sent = [];
  }
}
