// What a user of `da-compile test` sees.
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

/** A shop: what is ordered is counted, a large order is told of, and one that costs nothing is dead. */
const SHOP = `pipeline shop {
  topics: "shop"
}

param large: number = 100

source web {
  topic: "shop.web"
  name:  head.name
  id:    head.id
  at:    placedAt
  key:   userId
}

event order.placed from web {
  userId:   string
  placedAt: timestamp(iso)
  amount:   number(..1000)
  spent:    duration(s) as "seconds" = 1m
  tags?:    string[]
}

source old {
  topic: "shop.old"
}

event order.seen from old {
  userId:   string
  placedAt: timestamp(iso)
}

store totals {
  key userId: string
  amount: sum of number
  mean:   mean of number
  time:   sum of duration
  last:   latest of string
  kinds:  distinct of string
}

signal total.changed of totals {
  tags?: string[]
}

fn sizeOf(amount: number): "small" | "large" = if amount > large then "large" else "small"

gep totals on order.placed {
  let change = update totals(userId) { amount, mean: amount, time: spent, last: $id, kinds: sizeOf(amount) }
  signal total.changed from change { tags }
}

event usage.order.amount {
  key userId
  userId: string
  what: { size: "small" | "large", tags: string[], measure amount: number }
}

demux amounts on order.placed when amount != 0 {
  emit usage.order.amount { userId, what: { size: sizeOf(amount), tags: tags ?? [], amount } }
}

event large.seen {
  key userId
  userId: string
}

dep large on usage.order.amount {
  if what.amount < 0 {
    dead "\${userId} is owed \${-what.amount}"
  }
  if what.size == "large" && userId != "bob" {
    emit large.seen { userId }
  }
}

transform seen on order.seen {
  emit order.placed { userId, placedAt, amount: 1 }
}
`;

const ORDER = 'userId: "ann", placedAt: @2026-01-05T09:00:00Z';

async function results(tests: string, ...args: readonly string[]) {
  terminal.write("shop.da", SHOP + tests);
  return terminal.run("test", "shop.da", ...args);
}

/** What is printed of one test that fails, without its code frame. */
async function failure(steps: string): Promise<string> {
  const { exit, out } = await results(`test "it" {\n${steps}\n}\n`);
  expect(exit).toBe(1);
  expect(out).toMatch(/\n0 passed, 1 failed\n$/);
  const lines = out.split("\n").slice(2, -3);
  return lines.filter((line) => !/^\s*(\d+|-->)? *(\||shop)/.test(line)).join("\n");
}

