/** The names that declarations mention, as written: what is used even where errors keep it out of the model. */
import type {
  Argument,
  Block,
  Declaration,
  Expression,
  HandlerDeclaration,
  Member,
  RecordNode,
  Statement,
  StoreMember,
  TestStep,
  TypeNode,
} from "../../dsl/syntax.ts";
import type { At } from "../names/files.ts";
import { once } from "../once.ts";

/** Each by name. What a test sends or expects is neither made nor handled by that. */
export interface Mentions {
  readonly types: Set<string>;
  /** Functions, and stores that are read. */
  readonly calls: Set<string>;
  readonly handled: Set<string>;
  readonly emitted: Set<string>;
  readonly read: Set<string>;
  readonly updated: Set<string>;
  readonly deleted: Set<string>;
}

/** What all declarations mention. That something mentions itself is no use of it. */
export function mentionsOf(declarations: readonly At<Declaration>[]): Mentions {
  const all = nothing();
  for (const { node } of declarations) merge(mentionsIn(node), all);
  return all;
}

const mentionsIn = once((node: Declaration): Mentions => {
  const own = nothing();
  inDeclaration(node, own);
  if (node.kind === "type" || node.kind === "record") own.types.delete(node.name.text);
  if (node.kind === "fn") own.calls.delete(node.name.text);
  return own;
});

function nothing(): Mentions {
  return {
    types: new Set(),
    calls: new Set(),
    handled: new Set(),
    emitted: new Set(),
    read: new Set(),
    updated: new Set(),
    deleted: new Set(),
  };
}

function merge(from: Mentions, into: Mentions): void {
  for (const name of from.types) into.types.add(name);
  for (const name of from.calls) into.calls.add(name);
  for (const name of from.handled) into.handled.add(name);
  for (const name of from.emitted) into.emitted.add(name);
  for (const name of from.read) into.read.add(name);
  for (const name of from.updated) into.updated.add(name);
  for (const name of from.deleted) into.deleted.add(name);
}

function inDeclaration(declaration: Declaration, found: Mentions): void {
  switch (declaration.kind) {
    case "type":
    case "param":
      inType(declaration.type, found);
      break;
    case "record":
    case "event":
    case "signal":
      inMembers(declaration.members, found);
      break;
    case "fn":
      for (const parameter of declaration.parameters) inType(parameter.type, found);
      inType(declaration.result, found);
      inExpression(declaration.body, found);
      break;
    case "store":
      inColumns(declaration.members, found);
      break;
    case "handler":
      inHandler(declaration, found);
      break;
    case "test":
      for (const step of declaration.steps) inStep(step, found);
      break;
    case "import":
    case "pipeline":
    case "source":
      break;
  }
}

function inType(type: TypeNode, found: Mentions): void {
  switch (type.kind) {
    case "named":
      found.types.add(type.name.text);
      break;
    case "union":
      for (const member of type.members) inType(member, found);
      break;
    case "list":
      inType(type.element, found);
      break;
    case "map":
      inType(type.value, found);
      break;
    case "record":
      inMembers(type.members, found);
      break;
    case "lenient":
      inType(type.type, found);
      break;
    case "text":
    case "null":
      break;
  }
}

function inMembers(members: readonly Member[], found: Mentions): void {
  for (const member of members) {
    if (member.kind === "field") inType(member.type, found);
    else if (member.kind === "spread") found.types.add(member.name.text);
  }
}

function inColumns(members: readonly StoreMember[], found: Mentions): void {
  for (const member of members) if (member.kind === "column") inType(member.type, found);
}

function inHandler(handler: HandlerDeclaration, found: Mentions): void {
  for (const event of handler.on) found.handled.add(event.text);
  if (handler.when !== null) inExpression(handler.when, found);
  const { body } = handler;
  if (body.kind === "statements") {
    inBlock(body, found);
  } else {
    for (const event of body.emits) found.emitted.add(event.text);
    for (const store of body.reads) found.read.add(store.text);
    for (const store of body.updates) found.updated.add(store.text);
  }
}

function inBlock(block: Pick<Block, "statements">, found: Mentions): void {
  for (const statement of block.statements) inStatement(statement, found);
}

function inStatement(statement: Statement, found: Mentions): void {
  switch (statement.kind) {
    case "let":
      if (statement.value.kind === "update") inStatement(statement.value, found);
      else inExpression(statement.value, found);
      break;
    case "emit":
      found.emitted.add(statement.event.text);
      if (statement.after !== null) inExpression(statement.after, found);
      inEntries(statement.entries, found);
      break;
    case "signal":
      found.emitted.add(statement.signal.text);
      inEntries(statement.entries, found);
      break;
    case "update":
      found.updated.add(statement.store.text);
      inAll(statement.keys, found);
      inEntries(statement.entries, found);
      break;
    case "delete":
      found.deleted.add(statement.store.text);
      inAll(statement.keys, found);
      break;
    case "require":
      found.read.add(statement.store.text);
      if (statement.wait !== null) inExpression(statement.wait.duration, found);
      inAll(statement.keys, found);
      break;
    case "if":
      inExpression(statement.condition, found);
      inBlock(statement.then, found);
      if (statement.otherwise !== null) {
        inBlock(
          "statements" in statement.otherwise ? statement.otherwise : { statements: [statement.otherwise] },
          found,
        );
      }
      break;
    case "for":
      inExpression(statement.list, found);
      inBlock(statement.body, found);
      break;
    case "dead":
      inExpression(statement.reason, found);
      break;
    case "forward":
    case "skip":
      break;
  }
}

function inStep(step: TestStep, found: Mentions): void {
  switch (step.kind) {
    case "given":
      inAll(step.keys, found);
      inEntries(step.entries, found);
      break;
    case "send":
      inEntries(step.entries, found);
      break;
    case "advance":
      inExpression(step.duration, found);
      break;
    case "expectEvent":
      if (step.entries !== null) inEntries(step.entries, found);
      break;
    case "expectRow":
      inAll(step.keys, found);
      if (step.entries !== null) inEntries(step.entries, found);
      break;
    case "sendFile":
      break;
  }
}

function inEntries({ entries }: RecordNode, found: Mentions): void {
  for (const entry of entries) {
    if (entry.value !== null) inExpression(entry.value, found);
  }
}

function inAll(keys: readonly Argument[], found: Mentions): void {
  for (const key of keys) inExpression(key.value, found);
}

function inExpression(expression: Expression, found: Mentions): void {
  switch (expression.kind) {
    case "call":
      found.calls.add(expression.callee.text);
      inAll(expression.arguments, found);
      break;
    case "record":
      inEntries(expression, found);
      break;
    case "list":
      for (const item of expression.items) inExpression(item.kind === "spread" ? item.value : item, found);
      break;
    default:
      for (const part of partsOf(expression)) inExpression(part, found);
  }
}

type Compound = Exclude<Expression, { readonly kind: "call" | "record" | "list" }>;

function partsOf(expression: Compound): readonly Expression[] {
  switch (expression.kind) {
    case "template":
      return expression.values;
    case "member":
      return [expression.object];
    case "index":
      return [expression.object, expression.index];
    case "method":
      return [expression.object, ...expression.arguments];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.value, expression.list];
    case "conditional":
      return [expression.condition, expression.then, expression.otherwise];
    case "match":
      return [expression.subject, ...expression.arms.map((arm) => arm.value)];
    case "lambda":
      return [expression.body];
    case "parenthesized":
      return [expression.expression];
    case "name":
    case "number":
    case "string":
    case "bool":
    case "nullLiteral":
    case "duration":
    case "timestamp":
    case "date":
    case "meta":
      return [];
  }
}
