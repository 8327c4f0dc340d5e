/**
 * Handlers and functions in one form, so that what means the same looks the same: under the names of the new version, entries
 * and keys in the order of their names, variables called by what they hold.
 */
import { createHash } from "node:crypto";
import type { Expr, FieldValue, Fn, Handler, Json, Model, RecordType, Stmt, Type } from "../model.ts";
import { visitExpr } from "../walk.ts";
import { keysOf } from "./keys.ts";
import { textOf } from "./meaning.ts";

/** What a version's names are in the new version. */
export interface Names {
  /** Of an event or signal. */
  readonly message: (name: string) => string;
  readonly store: (name: string) => string;
  readonly column: (store: string, name: string) => string;
}

export const SAME_NAMES: Names = { message: (name) => name, store: (name) => name, column: (_, name) => name };

/** The forms of one version's handlers and functions. */
export class Forms {
  readonly #names: Names;
  /** Names of key columns, by store. */
  readonly #keys: ReadonlyMap<string, readonly string[]>;
  /** The store of each signal. */
  readonly #signals: ReadonlyMap<string, string>;
  readonly #handlers = new Map<Handler, Handler>();

  constructor({ stores, signals }: Model, names: Names) {
    this.#names = names;
    this.#keys = new Map(
      stores.map((store) => [store.name, keysOf(store).map((column) => names.column(store.name, column.name))]),
    );
    this.#signals = new Map(signals.map(({ name, store }) => [name, store]));
  }

  handler(handler: Handler): Handler {
    const known = this.#handlers.get(handler);
    if (known !== undefined) return known;
    const form = this.#handler(handler);
    this.#handlers.set(handler, form);
    return form;
  }

  #handler(handler: Handler): Handler {
    const { message, store } = this.#names;
    const { on, when, body, emits, signals, updates, deletes } = handler;
    const former = new Former(
      this.#names,
      this.#keys,
      (name) => this.#field(handler, name),
      renamedOf(handler, message),
    );
    return {
      ...handler,
      on: on.map((each) => ({ ...each, name: message(each.name) })),
      when: when === null ? null : former.expr(when, NO_VARIABLES),
      body:
        body.kind === "statements"
          ? { kind: "statements", statements: former.block(body.statements, NO_VARIABLES) }
          : body,
      emits: emits.map(message),
      signals: signals.map(message),
      updates: updates.map(store),
      deletes: deletes.map(store),
    };
  }

  /** A signal has a field for each column of its store, and of its name. */
  #field({ on }: Handler, name: string): string {
    for (const event of on) {
      const store = this.#signals.get(event.name);
      const renamed = store === undefined ? name : this.#names.column(store, name);
      if (renamed !== name) return renamed;
    }
    return name;
  }

  /** What a function takes, gives and does, whatever its parameters are called. */
  fn({ parameters, result, body }: Fn): string {
    const former = new Former(this.#names, this.#keys, (name) => name, new Map());
    const variables = new Map(parameters.map(({ name }, index) => [name, `parameter ${index}`]));
    return textOf([parameters.map(({ type }) => formOfType(type)), formOfType(result), former.expr(body, variables)]);
  }
}

/** Handled events that have another name now, by that name. */
function renamedOf({ on }: Handler, message: Names["message"]): ReadonlyMap<string, string> {
  return new Map(on.flatMap(({ name }) => (message(name) === name ? [] : [[message(name), name] as const])));
}

/** By name, what a variable is called in the form. */
type Variables = ReadonlyMap<string, string>;

const NO_VARIABLES: Variables = new Map();

/** Makes the form of one handler or function. */
class Former {
  readonly #names: Names;
  readonly #keyNames: ReadonlyMap<string, readonly string[]>;
  readonly #field: (name: string) => string;
  readonly #renamed: ReadonlyMap<string, string>;
  readonly #uses = new Map<string, number>();

  constructor(
    names: Names,
    keyNames: ReadonlyMap<string, readonly string[]>,
    field: (name: string) => string,
    renamed: ReadonlyMap<string, string>,
  ) {
    this.#names = names;
    this.#keyNames = keyNames;
    this.#field = field;
    this.#renamed = renamed;
  }

  block(statements: readonly Stmt[], outer: Variables): readonly Stmt[] {
    const variables = new Map(outer);
    return statements.map((statement) => {
      const form = this.#statement(statement, variables);
      // The variable of a loop is one of its body alone.
      if (statement.kind !== "for" && form.kind !== "for" && "name" in statement && "name" in form) {
        if (statement.name !== null && form.name !== null) variables.set(statement.name, form.name);
      }
      return form;
    });
  }

