// `node scripts/servers/main.ts`: a Kafka broker and a PostgreSQL server until Ctrl-C, for tests and for trying things.
// It prints the environment that tests look for.
import { startKafka } from "./kafka.ts";
import { startPostgres } from "./postgres.ts";

const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
process.stdout.write(`export KAFKA_BROKERS=${kafka.brokers} DATABASE_URL=${postgres.url}\n`);
process.stdout.write(`# with SASL: ${kafka.withSasl}, with TLS: ${kafka.withTls}\n`);
await new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});
await Promise.all([kafka.remove(), postgres.remove()]);
