import { expect, test } from "vitest";
import { deadLine, waitingLine } from "./print.ts";
import { summaryOf } from "./summary.ts";

const totals = { records: 1284, emitted: 1, dead: 0, unknown: 0, unhandled: 0, repeats: 0, waiting: 0 };

test("the summary names what there is, and nothing else", () => {
  expect(summaryOf(totals, 0.5)).toBe("1,284 records in 0.50 s (2,568/s); 1 event out (2/s); 0 dead.");
  expect(summaryOf({ ...totals, dead: 12, unknown: 3, unhandled: 4, repeats: 1, waiting: 5 }, 1)).toBe(
    "1,284 records in 1.00 s (1,284/s); 1 event out (1/s); 12 dead; 3 of an unknown name skipped; " +
      "4 that nothing handles skipped; 1 repeat dropped; 5 waiting.",
  );
});

const place = { topic: "t", partition: 0, offset: 7, element: -1 };

test("what waits is printed with the row that it waits for", () => {
  const value = Buffer.from("{}");
  const parked = { id: 1, event: "cart.paid", handler: "h", since: 0, due: 5, value, ...place };
  const key = { sku: "A", at: 1 };
  const keyJson = '{"sku":"A","at":"1970-01-01T00:00:00.001Z"}';
  expect(waitingLine({ ...parked, store: "items", key, keyJson })).toBe(
    `{"waiting":"cart.paid","handler":"h","for":"items","key":${keyJson}}\n`,
  );
});

test("what is dead is printed with its bytes, as JSON where they are any", () => {
  const letter = {
    event: null,
    handler: "web",
    code: "malformed",
    reason: "is no JSON",
    key: null,
    id: null,
    at: 0,
    time: 0,
  };
  const line = (value: string) => deadLine({ ...letter, ...place, value: Buffer.from(value) });
  const head = '{"dead":null,"handler":"web","code":"malformed","reason":"is no JSON","value":';
  expect(line('{"a": 1}')).toBe(`${head}{"a": 1}}\n`);
  expect(line("{")).toBe(`${head}"{"}\n`);
});