describe("steps", () => {
  test("send, give and expect events, rows and what is dead", async () => {
    const { exit, out, err } = await results(`
      test "an order is counted" {
        send order.placed { $id: "o1", ${ORDER}, amount: 20, spent: 90s, tags: ["new"] }
        expect total.changed { userId: "ann", amount: { before: null, after: 20 }, last: { after: "o1" }, tags: ["new"] }
        expect usage.order.amount { userId: "ann", what: { amount: 20 } }
        expect no usage.order.amount
        expect totals(userId: "ann") { amount: 20, time: 1m30s, last: "o1", kinds: 1 }
        expect no totals(userId: "bob")
      }
      test "each test begins empty" {
        expect no totals(userId: "ann")
        expect no order.placed
        given totals(userId: "ann") { amount: 1, last: "given" }
        given totals(userId: "ann") { amount: 0.1 }
        expect totals(userId: "ann") { amount: 1.1, mean: null, time: 0s, last: "given" }
        send order.placed { ${ORDER}, amount: 0.2 }
        expect totals(userId: "ann") { amount: 1.3, time: 1m }
      }
      test "what is out of bounds or refused is dead" {
        send order.placed { ${ORDER}, amount: large * 100 }
        send order.placed { ${ORDER}, amount: -1 }
        expect dead usage.order.amount { what: { amount: -1 } }
        expect dead order.placed { userId: "ann", amount: large * 100 }
        expect usage.order.amount
        expect no usage.order.amount
      }
      test "a transform's event is one like any other" {
        send order.seen { ${ORDER} }
        expect order.placed { userId: "ann", amount: 1, spent: 1m }
        expect usage.order.amount
        expect no order.seen
      }
      test "a discrete event is sent as its producer would" {
        send usage.order.amount { $id: "x", userId: "ann", what: { size: "large", tags: [], amount: 101 } }
        send usage.order.amount { userId: "bob", what: { size: "large", tags: [], amount: 101 } }
        expect large.seen { userId: "ann" }
        expect no large.seen
        expect no usage.order.amount
      }
      test "expectations are taken one by one, in any order" {
        send order.placed { ${ORDER}, amount: 1 }
        send order.placed { ${ORDER}, amount: 2 }
        send order.placed { ${ORDER}, amount: 2 }
        expect usage.order.amount { what: { amount: 2 } }
        expect no usage.order.amount { what: { amount: 3 } }
        expect usage.order.amount
        expect usage.order.amount { what: { amount: 2 } }
        expect no usage.order.amount
      }
    `);
    expect(out).toMatchInlineSnapshot(`
      "✓ an order is counted
      ✓ each test begins empty
      ✓ what is out of bounds or refused is dead
      ✓ a transform's event is one like any other
      ✓ a discrete event is sent as its producer would
      ✓ expectations are taken one by one, in any order

      6 passed, 0 failed
      "
    `);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
  });

  test("ids and times stand where the source says, or beside the value", async () => {
    terminal.write(
      "pipelines.da",
      `pipeline p {}
      source bare { topic: "bare" }
      event thing.came from bare { k: string }
      store things { key k: string, last: latest of string, at: latest of timestamp }
      event thing.told { key k, k: string, id: string, at: timestamp }
      dep keep on thing.came { update things(k) { last: $id, at: $at } }
      demux tell on thing.came { emit thing.told { k, id: $id, at: $at } }
      // da-ignore DA8001: the tests read it
      dep read on thing.told { update seen(k) { id, at: $at } }
      store seen { key k: string, id: latest of string, at: latest of timestamp }
      test "with and without" {
        send thing.came { k: "a" }
        expect thing.told { id: "bare-0-0", at: @2000-01-01T00:00:00Z }
        advance 1h
        send thing.came { $id: "x", k: "a" }
        expect thing.told { id: "x", at: @2000-01-01T01:00:00Z }
        send thing.came { $id: "y", $at: @1999-01-01T00:00:00Z, k: "a" }
        send thing.came { $at: @1998-01-01T00:00:00Z, k: "a" }
        expect things(k: "a") { last: "x", at: @2000-01-01T01:00:00Z }
        send thing.told { $id: "t", $at: @2020-01-01T00:00:00Z, k: "b", id: "i", at: @2001-01-01T00:00:00Z }
        expect seen(k: "b") { id: "i", at: @2020-01-01T00:00:00Z }
      }`,
    );
    const { exit, out } = await terminal.run("test");
    expect(out).toBe("✓ with and without\n\n1 passed, 0 failed\n");
    expect(exit).toBe(0);
  });

  test("send the lines of a recorded file as they are", async () => {
    const event = '{"head":{"name":"order.placed"},"userId":"ann","placedAt":"2026-01-05T09:00:00Z","amount":';
    terminal.write("recorded/a.jsonl", `${event}3}\n\n${event}"x"}\nnonsense\n${event}4}`);
    terminal.write("specs/shop.da", 'import "../shop.da"\n');
    terminal.write(
      "tests.da",
      `test "recorded" {
        send web from "./recorded/a.jsonl"
        expect totals(userId: "ann") { amount: 7 }
        expect dead order.placed { userId: "ann" }
      }\n`,
    );
    const { exit, out } = await results('import "./tests.da"\n');
    expect(out).toBe("✓ recorded\n\n1 passed, 0 failed\n");
    expect(exit).toBe(0);
  });
});

test("names of the spec may be those that the code for tests uses", async () => {
  terminal.write(
    "pipelines.da",
    `pipeline p {}
source s { topic: "s" key: hit }
event a.b from s { hit: string tests: int }
fn hit(n: int): int = if n > 1 then n else 1
fn tests(n: int): int = hit(n)
fn first(xs: int[]): int = xs.first() ?? 0
fn asking(run: int): int = run
store event { key hit: string, tests: sum of int, follow: int }
demux hit on a.b {
  let asking = hit(tests)
  let follow = tests(asking)
  emit x.hit { hit, tests: follow }
}
event x.hit { key hit, hit: string, tests: int }
dep tests on x.hit {
  require run = event(hit) else continue
  if run == null { update event(hit) { tests, follow: asking(1) } }
}
test "names" {
  given event(hit: "z") { tests: first([1, 2].map(tests => tests)), follow: tests(2) }
  send a.b { hit: "a", tests: [3].map(first => first + tests(first)).sum() }
  expect x.hit { hit: "a", tests: tests(6) }
  expect event(hit: "a") { tests: 6, follow: 1 }
  expect event(hit: "z") { tests: 1 }
}
`,
  );
  const { out } = await terminal.run("test", "--coverage");
  expect(out).toMatchInlineSnapshot(`
    "✓ names

    1 passed, 0 failed

      67%  fn hit
             pipelines.da:4:44  the condition was never false
     100%  fn tests
     100%  fn asking
     100%  demux hit
      75%  dep tests
             pipelines.da:16:3  the row was never there
             pipelines.da:17:6  the condition was never false

    82% of all statements and branches were reached (14 of 17)
    "
  `);
});

