/** Shapes of tokens by which recovery knows where a declaration, a statement, a member or an entry begins. */

import type { TokenType } from "chevrotain";
import type { Token } from "../scanner/tokens.ts";
import * as t from "../scanner/tokens.ts";

/** Whether an item of some kind begins at an index. */
export type Starts = (tokens: readonly Token[], index: number) => boolean;

type Shape = (tokens: readonly Token[], index: number) => boolean;

function indexed(shapes: readonly (readonly [TokenType, Shape])[]): ReadonlyMap<number, Shape> {
  return new Map(shapes.map(([type, shape]) => [type.tokenTypeIdx ?? 0, shape]));
}

function follows(...types: TokenType[]): Shape {
  return (tokens, index) => types.some((type) => tokens[index + 1]?.is(type));
}

/** A word follows that is no label. */
const name: Shape = (tokens, index) => {
  const next = tokens[index + 1];
  return next?.isWord === true && !next.is(t.Label);
};

/** A name, or a text that was meant for one. */
const nameOrText: Shape = (tokens, index) => name(tokens, index) || tokens[index + 1]?.is(t.StringToken) === true;

const anyWord: Shape = (tokens, index) => tokens[index + 1]?.isWord === true;

function nameAnd(...types: TokenType[]): Shape {
  return (tokens, index) => name(tokens, index) && types.some((type) => tokens[afterName(tokens, index)]?.is(type));
}

/** The index behind a dotted name that begins after `index`. */
function afterName(tokens: readonly Token[], index: number): number {
  let at = index + 2;
  while (tokens[at]?.is(t.Dot) && tokens[at + 1]?.isWord) at += 2;
  return at;
}

const handler = nameAnd(t.On, t.Was);

/** What a declaration begins with; a shape that holds nowhere else. */
const DECLARATIONS = indexed([
  [t.Import, follows(t.StringToken)],
  [t.Pipeline, nameAnd(t.LBrace)],
  [t.Type, nameAnd(t.Equals)],
  [t.RecordWord, nameAnd(t.LBrace)],
  [t.Param, follows(t.Label)],
  [t.Fn, nameAnd(t.LParen)],
  [t.Source, nameAnd(t.LBrace)],
  [t.EventWord, nameAnd(t.LBrace, t.From, t.As, t.Was)],
  [t.Signal, nameAnd(t.Of, t.As, t.Was)],
  [t.Store, nameAnd(t.LBrace, t.Was)],
  [t.External, follows(t.Store)],
  [t.Transform, handler],
  [t.Gep, handler],
  [t.Demux, handler],
  [t.Dep, handler],
  [t.Test, follows(t.StringToken)],
]);

/** In column 1 less is needed: there, nothing else is written. */
const MARGIN_DECLARATIONS = indexed([
  [t.Import, follows(t.StringToken, t.TemplateHead)],
  [t.Pipeline, nameOrText],
  [t.Type, nameOrText],
  [t.RecordWord, nameOrText],
  [t.Param, anyWord],
  [t.Fn, nameOrText],
  [t.Source, nameOrText],
  [t.EventWord, nameOrText],
  [t.Signal, nameOrText],
  [t.Store, nameOrText],
  [t.External, follows(t.Store)],
  [t.Transform, nameOrText],
  [t.Gep, nameOrText],
  [t.Demux, nameOrText],
  [t.Dep, nameOrText],
  [t.Test, follows(t.StringToken, t.TemplateHead)],
]);

export const startsDeclaration: Starts = (tokens, index) => {
  const token = tokens[index];
  return token !== undefined && DECLARATIONS.get(token.tokenTypeIdx)?.(tokens, index) === true;
};

/** A declaration that begins a line: whatever is still open ends here. */
export const isBoundary: Starts = (tokens, index) => {
  const token = tokens[index];
  if (token === undefined || !token.firstOnLine) return false;
  if (token.inMargin && MARGIN_DECLARATIONS.get(token.tokenTypeIdx)?.(tokens, index) === true) return true;
  return startsDeclaration(tokens, index);
};

const STATEMENTS = indexed([
  [t.Let, nameAnd(t.Equals)],
  [t.Emit, name],
  [t.Signal, nameAnd(t.From)],
  [t.Forward, follows(t.StringToken)],
  [t.Update, nameAnd(t.LParen)],
  [t.Delete, nameAnd(t.LParen)],
  [t.Require, nameAnd(t.Equals)],
  [t.For, nameAnd(t.In)],
  [t.Dead, follows(t.StringToken, t.TemplateHead)],
  [t.Given, nameAnd(t.LParen)],
  [t.Send, nameAnd(t.LBrace, t.From)],
  [t.Expect, name],
  [t.Advance, follows(t.DurationToken)],
]);

const LINE_STATEMENTS: ReadonlySet<number> = new Set(
  [t.Let, t.Emit, t.Signal, t.Forward, t.Update, t.Delete, t.Require, t.If, t.For, t.Dead, t.Skip].map(
    (type) => type.tokenTypeIdx ?? 0,
  ),
);

const LINE_STEPS: ReadonlySet<number> = new Set(
  [t.Given, t.Send, t.Advance, t.Expect].map((type) => type.tokenTypeIdx ?? 0),
);

function startsOneOf(words: ReadonlySet<number>): Starts {
  return (tokens, index) => {
    const token = tokens[index];
    if (token === undefined) return false;
    if (token.firstOnLine && words.has(token.tokenTypeIdx)) return true;
    return words.has(token.tokenTypeIdx) && STATEMENTS.get(token.tokenTypeIdx)?.(tokens, index) === true;
  };
}

export const startsStatement: Starts = startsOneOf(LINE_STATEMENTS);
export const startsStep: Starts = startsOneOf(LINE_STEPS);

const MEMBERS = indexed([
  [t.Label, () => true],
  [t.Ellipsis, anyWord],
  [t.Key, (tokens, index) => anyWord(tokens, index) || follows(t.LParen)(tokens, index)],
  [t.Measure, follows(t.Label)],
  [t.Reserved, (tokens, index) => name(tokens, index) || follows(t.StringToken)(tokens, index)],
  [t.Topic, follows(t.StringToken)],
  [t.Index, follows(t.LParen)],
  [t.Table, follows(t.StringToken)],
]);

/** A field, column or another line in the braces of a declaration. */
export const startsMember: Starts = (tokens, index) => {
  const token = tokens[index];
  return token !== undefined && MEMBERS.get(token.tokenTypeIdx)?.(tokens, index) === true;
};

export const startsSetting: Starts = (tokens, index) => tokens[index]?.is(t.Label) === true;

const HANDLER_LINES: ReadonlySet<number> = new Set(
  [t.Handler, t.Reads, t.Updates, t.Emits].map((type) => type.tokenTypeIdx ?? 0),
);

export const startsHandlerLine: Starts = (tokens, index) => {
  const token = tokens[index];
  return token !== undefined && HANDLER_LINES.has(token.tokenTypeIdx) && !tokens[index + 1]?.is(t.Comma);
};

export const startsEntry: Starts = (tokens, index) => {
  const token = tokens[index];
  if (token === undefined) return false;
  if (token.is(t.Label)) return true;
  if (token.is(t.Ellipsis)) return anyWord(tokens, index);
  if (token.is(t.Meta)) return tokens[index + 1]?.is(t.Colon) === true;
  if (!token.isWord) return false;
  const next = tokens[index + 1];
  return tokens[index - 1]?.is(t.Comma) === true || next?.is(t.Comma) === true || next?.is(t.RBrace) === true;
};
