/** Everything that lies in an engine's log, read from where one has read to before. */
import { headerText, type RecordBatch } from "../../runtime/log/batch.ts";
import type { LogPort } from "../../runtime/log/port.ts";

export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** In ms. */
  readonly time: number;
  readonly value: string;
  /** Of what the pipeline emitted. */
  readonly made: Made | null;
  /** Of a dead letter. */
  readonly dead: Letter | null;
}

export interface Made {
  /** Name on the wire. */
  readonly type: string;
  readonly id: string;
  readonly at: number;
  readonly hops: number;
  readonly handler: string;
  /** Id of the event that caused it. */
  readonly cause: string;
}

export interface Letter {
  readonly handler: string;
  readonly event: string | null;
  readonly code: string;
  readonly reason: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Reads a log from its beginning, and from where it stopped the next time. */
export class LogWatcher {
  readonly #log: LogPort;
  readonly #next = new Map<string, number>();

  constructor(log: LogPort) {
    this.#log = log;
  }

  async read(): Promise<readonly LogRecord[]> {
    const topics = (await this.#log.topics()).map(({ name }) => name);
    const reader = await this.#log.join(null, topics);
    const records: LogRecord[] = [];
    for (const { topic, partition, end } of await reader.extents()) {
      const place = `${topic}/${partition}`;
      let next = this.#next.get(place) ?? 0;
      while (next < end) {
        const batches = await reader.fetch(topic, partition, next, 1 << 20);
        for (const batch of batches) {
          for (let i = batch.indexOf(next); i < batch.count; i++) records.push(recordAt(batch, i, topic, partition));
          next = batch.next;
        }
      }
      this.#next.set(place, next);
    }
    await reader.leave();
    return records;
  }
}

function recordAt(batch: RecordBatch, index: number, topic: string, partition: number): LogRecord {
  const key = batch.key(index);
  const headers = batch.headers(index);
  const text = (name: string): string | null => headerText(headers, `da-dead-${name}`);
  const handler = text("handler");
  return {
    topic,
    partition,
    offset: batch.offset(index),
    key: key === null ? null : Buffer.from(key).toString("utf8"),
    time: batch.time(index),
    value: batch.value(index).toString("utf8"),
    made: batch.envelope(index),
    dead:
      handler === null
        ? null
        : {
            handler,
            event: text("event"),
            code: text("code") ?? "",
            reason: text("reason") ?? "",
            topic: text("topic") ?? "",
            partition: Number(text("partition")),
            offset: Number(text("offset")),
          },
  };
}
