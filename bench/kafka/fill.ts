// The records that the benchmark on Kafka works off.
import { openKafkaLog } from "../../runtime/log/kafka/log.ts";
import { appendsOf } from "../../runtime/testing/appends.ts";
import { playEvent } from "../../runtime/testing/pipelines.ts";

export const PARTITIONS = 4;
const USERS = 20_000;
const TYPES = ["multiple_choice", "true_false", "fill_in", "hot_text", "hot_spot", "multiple_answer", "open_ended"];
const BATCH = 2000;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 10, 2);

/** A usage event and its key. */
export function play(n: number): [key: string, value: string] {
  const value = playEvent(n, USERS);
  const { userId }: { readonly userId: string } = JSON.parse(value);
  return [userId, value];
}

/** The time that a pupil took for a question, on one of three days. */
export function spent(n: number): [key: string, value: string] {
  const userId = `user-${(n * 7919) % USERS}`;
  const resource = (n * 31) % 1000;
  const event = {
    eventId: `spent-${n}`,
    eventName: "usage.question.timespent",
    eventTime: FIRST_DAY + (n % 3) * DAY + (n % DAY),
    userId,
    resourceId: `question-${resource}`,
    contentType: TYPES[resource % TYPES.length],
    timespent: 1000 + (n % 90_000),
    context: {
      classId: `class-${n % 300}`,
      sessionId: `session-${n >> 3}`,
      collectionId: `collection-${resource >> 3}`,
    },
  };
  return [userId, JSON.stringify({ ...event, pad: "-".repeat(300) })];
}

/** Makes both topics and puts so many records in each. */
export async function fill(brokers: string, events: number): Promise<void> {
  await put(brokers, "bench.plays", events, play);
  await put(brokers, "bench.spent", events, spent);
}

/** Makes a topic and puts so many records in it. */
export async function put(
  brokers: string,
  name: string,
  count: number,
  make: (n: number) => [key: string, value: string],
  batch = BATCH,
): Promise<void> {
  const log = await openKafkaLog({ brokers: brokers.split(","), pipeline: "bench" });
  await log.ensureTopics([{ name, partitions: PARTITIONS, replicas: 1, retention: 7 * DAY }]);
  for (let start = 0; start < count; start += batch) {
    const records = Array.from({ length: Math.min(batch, count - start) }, (_, index) => make(start + index));
    await log.append(appendsOf(name, PARTITIONS, records));
  }
  await log.close();
}
