/** What a run of faults came to, as docs/reliability.md. */
import { FAULTS, type FaultName, type Report, type Told } from "./run.ts";

const WHAT: Readonly<Record<FaultName, string>> = {
  kill: "one of two processes is killed (SIGKILL) at a random moment, and another one started",
  "join and leave": "a third process joins, and one of the three is told to stop (SIGTERM)",
  zombie: "a process is stopped (SIGSTOP) for longer than its session lasts, and goes on (SIGCONT)",
  "Kafka restarted": "the only broker is killed and started again",
  "Kafka out of reach": "for half a second to five, no process reaches the broker",
  "Kafka's answers lost":
    "three answers to one kind of request (produce, fetch, offset commit, heartbeat) are lost, each with its connection",
  "database restarted": "the database is killed and started again",
  "database out of reach": "for half a second to five, no process reaches the database",
  "database's sessions ended": "the database ends all sessions, whatever they are at",
  "commits of unknown outcome": "the answers to three COMMITs are lost, each with its connection",
  "servers slow": "for three seconds, whatever goes to a server or comes from it arrives 50 ms late",
};

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const number = (value: number): string => value.toLocaleString("en");

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rowOf(name: FaultName, told: Told | undefined): string {
  const { fired = 0, recoveries = [] } = told ?? {};
  const times = `${seconds(median(recoveries))} | ${seconds(Math.max(0, ...recoveries))}`;
  return `| ${name} | ${WHAT[name]} | ${number(fired)} | ${times} |`;
}

export function pageOf({ seed, comparison, faults, refusals }: Report): string {
  const { moves, lost, twice, disordered, different, repeated } = comparison;
  return `# What holds when things fail

Written by \`npm run faults\`, with the seed ${seed}. Two processes of \`da-run start\` run a pipeline (\`tests/faults/ledger.da\`) on
a Kafka with six partitions and on a PostgreSQL, while events are fed all the time and faults befall them one after
another. In the end its rows, events and dead letters are compared with what the embedded engine makes of the same records,
undisturbed. A short form is one of the tests on real servers (\`npm run test:servers\`).

| fault | what happens | fired | recovery, median (s) | worst (s) |
|---|---|---|---|---|
${FAULTS.map((name) => rowOf(name, faults.get(name))).join("\n")}

Recovery is the time from the fault, or from when a server that was away is back, until all is handled that had come
by the end of the fault, and events that came after it; what a server takes to start is not counted. A process that is
killed says no good-bye: the broker waits for as long as a session lasts before it gives its partitions to others, and as
long for each of its members after it was away itself. Here that is three seconds (\`--kafka-session\`); it is ten unless told.

| of ${number(moves)} events, each handled by five handlers | |
|---|---|
| lost | ${number(lost)} |
| counted twice | ${number(twice)} |
| handled out of order | ${number(disordered)} |
| rows that differ from those of the undisturbed run | ${number(different)} |
| records that lie twice in their topic: the pipeline drops the second one, other readers may see both, with one id | ${number(repeated)} |
| transactions refused because another process had taken over | ${number(refusals)} |
`;
}
