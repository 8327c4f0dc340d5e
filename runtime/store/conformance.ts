/**
 * What every store must do, as tests: an adapter's test file calls `storeConformance` with a way to open one that has
 * the tables of `conformanceLayouts` and is empty.
 */
import { describe, expect, test } from "vitest";
import type { ColumnDefinition, StoreDefinition } from "../api/definition.ts";
import { layoutOf, type Plain, type TableLayout } from "../codec/layout.ts";
import { BatchBuilder } from "../log/batch.ts";
import { countedOrigin } from "../log/marks.ts";
import { commit } from "./conformance/commit.ts";
import { laterConformance } from "./conformance/later.ts";
import { type Leaving, type Pending, type RowWrite, type Slots, StoreOverflow, type StorePort } from "./port.ts";

type Column = Pick<ColumnDefinition, "name" | "kind" | "type">;

const store = (name: string, columns: readonly Column[]): StoreDefinition => ({
  name,
  external: false,
  table: name,
  columns: columns.map((column) => ({ sql: column.name, ...column })),
  indexes: [],
});

export const conformanceStores: readonly StoreDefinition[] = [
  store("everything", [
    { name: "who", kind: "key", type: { kind: "string" } },
    { name: "day", kind: "key", type: { kind: "date" } },
    { name: "good", kind: "key", type: { kind: "bool" } },
    { name: "title", kind: "plain", type: { kind: "nullable", of: { kind: "string" } } },
    { name: "list", kind: "plain", type: { kind: "list", of: { kind: "int" } } },
    { name: "total", kind: "sum", type: { kind: "int" } },
    { name: "amount", kind: "sum", type: { kind: "number" } },
    { name: "least", kind: "min", type: { kind: "string" } },
    { name: "most", kind: "max", type: { kind: "number" } },
    { name: "newest", kind: "latest", type: { kind: "string" } },
    { name: "oldest", kind: "first", type: { kind: "bool" } },
    { name: "average", kind: "mean", type: { kind: "duration", unit: "ms" } },
    { name: "kinds", kind: "distinct", type: { kind: "string" } },
  ]),
  store("bare", [{ name: "id", kind: "key", type: { kind: "int" } }]),
];

export const conformanceLayouts: readonly TableLayout[] = conformanceStores.map((each) => layoutOf(each, {}));

const [everything, bare] = layoutsOf();

function layoutsOf(): readonly [TableLayout, TableLayout] {
  const [first, second] = conformanceLayouts;
  if (first === undefined || second === undefined) throw new Error("There are two layouts.");
  return [first, second];
}

const KEY: Slots = ["u1", "2026-11-23", true];

/** A write of `everything` that names only some slots. */
function write(given: Readonly<Record<string, Plain>>, more: Partial<RowWrite> = {}): RowWrite {
  const slots = everything.slots.map(
    ({ sql, initial, folding }) => given[sql] ?? (folding === "set" ? undefined : initial),
  );
  for (const [index, { sql }] of everything.slots.entries()) if (Object.hasOwn(given, sql)) slots[index] = given[sql];
  return { key: KEY, clear: false, slots, sides: null, guards: null, ...more };
}

/** Slots by name, without what nobody has set. */
function named(slots: Slots | null | undefined): Record<string, Plain> | null {
  if (slots === null || slots === undefined) return null;
  const entries = everything.slots.map(({ sql }, index): [string, Plain] => [sql, slots[index] ?? null]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== 0));
}

function leavingOf(values: readonly string[]): Leaving {
  const builder = new BatchBuilder();
  for (const value of values) builder.add({ key: null, value: Buffer.from(value) });
  const origin = countedOrigin("i/0", 7, values.length);
  return { from: { topic: "i", partition: 0 }, origin, topic: "t", partition: 0, batch: builder.take(0) };
}

export interface StoreUnderTest {
  readonly store: StorePort;
  close(): Promise<void>;
}

