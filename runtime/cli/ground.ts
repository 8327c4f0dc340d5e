/** Where the topics and stores of a call lie, out of its settings: on Kafka, in PostgreSQL, or in a data folder. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { placeText as kafkaText } from "../log/kafka/errors.ts";
import { isOnServers, type Ground as Places } from "../ports.ts";
import { placeText as databaseText } from "../store/postgres/errors.ts";
import type { DatabaseSettings } from "../store/postgres/settings.ts";
import { type Call, dataFolder } from "./call.ts";
import { databaseOf, kafkaOf } from "./settings/connections.ts";

export const DEFAULT_DATA = ".da";

export interface Ground extends Places {
  readonly postgres: DatabaseSettings | null;
  /** How it is called in messages. */
  readonly text: string;
}

/** The data folder, or memory, and nothing else. */
export const groundIn = (folder: string | null): Ground => ({
  folder,
  kafka: null,
  postgres: null,
  text: folder ?? "memory",
});

/** What is wrong in the settings goes to `problems`. */
export function groundOf(call: Call, problems: string[]): Ground {
  const { given, surroundings } = call;
  const folder = dataFolder(call) ?? resolve(surroundings.cwd, DEFAULT_DATA);
  const kafka = kafkaOf(given, surroundings.cwd, problems);
  const postgres = databaseOf(given, surroundings.cwd, problems);
  const ground = { folder, kafka, postgres };
  const servers = [
    ...(kafka === null ? [] : [kafkaText(kafka.brokers)]),
    ...(postgres === null ? [] : [databaseText(postgres.place)]),
    ...(isOnServers(ground) ? [] : [folder]),
  ];
  return { ...ground, text: servers.join(" and ") };
}

/** Tells where a command is to look at a folder in which nothing ever ran. */
export function requireData(ground: Ground, problems: string[]): void {
  const { folder } = ground;
  if (folder === null || isOnServers(ground) || existsSync(join(folder, "da.db"))) return;
  problems.push(`There is no data in ${folder}: start the pipeline on it first.`);
}
