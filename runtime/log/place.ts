/** Names a partition, as the stores' SQL does too: `topic/partition`. */
import type { TopicPartition } from "./port.ts";

export const placeName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
