/** What an operator asks of a data folder: status, dead letters, traces, as users see them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { called, folderOf, linesOf, order } from "../testing/shop.ts";

/** A folder on which the shop has handled these lines. */
async function shopWith(...lines: readonly unknown[]): Promise<string> {
  const cwd = folderOf();
  const { exit, err } = await called(["once", "--input", "web=-", "--data", ".da"], { cwd, input: linesOf(...lines) });
  expect(exit, err).toBe(0);
  return cwd;
}

/** A date is another one in each run. */
const steady = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");

test("dead list shows what died and why, as a table or as JSON lines", async () => {
  const cwd = await shopWith(order(1, "ann", 2), order(2, "bob", -1), "{ no json", { ...order(3, "cy", 0), buyer: 7 });
  const list = await called(["dead", "list"], { cwd });
  expect(list.exit).toBe(0);
  expect(list.err).toBe("da-run: 3 dead letters.\n");
  expect(steady(list.out)).toBe(`\
  letter        died                  code       event         key  reason
  web/0/0       TIME  malformed  –             –    is no JSON: Expected property name or '}' in JSON at positi…
  web/0/1       TIME  invalid    order.placed  –    buyer: 7 is no string
  spending/0/0  TIME  dead       order.placed  bob  -1 is owed
`);
  const some = await called(["dead", "list", "--handler", "spending", "--code=dead", "--format", "json"], { cwd });
  expect(some.lines).toEqual([
    {
      letter: "spending/0/0",
      dead: "order.placed",
      handler: "spending",
      code: "dead",
      reason: "-1 is owed",
      topic: "shop.web",
      partition: 0,
      offset: 1,
      id: "2",
      at: 1002,
      key: "bob",
      died: expect.any(Number),
      headers: {},
      value: order(2, "bob", -1),
    },
  ]);
  const none = await called(["dead", "list", "--code", "overflow", "--quiet"], { cwd });
  expect(none).toMatchObject({ exit: 0, out: "", err: "" });
});

test("dead show shows a letter in full", async () => {
  const cwd = await shopWith(order(1, "bob", -1), "{ no json");
  const shown = await called(["dead", "show", "spending/0/0"], { cwd });
  expect(steady(shown.out)).toBe(`\
letter  spending/0/0
event   order.placed
of      spending
code    dead
reason  -1 is owed
from    shop.web, partition 0, offset 0
id      1
key     bob
time    TIME
died    TIME

{
  "name": "order.placed",
  "id": "1",
  "buyer": "bob",
  "amount": -1,
  "at": 1001
}
`);
  const broken = await called(["dead", "show", "web/0/0", "--format=json"], { cwd });
  expect(broken.lines).toMatchObject([{ dead: null, code: "malformed", id: "shop.web-0-1", value: "{ no json" }]);
  const gone = await called(["dead", "show", "web/0/9"], { cwd });
  expect(gone).toMatchObject({
    exit: 1,
    err: "da-run: There is no dead letter web/0/9. `da-run dead list` shows those there are.\n",
  });
});

test("trace shows what came of an event, whichever of the tree is named", async () => {
  const cwd = await shopWith(order(1, "ann", 2), order(2, "bob", -1));
  const tree = await called(["trace", "1"], { cwd });
  expect(steady(tree.out).replaceAll(/[0-9a-f]{8}-[-0-9a-f]{27}/g, "UUID")).toBe(`\
order.placed 1 TIME, shop.web/0 at 0
└─ demux spending
   └─ usage.buyer.spent UUID TIME, shop.demux.buyer.spent/0 at 0
      └─ dep buyers
         └─ update buyers(buyer: "ann") { spent: 2, orders: 1 }
`);
  const json = await called(["trace", "2", "--format", "json"], { cwd });
  expect(json.lines).toMatchObject([
    {
      lost: null,
      events: [
        {
          event: "order.placed",
          value: { amount: -1 },
          handlers: [{ handler: "spending", state: "dead", dead: [{ letter: "spending/0/0", reason: "-1 is owed" }] }],
        },
      ],
    },
  ]);
  const derived = /[0-9a-f]{8}-[-0-9a-f]{27}/.exec(tree.out)?.[0] ?? "";
  expect((await called(["trace", derived], { cwd })).out).toBe(tree.out);
  expect(await called(["trace", "nobody"], { cwd })).toMatchObject({
    exit: 1,
    err: "da-run: No event nobody is in the topics: it never came, or is older than what they keep.\n",
  });
});

test("a trace takes the params that the pipeline ran with", async () => {
  const cwd = await shopWith(order(1, "ann", 2));
  const { out } = await called(["trace", "1", "--param", "rate=3"], { cwd });
  // Rows are told by asking the handlers anew; what was emitted is read from the log.
  expect(out).toContain("{ spent: 2, orders: 1 }");
  expect((await called(["trace", "1", "--param", "rat=3"], { cwd })).err).toContain("there is no param rat");
});

test("status tells lag, rates and dead letters, beside events that nobody has read yet", async () => {
  const cwd = await shopWith(order(1, "ann", 2), order(2, "bob", -1));
  await called(["send", "web"], { cwd, input: linesOf(order(3, "cy", 1)) });
  const text = await called(["status"], { cwd });
  expect(text.out).toBe(`\
shop
  reader          lag  per second  waiting  queued  held  dead
  source web        1           0        0       0     0     0
  demux spending    1           0        0       0     0     1
  dep buyers        0           0        0       0     0     0

  topic                   records  per second  lag
  shop.demux.buyer.spent        1           0    0
  shop.web                      3           0    1
`);
  const json = await called(["status", "--format", "json"], { cwd });
  expect(json.lines).toMatchObject([
    {
      pipeline: "shop",
      readers: [
        { name: "web", kind: "source", lag: 1, rate: 0, waiting: 0, queued: 0, held: 0, dead: 0, failure: null },
        { name: "spending", kind: "demux", lag: 1, dead: 1 },
        { name: "buyers", lag: 0 },
      ],
    },
  ]);
});

test("a folder without data, unknown names, formats and words are told at once", async () => {
  const cwd = folderOf();
  const nothing = `There is no data in ${join(cwd, ".da")}: start the pipeline on it first.`;
  expect(await called(["dead", "show", "x", "--format", "xml"], { cwd })).toMatchObject({
    exit: 2,
    err: `da-run: --format cannot be \`xml\`: it is pretty or json.
da-run: A letter is named HANDLER/PARTITION/OFFSET, as \`dead list\` shows it, not \`x\`.
da-run: ${nothing}
`,
  });
  expect(await called(["trace"], { cwd })).toMatchObject({
    exit: 2,
    err: `da-run: \`trace\` needs EVENT-ID.\nda-run: ${nothing}\n`,
  });
  expect((await called(["dead"], { cwd })).err).toBe(
    "da-run: Say what to do: `dead list`, `dead show`, `dead replay`.\n",
  );
  expect((await called(["dead", "lst"], { cwd })).err).toBe(
    "da-run: There is no command dead lst. Did you mean list?\n",
  );
  const help = await called(["dead", "--help"], { cwd });
  expect(help.out).toContain("Usage: da-run dead list [OPTIONS]");
  expect(help.out).toContain("Usage: da-run dead show [OPTIONS] LETTER");
  const full = await shopWith(order(1, "ann", 1));
  expect(await called(["dead", "list", "--handler", "spendin"], { cwd: full })).toMatchObject({
    exit: 2,
    err: "da-run: The pipeline has no handler or source spendin. Did you mean spending?\n",
  });
});
