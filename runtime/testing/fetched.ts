/** For tests: records that were fetched from Kafka, as batches. */
import type { RecordBatch } from "../log/batch.ts";
import { Decoder } from "../log/kafka/decode.ts";
import type { Fetched } from "../log/kafka/fetched.ts";
import { piecesOf } from "../log/kafka/pieces.ts";

/** All that was fetched, one piece after another. */
export async function batchesOf(fetched: Fetched): Promise<RecordBatch[]> {
  const pieces = piecesOf(fetched, new Decoder());
  return (await Promise.all(pieces.map((piece) => piece.open()))).flat();
}