describe("a failure", () => {
  test("shows the expectation, and field by field what came", async () => {
    const { exit, out } = await results(`test "an order" {
  send order.placed { ${ORDER}, amount: 20, spent: 90s, tags: ["new", "red"] }
  expect total.changed {
    userId: "ann", time: { before: 1m, after: 1m }
    tags: ["new", "blue"]
  }
}
`);
    expect(out).toMatchInlineSnapshot(`
      "✗ an order

      error: No \`total.changed\` came with these fields.
        --> shop.da:81:3
         |
      81 |   expect total.changed {
         |   ^^^^^^^^^^^^^^^^^^^^^^
      82 |     userId: "ann", time: { before: 1m, after: 1m }
         |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      83 |     tags: ["new", "blue"]
         |     ^^^^^^^^^^^^^^^^^^^^^
      84 |   }
         |   ^
      What came:
          userId:      "ann"
        ✗ time.before: expected 1m
                       came     null
        ✗ time.after:  expected 1m
                       came     1m30s
        ✗ tags[1]:     expected "blue"
                       came     "red"

      0 passed, 1 failed
      "
    `);
    expect(exit).toBe(1);
  });

  test("tells the nearest of several", async () => {
    const orders = [1, 2, 3, 4].map((amount) => `send order.placed { ${ORDER}, amount: ${amount} }`).join("\n");
    expect(
      await failure(`${orders}\nexpect usage.order.amount { userId: "ann", what: { amount: 2, size: "large" } }`),
    ).toMatchInlineSnapshot(`
        "error: No \`usage.order.amount\` came with these fields.
        4 came; the nearest:
          the 2nd:
              userId:      "ann"
              what.amount: 2
            ✗ what.size:   expected "large"
                           came     "small"
          the 1st:
              userId:      "ann"
            ✗ what.amount: expected 2
                           came     1
            ✗ what.size:   expected "large"
                           came     "small"
          the 3rd:
              userId:      "ann"
            ✗ what.amount: expected 2
                           came     3
            ✗ what.size:   expected "large"
                           came     "small""
      `);
  });

  test("tells what came and what is dead instead", async () => {
    expect(await failure(`send order.placed { ${ORDER}, amount: -1 }\nexpect large.seen`)).toMatchInlineSnapshot(`
      "error: No \`large.seen\` came.
      What came:
        1 time \`total.changed\`
        1 time \`usage.order.amount\`
      Dead:
        \`usage.order.amount\` in \`large\` (dead): ann is owed 1"
    `);
    expect(await failure('expect usage.order.amount { userId: "ann" }')).toMatchInlineSnapshot(`
      "error: No \`usage.order.amount\` came.
      Nothing came at all."
    `);
    const twice = `send order.placed { ${ORDER}, amount: 1 }\n expect usage.order.amount\n expect usage.order.amount`;
    expect(await failure(twice)).toMatchInlineSnapshot(
      `"error: No further \`usage.order.amount\` came: the one that did was taken by expectations before."`,
    );
  });

  test("of `expect no` shows what is left", async () => {
    expect(
      await failure(`send order.placed { ${ORDER}, amount: 1 }\nexpect no usage.order.amount`),
    ).toMatchInlineSnapshot(`
        "error: One \`usage.order.amount\` came, and no expectation before has taken it.
            userId: "ann"
            what:   { size: "small", tags: [], amount: 1 }"
      `);
    expect(
      await failure(`send order.placed { ${ORDER}, amount: 1 }\nexpect no totals(userId: "ann")`),
    ).toMatchInlineSnapshot(`
        "error: There is a row \`totals(userId: "ann")\`.
            userId: "ann"
            amount: 1
            mean:   1
            time:   1m
            last:   "shop.web-0-0"
            kinds:  1"
      `);
  });

  test("of a row shows the row, or which there are", async () => {
    const send = `send order.placed { ${ORDER}, amount: 2 }\n`;
    expect(
      await failure(`${send}expect totals(userId: "ann") { amount: 2.5, time: 1m, kinds: 2 }`),
    ).toMatchInlineSnapshot(`
        "error: The row \`totals(userId: "ann")\` is not as expected.
          ✗ amount: expected 2.5
                    came     2
            time:   1m
          ✗ kinds:  expected 2
                    came     1"
      `);
    expect(await failure(`${send}expect totals(userId: "bob") { amount: 2 }`)).toMatchInlineSnapshot(`
      "error: There is no row \`totals(userId: "bob")\`.
      \`totals\` holds:
        totals(userId: "ann")"
    `);
    expect(await failure('expect totals(userId: "bob")')).toMatchInlineSnapshot(`
      "error: There is no row \`totals(userId: "bob")\`.
      \`totals\` is empty."
    `);
  });

  test("of `expect dead` tells what is dead", async () => {
    expect(
      await failure(`send order.placed { ${ORDER}, amount: 2 }\nexpect dead usage.order.amount`),
    ).toMatchInlineSnapshot(`
        "error: No \`usage.order.amount\` is dead.
        Nothing is dead."
      `);
    expect(
      await failure(`send order.placed { ${ORDER}, amount: large * 20 }\nexpect dead order.placed { amount: 1000 }`),
    ).toMatchInlineSnapshot(`
        "error: No \`order.placed\` with these fields is dead.
        What came:
          ✗ amount: expected 1000
                    came     2000
        Dead:
          \`order.placed\` in \`web\` (invalid): amount: 2000 is more than 1000"
      `);
  });

  test("of a step that cannot be done says why", async () => {
    expect(await failure('send web from "./none.jsonl"')).toMatchInlineSnapshot(
      `"error: \`none.jsonl\` cannot be read: there is no such file."`,
    );
    expect(await failure("advance ofSeconds(large) * 1_000_000_000_000_000")).toMatchInlineSnapshot(
      `"error: This has no value: A duration or time of 100000000000000000000 ms is past ±(2^53 − 1) ms."`,
    );
    expect(await failure("advance -1m")).toMatchInlineSnapshot(
      `"error: The clock does not go back: give a duration of 0 or more."`,
    );
  });

  test("ends its test, and no other", async () => {
    const { exit, out } = await results(`
      test "first" { expect large.seen expect totals(userId: "x") }
      test "second" { expect no large.seen }
    `);
    expect(exit).toBe(1);
    expect(out.match(/error:/g)).toHaveLength(1);
    expect(out).toContain("\n✓ second\n\n1 passed, 1 failed\n");
  });

  test("is coloured on a terminal only, and sends it nothing that it would obey", async () => {
    const title = 'test "a \\u{1b}[2J" { expect large.seen }';
    expect((await results(title)).out).not.toContain("\u001b");
    terminal.color = true;
    const { out } = await results(title);
    expect(out).toContain("\u001b[1;31m✗\u001b[0m");
    expect(out).not.toContain("\u001b[2J");
  });
});

