/**
 * DA5004: a demux that can emit one metric of several objects in one run, with no `fanout` reason. The branches of one
 * `if` exclude each other, and so does what follows a branch that ends the run; conditions are not compared, and a loop
 * counts as one run of its body.
 */
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { DA5004 } from "../diagnostics/messages/topology.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import type { Handler, Stmt } from "../model.ts";
import { type Context, namedInTypeScript } from "./context.ts";

export function checkFanout(context: Context): readonly Diagnostic[] {
  return context.handlers.flatMap((handler) => {
    if (handler.kind !== "demux" || handler.fanout !== null) return [];
    const usages = usagesOf(context, handler);
    if (usages.size < 2) return [];
    const run = new Run(usages);
    if (handler.body.kind === "statements") run.statements(handler.body.statements, new Map());
    else run.anyOf(namedInTypeScript(context, handler, "emits"));
    return run.clashes.map(({ first, second }) => said(handler, run.metricOf(second), first, second));
  });
}

interface Usage {
  readonly object: string;
  readonly metric: string;
}

interface Emitted {
  readonly name: string;
  readonly location: Location;
}

interface Clash {
  readonly first: Emitted;
  readonly second: Emitted;
}

/** What may have been emitted when a statement is reached; null where it is never reached. */
type Reached = ReadonlyMap<string, Emitted> | null;

function usagesOf(context: Context, handler: Handler): ReadonlyMap<string, Usage> {
  const usages = new Map<string, Usage>();
  for (const name of handler.emits) {
    const event = context.topology.events.get(name);
    const [, object, metric] = name.split(".");
    if (event?.sort !== "usage" || event.broken || object === undefined || metric === undefined) continue;
    usages.set(name, { object, metric: metric.toLowerCase() });
  }
  return usages;
}

function said(handler: Handler, metric: string, first: Emitted, second: Emitted): Diagnostic {
  const message = DA5004.fanout({ handler: handler.name, metric, events: [first.name, second.name] });
  return diagnostic(message, second.location, [related(`\`${first.name}\` is emitted here`, first.location)]);
}

/** One run of a demux, along all of its paths at once. */
class Run {
  readonly #usages: ReadonlyMap<string, Usage>;
  readonly #clashes = new Map<string, Clash>();

  constructor(usages: ReadonlyMap<string, Usage>) {
    this.#usages = usages;
  }

  /** The first of each metric. */
  get clashes(): readonly Clash[] {
    return [...this.#clashes.values()];
  }

  metricOf(emitted: Emitted): string {
    return this.#usages.get(emitted.name)?.metric ?? "";
  }

  /** Nothing is known of when each is emitted. */
  anyOf(emitted: readonly Emitted[]): void {
    let reached: Reached = new Map();
    for (const one of emitted) reached = this.#emit(one, reached);
  }

  statements(statements: readonly Stmt[], start: Reached): Reached {
    return statements.reduce((reached, statement) => this.#statement(statement, reached), start);
  }

  #statement(statement: Stmt, reached: Reached): Reached {
    if (reached === null) return null;
    switch (statement.kind) {
      case "emit":
        return this.#emit({ name: statement.event, location: statement.target }, reached);
      case "if":
        return either(this.statements(statement.then, reached), this.statements(statement.otherwise ?? [], reached));
      case "for":
        return either(reached, this.statements(statement.body, reached));
      case "skip":
      case "dead":
        return null;
      default:
        return reached;
    }
  }

  #emit(emitted: Emitted, reached: ReadonlyMap<string, Emitted>): ReadonlyMap<string, Emitted> {
    const usage = this.#usages.get(emitted.name);
    if (usage === undefined) return reached;
    for (const before of reached.values()) {
      const other = this.#usages.get(before.name);
      if (other?.metric !== usage.metric || other.object === usage.object || this.#clashes.has(usage.metric)) continue;
      this.#clashes.set(usage.metric, { first: before, second: emitted });
    }
    return reached.has(emitted.name) ? reached : new Map(reached).set(emitted.name, emitted);
  }
}

function either(a: Reached, b: Reached): Reached {
  if (a === null || b === null) return a ?? b;
  return new Map([...b, ...a]);
}
