/** Reads what was compressed with LZ4, in the frame format of LZ4. Checksums are left to Kafka's own, over the whole. */
import { repeat } from "./snappy.ts";

const MAGIC = 0x184d2204;
const VERSION = 1;

export function decompressLz4(bytes: Buffer): Buffer {
  if (bytes.readUInt32LE(0) !== MAGIC) throw damaged();
  const flags = bytes.readUInt8(4);
  if (flags >> 6 !== VERSION) throw damaged();
  const [hasBlockSum, hasSize, hasDictionary] = [flags & 16, flags & 8, flags & 1].map((bit) => bit !== 0);
  const largest = [65_536, 262_144, 1_048_576, 4_194_304][((bytes.readUInt8(5) >> 4) & 7) - 4];
  if (largest === undefined) throw damaged();
  const out = new Output();
  // Behind the descriptor stands one byte of checksum.
  let at = 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  for (;;) {
    const head = bytes.readUInt32LE(at);
    at += 4;
    if (head === 0) return out.done();
    const size = head & 0x7fffffff;
    const block = bytes.subarray(at, at + size);
    if (block.length !== size) throw damaged();
    if (head >>> 31 === 1) out.add(block);
    else decode(block, out, largest);
    at += size + (hasBlockSum ? 4 : 0);
  }
}

/** Blocks may refer to what those before them held. */
class Output {
  bytes = Buffer.allocUnsafe(65_536);
  end = 0;

  reserve(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.end + size, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }

  add(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.end += bytes.copy(this.bytes, this.end);
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.end);
  }
}

function decode(block: Buffer, out: Output, largest: number): void {
  const limit = out.end + largest;
  let at = 0;
  const length = (start: number): number => {
    if (start < 15) return start;
    let size = start;
    for (;;) {
      const byte = block.readUInt8(at++);
      size += byte;
      if (byte < 255) return size;
      if (size > largest) throw damaged();
    }
  };
  while (at < block.length) {
    const token = block.readUInt8(at++);
    const literals = length(token >> 4);
    if (at + literals > block.length || out.end + literals > limit) throw damaged();
    out.add(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const back = block.readUInt16LE(at);
    at += 2;
    const size = length(token & 15) + 4;
    if (out.end + size > limit) throw damaged();
    out.reserve(size);
    out.end = repeat(out.bytes, out.end, back, size);
  }
}

const damaged = (): Error => new Error("The compressed records are damaged.");
