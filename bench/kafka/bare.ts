// W1 as a loop by hand on kafkajs, at least once, without validation by schema: node bare.ts BROKERS
import { Kafka, logLevel } from "kafkajs";
import { partitionOf } from "../../runtime/log/partitioner.ts";

interface Play {
  readonly eventId: string;
  readonly userId: string;
  readonly classId?: string;
  readonly courseId: string;
  readonly resourceId: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly score: number;
}

const [brokers = ""] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "bare", brokers: brokers.split(","), logLevel: logLevel.NOTHING });
const group = `bare-${process.hrtime.bigint()}`;
const topics = ["bench.bare.timespent", "bench.bare.score"] as const;

const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ waitForLeaders: true, topics: topics.map((topic) => ({ topic, numPartitions: 4 })) });
await admin.disconnect();

// The client's own way to choose a partition costs more than all the rest of this loop.
const createPartitioner = () => (at: { message: { key?: Buffer | string | null }; partitionMetadata: unknown[] }) =>
  partitionOf(at.message.key ?? "", at.partitionMetadata.length);
const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner });
const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: ["bench.plays"], fromBeginning: true });

const STEP = 500;
let handled = 0;
setInterval(() => process.stdout.write(`${handled}\n`), 50);

await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    for (let start = 0; start < batch.messages.length; start += STEP) {
      const part = batch.messages.slice(start, start + STEP);
      const messages = part.map(({ value }) => {
        const play: Play = JSON.parse(value?.toString() ?? "");
        const { eventId, userId, classId, courseId, resourceId, startTime, endTime, score } = play;
        const place = { eventTime: endTime, userId, classId, courseId, resourceId };
        const timespent = { eventId: `${eventId}-0`, eventName: "usage.resource.timespent", ...place };
        const scored = { eventId: `${eventId}-1`, eventName: "usage.resource.score", ...place };
        return [
          { key: userId, value: JSON.stringify({ ...timespent, timespent: endTime - startTime }) },
          { key: userId, value: JSON.stringify({ ...scored, score }) },
        ] as const;
      });
      const topicMessages = topics.map((topic, index) => ({
        topic,
        messages: messages.map((pair) => pair[index === 0 ? 0 : 1]),
      }));
      await producer.sendBatch({ topicMessages, acks: -1 });
      const last = part.at(-1)?.offset ?? "0";
      const offset = String(BigInt(last) + 1n);
      await consumer.commitOffsets([{ topic: batch.topic, partition: batch.partition, offset }]);
      resolveOffset(last);
      await heartbeat();
      handled += part.length;
    }
  },
});
