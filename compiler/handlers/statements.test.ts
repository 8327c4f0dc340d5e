import { describe, expect, test } from "vitest";
import { compared } from "../testing/marked.ts";
import { demux, dep, gep, PRELUDE } from "../testing/prelude.ts";

function expectErrors(text: string): void {
  const { expected, found } = compared(text, "error");
  expect(found).toEqual(expected);
}

const AMOUNT = "emit usage.order.amount";

describe("emit", () => {
  test.each([
    [`${AMOUNT} { userId, amount, kind, count: 1 }`],
    [`${AMOUNT} { ...event, count: 1 }`],
    [`${AMOUNT} { count: 1, ...event, ⟦DA2002 count⟧: 2 }`],
    [`${AMOUNT} { ...⟦DA3002 event⟧ }`],
    [`if count != null { ${AMOUNT} { ...event } }`],
    ["emit ⟦DA3003 usage.order.amount⟧ { userId, amount }"],
    ["emit ⟦DA2001 usage.order.amont⟧ { userId, amount: ⟦DA2001 amont⟧ }"],
    [`${AMOUNT} { ...event, count: 1, ⟦DA2001 colour⟧: 1 }`],
    [`${AMOUNT} { ...event, count: 1, ⟦DA2001 colour⟧: ⟦DA2001 blue⟧ }`],
    [`${AMOUNT} { ...event, count: ⟦DA3004 10⟧ }`],
    [`${AMOUNT} { ...event, count: ⟦DA3001 1.5⟧ }`],
    [`${AMOUNT} { ...event, ⟦DA3002 count⟧ }`],
    [`${AMOUNT} { ...event, count: if open then 1 else ⟦DA3004 11⟧ }`],
    [`${AMOUNT} { ...event, count: 1, kind: if open then "new" else ⟦DA3004 "old"⟧ }`],
    [`${AMOUNT} { ...event, count: 1, kind: match status { "a" => "new", else => ⟦DA3004 "old"⟧ } }`],
    [`let k = if open then "new" else "old" ${AMOUNT} { ...event, count: 1, kind: ⟦DA3004 k⟧ }`],
    [`let k = if open then "new" else "repeat" ${AMOUNT} { ...event, count: 1, kind: k }`],
    [`let k = "new" ${AMOUNT} { ...event, count: 1, kind: k }`],
    [`${AMOUNT} { ...event, count: 1, kind: ⟦DA3001 userId⟧ }`],
    [`${AMOUNT} { ...event, count: count ?? ⟦DA3004 12⟧ }`],
    [`${AMOUNT} { ...event, count: ⟦DA3001 amount⟧ }`],
    [`${AMOUNT} { ...event, count: 1, note: null }`],
    [`${AMOUNT} { ...event, count: 1, note: maybe }`],
    [`${AMOUNT} { ...event, count: 1, userId: ⟦DA3004 "123456789"⟧ }`],
    [`${AMOUNT} { ...event, count: 1, userId: "1" + ⟦DA3002 note⟧ }`],
    [`${AMOUNT} { ...event, count: 1, $id: "x", $at: time }`],
    [`${AMOUNT} { ...event, count: 1, $id: ⟦DA3001 1⟧, $at: ⟦DA3001 day⟧ }`],
    [`${AMOUNT} { ...⟦DA3002 home⟧ }`],
    [`${AMOUNT} { ...⟦DA3001 amount⟧ }`],
    [`${AMOUNT} { ...⟦DA2001 nothing⟧ }`],
    [`${AMOUNT} { ...event, count: 1 } after 2m`],
    [`${AMOUNT} { ...event, count: 1 } after ⟦DA3001 2⟧`],
    ["emit ⟦DA5003 order.placed⟧ { ...event }"],
    ["emit ⟦DA5003 order.total⟧ { ...event }"],
  ])("%s", (statements) => {
    expectErrors(dep(statements));
  });

  test("records are checked at every depth", () => {
    const more = "event place.seen { key id, id: string, place: { city: string, spot: { x: int } } } ";
    expectErrors(`${dep('emit place.seen { id: "1", place: { city: "c", spot: { x: ⟦DA3001 amount⟧ } } }')}${more}`);
    expectErrors(`${dep('emit place.seen { id: "1", place: { city: "c", spot: ⟦DA3003 { }⟧ } }')}${more}`);
    expectErrors(`${dep('emit place.seen { id: "1", place: ⟦DA3001 place⟧ }')}${more}`);
  });
});

