/** One record taken out of its batch, as a batch of its own: what is kept of an event that is handled later. */
import { BatchBuilder, type RecordBatch } from "./batch.ts";

const builder = new BatchBuilder();

/** `value` where only a part of the record's value is wanted. */
export function recordAlone(batch: RecordBatch, index: number, value: Uint8Array): Uint8Array {
  builder.clear();
  builder.time = batch.time(index);
  const envelope = batch.envelope(index);
  const key = batch.key(index);
  if (envelope === null) {
    const headers = batch.headers(index);
    builder.add(batch.isKeyImplied(index) ? { value, headers } : { value, key, headers });
  } else {
    builder.addEvent(key === null ? null : text(key), text(value), envelope);
  }
  return builder.take(0).bytes;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
