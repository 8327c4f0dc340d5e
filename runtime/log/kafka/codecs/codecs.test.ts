// Compressed bytes as other implementations wrote them; those that a broker wrote are read in codecs.kafka.servers.test.ts.
import { describe, expect, test } from "vitest";
import { decompressLz4 } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

describe("Snappy", () => {
  test.each([
    ["nothing", "00", ""],
    ["a literal", "03 08 616263", "abc"],
    ["a copy that overlaps itself", "0a 04 6162 11 02", "ababababab"],
    ["a copy with two bytes of distance", "06 08 616263 0a 0300", "abcabc"],
    ["a long literal", `46 f0 45 ${"61".repeat(70)}`, "a".repeat(70)],
  ])("%s", (_title, bytes, text) => {
    expect(decompressSnappy(hex(bytes)).toString()).toBe(text);
  });

  test("blocks in the frame of Java's clients", () => {
    const block = "03 08 616263";
    const framed = hex(`82534e41505059 00 00000001 00000001 00000005 ${block} 00000005 ${block}`);
    expect(decompressSnappy(framed).toString()).toBe("abcabc");
  });

  test.each(["05 08 616263", "03 08 6162", "03 08 616263 0d 09", "ff ff ff ff ff ff"])("damaged: %s", (bytes) => {
    expect(() => decompressSnappy(hex(bytes))).toThrow();
  });
});

describe("LZ4", () => {
  const HEAD = "04224d18 60 40 82";
  const END = "00000000";

  test.each([
    ["nothing", "", ""],
    ["a block as it is", "03000080 616263", "abc"],
    ["literals", "04000000 30616263", "abc"],
    ["a copy that overlaps itself", "07000000 22 6162 0200 10 63", "ababababc"],
    ["a long copy", "08000000 1f 61 0100 ff05 10 62", `${"a".repeat(1 + 15 + 255 + 5 + 4)}b`],
  ])("%s", (_title, blocks, text) => {
    expect(decompressLz4(hex(`${HEAD} ${blocks} ${END}`)).toString()).toBe(text);
  });

  test("a block that refers to the one before", () => {
    const bytes = hex(`${HEAD} 03000080 616263 05000000 02 0300 10 64 ${END}`);
    expect(decompressLz4(bytes).toString()).toBe("abcabcabcd");
  });

  test.each(["00000000", "04224d18 20 40 82", `${HEAD} 05000000 12 61 0900 00 ${END}`, `${HEAD} ff000000 61`])(
    "damaged: %s",
    (bytes) => {
      expect(() => decompressLz4(hex(bytes))).toThrow();
    },
  );
});
