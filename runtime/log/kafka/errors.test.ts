import { KafkaJSError, KafkaJSProtocolError } from "kafkajs";
import { expect, test } from "vitest";
import { UserError } from "../../errors.ts";
import { explained } from "./errors.ts";

const BROKERS = ["a:9092", "b:9092"];
const told = (error: unknown): unknown => {
  const found = explained(error, BROKERS);
  return found instanceof UserError ? [found.code, found.message] : found;
};
const protocol = (type: string, message: string) => Object.assign(new KafkaJSProtocolError(message), { type });

test.each([
  [
    protocol("TOPIC_AUTHORIZATION_FAILED", "Not authorized to access topics: [Topic authorization failed]"),
    "log-refused",
    "Kafka at a:9092, b:9092 refuses: Not authorized to access topics: [Topic authorization failed]. Check user, rights and settings.",
  ],
  [
    protocol("INVALID_REPLICA_ASSIGNMENT", "Replica assignment is invalid"),
    "log-refused",
    "Kafka at a:9092, b:9092 refuses: Replica assignment is invalid. Check user, rights and settings.",
  ],
  [
    protocol("NOT_LEADER_FOR_PARTITION", "This server is not the leader for that topic-partition"),
    "log",
    "Kafka at a:9092, b:9092 is away, or cannot go on now (This server is not the leader for that topic-partition).",
  ],
  [
    Object.assign(new KafkaJSError("Failed to find"), { name: "KafkaJSGroupCoordinatorNotFound" }),
    "log",
    "Kafka at a:9092, b:9092 names no broker that keeps this pipeline's group or its transactions. Where that lasts, the user may lack rights: da-run topics plan tells which.",
  ],
  [
    Object.assign(new KafkaJSError("Connection error: connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
    "log",
    "Kafka at a:9092, b:9092 is away, or cannot go on now (Connection error: connect ECONNREFUSED).",
  ],
])("%s", (error, code, message) => {
  expect(told(error)).toEqual([code, message]);
});

test("what is not Kafka's stays as it is", () => {
  const error = new TypeError("x is not a function");
  expect(told(error)).toBe(error);
});
