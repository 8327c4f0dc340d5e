/** All declarations but handlers and tests, each resolved once; what is declared twice is checked inside all the same. */

import type { Declaration, EventDeclaration, FnDeclaration, ParamDeclaration } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Fn, Param, Pipeline, TypeDefinition } from "../model.ts";
import { report } from "../names/context.ts";
import type { At } from "../names/files.ts";
import type { TypeNodeDeclaration } from "../names/program.ts";
import { isBuiltInType } from "../types/builtin.ts";
import { resolveMembers } from "../types/members.ts";
import { resolveType } from "../types/resolve.ts";
import { ERROR } from "../types/types.ts";
import type { Defined, EventInfo, FnInfo, SignalInfo, SourceInfo, StoreInfo } from "./definitions.ts";
import { defineEvent } from "./events.ts";
import { checkFn, defineFn, defineParam, paramType, tellCircles } from "./functions.ts";
import { defineSignal } from "./signals.ts";
import { checkSource, defineSource, type OpenSource } from "./sources.ts";
import { defineStore } from "./stores.ts";

/** The tables of definitions while they are filled. */
export interface Filling {
  readonly sources: Map<string, SourceInfo>;
  readonly events: Map<string, EventInfo | SignalInfo>;
  readonly stores: Map<string, StoreInfo>;
  readonly functions: Map<string, FnInfo>;
  readonly params: Map<string, TypeDefinition["type"]>;
}

export interface Declarations {
  readonly types: readonly TypeDefinition[];
  readonly params: readonly Param[];
  readonly functions: readonly Fn[];
}

export function define(context: Defined, filling: Filling, pipeline: Pipeline): Declarations {
  const { program } = context;
  const types = [...program.types.values()].map((at) => defineType(context, at));
  for (const [name, at] of program.stores) {
    filling.stores.set(
      name,
      context.remember("store", at.node, [program.doubtful.stores.has(name)], () => defineStore(context, at)),
    );
  }
  const functions: { at: At<FnDeclaration>; info: FnInfo }[] = [];
  const params: { at: At<ParamDeclaration>; type: TypeDefinition["type"] }[] = [];
  for (const [name, { node, file }] of program.values) {
    if (node.kind === "fn") {
      const info = context.remember("fn", node, [], () => defineFn(context, { node, file }));
      functions.push({ at: { node, file }, info });
      filling.functions.set(name, info);
    } else {
      const type = context.remember("param's type", node, [], () => paramType(context, { node, file }));
      params.push({ at: { node, file }, type });
      filling.params.set(name, type);
    }
  }
  for (const name of program.doubtful.values) {
    filling.functions.set(name, { name, parameters: [], result: ERROR, open: true });
    filling.params.set(name, ERROR);
  }
  defineEvents(context, filling, pipeline);
  const bodies = functions.map(({ at, info }) =>
    context.remember("fn's body", at.node, [info], () => checkFn(context, at, info)),
  );
  tellCircles(context, bodies);
  checkRepeated(context, pipeline);
  const values = params.map(({ at, type }) =>
    context.remember("param", at.node, [type], () => defineParam(context, at, type)),
  );
  return { types, params: values, functions: bodies };
}

function defineType(context: Defined, { node, file }: At<TypeNodeDeclaration>): TypeDefinition {
  const name = node.name.text;
  if (isBuiltInType(name)) {
    report(context, messages.DA2002.builtIn({ what: node.kind, name }), file, node.name);
  }
  const type = context.types.named(name);
  return {
    name,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    type,
  };
}

/** Events, and the sources whose settings name fields of them. */
function defineEvents(context: Defined, filling: Filling, pipeline: Pipeline): void {
  const { program } = context;
  const ofSource = new Map<string, EventInfo[]>();
  const sources: OpenSource[] = [];
  for (const [name, at] of program.sources) {
    const grounds = [program.pipelines.length === 0];
    const source = context.remember("source", at.node, grounds, () => defineSource(context, at));
    sources.push(source);
    filling.sources.set(name, source);
  }
  for (const [name, { node, file }] of program.events) {
    const grounds = [pipeline, program.doubtful.events.has(name)];
    if (node.kind === "signal") {
      const { stores } = context.definitions;
      const define = () => defineSignal(context, { node, file }, stores, pipeline);
      filling.events.set(name, context.remember("signal", node, grounds, define));
      continue;
    }
    const event = context.remember("event", node, grounds, () =>
      withSourceKey(defineEvent(context, { node, file }, pipeline), context),
    );
    filling.events.set(name, event);
    if (event.source !== null) {
      const events = ofSource.get(event.source) ?? [];
      events.push(event);
      ofSource.set(event.source, events);
    }
  }
  for (const source of sources) {
    checkSource(context, source, ofSource.get(source.source.name) ?? []);
  }
}

/** What a source event is partitioned by: its source's key. */
function withSourceKey(event: EventInfo, { definitions }: Defined): EventInfo {
  const key = event.source === null ? null : (definitions.sources.get(event.source)?.source.key ?? null);
  return key === null ? event : { ...event, key: [key] };
}

/** What a name of the tables hides is no part of the program, but its own mistakes are told. */
function checkRepeated(context: Defined, pipeline: Pipeline): void {
  for (const { node, file } of context.program.repeated) {
    checkAlone(context, { node, file }, pipeline);
  }
}

function checkAlone(context: Defined, { node, file }: At<Declaration>, pipeline: Pipeline): void {
  switch (node.kind) {
    case "type":
      resolveType(context, node.type, file, { what: "type", name: node.name.text, measures: false, incomplete: false });
      break;
    case "record":
      resolveMembers(context, node.members, file, {
        what: "record",
        name: node.name.text,
        measures: true,
        incomplete: false,
      });
      break;
    case "event":
      defineEvent(context, { node, file } satisfies At<EventDeclaration>, pipeline);
      break;
    case "signal":
      defineSignal(context, { node, file }, context.definitions.stores, pipeline);
      break;
    case "store":
      defineStore(context, { node, file });
      break;
    case "fn":
      checkFn(context, { node, file }, defineFn(context, { node, file }));
      break;
    case "param":
      defineParam(context, { node, file }, paramType(context, { node, file }));
      break;
    case "source":
      defineSource(context, { node, file });
      break;
    default:
      break;
  }
}
