/** What migrating stores must do, on whichever database: run by the tests of each adapter. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnDefinition, ColumnKind, StoreDefinition, TypeSpec } from "../../api/definition.ts";
import { layoutOf, type Plain, type TableLayout } from "../../codec/layout.ts";
import { int, number, storeOf, text } from "../../testing/definition.ts";
import { commit } from "../conformance/commit.ts";
import type { RowWrite, Slots, StorePort } from "../port.ts";
import { planStores, type StorePlan } from "./plan.ts";
import type { StoreMigrator } from "./port.ts";

/** An empty database of its own. */
export interface Ground {
  ddl(stores: readonly StoreDefinition[]): string;
  /** As \`start\` does. */
  open(stores: readonly StoreDefinition[]): Promise<StorePort>;
  migrator(): Promise<StoreMigrator>;
  close(): Promise<void>;
}

const layoutsOf = (stores: readonly StoreDefinition[]): TableLayout[] => stores.map((store) => layoutOf(store, {}));

async function planned(ground: Ground, stores: readonly StoreDefinition[]): Promise<StorePlan> {
  const migrator = await ground.migrator();
  try {
    return planStores(layoutsOf(stores), ground.ddl(stores), await migrator.facts(), migrator.dialect);
  } finally {
    await migrator.close();
  }
}

async function migrated(ground: Ground, stores: readonly StoreDefinition[]): Promise<StorePlan> {
  const migrator = await ground.migrator();
  try {
    const [layouts, ddl] = [layoutsOf(stores), ground.ddl(stores)];
    const plan = planStores(layouts, ddl, await migrator.facts(), migrator.dialect);
    await migrator.apply(plan, layouts, ddl);
    return plan;
  } finally {
    await migrator.close();
  }
}

async function write(ground: Ground, store: StoreDefinition, key: Slots, row: Partial<RowWrite>): Promise<void> {
  const [layout] = layoutsOf([store]);
  const port = await ground.open([store]);
  try {
    if (layout === undefined) throw new Error("There is a layout.");
    const all: RowWrite = { key, clear: false, slots: [], sides: null, guards: null, ...row };
    await commit(port, (tx) => tx.fold(layout, [all]));
  } finally {
    await port.close();
  }
}

async function rows(ground: Ground, store: StoreDefinition): Promise<(readonly Plain[])[]> {
  const [layout] = layoutsOf([store]);
  const port = await ground.open([store]);
  try {
    if (layout === undefined) throw new Error("There is a layout.");
    const found: (readonly Plain[])[] = [];
    for await (const { key, slots } of port.rows(layout)) found.push([...key, ...slots]);
    return found;
  } finally {
    await port.close();
  }
}

const shortOf = ({ changes }: StorePlan) => changes.map(({ store, change, losesData }) => [store, change, losesData]);

const NOTHING: StorePlan = { changes: [], obstacles: [] };

/** A column whose name is the same in the database. */
function col(name: string, kind: ColumnKind, type: TypeSpec, more: Partial<ColumnDefinition> = {}): ColumnDefinition {
  return { name, sql: name, kind, type, ...more };
}

const user = col("user", "key", text);
const day = col("day", "key", { kind: "date" });
const spent = col("spent", "sum", int);
const title = col("title", "latest", text);
const kinds = col("kinds", "distinct", text);