describe("stores", () => {
  test.each([
    ["update totals(userId) { amount, kind }"],
    ["update totals(userId: userId) { ...event }"],
    ["update totals(userId: ⟦DA3002 maybe⟧) { kind }"],
    ["update totals(⟦DA6003 user⟧: userId) { kind }"],
    ["update totals(⟦DA6003 usr⟧) { kind }"],
    ["update totals(userId, ⟦DA6003 userId⟧) { kind }"],
    ["update ⟦DA6003 rows⟧(a: userId) { plain: 1, place, list: tags }"],
    ["update ⟦DA6003 totals⟧() { kind }"],
    ['update totals(⟦DA6003 "x"⟧) { kind }'],
    ["update ⟦DA3003 totals⟧(userId) { amount }"],
    ["update totals(userId) { kind, ⟦DA2001 amont⟧: 1 }"],
    ["update totals(userId) { kind, ⟦DA2002 userId⟧: userId }"],
    ["update totals(userId) { kind, amount: count }"],
    ["update totals(userId) { kind, amount: ⟦DA3001 spent⟧ }"],
    ["update totals(userId) { kind, last: note }"],
    ['update totals(userId) { kind: ⟦DA3004 "old"⟧ }'],
    ["update totals(userId) { kind, mean: ⟦DA3001 1⟧ }"],
    ["update ⟦DA2001 total⟧(userId) { kind }"],
    ["update ⟦DA6004 others⟧(userId) { since: time }"],
    ["delete ⟦DA6004 others⟧(userId)"],
    ["require x = ⟦DA6004 others⟧(userId) wait 1m else skip"],
    ["require x = others(userId) else skip if x.since == time { skip }"],
    ['let x = totals(userId) if x != null { dead x.last ?? "" }'],
    ["let x = totals(userId) dead ⟦DA3002 x⟧.last"],
    ["let x = totals(userId) dead ⟦DA3002 x?.last⟧"],
    ["let x = totals(userId) if ⟦DA3002 x⟧.kind == x.kind { dead x.kind }"],
    ["let x = totals(userId) let y = totals(userId) if ⟦DA3002 x⟧.kind == ⟦DA3002 y⟧.kind { dead x.kind }"],
    ["let x = totals(userId) dead x?.⟦DA2001 lst⟧"],
    ["let x = ⟦DA5003 totals⟧(userId) ?? null"],
    ["if ⟦DA5003 totals⟧(userId) == null { skip }"],
    ["let x = ⟦DA6003 rows⟧(a: userId) if x == null { skip }"],
    ["require x = totals(userId) wait 1m else continue dead ⟦DA3002 x⟧.kind"],
    ["require x = totals(userId) wait 1m else dead dead x.kind"],
    ["require x = totals(userId) wait ⟦DA3001 5⟧ else dead"],
    ["delete totals(userId) ⟦DA5003 require x = totals⟧(userId) else skip"],
    ["for t in tags { ⟦DA5003 require x = totals⟧(userId) else skip delete totals(userId) }"],
    ["if open { delete totals(userId) skip } require x = totals(userId) else skip"],
    ["if open { delete totals(userId) } ⟦DA5003 require x = totals⟧(userId) else skip"],
    ["let c = update totals(userId) { kind } if c.before == null { skip } dead c.before.kind"],
    ["let c = update totals(userId) { kind } dead c.after.kind"],
    ["let c = update totals(userId) { kind } dead c.⟦DA2001 now⟧"],
    ["let c = update totals(userId) { kind } dead ⟦DA3002 c.before⟧.kind"],
    ["let c = update totals(userId) { kind } emit order.seen { ...event, ...⟦DA3001 c⟧ }"],
    ["let c = update totals(userId) { kind } emit usage.order.amount { count: 1, ...c.after }"],
    ["delete ⟦DA2001 total⟧(userId)"],
    ['⟦DA5003 forward "elsewhere"⟧'],
    ['let c = update totals(userId) { kind } signal ⟦DA5003 order.total⟧ from c { kind2: "x" }'],
  ])("%s", (statements) => {
    expectErrors(dep(statements));
  });
});

