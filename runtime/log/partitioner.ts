/** Chooses a record's partition as Kafka's own clients do: murmur2 of the key's bytes. */

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length;
  let h = SEED ^ length;
  const at = (index: number): number => bytes[index] ?? 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    let k = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const rest = length - i;
  if (rest > 2) h ^= at(i + 2) << 16;
  if (rest > 1) h ^= at(i + 1) << 8;
  if (rest > 0) h = Math.imul(h ^ at(i), M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}

/** The partition of a key among so many. */
export function partitionOf(key: string | Uint8Array, partitions: number): number {
  if (partitions === 1) return 0;
  return (murmur2(typeof key === "string" ? Buffer.from(key) : key) & 0x7fffffff) % partitions;
}
