// Migrating the stores of a real PostgreSQL.
import { layoutOf } from "../../codec/layout.ts";
import { postgresDdlOf } from "../../testing/ddl.ts";
import { pipelineOf } from "../../testing/definition.ts";
import { freshDatabase } from "../../testing/servers.ts";
import { migrationConformance } from "../migration/conformance.ts";
import { openPostgresMigrator } from "./migrate.ts";
import { databaseAt } from "./settings.ts";
import { openPostgresStore } from "./store.ts";

migrationConformance("PostgreSQL", async () => {
  const database = await freshDatabase();
  const ddl = (stores: Parameters<typeof pipelineOf>[0]["stores"]) =>
    postgresDdlOf(pipelineOf({ stores: stores ?? [] }));
  return {
    ddl,
    open: (stores) =>
      openPostgresStore({ url: database.url, ddl: ddl(stores), layouts: stores.map((store) => layoutOf(store, {})) }),
    migrator: () => openPostgresMigrator(databaseAt(database.url)),
    close: () => database.drop(),
  };
});
