/** DA4005: names that the outside world sees, on the wire, of topics and of tables, each given twice. */
import type { Span } from "../../dsl/syntax.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import { DA4005 } from "../diagnostics/messages/topology.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import type { Declared, Event, Signal, Source, Store } from "../model.ts";
import { statementsOf } from "../walk.ts";
import type { Context } from "./context.ts";

export function checkNames(context: Context): readonly Diagnostic[] {
  return [...wireNames(context), ...tables(context), ...sourceTopics(context), ...intoSources(context)];
}

/** What has a name on the wire, and among what that name must be its own. */
interface Wired {
  readonly declared: Event | Signal;
  readonly what: string;
  readonly among: string;
}

function wireNames(context: Context): readonly Diagnostic[] {
  const events = context.model.events.map(
    (event): Wired =>
      event.source === null
        ? { declared: event, what: "event", among: "emitted" }
        : { declared: event, what: "source event", among: `source ${event.source}` },
  );
  const signals = context.model.signals.map(
    (signal): Wired => ({ declared: signal, what: "signal", among: "emitted" }),
  );
  const wired = [...events, ...signals].filter((one) => !one.declared.broken);
  wired.sort((a, b) => context.order(a.declared) - context.order(b.declared));
  return twice(wired, (one) => `${one.among}\n${one.declared.wire}`).map(([{ what, declared }, other]) => {
    const { name, wire, namePlace } = declared;
    return clash(DA4005.wireName({ what, name, wire, other: other.declared.name }), namePlace, other.declared);
  });
}

/** SQL compares the names of tables without regard to case. */
function tables(context: Context): readonly Diagnostic[] {
  const stores = sound(context, context.model.stores);
  return twice(stores, (store) => store.table.toLowerCase()).map(([store, other]) => {
    const { name, table } = store;
    return clash(DA4005.table({ name, table, other: other.name }), tableLocation(context, store), other);
  });
}

function sourceTopics(context: Context): readonly Diagnostic[] {
  const sources = sound(context, context.model.sources);
  return twice(sources, (source) => source.topic).map(([{ name, topic, topicPlace }, other]) =>
    clash(DA4005.sourceTopic({ name, topic, other: other.name }), topicPlace, other),
  );
}

/** A source's topic is what others write: nothing of the pipeline but a transform may do so. */
function intoSources(context: Context): readonly Diagnostic[] {
  const sources = new Map<string, Source>();
  for (const source of sound(context, context.model.sources)) sources.set(source.topic, source);
  const said = (what: string, name: string, topic: string, location: Location): readonly Diagnostic[] => {
    const source = sources.get(topic);
    if (source === undefined) return [];
    const message = DA4005.intoSource({ what, name, topic, source: source.name });
    return [diagnostic(message, location, [related(`the topic of \`${source.name}\``, source.topicPlace)])];
  };
  const events = sound(context, context.model.events).filter((event) => event.source === null);
  const signals = sound(context, context.model.signals);
  return [
    ...events.flatMap((event) => said("event", event.name, event.topic, topicLocation(context, event))),
    ...signals.flatMap((signal) => said("signal", signal.name, signal.topic, signal.namePlace)),
    ...context.handlers.flatMap((handler) =>
      statementsOf(handler).flatMap((statement) =>
        statement.kind === "forward" ? said(handler.kind, handler.name, statement.topic, statement.target) : [],
      ),
    ),
  ];
}

function sound<T extends Declared>(context: Context, declarations: readonly T[]): readonly T[] {
  return declarations.filter((declared) => !declared.broken).sort((a, b) => context.order(a) - context.order(b));
}

/** Each with the first that has the same key. */
function twice<T>(all: readonly T[], key: (one: T) => string): readonly (readonly [T, T])[] {
  const first = new Map<string, T>();
  const found: [T, T][] = [];
  for (const one of all) {
    const other = first.get(key(one));
    if (other === undefined) first.set(key(one), one);
    else found.push([one, other]);
  }
  return found;
}

function clash(message: Said, location: Location, other: Declared): Diagnostic {
  return diagnostic(message, location, [related(`\`${other.name}\` is declared here`, other.namePlace)]);
}

function tableLocation(context: Context, store: Store): Location {
  const declaration = context.writtenAs(store);
  const members = declaration?.kind === "store" ? declaration.members : [];
  return located(store, members.find((member) => member.kind === "table")?.table);
}

function topicLocation(context: Context, event: Event): Location {
  const declaration = context.writtenAs(event);
  const members = declaration?.kind === "event" ? declaration.members : [];
  return located(event, members.find((member) => member.kind === "topic")?.topic);
}

/** Where something is written of a declaration; its name, where it is not written. */
function located({ namePlace }: Declared, span: Span | undefined): Location {
  return span === undefined ? namePlace : { file: namePlace.file, start: span.start, end: span.end };
}