export function storeConformance(name: string, open: () => Promise<StoreUnderTest>): void {
  const withStore = (title: string, run: (port: StorePort) => Promise<void>): void => {
    test(title, async () => {
      const under = await open();
      try {
        await run(under.store);
      } finally {
        await under.close();
      }
    });
  };

  const read = (port: StorePort, key: Slots = KEY): Promise<Slots | null> =>
    commit(port, async (tx) => (await tx.read(everything, [key], false))[0] ?? null);

  describe(`${name} is a store`, () => {
    withStore("contributions are folded: into nothing, and into what is there", async (port) => {
      const at = { newest__at: 5, oldest__at: 5 };
      const first = {
        total: 3,
        amount: 0.5,
        least: "m",
        most: 2,
        newest: "n1",
        newest__by: "b",
        oldest: true,
        oldest__by: "b",
      };
      await commit(port, (tx) =>
        tx.fold(everything, [write({ ...first, ...at, average__sum: 10, average__count: 2 })]),
      );
      expect(named(await read(port))).toEqual({ ...first, ...at, average__sum: 10, average__count: 2 });
      const second = { total: -1, amount: 1, least: "k", most: 1, average__sum: 5, average__count: 1 };
      const later = { newest: "n2", newest__at: 6, newest__by: "a", oldest: false, oldest__at: 6, oldest__by: "a" };
      await commit(port, (tx) => tx.fold(everything, [write({ ...second, ...later })]));
      expect(named(await read(port))).toMatchObject({
        total: 2,
        amount: 1.5,
        least: "k",
        most: 2,
        newest: "n2",
        oldest: true,
      });
      expect(named(await read(port))).toMatchObject({
        average__sum: 15,
        average__count: 3,
        newest__at: 6,
        oldest__at: 5,
      });
    });

    withStore("what contributes nothing changes nothing, and makes the row", async (port) => {
      await commit(port, (tx) => tx.fold(everything, [write({})]));
      expect(named(await read(port))).toEqual({});
      const some = {
        title: "t",
        list: "[1]",
        total: 1,
        least: "m",
        most: 1,
        newest: "n",
        newest__at: 1,
        newest__by: "b",
      };
      await commit(port, (tx) => tx.fold(everything, [write(some)]));
      await commit(port, (tx) => tx.fold(everything, [write({})]));
      expect(named(await read(port))).toEqual(some);
      await commit(port, (tx) => tx.fold(everything, [write({ title: null })]));
      expect(named(await read(port))).toEqual({ ...some, title: undefined });
    });

    withStore("equal times are decided by the tie-breaker, by code point", async (port) => {
      const texts = ["a\u0001", "ab", "a\u{1f600}", "a\uffff"];
      for (const by of texts) {
        const slots = { newest: by, newest__at: 7, newest__by: by, oldest: by === "ab", oldest__at: 7, oldest__by: by };
        await commit(port, (tx) => tx.fold(everything, [write(slots)]));
      }
      expect(named(await read(port))).toMatchObject({ newest: "a\u{1f600}", oldest__by: "a\u0001" });
    });

    withStore("strings are least and greatest by code point", async (port) => {
      for (const least of ["\uffff", "\u{10000}", "\u{1f600}"]) {
        await commit(port, (tx) => tx.fold(everything, [write({ least })]));
      }
      expect(named(await read(port))).toMatchObject({ least: "\uffff" });
    });

    withStore("distinct values are counted once", async (port) => {
      const kinds = (...values: string[]) => write({}, { sides: [values] });
      await commit(port, (tx) => tx.fold(everything, [kinds("a", "b")]));
      await commit(port, (tx) => tx.fold(everything, [kinds("b", "c")]));
      expect(named(await read(port))).toEqual({ kinds: 3 });
      const entries = ["a", "c", "d"].map((value) => ({ key: KEY, value }));
      expect(await commit(port, (tx) => tx.contains(everything, 0, entries))).toEqual([true, true, false]);
    });

    withStore("distinct values are taken out again, each once", async (port) => {
      await commit(port, (tx) => tx.fold(everything, [write({}, { sides: [["a", "b", "c"]] })]));
      const entries = ["a", "c", "d"].map((value) => ({ key: KEY, value }));
      expect(await commit(port, (tx) => tx.withdraw(everything, 0, entries))).toBe(2);
      expect(await commit(port, (tx) => tx.withdraw(everything, 0, entries))).toBe(0);
      expect(named(await read(port))).toEqual({ kinds: 1 });
      expect(await commit(port, (tx) => tx.contains(everything, 0, entries))).toEqual([false, false, false]);
      await commit(port, (tx) => tx.fold(everything, [write({}, { sides: [["a", "b"]] })]));
      expect(named(await read(port))).toEqual({ kinds: 2 });
    });

    withStore("rows are replaced as a whole", async (port) => {
      await commit(port, (tx) => tx.fold(everything, [write({ total: 5, title: "t" }, { sides: [["a"]] })]));
      await commit(port, (tx) => tx.replace(everything, [write({ total: 1, kinds: 2 }, { sides: [["b"]] })]));
      expect(named(await read(port))).toEqual({ total: 1, kinds: 2 });
      const entries = ["a", "b"].map((value) => ({ key: KEY, value }));
      expect(await commit(port, (tx) => tx.contains(everything, 0, entries))).toEqual([true, true]);
    });

    withStore("a row that is cleared begins anew, or is gone", async (port) => {
      await commit(port, (tx) => tx.fold(everything, [write({ total: 5 }, { sides: [["a"]] })]));
      await commit(port, (tx) => tx.fold(everything, [write({ total: 2 }, { clear: true, sides: [["a", "b"]] })]));
      expect(named(await read(port))).toEqual({ total: 2, kinds: 2 });
      await commit(port, (tx) => tx.replace(everything, [write({}, { clear: true, slots: null })]));
      expect(await read(port)).toBeNull();
      expect(await commit(port, (tx) => tx.contains(everything, 0, [{ key: KEY, value: "a" }]))).toEqual([false]);
    });

    withStore("values come back as they were", async (port) => {
      const keys: Slots[] = [
        ["a\u0000b", "2026-01-01", false],
        ["", "2026-01-01", true],
        ["\u{1f600}'\"", "2026-01-01", true],
      ];
      const given = { total: -9007199254740991, amount: 1e-300, most: -0.5, oldest: false, list: '[{"a":null}]' };
      await commit(port, (tx) =>
        tx.fold(
          everything,
          keys.map((key) => write(given, { key })),
        ),
      );
      for (const key of keys) expect(named(await read(port, key))).toEqual({ ...given, oldest: false });
      const all = [];
      for await (const row of port.rows(everything)) all.push(row.key);
      expect(all).toEqual([keys[1], keys[0], keys[2]]);
      const rest = [];
      for await (const row of port.rows(everything, keys[1])) rest.push(row.key);
      expect(rest).toEqual([keys[0], keys[2]]);
    });

    withStore("a scan gives so many rows of the first key columns, sorted by key", async (port) => {
      const keys: Slots[] = [
        ["u", "2026-01-02", true],
        ["u", "2026-01-02", false],
        ["\u{1f600}", "2026-01-01", true],
        ["u", "2026-01-10", true],
        ["u", "2026-01-01", true],
        ["\uffff", "2026-01-01", false],
        ["ua", "2026-01-01", true],
      ];
      const [second, , smile, tenth, first, last] = keys;
      const writes = keys.map((key, at) => write({ total: at }, { key }));
      await commit(port, (tx) => tx.fold(everything, writes.slice(1)));
      const scan = (leading: Slots, limit: number, isDescending = false) =>
        commit(port, async (tx) => {
          // What it has written itself is among them.
          await tx.fold(everything, writes.slice(0, 1));
          const rows = await tx.scan(everything, leading, { limit, isDescending });
          return rows.map(({ key, slots }) => [key, named(slots)]);
        });
      expect(await scan(["u"], 9)).toEqual([
        [first, { total: 4 }],
        [keys[1], { total: 1 }],
        [second, {}],
        [tenth, { total: 3 }],
      ]);
      expect((await scan(["u"], 2, true)).map(([key]) => key)).toEqual([tenth, second]);
      expect((await scan(["u", "2026-01-02"], 9, true)).map(([key]) => key)).toEqual([second, keys[1]]);
      expect(await scan(["nobody"], 9)).toEqual([]);
      expect((await scan([], 2, true)).map(([key]) => key)).toEqual([smile, last]);
    });

    withStore("a table of keys alone", async (port) => {
      const row = (id: number): RowWrite => ({ key: [id], clear: false, slots: [], sides: null, guards: null });
      await commit(port, (tx) => tx.fold(bare, [row(10), row(9)]));
      await commit(port, (tx) => tx.replace(bare, [row(10)]));
      expect(await commit(port, (tx) => tx.read(bare, [[9], [8]], false))).toEqual([[], null]);
      const all = [];
      for await (const { key } of port.rows(bare)) all.push(key);
      expect(all).toEqual([[9], [10]]);
    });

    withStore("a transaction reads what it has written; rolled back, it was not", async (port) => {
      const tx = await port.begin();
      await tx.fold(everything, [write({ total: 1 })]);
      expect(named((await tx.read(everything, [KEY], true))[0])).toEqual({ total: 1 });
      await tx.setNote("n", "x");
      await tx.movePositions([{ reader: "r", topic: "a", partition: 0, expected: 0, next: 5 }]);
      await tx.rollback();
      expect(await read(port)).toBeNull();
      expect(await commit(port, (later) => later.note("n"))).toBeNull();
      expect(await port.positions()).toEqual([]);
    });

    withStore("a sum past what its column holds is an overflow, at its end or on its way", async (port) => {
      const most = Number.MAX_SAFE_INTEGER;
      const overflow = (row: RowWrite) =>
        expect(commit(port, (tx) => tx.fold(everything, [row]))).rejects.toThrow(StoreOverflow);
      const slot = everything.slots.findIndex(({ sql }) => sql === "total");
      await commit(port, (tx) => tx.fold(everything, [write({ total: most - 1, amount: 1.7e308 })]));
      await overflow(write({ total: 2 }));
      await overflow(write({ amount: 1.7e308 }));
      await overflow(write({ total: -5 }, { guards: [{ slot, low: -5, high: 2 }] }));
      await commit(port, (tx) => tx.fold(everything, [write({ total: -5 }, { guards: [{ slot, low: -6, high: 1 }] })]));
      expect(named(await read(port))).toMatchObject({ total: most - 6 });
    });

    withStore("positions move only for who knows where they are", async (port) => {
      const move = (expected: number, next: number, partition = 0) =>
        commit(port, (tx) => tx.movePositions([{ reader: "r", topic: "a", partition, expected, next }]));
      expect(await move(0, 5)).toBe(true);
      expect(await move(5, 9)).toBe(true);
      expect(await move(5, 7)).toBe(false);
      expect(await move(0, 7)).toBe(false);
      expect(await move(3, 7, 1)).toBe(false);
      const both = [
        { reader: "r", topic: "a", partition: 0, expected: 9, next: 10 },
        { reader: "r", topic: "a", partition: 1, expected: 9, next: 10 },
      ];
      expect(await commit(port, (tx) => tx.movePositions(both))).toBe(false);
      expect(await port.positions()).toEqual([{ reader: "r", topic: "a", partition: 0, next: 9, seen: null }]);
      await port.renameReader("r", "s");
      expect(await port.positions()).toEqual([{ reader: "s", topic: "a", partition: 0, next: 9, seen: null }]);
    });

    withStore("it tells which stores it holds", async (port) => {
      expect(await port.stores()).toEqual([
        { store: "bare", table: "bare" },
        { store: "everything", table: "everything" },
      ]);
    });

    withStore("notes are kept and replaced", async (port) => {
      await commit(port, (tx) => tx.setNote("file", "one"));
      await commit(port, (tx) => tx.setNote("file", "two"));
      expect(await commit(port, (tx) => tx.note("file"))).toBe("two");
      expect([await port.note("file"), await port.note("other")]).toEqual(["two", null]);
    });

    withStore("transactions come one after another", async (port) => {
      const first = await port.begin();
      const second = port.begin();
      await first.fold(everything, [write({ total: 1 })]);
      await first.commit();
      const tx = await second;
      expect(named((await tx.read(everything, [KEY], false))[0])).toEqual({ total: 1 });
      await tx.rollback();
    });

    withStore("the outbox takes records, and says where they are if it is the log", async (port) => {
      const leaving = leavingOf(["1", "2"]);
      const ids = await commit(port, (tx) => tx.outbox([leaving, leaving]));
      if (port.capabilities.outboxIsLog) {
        expect(ids).toEqual([0, 2]);
        expect(await port.pending(null)).toEqual([]);
        return;
      }
      const others = { ...leavingOf(["3"]), from: { topic: "i", partition: 1 }, origin: null };
      await commit(port, (tx) => tx.outbox([others]));
      const shown = (pending: readonly Pending[]) =>
        pending.map(({ id, from, origin, topic, partition, batch }) => [
          [id, from.topic, from.partition, topic, partition],
          origin,
          Array.from({ length: batch.count }, (_, index) => batch.value(index).toString()),
        ]);
      const all = await port.pending(null);
      expect(shown(all).map(([, ...rest]) => rest)).toEqual([
        [leaving.origin, ["1", "2"]],
        [leaving.origin, ["1", "2"]],
        [null, ["3"]],
      ]);
      expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort((a, b) => a - b));
      expect(all.slice(0, 2).map(({ id }) => id)).toEqual(ids);
      expect(shown(await port.pending([{ topic: "i", partition: 1 }]))).toEqual(shown(all.slice(2)));
      await commit(port, (tx) => tx.sent(ids));
      expect(shown(await port.pending(null))).toEqual(shown(all.slice(2)));
    });

    withStore("what leaves in a transaction that is rolled back has not left", async (port) => {
      if (port.capabilities.outboxIsLog) return;
      const tx = await port.begin();
      await tx.outbox([leavingOf(["1"])]);
      await tx.rollback();
      expect(await port.pending(null)).toEqual([]);
    });

    withStore("what a reader has had is kept with its position", async (port) => {
      const move = (expected: number, next: number, more: object, partition = 0) =>
        commit(port, (tx) =>
          tx.movePositions([
            { reader: "r", topic: "a", partition, expected, next, ...more },
            { reader: "s", topic: "a", partition, expected, next },
          ]),
        );
      const seen = async () => (await port.positions()).filter(({ reader }) => reader === "r").map((each) => each.seen);
      await move(0, 1, { seen: "one" });
      expect(await seen()).toEqual(["one"]);
      await move(1, 2, {});
      expect(await seen()).toEqual(["one"]);
      await move(2, 3, { seen: "two" });
      expect(await seen()).toEqual(["two"]);
      expect(await move(9, 9, { seen: "late" })).toBe(false);
      expect(await seen()).toEqual(["two"]);
    });

    withStore("a store that is claimed can be read and written by who claims it", async (port) => {
      await commit(port, async (tx) => {
        await tx.claim(everything);
        await tx.fold(everything, [write({ total: 1 })]);
      });
      expect(named(await read(port))).toEqual({ total: 1 });
    });
  });

  laterConformance(name, withStore);
}