describe("variables and flow", () => {
  test.each([
    [`let a = 1 let ⟦DA2002 a⟧ = 2 dead "\${a}"`],
    [`let a = "x" let ⟦DA2002 a⟧ = 1 emit order.seen { ...event, userId: a, pieces: a }`],
    ["let a = totals(userId) let ⟦DA2002 a⟧ = update totals(userId) { kind } dead a.after.kind"],
    ["let a = update totals(userId) { kind } let ⟦DA2002 a⟧ = totals(userId) dead a.kind"],
    ["let a = 1 require ⟦DA2002 a⟧ = totals(userId) else skip dead a"],
    ["let a = open let ⟦DA2002 a⟧ = 1 if a { skip }"],
    [`let a = { b: 1, ⟦DA2002 b⟧: "x" } emit order.seen { ...event, userId: a.b, pieces: a.b }`],
    ["let a = others(userId: userId, ⟦DA6003 userId⟧: 1) if a == null { skip }"],
    [`let a = 1 if open { let a = 2 dead "\${a}" } dead "\${a}"`],
    ['dead ⟦DA2001 a⟧ let a = "x"'],
    ['if open { let a = "x" } dead ⟦DA2001 a⟧'],
    ["for t in ⟦DA3001 amount⟧ { skip }"],
    ["for t in ⟦DA3001 extra⟧ { skip }"],
    ["for t in ⟦DA3002 node.next?.children⟧ { skip }"],
    ['for t in asList(extra) ?? [] { dead asString(t) ?? "" }'],
    ["for tags in tags { dead tags }"],
    ["dead ⟦DA3001 amount⟧"],
    ["dead ⟦DA3002 note⟧"],
    ["if ⟦DA3001 amount⟧ { skip }"],
    ["if open { skip } else if ⟦DA2001 opn⟧ { skip }"],
  ])("%s", (statements) => {
    expectErrors(dep(statements));
  });
});

