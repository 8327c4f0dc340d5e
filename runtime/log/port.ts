/**
 * The log that a pipeline reads and writes: topics of ordered partitions, consumed by whom they are assigned to. Adapters
 * pass the suite in conformance.ts.
 */
import type { RecordBatch } from "./batch.ts";
import type { Mark, Origin } from "./marks.ts";

export interface LogCapabilities {
  /** Several processes may share the partitions of its topics: new ones get as many as the pipeline says. */
  readonly isShared: boolean;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** Copies of each partition, on so many brokers. */
  readonly replicas: number;
  /** In ms. */
  readonly retention: number;
}

export interface TopicInfo {
  readonly name: string;
  readonly partitions: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Where a partition's records begin (retention moves it) and end. */
export interface Extent extends TopicPartition {
  readonly start: number;
  readonly end: number;
}

export interface Append extends TopicPartition {
  /** Its offsets are the log's to give. */
  readonly batch: RecordBatch;
  /** By what its readers know that they have had it already; absent where nobody writes it again. */
  readonly origin?: Origin | null;
  /** The input that it came of; absent where it came of none. */
  readonly from?: TopicPartition;
}

/** Is told which partitions this process owns, and which it does not own any more. */
export interface AssignmentListener {
  assigned(partitions: readonly TopicPartition[]): Promise<void>;
  revoked(partitions: readonly TopicPartition[]): Promise<void>;
}

export interface LogReader {
  /** Of all assigned partitions, as far as it is known here, or as the log says now. */
  extents(isAsked?: boolean): Promise<readonly Extent[]>;
  /**
   * Batches from the one that holds `offset` on, in order, of about `bytes` in all but at least one; none where nothing is
   * at hand yet: `wait` resolves when something may be. What retention has let go of is left out.
   */
  fetch(topic: string, partition: number, offset: number, bytes: number): Promise<readonly RecordBatch[]>;
  /** Tells those who watch the lag; the positions that count are the store's. */
  commit(positions: readonly (TopicPartition & { readonly next: number })[]): Promise<void>;
  /** Resolves when there may be something new, or after so many ms. */
  wait(ms: number): Promise<void>;
  leave(): Promise<void>;
}

export interface LogPort {
  readonly capabilities: LogCapabilities;
  /** What no other log has: positions are of no use in another one. */
  identity(): Promise<string>;
  /** Makes the topics that are not there. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  topics(): Promise<readonly TopicInfo[]>;
  /** Of these topics, how many bytes a record may have, where that is limited and known. */
  largest?(topics: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Appends, durably once it resolves; gives the first offset of each. In the midst of a transaction use its outbox. */
  append(appends: readonly Append[]): Promise<readonly number[]>;
  /**
   * Only where what comes of inputs is appended so that all readers see it once. Takes these inputs over, for a store that
   * is named: whoever had them can append nothing more of them by what it knew, and what lies there already is left out when
   * it is appended again; then its first offset is −1. Gives the last mark of each of their lanes that lies there.
   */
  takeOver?(store: string, inputs: readonly TopicPartition[]): Promise<readonly Mark[]>;
  /** Takes part in consuming these topics, in a group; without one all partitions are assigned, and others' stay theirs. */
  join(group: string | null, topics: readonly string[], listener?: AssignmentListener): Promise<LogReader>;
  /**
   * Empties records for good, where a log can: they keep their offsets, and of what they held nothing is left but a header
   * \`da-erased\`.
   */
  erase?(topic: string, partition: number, offsets: readonly number[]): Promise<void>;
  /** When retention lets go of a record, in ms; null where that is not known. */
  keptUntil(topic: string, partition: number, offset: number): Promise<number | null>;
  /** Lets go of records older than their topic's retention, where the log does not do so by itself. */
  expire(now: number): Promise<void>;
  close(): Promise<void>;
}
