/** Texts for tests in which `⟦` and `⟧` mark what a message is about. */

import { parse } from "../parse.ts";
import type { SyntaxProblem } from "../problems.ts";
import type { Declaration, SourceFile } from "../syntax.ts";

export interface Marked {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

export function unmark(marked: string): Marked {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  for (const piece of marked.split(/(?=[⟦⟧])/)) {
    if (piece.startsWith("⟦")) spans.push({ start: text.length, end: text.length });
    const last = spans.at(-1);
    if (piece.startsWith("⟧") && last !== undefined) last.end = text.length;
    text += piece.replace(/^[⟦⟧]/, "");
  }
  return { text, spans };
}

/** The problems of a text, each as its code, what it is about, and its message. */
export function problemsOf(text: string): readonly string[] {
  const { problems } = parse("test.da", text);
  return problems.map(({ code, span, message }: SyntaxProblem) => {
    return `${code} ⟦${text.slice(span.start, span.end)}⟧ ${message}`;
  });
}

/** Parses a text that has to be right. */
export function parsed(text: string): SourceFile {
  const { file, problems } = parse("test.da", text);
  if (problems.length > 0) throw new Error(`${problemsOf(text).join("\n")}\n${text}`);
  return file;
}

/** The one declaration of a text, if it is of a kind. */
export function declared<K extends Declaration["kind"]>(kind: K, text: string): Extract<Declaration, { kind: K }> {
  const [declaration] = parsed(text).declarations;
  if (!isKind(kind, declaration)) throw new Error(`expected a ${kind}, got ${declaration?.kind}`);
  return declaration;
}

function isKind<K extends Declaration["kind"]>(
  kind: K,
  declaration: Declaration | undefined,
): declaration is Extract<Declaration, { kind: K }> {
  return declaration?.kind === kind;
}
