import { describe, expect, test } from "vitest";
import { typeOf } from "../testing/prelude.ts";

describe("names", () => {
  test.each([
    ["userId", "Id"],
    ["maybe", "Id | null"],
    ["note", "string | null"],
    ["count", "int | null"],
    ["gone", "bool"],
    ["size", "number(0..5)"],
    ["place.zip", "string | null"],
    ["place.flat", "int"],
    ["event.amount", "number"],
    ["$id", "string"],
    ["$at", "timestamp"],
    ["$name", '"order.seen"'],
    ["limit", "int"],
    ["mode", '"fast" | "slow"'],
    ["nothing", "DA2001"],
    ["twice", "DA2001"],
    ["totals", "DA2001"],
    ["place.town", "DA2001"],
    ["amount.x", "DA2001"],
    ["tags.length", "DA2001"],
    ["note.length()", "DA3002"],
    ["status.length()", "DA2001"],
    ["home.city", "DA3002"],
    ["home?.city", "string | null"],
    ["home?.city.x", "DA2001"],
    ["node.next?.next?.value", "int | null"],
    ["node.next?.children.length()", "int | null"],
    ["(node.next?.children).length()", "DA3002"],
    ["node.next?.children[0]", "Node | null"],
    ["place?.city", "string"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("literals", () => {
  test.each([
    ["12", "12"],
    ["-1.5", "-1.5"],
    ["-(2)", "-2"],
    ['"a"', '"a"'],
    ["true", "true"],
    ["null", "null"],
    ["15m", "duration"],
    ["@2026-11-23", "date"],
    ["@2026-11-23T10:00:00Z", "timestamp"],
    ["[1, 2]", "(1 | 2)[]"],
    ["[1, null]", "(1 | null)[]"],
    ['["a", "b", ...tags]', "string[]"],
    ['[1, "a"]', "DA3001"],
    ["[...amount]", "DA3001"],
    ["{ a: 1, b: userId }", "{ a: 1, b: Id }"],
    ["{ ...place, floor: 1 }", "{ city: string, zip: string | null, flat: int, floor: 1 }"],
    ["{ a: 1, a: 2 }", "DA2002"],
    [`"x \${userId} \${amount} \${time} \${open} \${kind}"`, "string"],
    [`"x \${note}"`, "DA3002"],
    [`"x \${null}"`, "DA3002"],
    [`"x \${place}"`, "DA3001"],
    [`"x \${extra}"`, "DA3001"],
    [`"x \${tags}"`, "DA3001"],
    ["lower(x => 1)", "DA3006"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("operators", () => {
  test.each([
    ["pieces + 1", "int"],
    ["pieces + 1.5", "number"],
    ["pieces * pieces", "int"],
    ["pieces - amount", "number"],
    ["pieces / 2", "number"],
    ["pieces / 0", "number | null"],
    ["pieces / pieces", "number | null"],
    ["pieces % 2", "int"],
    ["pieces % 0", "int | null"],
    ["pieces % limit", "int | null"],
    ["pieces % -2", "int"],
    ["amount % 2", "number"],
    ["pieces / (2)", "number"],
    ["time - time", "duration"],
    ["time + spent", "timestamp"],
    ["spent + time", "timestamp"],
    ["time - 1h", "timestamp"],
    ["time + time", "DA3001"],
    ["time * 2", "DA3001"],
    ["spent + spent", "duration"],
    ["spent * 2", "duration"],
    ["2 * spent", "duration"],
    ["spent * spent", "DA3001"],
    ["spent / 2", "duration"],
    ["spent / pieces", "duration | null"],
    ["spent / spent", "number | null"],
    ["spent / 1m", "number"],
    ["spent + 1", "DA3001"],
    ["1 / spent", "DA3001"],
    ["spent - time", "DA3001"],
    ["userId + kind", "string"],
    ["userId + 1", "DA3001"],
    ["open + 1", "DA3001"],
    ["day + 1", "DA3001"],
    ["day - day", "DA3001"],
    ["count + 1", "DA3002"],
    ["-amount", "number"],
    ["-spent", "duration"],
    ["-note", "DA3002"],
    ["-userId", "DA3001"],
    ["!open", "bool"],
    ["!amount", "DA3001"],
    ["open && amount", "DA3001"],
    ["open || note", "DA3001"],
    ["amount < 1", "bool"],
    ["amount < spent", "DA3001"],
    ["spent < 1h", "bool"],
    ["time >= @2026-01-01T00:00:00Z", "bool"],
    ["day < @2026-01-01", "bool"],
    ['day < "2026-01-01"', "bool"],
    ["userId < kind", "bool"],
    ["open < open", "DA3001"],
    ["count > 1", "DA3002"],
    ["place < place", "DA3001"],
    ["note ?? 1", "DA3001"],
    ['note ?? "x"', "string"],
    ["count ?? 0", "int"],
    ["count ?? 0.5", "number"],
    ["maybe ?? userId", "Id"],
    ["extra ?? 1", "json"],
    ["null ?? 1", "1"],
    ["home ?? place", "Place"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("equality", () => {
  test.each([
    ["amount == 1", "bool"],
    ["pieces == amount", "bool"],
    ["note == null", "bool"],
    ["amount == null", "false"],
    ["amount != null", "true"],
    ["null == null", "true"],
    ["note == userId", "bool"],
    ["note == day", "bool"],
    ["uid == note", "bool"],
    ["uid == day", "DA3001"],
    ['uid == "x"', "DA3004"],
    ['uid == "6ba7b810-9dad-11d1-80b4-00c04fd430c8"', "bool"],
    ['day == "2026-02-30"', "DA3004"],
    ['kind == "new"', "bool"],
    ['kind == "old"', "DA3004"],
    ['"old" != kind', "DA3004"],
    ['status == "c"', "bool"],
    ["kind == mode", "DA3001"],
    ["kind == status", "bool"],
    ["amount == spent", "DA3001"],
    ["time == day", "DA3001"],
    ["open == true", "bool"],
    ["place == place", "DA3001"],
    ["home == null", "bool"],
    ["extra == null", "bool"],
    ["extra == 1", "DA3001"],
    ["tags == tags", "DA3001"],
    ['kind in ["new"]', "bool"],
    ['kind in ["new", "repeat"]', "true"],
    ['kind in ["new", "old"]', "DA3004"],
    ["pieces in [1, 2]", "bool"],
    ["note in tags", "bool"],
    ["pieces in tags", "DA3001"],
    ["note in [null]", "bool"],
    ["amount in amount", "DA3001"],
    ['$name == "order.seen"', "true"],
    ['$name == "order.placed"', "DA3004"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("branches", () => {
  test.each([
    ['if open then "a" else "b"', '"a" | "b"'],
    ["if open then 1 else 2", "1 | 2"],
    ["if open then 1 else 1.5", "1 | 1.5"],
    ["if open then 1 else null", "1 | null"],
    ["if open then 1 else userId", "DA3001"],
    ["if amount then 1 else 2", "DA3001"],
    ["if note != null then note else userId", "string"],
    ['match kind { "new" => 1, "repeat" => 2 }', "1 | 2"],
    ['match kind { "new" => 1 }', "DA3005"],
    ['match kind { "new" => 1, "old" => 2, "repeat" => 3 }', "DA3005"],
    ['match kind { "new" => 1, "new" => 2, "repeat" => 3 }', "DA3005"],
    ['match kind { "new" => 1, else => 2 }', "1 | 2"],
    ['match status { "a" => 1, "b" => 2 }', "DA3005"],
    ['match status { "a" => 1, "c" => 2, else => 3 }', "1 | 2 | 3"],
    ["match open { true => 1, false => 2 }", "1 | 2"],
    ["match open { true => 1 }", "DA3005"],
    ["match pieces { 1 => 1, else => 2 }", "1 | 2"],
    ["match pieces { 1 => 1 }", "DA3005"],
    ["match pieces { 11 => 1, else => 2 }", "DA3005"],
    ['match note { null => "none", else => note }', "string"],
    ['match note { "x" => 1, else => 2 }', "1 | 2"],
    ["match place { else => 1 }", "DA3001"],
    ['match amount { "x" => 1, else => 2 }', "DA3005"],
    ['match kind { else => 1, "new" => 2 }', "DA3005"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("functions", () => {
  test.each([
    ["lower(userId)", "string"],
    ["length(userId)", "int"],
    ["length(tags)", "DA3006"],
    ["lower(note)", "DA3002"],
    ["lower(amount)", "DA3006"],
    ["lower()", "DA3006"],
    ["lower(userId, userId)", "DA3006"],
    ["lower(nothing)", "DA2001"],
    ["nothing(userId)", "DA2001"],
    ['split(userId, ",")', "string[]"],
    ["slice(userId, 1)", "string"],
    ["slice(userId, 1, 2)", "string"],
    ["slice(userId, 1.5)", "DA3006"],
    ["toInt(userId)", "int | null"],
    ["toNumber(userId)", "number | null"],
    ["min(1, pieces)", "int"],
    ["min(1, amount)", "number"],
    ["min(1)", "DA3006"],
    ["max(spent, 1h)", "duration"],
    ["max(spent, 1)", "DA3006"],
    ["max(time, time)", "timestamp"],
    ["min(count, 1)", "DA3002"],
    ["min(open, open)", "DA3006"],
    ["abs(pieces)", "int"],
    ["abs(amount)", "number"],
    ["abs(userId)", "DA3006"],
    ["round(amount)", "int"],
    ["round(amount, 2)", "DA3006"],
    ["clamp(amount, 0, 1)", "number"],
    ["clamp(pieces, 0, 1)", "int"],
    ["date($at)", "date"],
    ["startOfHour($at)", "timestamp"],
    ["startOfWeek(time)", "date"],
    ["date(day)", "DA3006"],
    ["seconds(spent)", "number"],
    ["ofSeconds(pieces)", "duration"],
    ["asString(extra.a)", "string | null"],
    ["asInt(null)", "int | null"],
    ["asList(extra)", "json[] | null"],
    ["parseJson(userId)", "json | null"],
    ["decodeBase64(userId)", "string | null"],
    ["extra.a.b[0].c", "json | null"],
    ['extra["a"]', "json | null"],
    ["extra?.a", "json | null"],
    ["extra[1.5]", "DA3001"],
    ["twice(pieces)", "number"],
    ["twice(n: 1)", "DA3006"],
    ["twice(userId)", "DA3006"],
    ["twice(count)", "DA3002"],
    ["capped(pieces)", "int(0..5)"],
    ["capped(9)", "DA3004"],
    ["capped(1.5)", "DA3006"],
    ['named("", place)', "DA3004"],
    ['named("x", { city: "y", floor: null })', "string"],
    ['named("x", { city: "y" })', "DA3003"],
    ['named("x", { city: "y", floor: 1, roof: 2 })', "DA2001"],
    ["named(userId, node)", "DA3006"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("methods", () => {
  test.each([
    ["tags.length()", "int"],
    ["tags.first()", "string | null"],
    ["tags[0]", "string | null"],
    ["tags[amount]", "DA3001"],
    ['tags.contains("x")', "bool"],
    ['kinds.contains("old")', "DA3004"],
    ["tags.contains(1)", "DA3006"],
    ["tags.contains()", "DA3006"],
    ["numbers.sum()", "DA3002"],
    ["numbers.filter(n => n != null).sum()", "int"],
    ["numbers.filter(n => n != null).mean()", "number | null"],
    ["numbers.map(n => n ?? 0).max()", "int | null"],
    ["tags.sum()", "DA3001"],
    ["tags.map(t => spent).sum()", "duration"],
    ["tags.map(t => spent).mean()", "duration | null"],
    ["tags.sort()", "string[]"],
    ["tags.distinct()", "string[]"],
    ["node.children.distinct()", "DA3001"],
    ["node.children.map(n => n.value)", "int[]"],
    ["node.children.flatMap(n => n.children)", "Node[]"],
    ["node.children.flatMap(n => n.value)", "DA3006"],
    ["tags.any(t => t == userId)", "bool"],
    ["tags.all(t => length(t))", "DA3001"],
    ["tags.map(twice)", "DA3006"],
    ["tags.map(t => u)", "DA2001"],
    ["tags.shuffle()", "DA2001"],
    ["counts.keys()", "string[]"],
    ["counts.values().sum()", "int"],
    ['counts.get("a")', "int | null"],
    ["counts.get(1)", "DA3006"],
    ["counts.length()", "DA2001"],
    ["note.trim()", "DA3002"],
    ["userId.trim()", "DA2001"],
    ["tags.map(userId => userId).first()", "string | null"],
    ['["b", "a"].sort()', '("b" | "a")[]'],
    ["[].length()", "int"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("narrowing", () => {
  test.each([
    ["if x == null { skip }", "note", "string"],
    ["if x != null { } else { skip }", "note", "string"],
    ['if null == x { dead "no" }', "note", "string"],
    ["if !(x != null) { skip }", "note", "string"],
    ["if x == null || amount > 1 { skip }", "note", "string"],
    ["if x == null && amount > 1 { skip }", "note", "string | null"],
    ['if x != "b" { skip }', "note", '"b"'],
    ['if !(x in ["a", "b"]) { skip }', "note", '"a" | "b"'],
    ["if x in tags { skip }", "note", "string | null"],
    ["if !(x in tags) { skip }", "note", "string"],
    ['if x == "new" { skip }', "kind", '"repeat"'],
    ['if x in ["new"] { skip }', "kind", '"repeat"'],
    ['if x == "a" { skip }', "status", '"b" | string'],
    ['if x != "a" && x != "c" { skip }', "status", '"a" | "c"'],
    ["if x != userId { skip }", "note", "string"],
    ["if open { skip }", "open", "false"],
    ["if x == null { skip } else if amount > 1 { skip }", "note", "string"],
    ["let ok = x != null if !ok { skip }", "note", "string"],
    ["for t in tags { if x == null { skip } }", "note", "string | null"],
    ['if amount > 1 { if x == null { skip } } else { if x == null { dead "d" } }', "note", "string"],
    ["if amount > 1 { if x == null { skip } }", "note", "string | null"],
    ["if event.x == null { skip }", "note", "string"],
    ["if x == null { skip }", "extra.a", "json"],
    ["if x == null { skip }", "home?.zip", "string"],
    ["if tags[0] == null { skip }", "tags[0]", "string"],
  ])("after `%s`, %s is %s", (before, path, type) => {
    expect(typeOf(path, before.replaceAll(/\bx\b/g, path))).toBe(type);
  });

  test.each([
    ["home?.zip != null", "home.zip", "string"],
    ['home?.zip == "x"', "home.city", "string"],
    ["home?.city != null", "home.city", "string"],
    ["node.next?.next?.value != null", "node.next.next.value", "int"],
    ["!(home == null)", "{ ...home }", "{ city: string, zip: string | null, floor: int | null, flat: int }"],
    ["place.zip != null", "{ ...place }", "{ city: string, zip: string, floor: int | null, flat: int }"],
    ["note != null", "event.note", "string"],
    ["note != null", "if open then note else lower(note)", "string"],
    ["note != null && length(note) > 1", "1", "1"],
    ["note == null || length(note) > 1", "1", "1"],
    ["note != null || length(note) > 1", "1", "DA3002"],
  ])("when `%s`, %s is %s", (when, expression, type) => {
    expect(typeOf(expression, "", when)).toBe(type);
  });

  test.each([
    ['match kind { "new" => kind, "repeat" => "x" }', '"new" | "x"'],
    ["match note { null => 0, else => length(note) }", "int"],
    ["if note == null then 0 else length(note)", "int"],
    ["tags.filter(note => note == kind).first()", '"new" | "repeat" | null'],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });

  test("a variable that hides a narrowed one is not narrowed", () => {
    expect(typeOf("tags.map(count => count)", "if count == null { skip }")).toBe("string[]");
    expect(typeOf("[1, null].map(count => count ?? 0)", "if count == null { skip }")).toBe("(1 | 0)[]");
  });
});

test("records without a name join by their fields", () => {
  expect(typeOf('if open then { a: 1, k: "x" } else { a: 2, k: "y" }')).toBe('{ a: 1 | 2, k: "x" | "y" }');
  expect(typeOf("[{ a: 1 }, { a: null }]")).toBe("{ a: 1 | null }[]");
  expect(typeOf("if open then { a: 1 } else { b: 2 }")).toBe("DA3001");
  expect(typeOf('if open then place else { city: "x", floor: 1 }')).toBe("Place");
});
