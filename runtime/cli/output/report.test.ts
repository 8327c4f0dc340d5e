import { expect, test } from "vitest";
import type { ReaderStats } from "../../engine/engine.ts";
import { type ColumnView, type Report, renderReport } from "./report.ts";

const nothing = {
  in: 0,
  out: 0,
  dead: 0,
  unhandled: 0,
  unknown: 0,
  repeats: 0,
  waiting: 0,
  queued: 0,
  held: 0,
  lag: 0,
  failure: null,
};
const stats: ReaderStats[] = [
  { ...nothing, name: "web", kind: "source", in: 1200, dead: 2, unknown: 1 },
  { ...nothing, name: "spending", kind: "demux", in: 1197, out: 1196, dead: 1 },
];
const plain = (name: string): ColumnView => ({ name, kind: "other" });
const report: Report = {
  pipeline: "shop",
  stats,
  sent: [
    { topic: "shop.demux.a", event: "a.made", count: 1000 },
    { topic: "shop.demux.a", event: "a.sold", count: 3 },
    { topic: "audit", event: null, count: 1 },
  ],
  stores: [
    {
      name: "buyers",
      columns: [
        plain("buyer"),
        plain("spent"),
        { name: "time", kind: "duration" },
        { name: "last", kind: "timestamp" },
      ],
      total: 6,
      rows: [
        { buyer: "ann\n2", spent: 12.5, time: 3_960_000, last: 0 },
        { buyer: "bo", spent: null, time: -61_500, last: null },
      ],
    },
    { name: "empty", columns: [plain("id")], total: 0, rows: [] },
  ],
  died: [
    {
      code: "invalid",
      handler: "web",
      count: 2,
      event: "order",
      reason: "amount: is no number",
      example: '{"amount":"x"}',
    },
  ],
  seconds: 2,
};

test("a report tells what came in, what went out, rows and dead letters", () => {
  expect(renderReport(report)).toBe(`What came into shop
  source  records
  web       1,200  2 dead, 1 of an unknown name, skipped

What went out
  topic         count  event
  shop.demux.a  1,000  a.made
                    3  a.sold
  audit             1  (forwarded as they came)

Store buyers, 6 rows
  buyer  spent    time  last
  ann 2   12.5   1h 6m  1970-01-01T00:00:00Z
  bo         –  -1m 1s  –
  …

Store empty, 0 rows
  empty

Dead letters, 2, with the first of each kind
  invalid: 2 letters of web
    order: amount: is no number
    {"amount":"x"}

Handlers
  handler            in    out  dead
  demux spending  1,197  1,196     1

1,200 records in 2.00 s (600/s); 1,196 events out (598/s); 3 dead; 1 of an unknown name skipped.
`);
});

test("colour only where it is asked for", () => {
  expect(renderReport(report)).not.toContain("\u001b");
  expect(renderReport(report, true)).toContain("\u001b[31minvalid: 2 letters of web\u001b[0m");
});

test("wide stores and long texts are cut to the width of a page", () => {
  const columns = Array.from({ length: 30 }, (_, index) => `column${index}`);
  const row = Object.fromEntries(columns.map((name) => [name, "x".repeat(100)]));
  const wide = renderReport({
    ...report,
    stores: [{ name: "wide", columns: columns.map(plain), total: 1, rows: [row] }],
  });
  const lines = wide.split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(125);
  expect(lines).toContain(
    `  column0                       column1                       column2                       …`,
  );
});