describe("what a kind may do", () => {
  test.each([
    [gep("update totals(userId) { kind }")],
    [gep("emit ⟦DA5003 order.seen⟧ { ...event }")],
    [gep('forward "x"')],
    [gep('let c = update totals(userId) { kind } signal ⟦DA5003 order.seen⟧ from c { kind2: "x" }')],
    [gep('let c = update totals(userId) { kind } signal order.total from ⟦DA2001 change⟧ { kind2: "x" }')],
    [gep('let c = totals(userId) signal order.total from ⟦DA3001 c⟧ { kind2: "x" }')],
    [
      gep(
        'let c = update rows(a: userId, b: 1) { plain: 1, place, list: tags } signal order.total from ⟦DA3001 c⟧ { kind2: "x" }',
      ),
    ],
    [gep("let c = update totals(userId) { kind } signal ⟦DA3003 order.total⟧ from c { }")],
    [gep('let c = update totals(userId) { kind } signal order.total from c { kind2: ⟦DA3004 "z"⟧ }')],
    [gep('let c = update totals(userId) { kind } signal order.total from c { kind2: "x", ⟦DA2001 userId⟧ }')],
    [gep('let c = update totals(userId) { kind } signal order.total from c { ...event, kind2: "x" }')],
    [demux("update ⟦DA5003 totals⟧(userId) { kind }")],
    [demux("let x = ⟦DA5003 totals⟧(userId) if x == null { skip }")],
    [demux("require x = ⟦DA5003 totals⟧(userId) wait 1m else skip")],
    [demux('forward "x"')],
    [demux('⟦DA5003 forward "x"⟧', "order.total")],
    [demux("signal ⟦DA5003 order.total⟧ from c { kind2: 1 }")],
    [dep("signal ⟦DA5003 order.total⟧ from c { }")],
    [demux("emit usage.order.pieces { ...event, pieces: 1 }", "order.total")],
    [
      demux(
        "emit usage.order.amount { ...event, amount: ⟦DA3001 amount⟧, kind: ⟦DA3001 kind⟧, count: 1 }",
        "order.total",
      ),
    ],
    [demux("emit usage.order.amount { ...event, amount: amount.after, kind: kind.after, count: 1 }", "order.total")],
    [
      demux(
        "emit usage.order.amount { ...event, amount: ⟦DA3002 amount.before⟧, kind: kind.after, count: 1 }",
        "order.total",
      ),
    ],
    [demux("emit order.seen { ...event }", "⟦DA5003 order.seen⟧")],
    [`${PRELUDE}dep x on ⟦DA5003 order.placed⟧ { skip }`],
    [`${PRELUDE}dep x on ⟦DA5003 order.total⟧ { skip }`],
    [`${PRELUDE}gep x on ⟦DA5003 order.total⟧ { skip }`],
    [`${PRELUDE}gep x on ⟦DA5003 order.seen⟧ { skip }`],
    [`${PRELUDE}dep x on usage.order.amount, ⟦DA5003 order.total⟧ { dead "\${twice(amount)} \${other}" }`],
    [
      `${PRELUDE}dep x on usage.order.amount, ⟦DA5003 order.total⟧ when $name == "order.total" { dead ⟦DA3001 amount⟧ }`,
    ],
    [`${PRELUDE}dep x on ⟦DA5003 order.total⟧ when other > 1 { dead amount }`],
    [`${PRELUDE}dep x on ⟦DA2001 order.sen⟧ { dead what }`],
    [`${PRELUDE}dep x on order.seen, ⟦DA2002 order.seen⟧ { skip }`],
    [`${PRELUDE}dep x on order.seen ⟦DA5003 fanout "x"⟧ { skip }`],
    [`${PRELUDE}dep x on order.seen limit ⟦DA3004 0⟧ { skip }`],
    [`${PRELUDE}gep x on order.placed ⟦DA5003 limit 5⟧ { skip }`],
    [`${PRELUDE}dep x on order.seen limit 5 ⟦DA2002 limit 6⟧ { skip }`],
    [
      `${PRELUDE}source p { topic: "p", from: partner } event p.one from p { userId: Id, n: string }
      transform t on p.one { emit order.placed { ⟦DA2001 a⟧: 1 } }`,
    ],
    [`${PRELUDE}transform t on order.placed { emit ⟦DA5003 order.placed⟧ { ...event } }`],
    [`${PRELUDE}transform t on order.placed { emit ⟦DA5003 order.seen⟧ { ...event } }`],
    [
      `${PRELUDE}dep x on order.seen { handler ⟦DA6005 "./x.ts"⟧ reads ⟦DA2001 total⟧ updates ⟦DA6004 others⟧ emits order.seen }`,
    ],
    [
      `${PRELUDE}demux x on order.placed { handler ⟦DA6005 "./x.ts"⟧ reads ⟦DA5003 totals⟧ emits ⟦DA5003 order.placed⟧ }`,
    ],
  ])("%s", (text) => {
    expectErrors(text);
  });

  test("a file of a handler is looked for beside the spec", () => {
    const text = `${PRELUDE}gep x on order.placed { handler "./h/x.ts" updates totals emits order.total }`;
    expect(compared(text, "error", { "h/x.ts": "" }).found).toEqual([]);
  });

  test("a signal of what its handler in TypeScript does not update", () => {
    const text = `${PRELUDE}gep x on order.placed { handler "./h/x.ts" emits ⟦DA5003 order.total⟧ }`;
    const { found, expected } = compared(text, "error", { "h/x.ts": "" });
    expect(found).toEqual(expected);
  });
});

