// The records that the benchmark on Kafka works off.
import { Kafka, logLevel } from "kafkajs";
import { partitionOf } from "../../runtime/log/partitioner.ts";
import { playEvent } from "../../runtime/testing/pipelines.ts";

export const PARTITIONS = 4;
const USERS = 20_000;
const TYPES = ["multiple_choice", "true_false", "fill_in", "hot_text", "hot_spot", "multiple_answer", "open_ended"];
const BATCH = 2000;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 10, 2);

/** A usage event and its key. */
function play(n: number): [key: string, value: string] {
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
  const kafka = new Kafka({ clientId: "fill", brokers: brokers.split(","), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = ["bench.plays", "bench.spent"].map((topic) => ({ topic, numPartitions: PARTITIONS }));
  await admin.createTopics({ waitForLeaders: true, topics });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (const [topic, make] of [["bench.plays", play] as const, ["bench.spent", spent] as const]) {
    for (let start = 0; start < events; start += BATCH) {
      const messages = Array.from({ length: Math.min(BATCH, events - start) }, (_, index) => {
        const [key, value] = make(start + index);
        return { key, value, partition: partitionOf(key, PARTITIONS) };
      });
      await producer.send({ topic, messages });
    }
  }
  await producer.disconnect();
}
