// W2 as Gooru's Java did it: for each event four look-ups and four upserts, each a statement of its own: node sql.ts BROKERS URL
import { Kafka, logLevel } from "kafkajs";
import pg from "pg";

interface Spent {
  readonly userId: string;
  readonly resourceId: string;
  readonly contentType: string;
  readonly eventTime: number;
  readonly timespent: number;
}

const [brokers = "", url = ""] = process.argv.slice(2);
const database = new pg.Client(url);
await database.connect();
await database.query(`
  CREATE TABLE content (id text PRIMARY KEY, kind text);
  CREATE TABLE user_questions (user_id text, resource_id text, day date, spent bigint, PRIMARY KEY (user_id, resource_id, day));
  CREATE TABLE user_types (user_id text, kind text, day date, spent bigint, events bigint, PRIMARY KEY (user_id, kind, day));
  CREATE TABLE types (kind text, day date, spent bigint, events bigint, PRIMARY KEY (kind, day));
  CREATE TABLE user_days (user_id text, day date, spent bigint, events bigint, PRIMARY KEY (user_id, day));
`);

const LOOK = { name: "look", text: "SELECT kind FROM content WHERE id = $1" };
const upsert = (table: string, keys: readonly string[], hasEvents: boolean) => {
  const columns = [...keys, "spent", ...(hasEvents ? ["events"] : [])];
  const values = columns.map((column, index) => (column === "events" ? "1" : `$${index + 1}`));
  const counted = hasEvents ? `, events = ${table}.events + 1` : "";
  return {
    name: table,
    text: `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values.join(", ")})
      ON CONFLICT (${keys.join(", ")}) DO UPDATE SET spent = ${table}.spent + excluded.spent${counted}`,
  };
};
const QUESTIONS = upsert("user_questions", ["user_id", "resource_id", "day"], false);
const USER_TYPES = upsert("user_types", ["user_id", "kind", "day"], true);
const TYPES = upsert("types", ["kind", "day"], true);
const DAYS = upsert("user_days", ["user_id", "day"], true);

let handled = 0;
setInterval(() => process.stdout.write(`${handled}\n`), 50);

async function handle({ userId, resourceId, contentType, eventTime, timespent }: Spent): Promise<void> {
  const day = new Date(eventTime).toISOString().slice(0, 10);
  await database.query({ ...LOOK, values: [resourceId] });
  await database.query({ ...QUESTIONS, values: [userId, resourceId, day, timespent] });
  await database.query({ ...LOOK, values: [resourceId] });
  await database.query({ ...USER_TYPES, values: [userId, contentType, day, timespent] });
  await database.query({ ...LOOK, values: [resourceId] });
  await database.query({ ...TYPES, values: [contentType, day, timespent] });
  await database.query({ ...LOOK, values: [resourceId] });
  await database.query({ ...DAYS, values: [userId, day, timespent] });
}

const consumer = new Kafka({ clientId: "sql", brokers: brokers.split(","), logLevel: logLevel.NOTHING }).consumer({
  groupId: `sql-${process.hrtime.bigint()}`,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topics: ["bench.spent"], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    await handle(JSON.parse(message.value?.toString() ?? ""));
    handled++;
  },
});
