// `diff --samples`: both versions run over recorded events, and what came or went is told.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Terminal } from "../testing/terminal.ts";

const SPEC = (when: string, body = "{ userId, amount }", more = "") => `pipeline shop {}

source web { topic: "shop.web", name: eventName, key: userId }
event order.placed from web { userId: string, amount: number, kind: "new" | "repeat" }

event usage.order.amount { key userId, userId: string, measure amount: number }

demux amounts on order.placed ${when} {
  emit usage.order.amount ${body}
}
${more}`;

const order = (userId: string, amount: number, kind: string) =>
  `${JSON.stringify({ eventName: "order.placed", userId, amount, kind })}\n`;

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
  terminal.write(
    "web.jsonl",
    [order("a", 1, "new"), order("b", 2, "repeat"), order("c", 9, "new"), "no JSON\n"].join(""),
  );
});

afterEach(() => terminal.remove());

async function compared(old: string, now: string, ...more: readonly string[]) {
  terminal.write("old/pipelines.da", old);
  terminal.write("pipelines.da", now);
  const args = ["--against", "old", "--samples", "web=web.jsonl", "--format", "json", ...more];
  const { exit, out, err } = await terminal.run("diff", ...args);
  return { exit, err, findings: out === "" ? [] : JSON.parse(out).findings };
}

describe("a demux rule", () => {
  test("narrowed: which events went, and of which sample", async () => {
    const { exit, findings } = await compared(SPEC(""), SPEC('when kind == "new"'));
    expect(exit).toBe(1);
    expect(findings).toMatchObject([
      {
        rule: "rule-narrowed",
        severity: "breaking",
        message: expect.stringContaining("1 event no longer comes of 4 recorded events"),
        document: {
          event: "web.jsonl:2",
          json: { userId: "b" },
          old: { makes: { event: "usage.order.amount", values: [{ userId: "b", amount: 2 }] } },
          new: { makes: { values: [] } },
        },
      },
    ]);
  });

  test("widened: what comes besides", async () => {
    const { exit, findings } = await compared(SPEC('when kind == "new"'), SPEC(""));
    expect(exit).toBe(0);
    expect(findings).toMatchObject([
      { rule: "rule-widened", severity: "warning", document: { event: "web.jsonl:2", old: { makes: { values: [] } } } },
    ]);
  });

  test("changed in a way that cannot be compared: both", async () => {
    const { findings } = await compared(SPEC('when kind == "new"'), SPEC("when amount > 1"));
    expect(
      findings.map(({ rule, severity }: { readonly rule: string; readonly severity: string }) => [rule, severity]),
    ).toEqual([
      ["rule-narrowed", "breaking"],
      ["rule-widened", "warning"],
    ]);
  });

  test("that the samples show nothing of is a warning", async () => {
    const { exit, findings } = await compared(SPEC(""), SPEC("when amount < 100"));
    expect([exit, findings]).toMatchObject([0, [{ rule: "rule-narrowed", severity: "warning", document: null }]]);
    expect(findings[0].message).toContain("none of 4 recorded events shows it");
  });

  test("that computes other values: how many", async () => {
    const { findings } = await compared(SPEC(""), SPEC("", "{ userId, amount: min(amount, 2) }"));
    expect(findings).toMatchObject([
      { rule: "handler-body-changed", message: expect.stringContaining("made 1 event with other values") },
    ]);
  });
});

test("stores and signals play along, each version with its own", async () => {
  const totals = (least: number) =>
    SPEC(
      "",
      undefined,
      `
store totals { key userId: string, amount: sum of number }
signal order.total of totals { }
gep totals on order.placed { let change = update totals(userId) { amount } signal order.total from change { } }
event order.big { key userId, userId: string }
demux big on order.total when amount.after >= ${least} { emit order.big { userId } }
`,
    );
  terminal.write("web.jsonl", order("a", 1, "new") + order("a", 2, "new") + order("a", 3, "new"));
  const { findings } = await compared(totals(3), totals(6));
  expect(findings).toMatchObject([{ rule: "rule-narrowed", severity: "breaking", document: { event: "web.jsonl:2" } }]);
});

test("handlers in TypeScript are those of their version", async () => {
  const spec = SPEC(
    'when kind == "new"',
    undefined,
    `
event order.seen { key userId, userId: string }
demux seen on order.placed { handler "./seen.ts" emits order.seen }
`,
  );
  const handler = (condition: string) =>
    `export default (event: { userId: string }, da: { emit(name: string, value: object): void }) => {\n  if (${condition}) da.emit("order.seen", { userId: event.userId });\n};\n`;
  terminal.write("old/seen.ts", handler("true"));
  terminal.write("seen.ts", handler('event.userId !== "b"'));
  const { findings } = await compared(spec, spec.replace('kind == "new"', 'kind != "new"'));
  expect(findings.map(({ rule }: { readonly rule: string }) => rule)).toEqual(["rule-narrowed", "rule-widened"]);
});

test.each([
  [["--samples", "none.jsonl"], "cannot be read: there is no such file"],
  [["--samples", "wep=web.jsonl"], "has no source wep"],
  [["--samples", "web.jsonl"], "web.jsonl:1"],
])("%j is a call that is not good", async (args, sentence) => {
  const { exit, err } = await compared(SPEC(""), SPEC("when amount < 1"), ...args);
  expect([exit, err]).toEqual([2, expect.stringContaining(sentence)]);
});
