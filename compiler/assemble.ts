/** The model's sources, events, signals and stores, of their definitions and of who emits what. */

import type { Defined, EventInfo, SignalInfo, StoreInfo } from "./declarations/definitions.ts";
import { withoutVainRenames } from "./declarations/renamed.ts";
import { eventTopic, signalTopic } from "./declarations/topics.ts";
import type { Declared, Event, Handler, Pipeline, Signal, Store } from "./model.ts";

type Info = EventInfo | SignalInfo | StoreInfo;

/** What has unknown fields is broken, though the error may stand elsewhere, as in a file that cannot be read. */
function declared({ node, file, name }: Info, broken: boolean): Declared {
  return { name, doc: node.doc, place: file.place(node), namePlace: file.place(node.name), broken };
}

export function eventsOf({ definitions, types }: Defined, pipeline: Pipeline, handlers: readonly Handler[]): Event[] {
  const byDemux = new Set(handlers.flatMap((handler) => (handler.kind === "demux" ? handler.emits : [])));
  return [...definitions.events.values()].flatMap((info): Event[] => {
    if (info.kind === "signal") {
      return [];
    }
    const { node, wire, key, sort, measure, reserved } = info;
    const source = node.source?.text ?? null;
    const sourceTopic = source === null ? "" : (definitions.sources.get(source)?.source.topic ?? "");
    return [
      {
        ...declared(info, types.open.has(info.record)),
        wire,
        was: node.was?.value ?? null,
        source,
        fields: info.record.fields,
        key,
        topic: eventTopic(info, pipeline.topics, sourceTopic, byDemux.has(info.name)),
        sort,
        measure,
        reserved,
      },
    ];
  });
}

export function signalsOf({ definitions, types }: Defined, pipeline: Pipeline): Signal[] {
  return [...definitions.events.values()].flatMap((info): Signal[] =>
    info.kind === "event"
      ? []
      : [
          {
            ...declared(info, types.open.has(info.record)),
            wire: info.wire,
            was: info.node.was?.value ?? null,
            store: info.node.store.text,
            topic: signalTopic(info, pipeline.topics),
            fields: info.own.fields,
            allFields: info.record.fields,
            key: info.key,
            reserved: info.reserved,
          },
        ],
  );
}

export function storesOf({ definitions }: Defined): Store[] {
  const all = [...definitions.stores.values()].map((info) => ({
    ...declared(info, info.open),
    external: info.node.external,
    was: info.node.was?.value ?? null,
    table: info.table,
    columns: info.columns,
    indexes: info.indexes,
    reserved: info.reserved,
  }));
  return withoutVainRenames(all);
}
