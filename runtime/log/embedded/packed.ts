/**
 * The bytes of a batch as they are stored: compressed, because what is not written need not be waited for, and with a
 * checksum, because a disk does not say when a bit has changed.
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/**
 * Quick above all: less than a microsecond a kilobyte for a third to a sixth of the size. The window is of half a batch and
 * the table small, as both are made anew for each.
 */
const PARAMS = {
  [constants.ZSTD_c_compressionLevel]: -5,
  [constants.ZSTD_c_windowLog]: 17,
  [constants.ZSTD_c_hashLog]: 12,
};
/** Less is stored as it is. */
const MIN_BYTES = 512;

export interface Packed {
  readonly bytes: Uint8Array;
  readonly isCompressed: boolean;
  readonly checksum: number;
}

/** Thrown where the bytes are not those that were stored. */
export class DamagedBytes extends Error {
  override readonly name = "DamagedBytes";
}

/** What zstd makes of so many bytes at most: where there is room for it, it need not copy them first. */
const most = (length: number): number => length + (length >>> 8) + 128;

export function pack(bytes: Uint8Array): Packed {
  const { length } = bytes;
  const packed = length < MIN_BYTES ? bytes : zstdCompressSync(bytes, { params: PARAMS, chunkSize: most(length) });
  const isCompressed = packed.length < length;
  const stored = isCompressed ? packed : bytes;
  return { bytes: stored, isCompressed, checksum: crc32(stored) };
}

/**
 * Gives back the memory that `pack` took for a batch, which nobody may read any more. V8 would do it when it next collects, and
 * collects all there is as soon as much of such memory waits for it.
 */
export function release({ bytes, isCompressed }: Packed, batch: Uint8Array): void {
  const { buffer } = bytes;
  // Small ones lie in a buffer that others share.
  const isAlone = isCompressed && buffer.byteLength === most(batch.length);
  if (isAlone && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

export function unpack({ bytes, isCompressed, checksum }: Packed): Buffer {
  if (crc32(bytes) !== checksum) throw new DamagedBytes("their checksum does not fit");
  if (isCompressed) return zstdDecompressSync(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
