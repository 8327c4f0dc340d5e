/** How declarations are laid out. */

import * as t from "../scanner/tokens.ts";
import type { Declaration, HandlerBody, HandlerDeclaration, Setting } from "../syntax.ts";
import { type Doc, group, indent, line, space } from "./doc.ts";
import { expressionDoc, valueDoc } from "./expressions.ts";
import { nameDoc, statementsBlock, stepDoc } from "./statements.ts";
import { FIELDS, type ItemDoc, LINES, type TokenWalk } from "./tokens.ts";
import { membersBlock, typeDoc } from "./types.ts";

export function declarationDoc(walk: TokenWalk, node: Declaration): Doc {
  switch (node.kind) {
    case "import":
      return [walk.take(), space, walk.take()];
    case "pipeline":
    case "source": {
      const head = [walk.take(), space, nameDoc(walk, node.name), space];
      return [head, group(walk.block(FIELDS, node.settings, (setting) => settingDoc(walk, setting)))];
    }
    case "type":
      return [walk.take(), space, walk.take(), space, walk.take(), space, typeDoc(walk, node.type)];
    case "record":
      return [walk.take(), space, walk.take(), space, group(membersBlock(walk, node.members))];
    case "param": {
      const head = [walk.take(), space, walk.take(), walk.take(), space, typeDoc(walk, node.type), space];
      return [head, walk.take(), space, expressionDoc(walk, node.value)];
    }
    case "fn":
      return fnDoc(walk, node);
    case "event":
    case "signal": {
      const head = [walk.take(), space, nameDoc(walk, node.name)];
      return [head, clausesDoc(walk), space, group(membersBlock(walk, node.members))];
    }
    case "store": {
      const head = node.external ? [walk.take(), space, walk.take(), space] : [walk.take(), space];
      return [head, walk.take(), clausesDoc(walk), space, group(membersBlock(walk, node.members))];
    }
    case "handler":
      return [handlerHead(walk, node), space, bodyDoc(walk, node.body)];
    case "test": {
      const head = [walk.take(), space, walk.take(), space];
      const steps = node.steps;
      return [
        head,
        group(walk.block(LINES, steps, (step) => ({ label: null, doc: stepDoc(walk, step) }), steps.length > 1)),
      ];
    }
  }
}

function settingDoc(walk: TokenWalk, setting: Setting): ItemDoc {
  const label = walk.label("", t.Colon);
  const name = label === null ? [walk.take(), walk.take(), space] : "";
  const { value } = setting;
  if (value.kind !== "path") return { label, doc: [name, expressionDoc(walk, value)] };
  return { label, doc: [name, nameDoc(walk, { text: "", start: value.start, end: value.end })] };
}

function fnDoc(walk: TokenWalk, node: Extract<Declaration, { kind: "fn" }>): Doc {
  const head = [walk.take(), space, walk.take()];
  const parameters = walk.list(node.parameters, ({ type }) => [walk.take(), walk.take(), space, typeDoc(walk, type)]);
  const result = [walk.take(), space, typeDoc(walk, node.result), space, walk.take(), space];
  return [head, parameters, result, valueDoc(walk, node.body)];
}

/** Pairs of a keyword and a name between a declaration's name and its braces: `was "a" as "b" from c`. */
function clausesDoc(walk: TokenWalk): Doc {
  const docs: Doc[] = [];
  while (!walk.at(t.LBrace)) docs.push(line, walk.take(), space, walk.take());
  return group(indent(docs));
}

function handlerHead(walk: TokenWalk, node: HandlerDeclaration): Doc {
  const head: Doc[] = [walk.take(), space, walk.take()];
  if (node.was !== null) head.push(space, walk.take(), space, walk.take());
  const clauses: Doc[] = [line, walk.take(), space];
  for (const [index, name] of node.on.entries()) {
    if (index > 0) clauses.push(walk.take(), space);
    clauses.push(nameDoc(walk, name));
  }
  for (const _ of node.clauses) clauses.push(line, walk.take(), space, walk.take());
  if (node.when !== null) clauses.push(line, walk.take(), space, expressionDoc(walk, node.when));
  return group([head, indent(clauses)]);
}

function bodyDoc(walk: TokenWalk, body: HandlerBody): Doc {
  if (body.kind === "statements") return group(statementsBlock(walk, body));
  const lines = linesOf(body);
  return group(walk.block(FIELDS, lines, (names) => handlerLine(walk, names)));
}

/** How many names each line has, in the order in which the lines were written. */
function linesOf(body: Extract<HandlerBody, { kind: "typescript" }>): readonly number[] {
  const lists = [body.reads, body.updates, body.emits].filter((names) => names.length > 0);
  const lines = lists.map((names) => ({ start: names[0]?.start ?? 0, names: names.length }));
  return [...lines, { start: body.file.start, names: 1 }].sort((a, b) => a.start - b.start).map(({ names }) => names);
}

function handlerLine(walk: TokenWalk, names: number): ItemDoc {
  const label = walk.label("", walk.next().tokenType);
  const docs: Doc[] = [];
  for (let index = 0; index < names; index++) {
    if (index > 0) docs.push(walk.take(), line);
    docs.push(walk.take());
    while (walk.at(t.Dot)) docs.push(walk.take(), walk.take());
  }
  return { label, doc: group(indent(docs)) };
}
