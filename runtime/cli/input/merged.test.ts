import { expect, test } from "vitest";
import { mergedRecord } from "./merged.ts";

const read = (text: string) => mergedRecord(Buffer.from(text), new Set(["web"]));

function valueBytes(text: string): string {
  const record = read(text);
  return typeof record === "string" ? record : Buffer.from(record.value).toString();
}

test("the value keeps its bytes", () => {
  expect(valueBytes('{"source":"web","value": {"n": 1.0, "s":"a}\\",\\"value\\":1" } ,"time":5}')).toBe(
    '{"n": 1.0, "s":"a}\\",\\"value\\":1" }',
  );
  expect(valueBytes('{"value":[{"value":2},"x"],"source":"web"}')).toBe('[{"value":2},"x"]');
  expect(valueBytes('{"source":"web","v\\u0061lue":"é"}')).toBe('"é"');
  expect(valueBytes('{"source":"web","value":1,"value":2}')).toBe("2");
});

test("key and time are those that it names", () => {
  const value = Buffer.from("1");
  expect(read('{"source":"web","value":1}')).toEqual({ source: "web", value });
  expect(read('{"source":"web","value":1,"key":"k","time":12}')).toEqual({
    source: "web",
    value,
    key: Buffer.from("k"),
    time: 12,
  });
  expect(read('{"source":"web","value":1,"key":null}')).toEqual({ source: "web", value, key: null });
});

test.each([
  ["nonsense", "is no JSON"],
  ["[1]", 'must be an object {"source", "value"}'],
  ['{"value":1}', 'names no "source": name it in the line, or say of which the file is with --input SOURCE=FILE'],
  ['{"source":"wab","value":1}', 'names the source "wab", which the pipeline does not have'],
  ['{"source":"web"}', 'has no "value"'],
  ['{"source":"web","value":1,"key":3}', 'has a "key" that is no string'],
  ['{"source":"web","value":1,"time":"now"}', 'has a "time" that is no number of ms'],
])("%s %s", (line, problem) => {
  expect(read(line)).toBe(problem);
});
