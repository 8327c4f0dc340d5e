/** Teaches the client to read what others have compressed: by itself it only knows gzip. */
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import type { CompressionCodecs, CompressionTypes } from "kafkajs";
import { decompressLz4 } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";

const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

interface Client {
  readonly CompressionCodecs: typeof CompressionCodecs;
  readonly CompressionTypes: typeof CompressionTypes;
}

export function registerCodecs({ CompressionCodecs: codecs, CompressionTypes: types }: Client): void {
  const readOnly = (decompress: (bytes: Buffer) => Buffer) => () => ({
    compress: (): Promise<Buffer> => Promise.reject(new Error("Nothing is written with this codec.")),
    decompress: async (bytes: Buffer) => decompress(bytes),
  });
  codecs[types.Snappy] = readOnly(decompressSnappy);
  codecs[types.LZ4] = readOnly(decompressLz4);
  codecs[types.ZSTD] = () => ({
    compress: ({ buffer }: { readonly buffer: Buffer }) => compressZstd(buffer),
    decompress: (bytes: Buffer) => decompressZstd(bytes),
  });
}
