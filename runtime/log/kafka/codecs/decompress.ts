/** Records as they were before someone compressed them, by the number that Kafka gives to the way that was done. */
import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { decompressLz4 } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";

const decompressGzip = promisify(gunzip);
const decompressZstd = promisify(zstdDecompress);

const [GZIP, SNAPPY, LZ4, ZSTD] = [1, 2, 3, 4];

export async function decompress(codec: number, bytes: Buffer): Promise<Buffer> {
  switch (codec) {
    case GZIP:
      return decompressGzip(bytes);
    case SNAPPY:
      return decompressSnappy(bytes);
    case LZ4:
      return decompressLz4(bytes);
    case ZSTD:
      return decompressZstd(bytes);
    default:
      throw new Error(`The records are compressed in a way that is not known here (codec ${codec}).`);
  }
}
