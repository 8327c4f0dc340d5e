// Requests are the client's own, byte by byte.
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Body, requestAtOnce } from "./request.ts";

const require = createRequire(import.meta.url);
const REQUEST = "kafkajs/src/protocol/request";
const Encoder = require("kafkajs/src/protocol/encoder");

test("whatever they hold, in one part or in many", async () => {
  const own = require(REQUEST);
  requestAtOnce();
  const ours = require(REQUEST);
  expect(ours).not.toBe(own);
  const bytes = fc.uint8Array({ maxLength: 700 }).map((array) => Buffer.from(array));
  const int16 = fc.nat(2 ** 15 - 1);
  await fc.assert(
    fc.asyncProperty(
      fc.record({ apiKey: int16, apiVersion: int16, correlationId: fc.nat(), clientId: fc.option(fc.string()) }),
      fc.array(bytes, { maxLength: 5 }),
      async ({ apiKey, apiVersion, correlationId, clientId }, parts) => {
        const encoder = new Encoder();
        for (const part of parts) encoder.writeBuffer(part);
        const encoded = async () => encoder;
        const request = { apiKey, apiVersion, encode: encoded };
        const expected = (await own({ correlationId, clientId, request })).buffer;
        expect((await ours({ correlationId, clientId, request })).buffer.equals(expected)).toBe(true);
        const inParts = { ...request, encode: async () => new Body(parts) };
        for (const make of [own, ours]) {
          expect((await make({ correlationId, clientId, request: inParts })).buffer.equals(expected)).toBe(true);
        }
      },
    ),
  );
});
