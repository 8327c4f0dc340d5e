/** Someone outside of a pipeline who reads its topics with the client as it is, and sees what is committed and no more. */
import { randomUUID } from "node:crypto";
import { Kafka, type KafkaMessage, logLevel } from "kafkajs";
import { placeName } from "../log/place.ts";

export interface Seen {
  readonly partition: number;
  readonly message: KafkaMessage;
}

const SENTINEL = "the end of what is looked at: ";

/** All that is there, by topic, in the order of each partition. Each partition gets one more record, which tells the end. */
export async function seenOutside(brokers: string, topics: readonly string[]): Promise<ReadonlyMap<string, Seen[]>> {
  const kafka = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.NOTHING });
  const [end, group] = [`${SENTINEL}${randomUUID()}`, `outside-${randomUUID()}`];
  const left = await putEnds(kafka, topics, end);
  const seen = new Map<string, Seen[]>(topics.map((topic) => [topic, []]));
  const done = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100, retry: { retries: 10 } });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => {
        const text = String(message.value);
        if (text === end) left.delete(`${topic}/${partition}`);
        if (left.size === 0) done.resolve();
        if (!text.startsWith(SENTINEL)) seen.get(topic)?.push({ partition, message });
      },
    });
    await done.promise;
    return seen;
  } finally {
    await consumer.disconnect();
  }
}

async function putEnds(kafka: Kafka, topics: readonly string[], end: string): Promise<Set<string>> {
  const [admin, producer] = [kafka.admin(), kafka.producer({ allowAutoTopicCreation: false })];
  await Promise.all([admin.connect(), producer.connect()]);
  const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
  const places = found.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionId }) => ({ topic: name, partition: partitionId })),
  );
  await producer.sendBatch({
    topicMessages: places.map(({ topic, partition }) => ({ topic, messages: [{ partition, value: end }] })),
  });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
  return new Set(places.map(placeName));
}

/** The values of one topic, by partition. */
export async function valuesOutside(brokers: string, topic: string): Promise<readonly (readonly string[])[]> {
  const seen = (await seenOutside(brokers, [topic])).get(topic) ?? [];
  const most = Math.max(0, ...seen.map(({ partition }) => partition + 1));
  return Array.from({ length: most }, (_, partition) =>
    seen.filter((each) => each.partition === partition).map(({ message }) => String(message.value)),
  );
}
