// Ids and times of emitted events: whose they were and are, and what is no such change.
import { describe, expect, test } from "vitest";
import { diffOf } from "../testing/versions.ts";

const spec = (body: string, head = "demux seen on order.placed") => `
event order.placed from web { userId: string, amount: number, sent: timestamp, open: bool }
event order.seen { key userId, userId: string, amount: number }
${head} { ${body} }
store days { key userId: string, amount: latest of number }
store counts { key userId: string, n: sum of int }
dep days on order.seen { update days(userId) { amount } }
dep counts on order.seen { update counts(userId) { n: 1 } }`;

const emit = (entry: string) => `emit order.seen { ${entry}userId, amount }`;

async function told(old: string, now: string) {
  return (await diffOf(old, now)).map(({ rule, path, message, repair }) => ({ rule, path, message, repair }));
}

async function rulesOf(old: string, now: string): Promise<readonly string[]> {
  return (await diffOf(old, now)).map(({ rule }) => rule);
}

describe("says what it was and is, and what to do", () => {
  test("of a time", async () => {
    const path = "handler:seen/order.seen";
    expect(await told(spec(emit("")), spec(emit("$at: $at + 1m, ")))).toEqual([
      {
        rule: "emit-time-changed",
        path,
        message: "The time of `order.seen`, which `seen` emits, was its cause's and is `$at + 1m`.",
        repair: "leave `$at` out, or rebuild `days`",
      },
    ]);
    expect(await told(spec(emit("$at: sent, ")), spec(emit("")))).toMatchObject([
      {
        message: expect.stringMatching(/was `sent` and is its cause's\.$/),
        repair: "keep `$at: sent`, or rebuild `days`",
      },
    ]);
  });

  test("of an id", async () => {
    expect(await told(spec(emit("")), spec(emit(`$id: "q\${$id}", `)))).toEqual([
      {
        rule: "emit-id-changed",
        path: "handler:seen/order.seen",
        message: 'The id of `order.seen`, which `seen` emits, was derived from its cause\'s and is `"q${$id}"`.',
        repair: "leave `$id` out",
      },
    ]);
    expect(await told(spec(emit("$id: $id, ")), spec(emit("")))).toMatchObject([{ repair: "keep `$id: $id`" }]);
  });

  test("of both", async () => {
    expect(await rulesOf(spec(emit("")), spec(emit("$id: $id, $at: sent, ")))).toEqual([
      "emit-id-changed",
      "emit-time-changed",
    ]);
  });

  test("of a variable that holds something else", async () => {
    const by = (time: string) => spec(`let time = ${time} ${emit("$at: time, ")}`);
    expect(await told(by("sent"), by("sent + 1m"))).toMatchObject([
      {
        message: expect.stringMatching(/was `time` and is another `time`\.$/),
        repair: expect.stringMatching(/^keep what `time` holds,/),
      },
    ]);
  });

  test("in a handler and of an event that were renamed", async () => {
    const now = spec(emit("$at: sent, "), 'demux noticed was "seen" on order.placed')
      .replaceAll(/(?<=on |emit )order\.seen/g, "order.noticed")
      .replace("event order.seen", 'event order.noticed was "order.seen" as "order.seen"');
    expect(await told(spec(emit("")), now)).toContainEqual(
      expect.objectContaining({ rule: "emit-time-changed", path: "handler:noticed/order.noticed" }),
    );
  });
});

describe("says nothing", () => {
  const moved = ["emit-id-changed", "emit-time-changed"];
  const both = `${emit("")} if open { ${emit("$id: $id, $at: sent, ")} }`;

  test.each([
    ["of the cause's own time", emit(""), emit("$at: $at, ")],
    ["of an emit that comes", emit(""), both],
    ["of an emit that goes", both, emit("")],
    ["of the first one", "skip", emit("$at: sent, ")],
    ["of emits in another order", both, `if open { ${emit("$id: $id, $at: sent, ")} } ${emit("")}`],
    ["of a variable of another name", `let a = sent ${emit("$at: a, ")}`, `let b = sent ${emit("$at: b, ")}`],
    ["of a variable that holds the same", emit("$at: sent, "), `let a = sent ${emit("$at: a, ")}`],
    ["of one beside another variable", emit("$at: sent, "), `let a = 1 ${emit("$at: sent, ")}`],
  ])("%s", async (_, old, now) => {
    const found = await rulesOf(spec(old), spec(now));
    expect(found.filter((rule) => moved.includes(rule))).toEqual([]);
  });

  test("of a handler that only was renamed", async () => {
    const now = spec(emit("$at: sent, "), 'demux noticed was "seen" on order.placed');
    expect(await rulesOf(spec(emit("$at: sent, ")), now)).toEqual(["handler-was"]);
  });
});
