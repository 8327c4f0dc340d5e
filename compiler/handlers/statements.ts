/** Statements in order: what each does, what is known after it, and where a run of the handler may end. */

import type { Block, ForStatement, IfStatement, LetStatement, Name, Statement } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { checkCondition } from "../expressions/conditions.ts";
import { block, declare, type Env, type Local, rests, tell, withFacts } from "../expressions/env.ts";
import { joinFacts } from "../expressions/facts.ts";
import { assume } from "../expressions/narrow.ts";
import type { Expr, Stmt, Type } from "../model.ts";
import { locationOf } from "../names/files.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, valueForm } from "../types/table.ts";
import { ERROR, isSilent, STRING } from "../types/types.ts";
import type { Body, Flow } from "./body.ts";
import { checkEmit, checkForward, checkSignal } from "./emits.ts";
import { checkDelete, checkRead, checkRequire, checkUpdate, isRead } from "./stores.ts";

interface Checked {
  readonly statements: readonly Stmt[];
  readonly flow: Flow;
}

/** The statements of a block of its own. */
export function checkBlock(body: Body, node: Block, flow: Flow): Checked {
  let at: Flow = { ...flow, env: block(flow.env) };
  const statements = node.statements.map((statement) => {
    const checked = checkStatement(body, statement, at);
    at = checked.flow;
    return checked.statement;
  });
  return { statements, flow: { ...at, env: withFacts(flow.env, at.env.facts) } };
}

interface One {
  readonly statement: Stmt;
  readonly flow: Flow;
}

function checkStatement(body: Body, node: Statement, flow: Flow): One {
  const { env } = flow;
  const place = env.file.place(node);
  const effect = (statement: Stmt): One => ({ statement, flow: { ...flow, effect: true } });
  switch (node.kind) {
    case "let":
      return checkLet(body, node, flow);
    case "emit":
      return effect(checkEmit(body, node, env));
    case "signal":
      return effect(checkSignal(body, node, env));
    case "forward":
      return effect(checkForward(body, node, env));
    case "update":
      return effect(checkUpdate(body, node, null, env).statement);
    case "delete":
      return effect(checkDelete(body, node, env));
    case "require": {
      const { statement, type } = checkRequire(body, node, flow);
      bind(env, node.name, type, null);
      return { statement, flow };
    }
    case "if":
      return checkIf(body, node, flow);
    case "for":
      return checkFor(body, node, flow);
    case "dead": {
      const reason = env.check.given(node.reason, { type: STRING, to: "The reason", fn: null }, env);
      return { statement: { kind: "dead", reason, place, target: place }, flow: { ...flow, exits: true } };
    }
    case "skip":
      return { statement: { kind: "skip", place, target: place }, flow: { ...flow, exits: true } };
  }
}

function checkLet(body: Body, node: LetStatement, flow: Flow): One {
  const { env } = flow;
  const { value, name } = node;
  rests(env, locationOf(env.file, name), value);
  if (value.kind === "update") {
    const { statement, type } = checkUpdate(body, value, name.text, env);
    const local = bind(env, name, type, null);
    body.lets.push(local);
    if (type.kind === "change") {
      body.changes.push({ local, store: type.store });
    }
    const whole = statement.kind === "update" ? { ...statement, place: env.file.place(node) } : statement;
    return { statement: whole, flow: { ...flow, effect: true } };
  }
  if (isRead(value, env)) {
    const { statement, type } = checkRead(body, node, value, env);
    body.lets.push(bind(env, name, type, null));
    return { statement, flow };
  }
  const expr = env.check.infer(value, env);
  const isBool = core(env.context.types, expr.type).kind === "bool";
  body.lets.push(bind(env, name, expr.type, isBool ? expr : null));
  const statement: Stmt = {
    kind: "let",
    name: name.text,
    value: expr,
    place: env.file.place(node),
    target: env.file.place(name),
  };
  return { statement, flow };
}