  #statement(statement: Stmt, variables: Variables): Stmt {
    const { message, column } = this.#names;
    switch (statement.kind) {
      case "let": {
        const value = this.expr(statement.value, variables);
        return { ...statement, value, name: this.#variable("let", value) };
      }
      case "read": {
        const row = this.#row(statement, variables);
        return { ...statement, ...row, name: this.#variable("row", row) };
      }
      case "require": {
        const { wait } = statement;
        const row = this.#row(statement, variables);
        const duration = wait === null ? null : this.expr(wait.duration, variables);
        return {
          ...statement,
          ...row,
          name: this.#variable("row", row),
          wait: wait === null || duration === null ? null : { ...wait, duration },
        };
      }
      case "update": {
        const row = this.#row(statement, variables);
        const values = statement.values.map((each) => ({
          ...each,
          column: column(statement.store, each.column),
          value: this.expr(each.value, variables),
        }));
        const name = statement.name === null ? null : this.#variable("change", row);
        return { ...statement, ...row, name, values: values.sort((a, b) => inOrder(a.column, b.column)) };
      }
      case "delete":
        return { ...statement, ...this.#row(statement, variables) };
      case "emit":
        return {
          ...statement,
          event: message(statement.event),
          fields: this.#entries(statement.fields, variables),
          id: this.#orNull(statement.id, variables),
          at: this.#orNull(statement.at, variables),
          after: this.#orNull(statement.after, variables),
        };
      case "signal":
        return {
          ...statement,
          signal: message(statement.signal),
          change: variables.get(statement.change) ?? statement.change,
          fields: this.#entries(statement.fields, variables),
        };
      case "if":
        return {
          ...statement,
          condition: this.expr(statement.condition, variables),
          then: this.block(statement.then, variables),
          otherwise: statement.otherwise === null ? null : this.block(statement.otherwise, variables),
        };
      case "for": {
        const list = this.expr(statement.list, variables);
        const name = this.#variable("each", list);
        return {
          ...statement,
          list,
          name,
          body: this.block(statement.body, new Map(variables).set(statement.name, name)),
        };
      }
      case "dead":
        return { ...statement, reason: this.expr(statement.reason, variables) };
      case "forward":
      case "skip":
        return statement;
    }
  }

  /** Two that hold the same are told apart by which comes first: a row may have changed between. */
  #variable(kind: string, holds: unknown): string {
    const what = `${kind} ${digestOf(holds)}`;
    const uses = (this.#uses.get(what) ?? 0) + 1;
    this.#uses.set(what, uses);
    return `${what} ${uses}`;
  }

  #row({ store, keys }: { readonly store: string; readonly keys: readonly Expr[] }, variables: Variables) {
    const names = this.#keyNames.get(store) ?? [];
    const named = keys.map((key, index) => ({ name: names[index] ?? "", value: this.expr(key, variables) }));
    return { store: this.#names.store(store), keys: named.sort(byName).map(({ value }) => value) };
  }

  #entries(entries: readonly FieldValue[], variables: Variables): readonly FieldValue[] {
    return entries.map(({ name, value }) => ({ name, value: this.expr(value, variables) })).sort(byName);
  }

  #orNull(expr: Expr | null, variables: Variables): Expr | null {
    return expr === null ? null : this.expr(expr, variables);
  }

