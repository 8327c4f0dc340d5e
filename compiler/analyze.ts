/** From text to the model: reads all files of a spec, resolves names, types everything, and tells what is wrong. */

import type { SourceFile } from "../dsl/syntax.ts";
import { eventsOf, signalsOf, storesOf } from "./assemble.ts";
import { errorsWithin, markBroken, outsideIncomplete } from "./broken.ts";
import { checkModel } from "./checks/index.ts";
import { define, type Filling } from "./declarations/define.ts";
import type { Defined } from "./declarations/definitions.ts";
import { definePipeline } from "./declarations/pipeline.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { folded } from "./diagnostics/fold.ts";
import { inOrder } from "./diagnostics/report.ts";
import { constant } from "./expressions/constants.ts";
import { checkHandler } from "./handlers/handler.ts";
import type { Host } from "./host.ts";
import { type Loaded, load } from "./imports/load.ts";
import { type Read, readFile } from "./imports/read.ts";
import { type Memory, Recall } from "./memory.ts";
import type { Model } from "./model.ts";
import type { FileScope } from "./names/files.ts";
import { collect } from "./names/program.ts";
import { type Reporter, reporter } from "./names/reporter.ts";
import { checkTest } from "./scenarios/scenarios.ts";
import { topicsOf } from "./topics.ts";
import { outlineOf } from "./types/circles.ts";
import { createTypes } from "./types/create.ts";
import { toldWarnings } from "./warnings.ts";

export interface Analysis {
  /** Null where there is no pipeline to make one of. With errors it is there too, for editors; nothing is made of it then. */
  readonly model: Model | null;
  /** By file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/**
 * Analyzes the spec whose root file is `root`, a path as the host knows it. `read` may remember what it has read; with a
 * memory, what came of what has not changed is not made again.
 */
export function analyze(host: Host, root: string, read: Read = readFile, memory: Memory | null = null): Analysis {
  const loaded = load(host, root, read);
  if (loaded.root === null) {
    return { model: null, diagnostics: loaded.diagnostics, files: loaded.files };
  }
  const { model, found, reporter: told } = check(host, loaded, loaded.root, memory);
  const all = [...loaded.diagnostics, ...outsideIncomplete(told.diagnostics, loaded.files)];
  const errors = errorsWithin(all, loaded.files);
  const marked = markBroken(model, errors);
  const kept = toldWarnings(inOrder([...all, ...checkModel(marked, loaded)]), loaded.files, loaded.scopes, errors);
  return { model: found ? marked : null, diagnostics: folded(kept, told.used, told.rested), files: loaded.files };
}

interface Checked {
  readonly model: Model;
  /** There is a pipeline; without, a stand-in lets the rest be checked. */
  readonly found: boolean;
  readonly reporter: Reporter;
}

function check(host: Host, loaded: Loaded, root: FileScope, memory: Memory | null): Checked {
  const { context, filling } = contextOf(host, loaded, memory);
  const { pipeline, found } = definePipeline(context, root, mayHaveLostPipeline(loaded, root));
  const { types, params, functions } = define(context, filling, pipeline);
  const handlers = context.program.handlers.map((at) =>
    context.remember("handler", at.node, [], () => checkHandler(context, at)),
  );
  for (const { node, file } of context.program.repeated) {
    if (node.kind === "handler") {
      checkHandler(context, { node, file });
    }
  }
  const tests = context.program.tests.map((at) => context.remember("test", at.node, [], () => checkTest(context, at)));
  const model = {
    pipeline,
    types,
    params,
    functions,
    sources: [...context.definitions.sources.values()].map((info) => info.source),
    events: eventsOf(context, pipeline, handlers),
    signals: signalsOf(context, pipeline),
    stores: storesOf(context),
    handlers,
    tests,
  };
  return { model: { ...model, topics: topicsOf(model) }, found, reporter: context.reporter };
}

/** A word or a setting that only a pipeline has. */
const OF_PIPELINE = /^\s*pipeline\b|^\s*(?:topics|partitions|replicas|retention|hops|timezone)\s*:/m;

/** The root file has syntax errors, and what a pipeline has or what is nearly its word. */
function mayHaveLostPipeline(loaded: Loaded, root: FileScope): boolean {
  const text = loaded.files.get(root.path)?.text ?? "";
  const problems = loaded.diagnostics.filter((d) => d.location.file === root.path);
  return problems.some((d) => d.suggestion?.includes("`pipeline`")) || (problems.length > 0 && OF_PIPELINE.test(text));
}

/** The tables are filled as declarations are resolved; types are resolved when they are first asked for. */
function contextOf(host: Host, loaded: Loaded, memory: Memory | null): { context: Defined; filling: Filling } {
  const report = reporter();
  const program = collect(loaded.declarations, report);
  const filling: Filling = {
    sources: new Map(),
    events: new Map(),
    stores: new Map(),
    functions: new Map(),
    params: new Map(),
  };
  const outline = outlineOf(program, report);
  const row = (store: string) => context.definitions.stores.get(store)?.row ?? { kind: "record" as const, fields: [] };
  const bare: Omit<Defined, "remember"> = {
    host,
    program,
    reporter: report,
    isLost: (name, kind) => loaded.lostKinds.has(kind) || loaded.lostNames.has(name),
    types: createTypes(() => context, outline, row, memory ?? undefined),
    definitions: filling,
    constant: (node, type, to, file) => constant(context, node, type, to, file),
  };
  const context: Defined =
    memory === null
      ? { ...bare, remember: (_what, _node, _grounds, make) => make() }
      : new Recall(memory).watched(bare);
  // In this order no type waits for another, however long their chains are.
  for (const name of outline.order) {
    context.types.named(name);
  }
  return { context, filling };
}
