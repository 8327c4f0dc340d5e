/**
 * Opens what an engine runs on: the log on Kafka or in a data folder, the stores in PostgreSQL or in a data folder, each for
 * itself. The adapters of real servers are loaded only where they are used.
 */
import type { PipelineDefinition } from "./api/definition.ts";
import { layoutsOf } from "./codec/layout.ts";
import { leave, openEmbedded, openEmbeddedBeside, openEmbeddedTopics } from "./embedded.ts";
import { type Clock, systemClock } from "./engine/clock.ts";
import { openEmbeddedLog } from "./log/embedded/log.ts";
import type { KafkaSettings } from "./log/kafka/settings.ts";
import type { LogPort } from "./log/port.ts";
import type { StorePort } from "./store/port.ts";
import type { DatabaseSettings } from "./store/postgres/settings.ts";
import { Database, type Point } from "./store/sqlite/database.ts";
import { lockFolder } from "./store/sqlite/lock.ts";
import { attendSqliteStore, openSqliteStore } from "./store/sqlite/store.ts";

/** Where the log and the stores lie. */
export interface Ground {
  /** Where the embedded ones lie; null keeps them in memory. */
  readonly folder: string | null;
  /** Null: the embedded log. */
  readonly kafka: KafkaSettings | null;
  /** A database, or its URL; null: the embedded one. */
  readonly postgres: string | DatabaseSettings | null;
}

/** Nothing of it lies in a folder. */
export const isOnServers = ({ kafka, postgres }: Ground): boolean => kafka !== null && postgres !== null;

export interface PortsOptions extends Ground {
  /** The texts of `generated/stores.sqlite.sql` and `generated/stores.postgres.sql`. */
  readonly ddl: string;
  readonly postgresDdl: string;
  readonly clock?: Clock;
  readonly point?: Point;
  /** Is told what may pass by itself. */
  readonly onTrouble?: (message: string) => void;
  /** Of the embedded store: external tables are made as well. */
  readonly makesExternal?: boolean;
}

export interface OpenPorts {
  readonly log: LogPort;
  readonly store: StorePort;
  close(): Promise<void>;
}

/** Throws a UserError where a server does not answer, the data folder is another process's, or tables do not fit. */
export async function openPorts(definition: PipelineDefinition, options: PortsOptions): Promise<OpenPorts> {
  const { kafka, postgres, folder, ddl, clock = systemClock, point, makesExternal = false } = options;
  if (kafka === null && postgres === null) {
    return openEmbedded(definition, { folder, ddl, clock, makesExternal, ...(point === undefined ? {} : { point }) });
  }
  return allOrNone(async (opened) => {
    const database = isOnServers(options) ? null : ownDatabase(options, opened);
    const log = kafka === null ? openEmbeddedLog(there(database), clock) : await openKafka(definition, kafka, options);
    if (kafka !== null) opened.push(log);
    const store = await openStore(definition, options, database);
    if (postgres !== null) opened.push(store);
    return { log, store };
  });
}

type Opened = { close(): unknown }[];

/** What was opened is closed in the end, and at once where not all can be. */
async function allOrNone(open: (opened: Opened) => Promise<Omit<OpenPorts, "close">>): Promise<OpenPorts> {
  const opened: Opened = [];
  const close = async (): Promise<void> => {
    for (const each of opened.toReversed()) await each.close();
  };
  try {
    return { ...(await open(opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function there(database: Database | null): Database {
  if (database === null) throw new Error("There is no database.");
  return database;
}

function ownDatabase({ folder, point }: PortsOptions, opened: Opened): Database {
  if (folder !== null) {
    const lock = lockFolder(folder);
    opened.push({ close: () => lock.release() });
  }
  const database = Database.open(point === undefined ? { folder } : { folder, point });
  opened.push(database);
  return database;
}

async function openKafka(
  { name }: Pick<PipelineDefinition, "name">,
  kafka: KafkaSettings,
  { onTrouble }: Pick<PortsOptions, "onTrouble">,
): Promise<LogPort> {
  const { openKafkaLog } = await import("./log/kafka/log.ts");
  return openKafkaLog({ ...kafka, pipeline: name, ...(onTrouble === undefined ? {} : { onTrouble }) });
}

async function openStore(
  definition: PipelineDefinition,
  { ddl, postgresDdl, postgres, point }: PortsOptions,
  database: Database | null,
): Promise<StorePort> {
  const layouts = layoutsOf(definition);
  if (postgres === null) return openSqliteStore(there(database), { ddl, layouts, append: null });
  const { openPostgresStore } = await import("./store/postgres/store.ts");
  return openPostgresStore({ url: postgres, ddl: postgresDdl, layouts, ...(point === undefined ? {} : { point }) });
}

export interface BesideOptions {
  readonly clock?: Clock;
  /** What is deleted is overwritten on the disk, where that is a data folder's. */
  readonly shreds?: boolean;
}

/**
 * Log and stores on which an engine may be running: for those who look at them, or who change something in a transaction of
 * their own. Nothing is locked, and no table is made.
 */
export async function openPortsBeside(
  definition: PipelineDefinition,
  ground: Ground,
  options: BesideOptions = {},
): Promise<OpenPorts> {
  const { kafka, postgres, folder } = ground;
  const { clock = systemClock, shreds = false } = options;
  if (kafka === null && postgres === null) return openEmbeddedBeside(definition, folderOf(folder), { clock, shreds });
  return allOrNone(async (opened) => {
    const database = isOnServers(ground) ? null : Database.open({ folder: folderOf(folder) });
    if (database !== null) opened.push({ close: () => leave(database, shreds) });
    if (shreds) database?.exec("PRAGMA secure_delete = ON");
    const log = kafka === null ? openEmbeddedLog(there(database), clock) : await openKafka(definition, kafka, {});
    if (kafka !== null) opened.push(log);
    const layouts = layoutsOf(definition);
    if (postgres === null) return { log, store: attendSqliteStore(there(database), { layouts, append: null }) };
    const { attendPostgresStore } = await import("./store/postgres/store.ts");
    const store = await attendPostgresStore({ url: postgres, layouts });
    opened.push(store);
    return { log, store };
  });
}

function folderOf(folder: string | null): string {
  if (folder === null) throw new Error("What lies in memory has nothing beside it.");
  return folder;
}

/** Only the log, which an engine may be running on: for those who append to topics or follow them. */
export async function openTopics(name: string, { kafka, folder }: Omit<Ground, "postgres">): Promise<LogPort> {
  if (kafka !== null) return openKafka({ name }, kafka, {});
  return openEmbeddedTopics(folderOf(folder));
}
