/** What migrating needs of a database: its adapters offer it beside the store's port. */
import type { TableLayout } from "../../codec/layout.ts";
import type { Dialect, Facts, StorePlan } from "./plan.ts";

export interface StoreMigrator {
  readonly dialect: Dialect;
  /** How the database is called in messages. */
  readonly place: string;
  facts(): Promise<Facts>;
  /** Does all of a plan in one transaction, and notes what the stores mean from now on. */
  apply(plan: StorePlan, layouts: readonly TableLayout[], ddl: string): Promise<void>;
  close(): Promise<void>;
}