describe("--filter", () => {
  const TESTS = 'test "Late scores" { expect no large.seen }\ntest "early" { expect large.seen }\n';

  test("runs the tests whose titles hold it", async () => {
    expect(await results(TESTS, "--filter", "late")).toEqual({
      exit: 0,
      out: "✓ Late scores\n\n1 passed, 0 failed\n",
      err: "",
    });
  });

  test("of nothing is no good call", async () => {
    expect(await results(TESTS, "--filter", "later")).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: no test's title holds `later`. There are:\n  Late scores\n  early\n",
    });
    expect(await results("", "--filter", "later")).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: `shop.da` has no tests\n",
    });
  });
});

describe("a spec", () => {
  test("without tests passes", async () => {
    expect(await results("")).toEqual({ exit: 0, out: "0 passed, 0 failed\n", err: "" });
  });

  test("with an error runs none", async () => {
    const { exit, out, err } = await results('test "it" { expect larg.seen }\n');
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("error DA2001");
    expect(err).toMatch(/\nshop.da: 1 error, no test was run\n$/);
  });

  test("that is not there is no good call", async () => {
    expect(await terminal.run("test", "none.da")).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: `none.da` cannot be read: there is no such file\n",
    });
  });

  test("is left as it was: nothing is written", async () => {
    await results('test "it" { expect no large.seen }\n');
    expect(readdirSync(terminal.folder)).toEqual(["shop.da"]);
  });

  test("may lie in a folder with an odd name", async () => {
    const name = "a b%20#?ü/shop.da";
    terminal.write(name, `${SHOP}test "it" { expect no large.seen }\n`);
    expect((await terminal.run("test", name)).out).toBe("✓ it\n\n1 passed, 0 failed\n");
  });
});

