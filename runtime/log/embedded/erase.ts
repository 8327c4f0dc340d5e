/** A batch with some of its records emptied: they keep their places and times. */
import { BatchBuilder, type RecordBatch } from "../batch.ts";

/** Header of a record that was emptied. */
export const ERASED = "da-erased";

export function withoutRecords(batch: RecordBatch, isGone: (offset: number) => boolean): RecordBatch {
  const builder = new BatchBuilder();
  for (let index = 0; index < batch.count; index++) {
    const time = batch.time(index);
    const [envelope, key] = [batch.envelope(index), batch.key(index)];
    if (isGone(batch.offset(index))) {
      builder.add({ value: Buffer.alloc(0), key: null, time, headers: [[ERASED, null]] });
    } else if (envelope !== null) {
      // The pipeline's own have the time of their batch.
      builder.time = time;
      const text = key === null ? null : Buffer.from(key).toString("utf8");
      builder.addEvent(text, batch.value(index).toString("utf8"), envelope);
    } else {
      const record = { value: batch.value(index), time, headers: batch.headers(index) };
      builder.add(batch.isKeyImplied(index) ? record : { ...record, key });
    }
  }
  return builder.take(batch.base);
}
