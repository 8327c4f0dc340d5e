/** The declarations of a program by kind and name; what is declared a second time is told, and left out of the tables. */

import type {
  Declaration,
  EventDeclaration,
  FnDeclaration,
  HandlerDeclaration,
  Name,
  ParamDeclaration,
  PipelineDeclaration,
  RecordDeclaration,
  SignalDeclaration,
  SourceDeclaration,
  StoreDeclaration,
  TestDeclaration,
  TypeDeclaration,
} from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { At } from "./files.ts";
import type { Reporter } from "./reporter.ts";

export type TypeNodeDeclaration = TypeDeclaration | RecordDeclaration;
export type EventNode = EventDeclaration | SignalDeclaration;
type Value = FnDeclaration | ParamDeclaration;
type Runner = HandlerDeclaration | SourceDeclaration;

/** Tables hold the first of each name; the lists hold all, in the order of the text. */
export interface Program {
  readonly pipelines: readonly At<PipelineDeclaration>[];
  readonly types: ReadonlyMap<string, At<TypeNodeDeclaration>>;
  readonly events: ReadonlyMap<string, At<EventNode>>;
  readonly stores: ReadonlyMap<string, At<StoreDeclaration>>;
  readonly values: ReadonlyMap<string, At<Value>>;
  readonly sources: ReadonlyMap<string, At<SourceDeclaration>>;
  readonly handlers: readonly At<HandlerDeclaration>[];
  readonly tests: readonly At<TestDeclaration>[];
  /** What a name of the tables hides: declared twice, still to be checked inside. */
  readonly repeated: readonly At<Declaration>[];
  /** Names that are declared twice: which of them was meant is not known to who uses one. */
  readonly doubtful: Readonly<Record<"types" | "events" | "stores" | "values", ReadonlySet<string>>>;
}

export function collect(declarations: readonly At<Declaration>[], reporter: Reporter): Program {
  const types = new Table<TypeNodeDeclaration>("type or record", reporter);
  const events = new Table<EventNode>("event or signal", reporter);
  const stores = new Table<StoreDeclaration>("store", reporter);
  const values = new Table<Value>("function or parameter", reporter);
  const runners = new Table<Runner>("handler or source", reporter);
  const pipelines: At<PipelineDeclaration>[] = [];
  const tests: At<TestDeclaration>[] = [];
  for (const { node, file } of declarations) {
    switch (node.kind) {
      case "type":
      case "record":
        types.add({ node, file });
        break;
      case "event":
      case "signal":
        events.add({ node, file });
        break;
      case "store":
        stores.add({ node, file });
        break;
      case "fn":
      case "param":
        values.add({ node, file });
        break;
      case "handler":
      case "source":
        runners.add({ node, file });
        break;
      case "pipeline":
        pipelines.push({ node, file });
        break;
      case "test":
        tests.push({ node, file });
        break;
      case "import":
        break;
    }
  }
  const sources = new Map<string, At<SourceDeclaration>>();
  const handlers: At<HandlerDeclaration>[] = [];
  for (const [name, { node, file }] of runners.first) {
    if (node.kind === "source") {
      sources.set(name, { node, file });
    } else {
      handlers.push({ node, file });
    }
  }
  return {
    pipelines,
    types: types.first,
    events: events.first,
    stores: stores.first,
    values: values.first,
    sources,
    handlers,
    tests,
    repeated: [...types.again, ...events.again, ...stores.again, ...values.again, ...runners.again],
    doubtful: {
      types: namesOf(types.again),
      events: namesOf(events.again),
      stores: namesOf(stores.again),
      values: namesOf(values.again),
    },
  };
}

const namesOf = (all: readonly At<{ readonly name: Name }>[]): ReadonlySet<string> =>
  new Set(all.map(({ node }) => node.name.text));

class Table<Node extends { readonly name: Name }> {
  readonly first = new Map<string, At<Node>>();
  readonly again: At<Node>[] = [];
  readonly what: string;
  readonly reporter: Reporter;

  constructor(what: string, reporter: Reporter) {
    this.what = what;
    this.reporter = reporter;
  }

  add(at: At<Node>): void {
    const { name } = at.node;
    const before = this.first.get(name.text);
    if (before === undefined) {
      this.first.set(name.text, at);
      return;
    }
    this.again.push(at);
    this.reporter.report(messages.DA2002.twice({ what: this.what, name: name.text }), at.file.place(name), [
      related("declared here", before.file.place(before.node.name)),
    ]);
  }
}
