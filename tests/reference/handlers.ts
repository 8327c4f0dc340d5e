/** One run of a handler on one event: its statements, and what comes of them. */
import type {
  EmitStmt,
  Event,
  Expr,
  Handler,
  Model,
  RequireStmt,
  Signal,
  SignalStmt,
  Stmt,
  UpdateStmt,
} from "../../compiler/model.ts";
import { evaluate, type Scope, withLocal } from "./expressions.ts";
import { storeOf, type Tables } from "./stores.ts";
import { Fault, isEqual, listIn, memberOf, numberIn, type Row, textIn, type Value } from "./values.ts";
import { conform, conformRecord } from "./wire.ts";

/** An event or signal that is handled. */
export interface Handled {
  /** Its name in the spec. */
  readonly name: string;
  readonly id: string;
  readonly at: number;
  readonly hops: number;
  /** How often its chain has passed each limited dep. */
  readonly passes: ReadonlyMap<string, number>;
  readonly value: Row;
}

/** An event or signal that a run has emitted. */
export interface Emitted {
  readonly name: string;
  readonly fields: Row;
  /** Where the emit says so. */
  readonly id: string | null;
  readonly at: number;
  readonly hops: number;
  readonly passes: ReadonlyMap<string, number>;
  /** In ms, where it is held back. */
  readonly after: number | null;
}

/** The row that a run waits for. */
export interface Awaited {
  readonly store: string;
  readonly key: readonly Value[];
  readonly ms: number;
}

export type Outcome =
  | { readonly kind: "done"; readonly emitted: readonly Emitted[]; readonly forwards: readonly string[] }
  | { readonly kind: "dead"; readonly code: Fault["code"]; readonly reason: string }
  | { readonly kind: "waits" };

/** What a run may see and change. */
export interface World {
  readonly model: Model;
  readonly params: Row;
  /** Changed by the run, whatever comes of it: the caller keeps it where the run is done. */
  readonly tables: Tables;
  /** Whether the event has waited long enough for that row; if not, it waits. */
  isOver(awaited: Awaited): boolean;
}

class Skip extends Error {}

class Waits extends Error {}

export function runHandler(world: World, handler: Handler, event: Handled): Outcome {
  const run = new Run(world, handler, event);
  try {
    run.all();
  } catch (error) {
    if (error instanceof Fault) return { kind: "dead", code: error.code, reason: error.message };
    if (error instanceof Waits) return { kind: "waits" };
    if (!(error instanceof Skip)) throw error;
  }
  return { kind: "done", emitted: run.emitted, forwards: run.forwards };
}

class Run {
  readonly emitted: Emitted[] = [];
  readonly forwards: string[] = [];
  readonly #world: World;
  readonly #handler: Handler;
  readonly #event: Handled;
  #passes: ReadonlyMap<string, number>;
  #updates = 0;

  constructor(world: World, handler: Handler, event: Handled) {
    this.#world = world;
    this.#handler = handler;
    this.#event = event;
    this.#passes = event.passes;
  }

  all(): void {
    const { name, when, limit, body, fields } = this.#handler;
    const { model, params } = this.#world;
    const { value, id, at, name: event } = this.#event;
    const seen = { fields: value, seen: fields, id, at, name: event };
    const scope: Scope = { model, params, event: seen, locals: new Map() };
    if (when !== null && evaluate(when, scope) !== true) return;
    if (limit !== null) {
      const passed = this.#passes.get(name) ?? 0;
      if (passed >= limit) throw new Fault("limit", name);
      this.#passes = new Map([...this.#passes, [name, passed + 1]]);
    }
    if (body.kind === "typescript") throw new Error(`${name} is written in TypeScript.`);
    this.#block(body.statements, scope);
  }

