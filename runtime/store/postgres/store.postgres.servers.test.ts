// The store port on a real PostgreSQL.
import { layoutOf } from "../../codec/layout.ts";
import { postgresDdlOf } from "../../testing/ddl.ts";
import { pipelineOf } from "../../testing/definition.ts";
import { freshDatabase } from "../../testing/servers.ts";
import { conformanceStores, storeConformance } from "../conformance.ts";
import { openPostgresStore } from "./store.ts";

storeConformance("PostgreSQL", async () => {
  const database = await freshDatabase();
  const ddl = postgresDdlOf(pipelineOf({ stores: conformanceStores }));
  const store = await openPostgresStore({
    url: database.url,
    ddl,
    layouts: conformanceStores.map((each) => layoutOf(each, {})),
  });
  return {
    store,
    async close() {
      await store.close();
      await database.drop();
    },
  };
});
