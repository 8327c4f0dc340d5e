// The log port on a real Kafka.
import { Kafka, logLevel } from "kafkajs";
import { brokers, uniqueName } from "../../testing/servers.ts";
import { logConformance } from "../conformance.ts";
import { openKafkaLog } from "./log.ts";

logConformance("Kafka", async () => {
  const settings = { brokers: [brokers()], pipeline: "t" };
  const [log, other] = [await openKafkaLog(settings), await openKafkaLog(settings)];
  const admin = new Kafka({ brokers: [brokers()], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  return {
    log,
    other,
    now: Date.now,
    prefix: uniqueName("t"),
    async outlive(topic) {
      const offsets = await admin.fetchTopicOffsets(topic);
      const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions });
    },
    async close() {
      await log.close();
      await other.close();
      await admin.disconnect();
    },
  };
});
