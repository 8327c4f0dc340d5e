/** What every check of the whole model looks at. */
import type { Declaration } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Declared, Handler, Model } from "../model.ts";
import type { At } from "../names/files.ts";
import { type Topology, topologyOf } from "../topology/topology.ts";

/** What was read: for places and uses that leave no trace in the model. */
export interface Written {
  /** In the order of the text, those of an import where it stands. */
  readonly declarations: readonly At<Declaration>[];
}

export interface Context {
  readonly model: Model;
  readonly written: Written;
  /** The handlers in which no error was found: of the others no conclusion is drawn. */
  readonly handlers: readonly Handler[];
  /** Of those handlers. */
  readonly topology: Topology;
  /** How something was written. */
  readonly writtenAs: (declared: Declared) => Declaration | undefined;
  /** Its number in the order of the text. */
  readonly order: (declared: Declared) => number;
}

interface Numbered {
  readonly node: Declaration;
  readonly order: number;
}

export function contextOf(model: Model, written: Written): Context {
  const handlers = model.handlers.filter((handler) => !handler.broken);
  const files = new Map<string, Map<number, Numbered>>();
  for (const [order, { node, file }] of written.declarations.entries()) {
    if (!("name" in node)) continue;
    const nodes = files.get(file.path) ?? new Map<number, Numbered>();
    files.set(file.path, nodes.set(node.name.start, { node, order }));
  }
  const find = ({ namePlace }: Declared) => files.get(namePlace.file)?.get(namePlace.start);
  return {
    model,
    written,
    handlers,
    topology: topologyOf(model, handlers),
    writtenAs: (declared) => find(declared)?.node,
    order: (declared) => find(declared)?.order ?? written.declarations.length,
  };
}

/** Something that a clause of a handler in TypeScript names, and where. */
export interface NamedInClause {
  readonly name: string;
  readonly location: Location;
}

/** What a clause of a handler in TypeScript names; at the handler's own name where its text is not known. */
export function namedInTypeScript(
  context: Context,
  handler: Handler,
  clause: "reads" | "updates" | "emits",
): readonly NamedInClause[] {
  const node = context.writtenAs(handler);
  const { file } = handler.namePlace;
  if (node?.kind === "handler" && node.body.kind === "typescript") {
    return node.body[clause].map(({ text, start, end }) => ({ name: text, location: { file, start, end } }));
  }
  const names = clause === "emits" ? [...handler.emits, ...handler.signals] : handler[clause];
  return names.map((name) => ({ name, location: handler.namePlace }));
}