  expr(expr: Expr, variables: Variables): Expr {
    const form = (of: Expr): Expr => this.expr(of, variables);
    const all = (of: readonly Expr[]): readonly Expr[] => of.map(form);
    switch (expr.kind) {
      case "literal":
      case "param":
      case "event":
        return expr;
      case "meta":
        return this.#meta(expr);
      case "template":
        return { ...expr, values: all(expr.values) };
      case "field":
        return { ...expr, name: this.#field(expr.name) };
      case "local":
        return { ...expr, name: variables.get(expr.name) ?? expr.name };
      case "member":
        return { ...expr, object: form(expr.object), name: this.#member(expr.object, expr.name) };
      case "json":
        return { ...expr, object: form(expr.object), step: form(expr.step) };
      case "index":
        return { ...expr, object: form(expr.object), index: form(expr.index) };
      case "call":
      case "builtin":
        return { ...expr, arguments: all(expr.arguments) };
      case "method":
        return { ...expr, object: form(expr.object), arguments: all(expr.arguments) };
      case "lambda": {
        const parameter = `lambda ${lambdasIn(expr.body)}`;
        return { ...expr, parameter, body: this.expr(expr.body, new Map(variables).set(expr.parameter, parameter)) };
      }
      case "not":
      case "negate":
        return { ...expr, operand: form(expr.operand) };
      case "binary":
        if (isName(expr.left)) return { ...expr, right: this.#named(expr.right, form) };
        if (isName(expr.right)) return { ...expr, left: this.#named(expr.left, form) };
        return { ...expr, left: form(expr.left), right: form(expr.right) };
      case "in":
        return isName(expr.value)
          ? { ...expr, list: this.#named(expr.list, form) }
          : { ...expr, value: form(expr.value), list: form(expr.list) };
      case "conditional":
        return { ...expr, condition: form(expr.condition), then: form(expr.then), otherwise: form(expr.otherwise) };
      case "match": {
        const isOfName = isName(expr.subject);
        const casesOf = (cases: readonly Json[] | null) =>
          isOfName ? (cases?.map((value) => this.#nameIn(value)) ?? null) : cases;
        const arms = expr.arms.map(({ cases, value }) => ({ cases: casesOf(cases), value: form(value) }));
        return { ...expr, subject: isOfName ? expr.subject : form(expr.subject), arms };
      }
      case "list":
        return { ...expr, items: expr.items.map(({ spread, value }) => ({ spread, value: form(value) })) };
      case "record":
        return { ...expr, fields: this.#entries(expr.fields, variables) };
      case "convert":
      case "bounded":
        return { ...expr, type: formOfType(expr.type), value: form(expr.value) };
      case "toJson":
        return { ...expr, value: form(expr.value) };
    }
  }

  #member(object: Expr, name: string): string {
    if (object.kind === "event") return this.#field(name);
    const type = object.type.kind === "nullable" ? object.type.of : object.type;
    return type.kind === "row" ? this.#names.column(type.store, name) : name;
  }

  /** `$name` as a value is another one where the event is: what it was stands for what it is. */
  #meta(expr: Extract<Expr, { kind: "meta" }>): Expr {
    if (!isName(expr) || this.#renamed.size === 0) return expr;
    const { type, place } = expr;
    const arms = [...this.#renamed].map(([now, old]) => ({
      cases: [now],
      value: { type, place, kind: "literal", value: old } as const,
    }));
    return { type, place, kind: "match", subject: expr, arms: [...arms, { cases: null, value: expr }] };
  }

  /** What `$name` is compared with. */
  #named(expr: Expr, form: (expr: Expr) => Expr): Expr {
    if (expr.kind === "literal") return { ...expr, value: this.#nameIn(expr.value) };
    if (expr.kind !== "list") return form(expr);
    return { ...expr, items: expr.items.map((item) => ({ ...item, value: this.#named(item.value, form) })) };
  }

  #nameIn(value: Json): Json {
    return typeof value === "string" ? this.#names.message(value) : value;
  }
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(textOf(value)).digest("hex").slice(0, 16);
}

/** What a form's expression holds: the same where it is a variable that holds it. */
export function heldBy(expr: Expr): string {
  const [, held = null] = expr.kind === "local" ? (/^let (\w+) /.exec(expr.name) ?? []) : [];
  return held ?? digestOf(expr);
}

function isName(expr: Expr): boolean {
  return expr.kind === "meta" && expr.name === "name";
}

/** Inner ones hold fewer, so that each inside of the other has a name of its own. */
function lambdasIn(expr: Expr): number {
  let count = 0;
  visitExpr(expr, ({ kind }) => {
    if (kind === "lambda") count++;
  });
  return count;
}

function formOfType(type: Type): Type {
  switch (type.kind) {
    case "record":
      return formOfRecord(type);
    case "nullable":
    case "list":
    case "map":
    case "lenient":
      return { ...type, of: formOfType(type.of) };
    default:
      return type;
  }
}

/** Inside of the pipeline names on the wire mean nothing. */
function formOfRecord({ fields }: RecordType): RecordType {
  const forms = fields.map((field) => {
    return { ...field, wire: field.name, from: null, measure: false, type: formOfType(field.type) };
  });
  return { kind: "record", fields: forms.sort(byName) };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return inOrder(a.name, b.name);
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
