/** Sends traces to an OpenTelemetry collector. Loaded only where they are asked for. */
import { SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from "@opentelemetry/sdk-trace";
import manifest from "../../../package.json" with { type: "json" };
import type { Observer } from "../../engine/observer.ts";
import { type SpanFacts, type SpanOptions, Spans } from "./spans.ts";

export interface Traces {
  readonly observer: Observer;
  /** Sends what is left, as far as somebody takes it. */
  close(): Promise<void>;
}

export interface TraceOptions extends SpanOptions {
  /** The collector's, with or without the path of traces. */
  readonly url: string;
  readonly now: () => number;
  /** Is told once when the collector takes nothing, and when it does again. */
  readonly onTrouble: (message: string) => void;
}

/** More than so many spans that nobody takes are dropped: a pipeline does not wait for those who watch it. */
const MOST_WAITING = 16_384;
const EVERY_MS = 1000;
const SEND_MS = 5000;

export function openTraces(options: TraceOptions): Traces {
  const spans = new Spans(options);
  const exporter = telling(new OTLPTraceExporter({ url: tracesUrl(options.url), timeoutMillis: SEND_MS }), options);
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: MOST_WAITING,
    maxExportBatchSize: 512,
    scheduledDelayMillis: EVERY_MS,
    exportTimeoutMillis: SEND_MS,
  });
  const resource = resourceFromAttributes({ "service.name": options.plan.definition.name });
  return {
    observer: {
      onHandled(handled, began) {
        for (const facts of spans.of(handled, began, options.now())) processor.onEnd(readable(facts, resource));
      },
    },
    // What went wrong has been told.
    close: () => processor.shutdown().catch(() => {}),
  };
}

/** The usual path, unless another is named. */
export function tracesUrl(text: string): string {
  const url = new URL(text);
  if (url.pathname === "/" || url.pathname === "") url.pathname = "/v1/traces";
  return url.href;
}

function telling(inner: SpanExporter, { onTrouble, url }: TraceOptions): SpanExporter {
  let isAway = false;
  return {
    export(all, done) {
      inner.export(all, (result) => {
        const failed = result.code !== 0;
        if (failed && !isAway) {
          const reason = result.error?.message ?? "it says no reason";
          onTrouble(`Traces cannot be sent to ${url}: ${reason}. The pipeline runs on without them.`);
        } else if (!failed && isAway) onTrouble(`Traces are sent to ${url} again.`);
        isAway = failed;
        done(result);
      });
    },
    shutdown: () => inner.shutdown(),
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
  };
}

const KINDS = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

function readable(facts: SpanFacts, resource: ReadableSpan["resource"]): ReadableSpan {
  const { name, kind, trace, span, parent, start, end, attributes, dead } = facts;
  const context = (spanId: string) => ({ traceId: trace, spanId, traceFlags: TraceFlags.SAMPLED });
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => context(span),
    ...(parent === null ? {} : { parentSpanContext: context(parent) }),
    startTime: timeOf(start),
    endTime: timeOf(end),
    duration: timeOf(Math.max(0, end - start)),
    status: dead === null ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: dead },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, Array.isArray(value) ? [...value] : value]),
    ),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: "da-run", version: manifest.version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds. */
const timeOf = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