describe("several events", () => {
  const events = `${PRELUDE}
    event a.one from web { name: string, time: timestamp, userId: Id, both: int(0..5), bounds: int(0..5), only?: int, inline: { x: int, y: string }, d: int = 1, l: lenient int }
    event a.two from web { time: timestamp, userId: string(1..8), both: int(0..5) | null, bounds: int, inline: { x: int, y: int }, d: int, l: int }
  `;
  test.each([
    ['{ update rows(a: userId, b: both ?? 0) { plain: d + l, place: { city: "", floor: only }, list: [] } }'],
    ['{ update rows(a: userId, b: ⟦DA3002 both⟧) { plain: inline.x, place: { city: "", floor: only }, list: [] } }'],
    [`{ dead "\${⟦DA2001 bounds⟧}" }`],
    [`{ dead "\${inline.⟦DA2001 y⟧}" }`],
    ['{ if $name == "a.one" { skip } if $name == ⟦DA3004 "a.three"⟧ { skip } }'],
    ['when $name != "a.one" { dead $name }'],
    ["{ dead ⟦DA3002 name⟧ }"],
  ])("%s", (body) => {
    expectErrors(`${events} gep x on a.one, a.two ${body}`);
  });
});

describe("warnings", () => {
  function expectWarnings(text: string): void {
    const { expected, found } = compared(text, "warning");
    expect(found).toEqual(expected);
  }

  test.each([
    ["if ⟦DA8003 amount != null⟧ { skip }"],
    ["if ⟦DA8003 amount == null⟧ { skip }"],
    ["if ⟦DA8003 true⟧ { skip }"],
    ['if ⟦DA8003 kind == "new" || kind == "repeat"⟧ { skip }'],
    ['if kind == "new" { skip } else if ⟦DA8003 kind == "repeat"⟧ { skip } else { dead "x" }'],
    ['if kind == "new" { skip } if ⟦DA8003 kind == "new"⟧ { skip }'],
    ["if note == null { skip } if ⟦DA8003 note != null⟧ { skip }"],
    ["if open { if ⟦DA8003 open⟧ { skip } }"],
    ["if note == null || note == userId { skip }"],
    ['if ⟦DA8003 kind in ["new", "repeat"]⟧ { skip }'],
    ['if ⟦DA8003 $name == "order.seen"⟧ { skip }'],
    ['dead match kind { "new" => "a", "repeat" => "b", ⟦DA8003 else => ⟧"c" }'],
    ['dead if ⟦DA8003 amount != null⟧ then "a" else "b"'],
    ["if extra != null { skip }"],
    ["if $at == time { skip }"],
    ["let ⟦DA8005 a⟧ = 1"],
    ["let ⟦DA8005 c⟧ = update totals(userId) { kind }"],
    ["let ⟦DA8005 r⟧ = totals(userId)"],
    ["require r = totals(userId) else skip"],
    ["let a = 1 let ⟦DA8005 b⟧ = a"],
    ["let c = update totals(userId) { kind } if c.before == null { skip }"],
  ])("%s", (statements) => {
    expectWarnings(dep(statements));
  });

  test("of a when", () => {
    expectWarnings(dep("skip", "⟦DA8003 userId != null⟧"));
    expectWarnings(dep("skip", "note != null"));
  });

  test("none in a handler with an error, and none at all beside an unknown name", () => {
    expectWarnings(dep("let a = 1 dead amount"));
    expectWarnings(`${dep("let a = 1")} dep y on order.seen { dead nothing }`);
  });

  test("an ignored one is silent if it has a reason", () => {
    expectWarnings(dep("// da-ignore DA8005: kept for later\n let a = 1"));
    expectWarnings(dep("// da-ignore DA8005:\n let ⟦DA8005 a⟧ = 1"));
    expectWarnings(dep("// da-ignore DA8003: other\n let ⟦DA8005 a⟧ = 1"));
    expectWarnings(dep("// da-ignore DA8003: one\n// da-ignore DA8005: two\n let a = 1 if true { skip }"));
    expectWarnings(dep("// da-ignore DA8005: one\n let a = 1 let ⟦DA8005 b⟧ = 1"));
    expectWarnings(dep("// da-ignore DA8005: one\n// da-ignore DA8005: two\n let a = 1 let b = 1"));
    expectWarnings(dep("// da-ignore DA8005: far\n\n let ⟦DA8005 a⟧ = 1"));
  });
});
