/** `stores plan` and `stores apply`: what is to be done with the tables of stores, and doing it. */
import { layoutsOf } from "../../codec/layout.ts";
import { type Obstacle, planStores, type StoreChange, type StorePlan } from "../../store/migration/plan.ts";
import type { StoreMigrator } from "../../store/migration/port.ts";
import { type Call, type Prepared, prepare } from "../call.ts";
import { type Ground, groundOf } from "../ground.ts";
import { BOLD, DIM, type Paint, paintOf, RED, YELLOW } from "../output/table.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function storesPlan(call: Call): Promise<Exit> {
  const { out, color } = call.surroundings;
  return withPlan(call, false, async ({ plan }) => {
    if (isJson(call)) out(`${JSON.stringify(plan)}\n`);
    else out(planText(plan, paintOf(color.out)));
    return isNothing(plan) ? 0 : 1;
  });
}

/** All or nothing: what a store means is noted once all of its changes are done. */
export async function storesApply(call: Call): Promise<Exit> {
  const { out, err, color } = call.surroundings;
  return withPlan(call, true, async ({ plan, migrator, apply }) => {
    const isRefused = plan.changes.some(({ losesData }) => losesData) && !allowsLoss(call);
    if (!isRefused) await apply();
    if (isJson(call)) out(`${JSON.stringify({ ...plan, applied: !isRefused })}\n`);
    else out(planText(plan, paintOf(color.out)));
    if (isRefused) err(`da-run: nothing was changed in ${migrator.place}: ${NEEDED}.\n`);
    else if (plan.changes.length > 0) call.say(`da-run: done in ${migrator.place}.\n`);
    return isRefused || plan.obstacles.length > 0 ? 1 : 0;
  });
}

const NEEDED = "what deletes data that is there needs --allow-data-loss";

const isJson = ({ given }: Call): boolean => given.texts.get("format") === "json";

const allowsLoss = ({ given }: Call): boolean => given.switches.get("allowDataLoss") === true;

const isNothing = ({ changes, obstacles }: StorePlan): boolean => changes.length === 0 && obstacles.length === 0;

interface Planned {
  readonly plan: StorePlan;
  readonly migrator: StoreMigrator;
  apply(): Promise<void>;
}

async function withPlan(call: Call, changes: boolean, work: (planned: Planned) => Promise<Exit>): Promise<Exit> {
  const problems = [...call.given.problems];
  const pipeline = await prepare(call, problems);
  const ground = groundOf(call, problems);
  if (pipeline === null || problems.length > 0) throw new CallError(...problems);
  const migrator = await openMigrator(ground, changes);
  try {
    return await work(
      await planned(pipeline, migrator, ground.postgres === null ? pipeline.ddl : pipeline.postgresDdl),
    );
  } finally {
    await migrator.close();
  }
}

async function openMigrator({ folder, postgres }: Ground, changes: boolean): Promise<StoreMigrator> {
  if (postgres !== null) {
    const { openPostgresMigrator } = await import("../../store/postgres/migrate.ts");
    return openPostgresMigrator(postgres);
  }
  if (folder === null) throw new Error("Stores in memory need no plan.");
  const { openSqliteMigrator } = await import("../../store/sqlite/migrate.ts");
  return openSqliteMigrator(folder, { changes });
}

async function planned({ definition }: Prepared, migrator: StoreMigrator, ddl: string): Promise<Planned> {
  const layouts = layoutsOf(definition);
  const plan = planStores(layouts, ddl, await migrator.facts(), migrator.dialect);
  return { plan, migrator, apply: () => migrator.apply(plan, layouts, ddl) };
}

/** A plan with its SQL. */
export function planText(plan: StorePlan, paint: Paint): string {
  if (isNothing(plan)) return "The stores are as they should be.\n";
  const changes = plan.changes.map((change) => changeText(change, paint));
  const obstacles = plan.obstacles.map(
    ({ store, text }: Obstacle) => `${paint(RED, "!")} ${paint(BOLD, store)} ${text}\n`,
  );
  return [...changes, ...obstacles].join("");
}

function changeText({ store, text, losesData, sql }: StoreChange, paint: Paint): string {
  const price = losesData ? paint(YELLOW, " (only with --allow-data-loss)") : "";
  const lines = sql.flatMap((statement) => statement.split("\n")).map((line) => `${paint(DIM, `    ${line}`)}\n`);
  return `${losesData ? "-" : "+"} ${paint(BOLD, store)} ${text}${price}\n${lines.join("")}`;
}
