/** Under which condition a handler does what it does to the outside: emits, signals, forwards, updates. */
import type { Handler, Stmt } from "../model.ts";
import { and, atom, type Condition, conditionOf, NEVER, not, or } from "./conditions.ts";
import { textOf } from "./meaning.ts";

/** By output, such as `emit usage.order.amount`. */
export type Guards = ReadonlyMap<string, Condition>;

/** Of a handler in TypeScript only what it may do is known: that always may be. */
export function guardsOf(handler: Handler): Guards {
  const guards = new Map<string, Condition>();
  const add = (output: string, condition: Condition): void => {
    const before = guards.get(output);
    guards.set(output, before === undefined ? condition : or(before, condition));
  };
  const when = conditionOf(handler.when);
  if (handler.body.kind === "statements") {
    walk(handler.body.statements, when, (statement, condition) => {
      const output = outputOf(statement);
      if (output !== null) add(output, condition);
    });
    return guards;
  }
  for (const name of handler.emits) add(`emit ${name}`, when);
  for (const name of handler.signals) add(`signal ${name}`, when);
  for (const store of handler.updates) add(`update ${store}`, when);
  for (const topic of handler.forwards) add(`forward ${topic}`, when);
  return guards;
}

function outputOf(statement: Stmt): string | null {
  switch (statement.kind) {
    case "emit":
      return `emit ${statement.event}`;
    case "signal":
      return `signal ${statement.signal}`;
    case "forward":
      return `forward ${statement.topic}`;
    case "update":
      return `update ${statement.store}`;
    case "delete":
      return `delete from ${statement.store}`;
    default:
      return null;
  }
}

/** Gives the condition under which the statements behind these are reached. */
function walk(
  statements: readonly Stmt[],
  given: Condition,
  visit: (statement: Stmt, condition: Condition) => void,
): Condition {
  let condition = given;
  for (const statement of statements) {
    visit(statement, condition);
    switch (statement.kind) {
      case "skip":
      case "dead":
        condition = NEVER;
        break;
      case "if": {
        const asked = conditionOf(statement.condition);
        const then = walk(statement.then, and(condition, asked), visit);
        const otherwise = walk(statement.otherwise ?? [], and(condition, not(asked)), visit);
        condition =
          isSame(then, and(condition, asked)) && isSame(otherwise, and(condition, not(asked)))
            ? condition
            : or(then, otherwise);
        break;
      }
      case "for":
        walk(statement.body, and(condition, atom(`for ${textOf(statement.list)}`)), visit);
        break;
      case "require":
        if (statement.otherwise !== "continue")
          condition = and(condition, atom(`row ${statement.store} ${textOf(statement.keys)}`));
        break;
      default:
        break;
    }
  }
  return condition;
}

function isSame(a: Condition, b: Condition): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