/** Puts a variable into the block; one of that name that is there already is told, and which of both is meant is not known. */
function bind(env: Env, name: Name, type: Type, condition: Expr | null): Local {
  const before = env.scope.names.get(name.text);
  const place = env.file.place(name);
  if (before !== undefined) {
    const said = messages.DA2002.twice({ what: "variable", name: name.text });
    tell(env, said, name, [related("declared here", before.place)]);
    before.used = true;
    return declare(env, name.text, ERROR, place);
  }
  return declare(env, name.text, valueForm(env.context.types, type), place, condition);
}

function checkIf(body: Body, node: IfStatement, flow: Flow): One {
  const { env } = flow;
  const condition = checkCondition(node.condition, env, "condition");
  const { statements: then, flow: thenFlow } = checkBlock(body, node.then, {
    ...flow,
    env: assume(env, condition, true),
  });
  const before: Flow = { ...flow, env: assume(env, condition, false) };
  const otherwise = node.otherwise === null ? null : checkElse(body, node.otherwise, before);
  const place = env.file.place(node);
  return {
    statement: {
      kind: "if",
      condition,
      then,
      otherwise: otherwise?.statements ?? null,
      place,
      target: env.file.place(node.condition),
    },
    flow: meet(flow, thenFlow, otherwise?.flow ?? before),
  };
}

function checkElse(body: Body, node: Block | IfStatement, flow: Flow): Checked {
  if ("statements" in node) {
    return checkBlock(body, node, flow);
  }
  const one = checkIf(body, node, flow);
  return { statements: [one.statement], flow: one.flow };
}

/** Where two branches come together: only the one that goes on counts, or what both know. */
function meet(flow: Flow, then: Flow, otherwise: Flow): Flow {
  const { env } = flow;
  if (then.exits || otherwise.exits) {
    const on = then.exits ? otherwise : then;
    const exits = flow.exits || (then.exits && otherwise.exits);
    return { env: withFacts(env, exits ? env.facts : on.env.facts), effect: on.effect || flow.effect, exits };
  }
  const facts = joinFacts(env.context.types, then.env.facts, otherwise.env.facts);
  return { env: withFacts(env, facts), effect: then.effect || otherwise.effect, exits: flow.exits };
}

function checkFor(body: Body, node: ForStatement, flow: Flow): One {
  const { env } = flow;
  const list = env.check.infer(node.list, env);
  const inner = block(env);
  const { place: local } = declare(inner, node.name.text, itemType(list, node, env), env.file.place(node.name));
  rests(env, local, node.list);
  const effect = flow.effect || hasEffect(node.body);
  const checked = checkBlock(body, node.body, { ...flow, env: inner, effect });
  return {
    statement: {
      kind: "for",
      name: node.name.text,
      list,
      body: checked.statements,
      place: env.file.place(node),
      target: env.file.place(node.name),
    },
    flow: { ...flow, effect },
  };
}

function itemType(list: Expr, node: ForStatement, env: Env): Type {
  const { types } = env.context;
  const type = core(types, list.type);
  if (isSilent(type) && list.type.kind !== "null") {
    return ERROR;
  }
  if (type.kind !== "list") {
    const hint = type.kind === "json" ? "take a list out of it with `asList(…)`" : null;
    tell(env, messages.DA3001.needed({ found: printType(list.type), wanted: "a list", hint }), node.list);
    return ERROR;
  }
  if (isNullable(types, list.type)) {
    tell(env, messages.DA3002.needed({ what: "This list" }), node.list);
  }
  return valueForm(types, type.of);
}

/** Whether a run through the block may leave an effect behind: the next run through a loop's begins after it. */
function hasEffect(node: Block): boolean {
  return node.statements.some((statement): boolean => {
    switch (statement.kind) {
      case "emit":
      case "signal":
      case "forward":
      case "update":
      case "delete":
        return true;
      case "let":
        return statement.value.kind === "update";
      case "if": {
        const { otherwise } = statement;
        const other = otherwise === null ? [] : "statements" in otherwise ? otherwise.statements : [otherwise];
        return hasEffect(statement.then) || hasEffect({ ...statement.then, statements: other });
      }
      case "for":
        return hasEffect(statement.body);
      default:
        return false;
    }
  });
}