describe("--format", () => {
  const TESTS = 'test "good" { expect no large.seen }\ntest "bad" { expect large.seen }\n';
  const LINE = SHOP.split("\n").length;

  test("json is one object with diagnostics and tests", async () => {
    const { exit, out, err } = await results(TESTS, "--format", "json");
    expect({ exit, err }).toEqual({ exit: 1, err: "1 passed, 1 failed\n" });
    const range = { start: { line: LINE + 1, column: 14 }, end: { line: LINE + 1, column: 31 } };
    expect(JSON.parse(out)).toEqual({
      diagnostics: [
        {
          code: "test",
          severity: "error",
          message: "bad: No `large.seen` came.\nNothing came at all.",
          file: "shop.da",
          range,
          related: [],
        },
      ],
      tests: [
        {
          name: "good",
          passed: true,
          file: "shop.da",
          range: { start: { line: LINE, column: 1 }, end: { line: LINE, column: 37 } },
        },
        {
          name: "bad",
          passed: false,
          file: "shop.da",
          range: { start: { line: LINE + 1, column: 1 }, end: { line: LINE + 1, column: 33 } },
          failure: { message: "No `large.seen` came.", details: ["Nothing came at all."], file: "shop.da", range },
        },
      ],
    });
  });

  test("github and sarif tell failures as they tell diagnostics", async () => {
    expect((await results(TESTS, "--format", "github")).out).toBe(
      "::error file=shop.da,line=80,col=14,endColumn=31,title=test::bad: No `large.seen` came.%0ANothing came at all.\n",
    );
    const { out } = await results(TESTS, "--format", "sarif");
    expect(JSON.parse(out).runs[0].results).toMatchObject([{ ruleId: "test", level: "error" }]);
  });
});

describe("--coverage", () => {
  test("names what no test reached, and how much was", async () => {
    const { exit, out } = await results(
      `test "small" { send order.placed { ${ORDER}, amount: 1, tags: [] } expect no large.seen }\n`,
      "--coverage",
    );
    expect(exit).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "✓ small

      1 passed, 0 failed

        67%  fn sizeOf
               shop.da:45:71  the condition was never true
       100%  gep totals
        60%  demux amounts
               shop.da:58:36  \`when\` always held
               shop.da:59:81  never needed: what stands before \`??\` was never null
        50%  dep large
               shop.da:68:6  the condition was never true
               shop.da:71:6  the condition was never true
               shop.da:71:30  never asked: what stands before \`&&\` was never true
         0%  transform seen
               shop.da:76:11  no test reaches it

      57% of all statements and branches were reached (13 of 23)
      "
    `);
  });

  test("is whole where tests reach everything", async () => {
    const { out } = await results(
      `test "all" {
        send order.placed { ${ORDER}, amount: 0 }
        send order.placed { ${ORDER}, amount: 1, tags: [] }
        send order.placed { ${ORDER}, amount: 1 }
        send order.placed { ${ORDER}, amount: -1 }
        send order.placed { ${ORDER}, amount: 101 }
        send order.seen { ${ORDER} }
      }\n`,
      "--coverage",
      "--format",
      "json",
    );
    const { coverage } = JSON.parse(out);
    expect(coverage).toMatchObject({ reached: coverage.total });
    expect(coverage.handlers.map(({ missed }: { missed: unknown }) => missed)).toEqual([[], [], [], [], []]);
  });
});

describe("--watch", () => {
  test("runs again at each change of the spec and of what its tests send", async () => {
    const event = '{"head":{"name":"order.placed"},"userId":"ann","placedAt":"2026-01-05T09:00:00Z","amount":';
    terminal.write("orders.jsonl", `${event}3}\n`);
    terminal.write(
      "shop.da",
      `${SHOP}test "it" { send web from "./orders.jsonl" expect totals(userId: "ann") { amount: 4 } }\n`,
    );
    const running = terminal.start("test", "shop.da", "--watch");
    await running.said("Watching 2 files");
    terminal.write("orders.jsonl", `${event}3}\n${event}1}\n`);
    await running.said("Changed: orders.jsonl");
    await running.said("Watching");
    terminal.write("shop.da", SHOP);
    await running.said("Changed: shop.da");
    await running.said("Watching 1 file");
    const { exit, out } = await running.stop();
    expect(exit).toBe(0);
    expect(out.match(/\d passed, \d failed/g)).toEqual([
      "0 passed, 1 failed",
      "1 passed, 0 failed",
      "0 passed, 0 failed",
    ]);
  });
});
