// `stores plan` and `stores apply` on data folders, with specs that are compiled.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import type { PipelineDefinition } from "../../api/definition.ts";
import { layoutOf } from "../../codec/layout.ts";
import { tablesOfDdl } from "../../store/migration/ddl.ts";
import { quotedName } from "../../store/postgres/names.ts";
import { name } from "../../store/sqlite/sql.ts";
import { folderOf } from "../testing/shop.ts";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const FIXTURES = here("../../../compiler/emit/fixtures");
const GENERATED = [
  here("../../../generated"),
  ...readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(FIXTURES, entry.name, "generated")),
];

test.each(GENERATED)("each table and column that is generated can be made by itself: %s", async (folder) => {
  const { default: definition }: { default: PipelineDefinition } = await import(join(folder, "pipeline.ts"));
  const layouts = definition.stores
    .filter(({ external }) => !external)
    .map((store) => layoutOf(store, definition.types));
  for (const [file, quoted] of [
    ["stores.sqlite.sql", name],
    ["stores.postgres.sql", quotedName],
  ] as const) {
    const ddl = readFileSync(join(folder, file), "utf8");
    const tables = tablesOfDdl(ddl);
    for (const { table, keys, slots, sides, store } of layouts) {
      const columns = tables.get(quoted(table))?.columns ?? new Map();
      expect([...columns.keys()], `${file} ${store}`).toEqual(
        expect.arrayContaining([...keys, ...slots].map(({ sql }) => quoted(sql))),
      );
      for (const side of sides) expect([...tables.keys()]).toContain(quoted(side.table));
    }
    const made = [...tables.values()].flatMap(({ sql }) => sql);
    expect(made.filter((sql) => sql.startsWith("CREATE INDEX"))).toHaveLength(
      ddl.match(/^CREATE INDEX/gm)?.length ?? 0,
    );
  }
});

const MAIN = here("../main.ts");
const COMPILER = here("../../../compiler/cli/main.ts");

function node(cwd: string, program: string, args: readonly string[], input = "") {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

/** A pipeline with one store. */
const spec = (store: string, updates: string) => `
pipeline shop { topics: "shop" }

source web { topic: "web", name: name, id: id, at: at, key: buyer }
event order from web { id: string, name: string, at: timestamp, buyer: string, amount: number }
${store}
dep spending on order {
  update ${updates}
}
`;

const BEFORE = spec(
  "store spendings { key buyer: string, spent: sum of number, orders: mean of number, note: latest of string }",
  "spendings(buyer) { spent: amount, orders: amount, note: id }",
);
const AFTER = spec(
  `store costs was "spendings" {
  key buyer: string
  total: sum of number was "spent"
  orders: mean of number
  most?: max of number
  days: distinct of string
  average: mean of number
}`,
  "costs(buyer) { total: amount, orders: amount, most: amount, days: id, average: amount }",
);

function compiled(text: string): string {
  const folder = folderOf({ "pipelines.da": text });
  mkdirSync(join(folder, "handlers"));
  const { status, stderr } = node(folder, COMPILER, ["--quiet"]);
  expect(status, stderr).toBe(0);
  return folder;
}

const order = (id: string, amount: number) =>
  JSON.stringify({ source: "web", value: { name: "order", id, at: 1000, buyer: "ann", amount } });

test("a spec that has changed is told, and a folder follows it without losing what is still declared", () => {
  const [before, after] = [compiled(BEFORE), compiled(AFTER)];
  const data = join(before, "data");
  const run = (folder: string, ...args: string[]) => node(folder, MAIN, [...args, "--data", data], order("1", 5));
  expect(run(before, "stores", "plan").status).toBe(1);
  expect(run(before, "once", "--input", "-").status).toBe(0);
  expect(run(before, "stores", "plan").stdout).toBe("The stores are as they should be.\n");

  const refused = run(after, "once", "--input", "-");
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining("see what `da-run stores plan` would do"),
  ]);
  const plan = run(after, "stores", "plan");
  expect(plan.status).toBe(1);
  for (const line of [
    "+ costs was called spendings, the table spendings is called costs, spent is called total",
    '    ALTER TABLE "spendings" RENAME TO "costs";',
    "+ costs has the new column most: null in the rows that are there",
    '    ALTER TABLE "costs" ADD COLUMN "most" REAL;',
    "+ costs has the new column average: it counts what is still to be read",
    "- costs has no column note any more: what rows hold of it is deleted (only with --allow-data-loss)",
    '    ALTER TABLE "costs" DROP COLUMN "note__at";',
  ]) {
    expect(plan.stdout).toContain(`${line}\n`);
  }
  const careful = run(after, "stores", "apply");
  expect([careful.status, careful.stderr]).toEqual([
    1,
    `da-run: nothing was changed in ${data}: what deletes data that is there needs --allow-data-loss.\n`,
  ]);
  expect(run(after, "stores", "plan").stdout).toBe(plan.stdout);

  const applied = run(after, "stores", "apply", "--allow-data-loss", "--format", "json");
  expect([applied.status, JSON.parse(applied.stdout).applied]).toEqual([0, true]);
  expect(run(after, "stores", "plan").status).toBe(0);
  writeFileSync(join(after, "more.jsonl"), `${order("2", 7)}\n`);
  const { status, stdout } = run(after, "once", "--input", "more.jsonl", "--print", "stores");
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    { store: "costs", row: { buyer: "ann", total: 12, orders: 6, most: 7, days: 1, average: 7 } },
  ]);
});