  #block(statements: readonly Stmt[], outer: Scope): void {
    let scope = outer;
    for (const statement of statements) scope = this.#statement(statement, scope);
  }

  /** Gives the scope of what follows. */
  #statement(statement: Stmt, scope: Scope): Scope {
    const { tables } = this.#world;
    switch (statement.kind) {
      case "let":
        return withLocal(scope, statement.name, evaluate(statement.value, scope));
      case "read":
        return withLocal(scope, statement.name, tables.read(statement.store, this.#key(statement, scope)));
      case "require":
        return withLocal(scope, statement.name, this.#require(statement, scope));
      case "update":
        return this.#update(statement, scope);
      case "delete":
        tables.delete(statement.store, this.#key(statement, scope));
        return scope;
      case "emit":
        this.#emit(statement, scope);
        return scope;
      case "signal":
        this.#signal(statement, scope);
        return scope;
      case "forward":
        this.forwards.push(statement.topic);
        return scope;
      case "if":
        if (evaluate(statement.condition, scope) === true) this.#block(statement.then, scope);
        else this.#block(statement.otherwise ?? [], scope);
        return scope;
      case "for":
        for (const item of listIn(evaluate(statement.list, scope))) {
          this.#block(statement.body, withLocal(scope, statement.name, item));
        }
        return scope;
      case "dead":
        throw new Fault("dead", textIn(evaluate(statement.reason, scope)));
      case "skip":
        throw new Skip();
    }
  }

  #key({ store, keys }: { readonly store: string; readonly keys: readonly Expr[] }, scope: Scope): readonly Value[] {
    const { model } = this.#world;
    const columns = storeOf(model, store).columns.filter(({ kind }) => kind === "key");
    return columns.map(({ type }, i) => {
      const expr = keys[i];
      return expr === undefined ? null : conform(model, type, evaluate(expr, scope));
    });
  }

  #require(statement: RequireStmt, scope: Scope): Row | null {
    const { store, wait, otherwise } = statement;
    const key = this.#key(statement, scope);
    const row = this.#world.tables.read(store, key);
    if (row !== null) return row;
    if (wait !== null) {
      const awaited = { store, key, ms: numberIn(evaluate(wait.duration, scope)) };
      if (!this.#world.isOver(awaited)) throw new Waits();
    }
    if (otherwise === "skip") throw new Skip();
    if (otherwise === "dead") throw new Fault("dead", store);
    return null;
  }

  #update(statement: UpdateStmt, scope: Scope): Scope {
    const { model, tables } = this.#world;
    const { store, name } = statement;
    const key = this.#key(statement, scope);
    const { columns } = storeOf(model, store);
    const values = statement.values.map(({ column, value }): [string, Value] => {
      const type = columns.find((each) => each.name === column)?.type;
      if (type === undefined) throw new Error(`${store} has no column ${column}.`);
      const given = evaluate(value, scope);
      return [column, given === null ? null : conform(model, type, given)];
    });
    const { id, at, name: event } = this.#event;
    const by = { at, id, event, handler: this.#handler.name, ordinal: this.#updates++ };
    const before = tables.read(store, key);
    const after = tables.update(store, key, { values: new Map(values), ...by });
    return name === null ? scope : withLocal(scope, name, { before, after });
  }

  #emit(statement: EmitStmt, scope: Scope): void {
    const { model } = this.#world;
    const event = eventOf(model, statement.event);
    const value = (expr: Expr | null): Value => (expr === null ? null : evaluate(expr, scope));
    const fields = conformRecord(model, event.fields, this.#values(statement, scope));
    const [id, at, after] = [value(statement.id), value(statement.at), value(statement.after)];
    this.#add({
      name: statement.event,
      fields,
      id: id === null ? null : textIn(id),
      at: at === null ? timeOf(model, event, fields, this.#event.at) : numberIn(at),
      hops: this.#event.hops + (event.source === null ? 1 : 0),
      after: after === null ? null : numberIn(after),
    });
  }

  #signal(statement: SignalStmt, scope: Scope): void {
    const { model } = this.#world;
    const signal = signalOf(model, statement.signal);
    const change = scope.locals.get(statement.change) ?? null;
    const own = conformRecord(model, signal.fields, this.#values(statement, scope));
    const [before, after] = [memberOf(change, "before"), memberOf(change, "after")];
    const fields = signal.allFields.map(({ name }): [string, Value] => {
      if (Object.hasOwn(own, name)) return [name, memberOf(own, name)];
      if (signal.key.includes(name)) return [name, memberOf(after, name)];
      const [was, is] = [memberOf(before, name), memberOf(after, name)];
      return [name, { before: was, after: is, changed: !isEqual(was, is) }];
    });
    const { at, hops } = this.#event;
    this.#add({ name: signal.name, fields: Object.fromEntries(fields), id: null, at, hops, after: null });
  }

  #values({ fields }: { readonly fields: EmitStmt["fields"] }, scope: Scope): Row {
    return Object.fromEntries(fields.map(({ name, value }) => [name, evaluate(value, scope)]));
  }

  #add(emitted: Omit<Emitted, "passes">): void {
    if (emitted.hops > this.#world.model.pipeline.hops) throw new Fault("hops", emitted.name);
    this.emitted.push({ ...emitted, passes: this.#passes });
  }
}

/** The cause's, unless the field that holds a source's times says another. */
function timeOf(model: Model, event: Event, fields: Row, cause: number): number {
  const at = model.sources.find(({ name }) => name === event.source)?.at ?? null;
  return at === null ? cause : numberIn(memberOf(fields, at));
}

export function eventOf(model: Model, name: string): Event {
  const event = model.events.find((each) => each.name === name);
  if (event === undefined) throw new Error(`There is no event ${name}.`);
  return event;
}

export function signalOf(model: Model, name: string): Signal {
  const signal = model.signals.find((each) => each.name === name);
  if (signal === undefined) throw new Error(`There is no signal ${name}.`);
  return signal;
}