export function migrationConformance(title_: string, makeGround: () => Promise<Ground>): void {
  const on = (name: string, run: (ground: Ground) => Promise<void>): void => {
    test(name, async () => {
      const ground = await makeGround();
      try {
        await run(ground);
      } finally {
        await ground.close();
      }
    });
  };

  describe(title_, () => {
    on("tables that are missing are made, and then nothing is to do", async (ground) => {
      const stores = [storeOf("days", [user, spent, kinds]), storeOf("titles", [user, title])];
      const plan = await planned(ground, stores);
      expect(shortOf(plan)).toEqual([
        ["days", "create", false],
        ["titles", "create", false],
      ]);
      expect(plan.changes[0]?.sql.join("\n")).toMatch(/CREATE TABLE IF NOT EXISTS "days" [\s\S]*"days__kinds"/);
      await migrated(ground, stores);
      expect(await planned(ground, stores)).toEqual(NOTHING);
    });

    on("what `start` has made is as it should be", async (ground) => {
      const stores = [storeOf("days", [user, spent, title, kinds, col("mean", "mean", int)])];
      await (await ground.open(stores)).close();
      expect(await planned(ground, stores)).toEqual(NOTHING);
    });

    on("new columns come to rows that are there, whatever they are", async (ground) => {
      const before = storeOf("days", [user, spent]);
      await write(ground, before, ["u1"], { slots: [5] });
      const more: ColumnDefinition[] = [
        title,
        kinds,
        col("mean", "mean", number),
        col("least", "min", int),
        col("plain", "plain", text),
        col("total", "sum", number),
      ];
      const after = storeOf("days", [user, spent, ...more]);
      expect(shortOf(await migrated(ground, [after]))).toEqual(more.map(() => ["days", "add column", false]));
      expect(await rows(ground, after)).toEqual([["u1", 5, null, null, null, 0, 0, 0, null, null, 0]]);
      await write(ground, after, ["u1"], {
        slots: [1, "t", 9, "x", undefined, 3, 2, 4, "p", 1.5],
        sides: [["k"]],
      });
      expect(await rows(ground, after)).toEqual([["u1", 6, "t", 9, "x", 1, 3, 2, 4, "p", 1.5]]);
      expect(await planned(ground, [after])).toEqual(NOTHING);
    });

    on("what holds whole numbers, or a uuid or date, may hold more: the values stay", async (ground) => {
      const [uuid, date]: readonly TypeSpec[] = [{ kind: "uuid" }, { kind: "date" }];
      const id = "6f1c3a52-5b7e-4b0e-9d0e-0d6a5a1f7c11";
      const kinds_: readonly ColumnKind[] = ["sum", "max", "plain", "latest"];
      const columns = (numbers: TypeSpec, ids: TypeSpec, days: TypeSpec): ColumnDefinition[] => [
        user,
        ...kinds_.map((kind) => col(`n_${kind}`, kind, numbers)),
        col("id", "plain", ids),
        col("day", "plain", days),
      ];
      const before = storeOf("days", columns(int, uuid ?? text, date ?? text));
      await write(ground, before, ["u1"], { slots: [5, 6, 7, 8, 9, "x", id, "2026-11-23"] });
      const after = storeOf("days", columns(number, text, text));
      const plan = await migrated(ground, [after]);
      expect(shortOf(plan)).toEqual(Array.from({ length: 6 }, () => ["days", "change column", false]));
      expect(await rows(ground, after)).toEqual([["u1", 5, 6, 7, 8, 9, "x", id, "2026-11-23"]]);
      await write(ground, after, ["u1"], { slots: [0.5, 9.5, 1.5, 2.5, 10, "y", "no uuid", "no date"] });
      expect(await rows(ground, after)).toEqual([["u1", 5.5, 9.5, 1.5, 2.5, 10, "y", "no uuid", "no date"]]);
      expect(await planned(ground, [after])).toEqual(NOTHING);
    });

    on("new names are followed, also where one takes what another gives up", async (ground) => {
      const before = [
        storeOf("a", [user, col("x", "plain", int), col("y", "plain", int), kinds]),
        storeOf("b", [user, spent]),
      ];
      for (const store of before) {
        const isFirst = store.name === "a";
        await write(ground, store, ["u1"], isFirst ? { slots: [1, 2, undefined], sides: [["k"]] } : { slots: [7] });
      }
      await migrated(ground, before);
      const pupil = col("pupil", "key", text, { was: "user" });
      const [y, z] = [col("y", "plain", int, { was: "x" }), col("z", "plain", int, { was: "y" })];
      const after: StoreDefinition[] = [
        { ...storeOf("c", [pupil, spent]), was: "b" },
        { ...storeOf("b", [user, y, z, col("sorts", "distinct", text, { was: "kinds" })]), was: "a" },
      ];
      const plan = await migrated(ground, after);
      expect(shortOf(plan)).toEqual([
        ["c", "rename", false],
        ["b", "rename", false],
      ]);
      expect(await planned(ground, after)).toEqual(NOTHING);
      const [c, b] = after;
      if (c === undefined || b === undefined) throw new Error("There are two.");
      expect([await rows(ground, c), await rows(ground, b)]).toEqual([[["u1", 7]], [["u1", 1, 2, 1]]]);
    });

    on("what deletes data is told so, and done when it is asked for", async (ground) => {
      const before = storeOf("days", [user, spent, title, kinds, col("mean", "mean", int)]);
      await write(ground, before, ["u1"], { slots: [5, "t", 9, "x", undefined, 4, 2], sides: [["k1", "k2"]] });
      const after = storeOf("days", [user, { ...spent, kind: "max" }]);
      const plan = await planned(ground, [after]);
      expect(shortOf(plan)).toEqual([
        ["days", "change column", true],
        ["days", "drop column", true],
        ["days", "drop column", true],
        ["days", "drop column", true],
      ]);
      await migrated(ground, [after]);
      expect(await rows(ground, after)).toEqual([["u1", null]]);
      expect(await planned(ground, [after])).toEqual(NOTHING);
      expect(shortOf(await migrated(ground, []))).toEqual([["days", "drop", true]]);
      expect(await planned(ground, [])).toEqual(NOTHING);
    });

    on(
      "a column of another name and kind leaves nothing behind that stands in the way of a later one",
      async (ground) => {
        const col = (name: string, kind: ColumnKind, was?: string): ColumnDefinition => ({
          name,
          sql: name,
          kind,
          type: int,
          ...(was === undefined ? {} : { was }),
        });
        for (const columns of [
          [col("c", "first")],
          [col("d", "plain", "c"), col("c", "mean")],
          [col("d", "plain"), col("c", "first")],
          [col("e", "mean", "c"), col("d", "plain")],
          [col("f", "sum", "e"), col("c", "mean")],
        ]) {
          const stores = [storeOf("days", [user, ...columns])];
          await migrated(ground, stores);
          expect(await planned(ground, stores)).toEqual(NOTHING);
          await (await ground.open(stores)).close();
        }
      },
    );

    on("another key makes the table anew", async (ground) => {
      const before = storeOf("days", [user, spent, kinds]);
      await write(ground, before, ["u1"], { slots: [5, undefined], sides: [["k1"]] });
      for (const columns of [
        [user, day, spent, kinds],
        [day, user, spent, kinds],
        [{ ...user, type: int }, spent, kinds],
      ]) {
        const after = storeOf("days", columns);
        expect(shortOf(await migrated(ground, [after]))).toEqual([["days", "rebuild", true]]);
        expect(await rows(ground, after)).toEqual([]);
      }
    });

    on("the table of another system is left to it", async (ground) => {
      const external: StoreDefinition = { ...storeOf("users", [user, title]), external: true };
      const { changes, obstacles } = await planned(ground, [external]);
      expect([changes, obstacles.map(({ store }) => store)]).toEqual([[], ["users"]]);
    });

    on("whatever the change, the pipeline starts on what comes of it", async (ground) => {
      await fc.assert(
        fc.asyncProperty(fc.array(someStores, { minLength: 2, maxLength: 4 }), async (versions) => {
          for (const stores of versions) {
            await migrated(ground, stores);
            expect(await planned(ground, stores)).toEqual(NOTHING);
            await (await ground.open(stores)).close();
          }
        }),
        { numRuns: 15 },
      );
    });
  });
}

