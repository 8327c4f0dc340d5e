/** The one table of metrics: they are made from it, and the page that tells of them. */

export type MetricKind = "counter" | "gauge" | "histogram";

export interface MetricEntry {
  readonly name: string;
  readonly kind: MetricKind;
  readonly help: string;
  /** By source and handler, by source alone, or of the process. */
  readonly of: "handler" | "source" | "process";
  /** What Kafka Streams (its JMX name) and Benthos call the same, or nearly the same. */
  readonly streams: string;
  readonly benthos: string;
}

export const METRICS = [
  {
    name: "da_records_received_total",
    kind: "counter",
    help: "Events handled; of a source, records read",
    of: "handler",
    streams: "process-total",
    benthos: "processor_received, input_received",
  },
  {
    name: "da_records_sent_total",
    kind: "counter",
    help: "Events, signals and forwarded records emitted",
    of: "handler",
    streams: "record-send-total",
    benthos: "processor_sent, output_sent",
  },
  {
    name: "da_dead_letters_total",
    kind: "counter",
    help: "Records and events that could not be handled, and lie in a dead-letter topic",
    of: "handler",
    streams: "dropped-records-total",
    benthos: "processor_error",
  },
  {
    name: "da_retries_total",
    kind: "counter",
    help: "Tries of a handler in TypeScript after the first",
    of: "handler",
    streams: "",
    benthos: "",
  },
  {
    name: "da_records_dropped_total",
    kind: "counter",
    help: "Records of a source that are left out, by reason: unknown (no event of the spec), unhandled (no handler reads it), repeat (it came before)",
    of: "source",
    streams: "dropped-records-total",
    benthos: "",
  },
  {
    name: "da_record_e2e_latency_seconds",
    kind: "histogram",
    help: "From an event's own time until a handler's work on it is committed",
    of: "handler",
    streams: "record-e2e-latency-avg, -min, -max",
    benthos: "",
  },
  {
    name: "da_record_log_latency_seconds",
    kind: "histogram",
    help: "From when an event's record was written until a handler's work on it is committed",
    of: "handler",
    streams: "",
    benthos: "output_latency_ns",
  },
  {
    name: "da_batch_latency_seconds",
    kind: "histogram",
    help: "How long a round took, from its first read to its commit",
    of: "process",
    streams: "process-latency-avg, commit-latency-avg",
    benthos: "processor_latency_ns",
  },
  {
    name: "da_records_lag",
    kind: "gauge",
    help: "Records not read yet, in the partitions of this process",
    of: "handler",
    streams: "records-lag",
    benthos: "kafka_lag",
  },
  {
    name: "da_events_waiting",
    kind: "gauge",
    help: "Events that wait for a row, in the store that all processes share",
    of: "handler",
    streams: "",
    benthos: "",
  },
  {
    name: "da_events_queued",
    kind: "gauge",
    help: "Events that queue behind a waiting one of their key, in the store that all processes share",
    of: "handler",
    streams: "",
    benthos: "",
  },
  {
    name: "da_events_held",
    kind: "gauge",
    help: "Emitted events that are held back, in the store that all processes share",
    of: "handler",
    streams: "",
    benthos: "",
  },
  {
    name: "da_events_behind",
    kind: "gauge",
    help: "The lag counted with what waits and what queues: all that a handler has before it",
    of: "handler",
    streams: "",
    benthos: "",
  },
  {
    name: "da_handler_stopped",
    kind: "gauge",
    help: "1 where a source or handler stands still because it cannot go on, such as when retention has overtaken it",
    of: "handler",
    streams: "failed-stream-threads",
    benthos: "input_connection_up",
  },
  {
    name: "da_troubles_total",
    kind: "counter",
    help: "Times that the log, the database or something else outside did not work, and was tried again",
    of: "process",
    streams: "",
    benthos: "input_connection_lost",
  },
  {
    name: "da_ready",
    kind: "gauge",
    help: "1 where /ready answers 200",
    of: "process",
    streams: "alive-stream-threads",
    benthos: "input_connection_up",
  },
] as const satisfies readonly MetricEntry[];

export type MetricName = (typeof METRICS)[number]["name"];
