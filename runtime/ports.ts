/**
 * Opens what an engine runs on: the log on Kafka or in a data folder, the stores in PostgreSQL or in a data folder, each for
 * itself. The adapters of real servers are loaded only where they are used.
 */
import type { PipelineDefinition } from "./api/definition.ts";
import { layoutOf } from "./codec/layout.ts";
import { openEmbedded } from "./embedded.ts";
import { type Clock, systemClock } from "./engine/clock.ts";
import { openEmbeddedLog } from "./log/embedded/log.ts";
import type { KafkaSettings } from "./log/kafka/settings.ts";
import type { LogPort } from "./log/port.ts";
import type { StorePort } from "./store/port.ts";
import type { DatabaseSettings } from "./store/postgres/settings.ts";
import { Database, type Point } from "./store/sqlite/database.ts";
import { lockFolder } from "./store/sqlite/lock.ts";
import { openSqliteStore } from "./store/sqlite/store.ts";

export interface PortsOptions {
  /** Where the embedded ones lie; null keeps them in memory. */
  readonly folder: string | null;
  /** The texts of `generated/stores.sqlite.sql` and `generated/stores.postgres.sql`. */
  readonly ddl: string;
  readonly postgresDdl: string;
  /** Null: the embedded log. */
  readonly kafka: KafkaSettings | null;
  /** A database, or its URL; null: the embedded one. */
  readonly postgres: string | DatabaseSettings | null;
  readonly clock?: Clock;
  readonly point?: Point;
  /** Is told what may pass by itself. */
  readonly onTrouble?: (message: string) => void;
}

export interface OpenPorts {
  readonly log: LogPort;
  readonly store: StorePort;
  close(): Promise<void>;
}

/** Throws a UserError where a server does not answer, the data folder is another process's, or tables do not fit. */
export async function openPorts(definition: PipelineDefinition, options: PortsOptions): Promise<OpenPorts> {
  const { kafka, postgres, folder, ddl, clock = systemClock, point } = options;
  if (kafka === null && postgres === null) {
    return openEmbedded(definition, { folder, ddl, clock, ...(point === undefined ? {} : { point }) });
  }
  const opened: { close(): unknown }[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.toReversed()) await each.close();
  };
  try {
    const database = kafka !== null && postgres !== null ? null : ownDatabase(options, opened);
    const log = kafka === null ? openEmbeddedLog(there(database), clock) : await openKafka(definition, kafka, options);
    if (kafka !== null) opened.push(log);
    const store = await openStore(definition, options, database);
    if (postgres !== null) opened.push(store);
    return { log, store, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function there(database: Database | null): Database {
  if (database === null) throw new Error("There is no database.");
  return database;
}

function ownDatabase({ folder, point }: PortsOptions, opened: { close(): unknown }[]): Database {
  if (folder !== null) {
    const lock = lockFolder(folder);
    opened.push({ close: () => lock.release() });
  }
  const database = Database.open(point === undefined ? { folder } : { folder, point });
  opened.push(database);
  return database;
}

async function openKafka(
  { name }: PipelineDefinition,
  kafka: KafkaSettings,
  { onTrouble }: PortsOptions,
): Promise<LogPort> {
  const { openKafkaLog } = await import("./log/kafka/log.ts");
  return openKafkaLog({ ...kafka, pipeline: name, ...(onTrouble === undefined ? {} : { onTrouble }) });
}

async function openStore(
  definition: PipelineDefinition,
  { ddl, postgresDdl, postgres, point }: PortsOptions,
  database: Database | null,
): Promise<StorePort> {
  const layouts = definition.stores.map((store) => layoutOf(store, definition.types));
  if (postgres === null) return openSqliteStore(there(database), { ddl, layouts, append: null });
  const { openPostgresStore } = await import("./store/postgres/store.ts");
  return openPostgresStore({ url: postgres, ddl: postgresDdl, layouts, ...(point === undefined ? {} : { point }) });
}
