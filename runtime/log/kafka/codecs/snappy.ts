/** Reads what was compressed with Snappy: one block, or blocks in the frame that Kafka's Java clients put around them. */

const JAVA_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** Magic, version and the oldest version that reads it. */
const JAVA_HEAD = 16;

export function decompressSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, JAVA_MAGIC.length).equals(JAVA_MAGIC)) return block(bytes);
  const blocks: Buffer[] = [];
  for (let at = JAVA_HEAD; at < bytes.length; ) {
    const size = bytes.readInt32BE(at);
    at += 4;
    blocks.push(block(bytes.subarray(at, at + size)));
    at += size;
  }
  return Buffer.concat(blocks);
}

function block(bytes: Buffer): Buffer {
  const [length, start] = varint(bytes);
  const out = Buffer.allocUnsafe(length);
  let [at, end] = [start, 0];
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at++);
    if ((tag & 3) === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const width = size - 59;
        size = bytes.readUIntLE(at, width);
        at += width;
      }
      size++;
      if (at + size > bytes.length || end + size > length) throw damaged();
      bytes.copy(out, end, at, at + size);
      at += size;
      end += size;
    } else {
      const width = tag & 3;
      const size = width === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const back =
        width === 1
          ? ((tag >> 5) << 8) | bytes.readUInt8(at)
          : width === 2
            ? bytes.readUInt16LE(at)
            : bytes.readUInt32LE(at);
      at += width === 3 ? 4 : width;
      end = repeat(out, end, back, size);
    }
  }
  if (end !== length) throw damaged();
  return out;
}

/** Copies bytes that are there already, some of which may be written by this copy itself. */
export function repeat(out: Buffer, end: number, back: number, size: number): number {
  if (back === 0 || back > end || end + size > out.length) throw damaged();
  if (back >= size) out.copyWithin(end, end - back, end - back + size);
  else for (let i = 0; i < size; i++) out[end + i] = out[end + i - back] ?? 0;
  return end + size;
}

function varint(bytes: Buffer): readonly [value: number, next: number] {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = bytes.readUInt8(at);
    value += (byte & 127) * 2 ** (7 * at);
    if (byte < 128) return [value, at + 1];
  }
  throw damaged();
}

const damaged = (): Error => new Error("The compressed records are damaged.");
