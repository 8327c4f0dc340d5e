/**
 * Requests, put together with one copy of what they hold: the client copies it twice, each time into new bytes of up to twice
 * its size, that are set to 0 first. What it sends is the same.
 */
import { createRequire } from "node:module";

const REQUEST = "kafkajs/src/protocol/request";

/** What the client takes for something that was encoded, in parts. */
export class Body {
  readonly parts: readonly Uint8Array[];

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }

  get buffer(): Buffer {
    return Buffer.concat(this.parts);
  }

  get buf(): Buffer {
    return this.buffer;
  }
}

interface Request {
  readonly correlationId: number;
  readonly clientId?: string | null;
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly encode: () => Promise<{ readonly buffer: Buffer }>;
  };
}

/** Length, kind, version, number, and the length of the client's name. */
const HEAD = 14;
const LENGTH = 4;

/** Takes effect only where the client's own way is not loaded yet. */
export function requestAtOnce(): void {
  const require = createRequire(import.meta.url);
  require(REQUEST);
  const module = require.cache[require.resolve(REQUEST)];
  if (module !== undefined) module.exports = frameOf;
}

async function frameOf({ correlationId, clientId, request }: Request): Promise<{ readonly buffer: Buffer }> {
  const body = await request.encode();
  const parts = body instanceof Body ? body.parts : [body.buffer];
  const name = Buffer.from(clientId ?? "");
  const size = parts.reduce((sum, { length }) => sum + length, HEAD + name.length);
  const buffer = Buffer.allocUnsafe(size);
  let at = buffer.writeInt32BE(size - LENGTH, 0);
  at = buffer.writeInt16BE(request.apiKey, at);
  at = buffer.writeInt16BE(request.apiVersion, at);
  at = buffer.writeInt32BE(correlationId, at);
  at = buffer.writeInt16BE(clientId == null ? -1 : name.length, at);
  for (const part of [name, ...parts]) {
    buffer.set(part, at);
    at += part.length;
  }
  return { buffer };
}