const KINDS: readonly ColumnKind[] = ["plain", "latest", "first", "sum", "min", "max", "mean", "ema", "distinct"];
const TYPES: readonly TypeSpec[] = [int, number];

const someColumns = fc
  .uniqueArray(fc.constantFrom("c1", "c2", "c3", "c4"), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({ name: fc.constant(name), kind: fc.constantFrom(...KINDS), type: fc.constantFrom(...TYPES) }),
      ),
    ),
  );

/** Stores a, b and c, with names that they may have had. */
const someStores = fc
  .uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({
          name: fc.constant(name),
          was: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
          renamed: fc.option(fc.constantFrom("c1", "c2", "c3", "c4"), { nil: undefined }),
          hasDay: fc.boolean(),
          columns: someColumns,
        }),
      ),
    ),
  )
  .map((all) => all.map(storeFrom));

interface Draft {
  readonly name: string;
  readonly was: string | undefined;
  readonly renamed: string | undefined;
  readonly hasDay: boolean;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind; readonly type: TypeSpec }[];
}

function storeFrom({ name, was, renamed, hasDay, columns }: Draft): StoreDefinition {
  const others = columns.map(({ name: own, kind, type }, index): ColumnDefinition => {
    const isRenamed = index === 0 && renamed !== undefined && renamed !== own;
    const before = isRenamed ? { was: renamed } : {};
    return kind === "ema" ? col(own, kind, number, { factor: 0.5, ...before }) : col(own, kind, type, before);
  });
  const store = storeOf(name, [user, ...(hasDay ? [day] : []), ...others]);
  return was === undefined || was === name ? store : { ...store, was };
}
