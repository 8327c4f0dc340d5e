/** The real servers that tests of `npm run test:servers` run on, and places of their own on them. */
import { randomBytes } from "node:crypto";
import pg from "pg";

/** A name that no other test has. */
export const uniqueName = (prefix: string): string => `${prefix}_${randomBytes(6).toString("hex")}`;

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests by \`npm run test:servers\`.`);
  return value;
}

export const brokers = (): string => variable("KAFKA_BROKERS");

export const databaseUrl = (): string => variable("DATABASE_URL");

export interface TestDatabase {
  readonly url: string;
  readonly schema: string;
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  drop(): Promise<void>;
}

/** A schema of its own, which is empty. */
export async function freshDatabase(server = databaseUrl()): Promise<TestDatabase> {
  const name = uniqueName("da_test");
  await ask(server, `CREATE SCHEMA ${name}`);
  const url = new URL(server);
  url.searchParams.set("options", `-c search_path=${name}`);
  return {
    url: url.href,
    schema: name,
    query: (sql) => ask(url.href, sql),
    drop: async () => {
      await ask(server, `DROP SCHEMA ${name} CASCADE`);
    },
  };
}

async function ask(url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result: unknown = await client.query(sql);
    const { rows } = Object(Array.isArray(result) ? result.at(-1) : result);
    return Array.isArray(rows) ? rows : [];
  } finally {
    await client.end();
  }
}
