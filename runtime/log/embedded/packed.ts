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
/** What comes out of a batch fits in one or two. */
const CHUNK_BYTES = 1 << 16;
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

export function pack(bytes: Uint8Array): Packed {
  const packed = bytes.length < MIN_BYTES ? bytes : zstdCompressSync(bytes, { params: PARAMS, chunkSize: CHUNK_BYTES });
  const isCompressed = packed.length < bytes.length;
  const stored = isCompressed ? packed : bytes;
  return { bytes: stored, isCompressed, checksum: crc32(stored) };
}

export function unpack({ bytes, isCompressed, checksum }: Packed): Buffer {
  if (crc32(bytes) !== checksum) throw new DamagedBytes("their checksum does not fit");
  if (isCompressed) return zstdDecompressSync(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
