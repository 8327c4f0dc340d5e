// The tests that need a real Kafka, a real PostgreSQL or a real schema registry (`*.servers.test.ts`). KAFKA_BROKERS,
// DATABASE_URL and SCHEMA_REGISTRY_URL name servers that are there; what they do not name is started here, for the time of
// the tests. Where a server can be neither found nor started, its tests are left out and one line says why; with CI set
// that is a failure.
//
// Ends in one line, `N passed, N failed`; `--totals=FILE` puts it into FILE instead; other arguments go to vitest.
import { kafkaProblem, startKafka } from "./servers/kafka.ts";
import { postgresProblem, startPostgres } from "./servers/postgres.ts";
import { registryProblem, startRegistry } from "./servers/registry.ts";
import { callOf, tell, tests } from "./vitest.ts";

/** Tests that start servers of their own: encrypted ones, ones that ask for rights, ones that are stopped. */
const OWN = "**/*.own.servers.test.ts";

interface Needed {
  readonly name: string;
  readonly variable: "KAFKA_BROKERS" | "DATABASE_URL" | "SCHEMA_REGISTRY_URL";
  /** Tests that cannot run without it. */
  readonly tests: readonly string[];
  problem(): string | null;
  start(): Promise<{ readonly address: string; remove(): Promise<void> }>;
}

/** Tests of one server are named for it; others need Kafka and PostgreSQL. */
const BOTH = ["**/!(*.kafka|*.postgres|*.registry).servers.test.ts"];

const NEEDED: readonly Needed[] = [
  {
    name: "Kafka",
    variable: "KAFKA_BROKERS",
    tests: ["**/*.kafka.servers.test.ts", ...BOTH],
    problem: kafkaProblem,
    async start() {
      const server = await startKafka();
      return { address: server.brokers, remove: () => server.remove() };
    },
  },
  {
    name: "PostgreSQL",
    variable: "DATABASE_URL",
    tests: ["**/*.postgres.servers.test.ts", ...BOTH],
    problem: postgresProblem,
    async start() {
      const server = await startPostgres();
      return { address: server.url, remove: () => server.remove() };
    },
  },
  {
    name: "schema registry",
    variable: "SCHEMA_REGISTRY_URL",
    tests: ["**/*.registry.servers.test.ts"],
    problem: registryProblem,
    async start() {
      const server = await startRegistry();
      return { address: server.url, remove: () => server.remove() };
    },
  },
];

const { totals: file, rest } = callOf(process.argv.slice(2));
const env: Record<string, string> = {};
const without = new Set<string>();
const started: { remove(): Promise<void> }[] = [];
let failed = 0;
try {
  for (const { name, variable, tests: some, problem, start } of NEEDED) {
    if (process.env[variable] !== undefined) continue;
    const why = problem();
    if (why === null) {
      const server = await start();
      started.push(server);
      env[variable] = server.address;
    } else {
      process.stdout.write(`The tests with a real ${name} are left out: ${variable} is not set, and ${why}.\n`);
      for (const pattern of some) without.add(pattern);
      if (process.env.CI !== undefined) failed++;
    }
  }
  const why = kafkaProblem() ?? postgresProblem();
  if (why !== null && !without.has(OWN)) {
    process.stdout.write(`The tests that start servers of their own are left out: ${why}.\n`);
    without.add(OWN);
  }
  const exclude = [...without].flatMap((pattern) => ["--exclude", pattern]);
  const config = ["--config", "vitest.servers.config.ts", "--passWithNoTests"];
  const totals = tests([...config, ...exclude, ...rest], env);
  tell({ passed: totals.passed, failed: totals.failed + failed }, file);
} finally {
  for (const server of started) await server.remove();
}
