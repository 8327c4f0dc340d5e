/** Log and store in databases of their own, in memory: what is emitted leaves the store after its transactions. */
import type { PipelineDefinition } from "../api/definition.ts";
import { layoutsOf } from "../codec/layout.ts";
import { openEmbedded } from "../embedded.ts";
import type { OpenPorts } from "../ports.ts";
import { Database } from "../store/sqlite/database.ts";
import { openSqliteStore } from "../store/sqlite/store.ts";
import { ddlOf } from "./ddl.ts";

export function openApart(definition: PipelineDefinition): OpenPorts {
  const ddl = ddlOf(definition);
  const own = openEmbedded(definition, { folder: null, ddl });
  const database = Database.open({ folder: null });
  const layouts = layoutsOf(definition);
  const store = openSqliteStore(database, { ddl, layouts, append: null });
  return {
    log: own.log,
    store,
    close: async () => {
      database.close();
      await own.close();
    },
  };
}
