/** The pieces of strings: text up to the closing quote or the next `${`, escapes resolved. */

import type { SyntaxProblem } from "../problems.ts";
import { endOfLine } from "./patterns.ts";

export interface Piece {
  /** Behind the quote or the `${`; for a string without an end, where reading goes on. */
  readonly end: number;
  readonly ending: "quote" | "interpolation" | "none";
  readonly value: string;
}

const QUOTE = 34;
const DOLLAR = 36;
const BACKSLASH = 92;
const LEFT_BRACE = 123;
const LF = 10;
const CR = 13;

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["n", "\n"],
  ["t", "\t"],
  ["$", "$"],
]);

/** Reads text from `from`, which is behind a quote or an interpolation's `}`. Bad escapes are added to `problems`. */
export function readPiece(text: string, from: number, problems: SyntaxProblem[]): Piece {
  let value = "";
  let copied = from;
  for (let offset = from; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === QUOTE) return { end: offset + 1, ending: "quote", value: value + text.slice(copied, offset) };
    if (code === LF || code === CR) break;
    if (code === DOLLAR && text.charCodeAt(offset + 1) === LEFT_BRACE) {
      return { end: offset + 2, ending: "interpolation", value: value + text.slice(copied, offset) };
    }
    if (code === BACKSLASH) {
      const escaped = readEscape(text, offset, problems);
      if (escaped === null) break;
      value += text.slice(copied, offset) + escaped.value;
      copied = escaped.end;
      offset = escaped.end - 1;
    }
  }
  return { end: endOfLine(text, from), ending: "none", value };
}

interface Escape {
  readonly end: number;
  readonly value: string;
}

/** Null where the line ends behind the backslash. */
function readEscape(text: string, start: number, problems: SyntaxProblem[]): Escape | null {
  const code = text.codePointAt(start + 1);
  if (code === undefined || code === LF || code === CR) return null;
  const next = String.fromCodePoint(code);
  const simple = SIMPLE_ESCAPES.get(next);
  if (simple !== undefined) return { end: start + 2, value: simple };
  if (next === "u") return readCodePoint(text, start, problems);
  const end = start + 1 + next.length;
  problems.push({
    code: "DA1002",
    span: { start, end },
    message: `\`\\${next}\` is no escape: there are \`\\"\` \`\\\\\` \`\\n\` \`\\t\` \`\\$\` and \`\\u{…}\``,
  });
  return { end, value: next };
}

const CODE_POINT = /\\u(?:\{([0-9A-Fa-f]{1,6})\})?/y;
const BAD_CODE_POINT = /\\u(?:\{[^"}\n\r]*\}|[0-9A-Fa-f]{0,4})/y;

function readCodePoint(text: string, start: number, problems: SyntaxProblem[]): Escape {
  CODE_POINT.lastIndex = start;
  const match = CODE_POINT.exec(text);
  const digits = match?.[1];
  if (match !== null && digits !== undefined) {
    const code = Number.parseInt(digits, 16);
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code <= 0x10ffff && !surrogate) return { end: start + match[0].length, value: String.fromCodePoint(code) };
  }
  BAD_CODE_POINT.lastIndex = start;
  const written = BAD_CODE_POINT.exec(text)?.[0] ?? "\\u";
  const span = { start, end: start + written.length };
  problems.push({
    code: "DA1002",
    span,
    message: `\`${written}\` is no character: write its code point in hexadecimal, such as \`\\u{2713}\``,
  });
  return { end: span.end, value: "" };
}

/**
 * Whether the string whose first `${` ends at `from` has an end. Line breaks may stand between `${` and `}`, but not
 * in text, so the first text or inner string that meets one decides.
 */
export function templateCloses(text: string, from: number): boolean {
  let depth = 0;
  for (let offset = from; offset < text.length; offset++) {
    const char = text[offset];
    if (char === '"') {
      const after = skipText(text, offset + 1, false);
      if (after === null) return false;
      offset = after - 1;
    } else if (char === "/" && text[offset + 1] === "/") {
      offset = endOfLine(text, offset) - 1;
    } else if (char === "{") {
      depth++;
    } else if (char === "}" && depth-- === 0) {
      const after = skipText(text, offset + 1, true);
      if (after === null) return false;
      if (text[after - 1] === '"') return true;
      offset = after - 1;
      depth = 0;
    }
  }
  return false;
}

/** Behind the closing quote, or behind the next `${` if `stopsAtInterpolation`; null if the line ends before. */
function skipText(text: string, from: number, stopsAtInterpolation: boolean): number | null {
  for (let offset = from; offset < text.length; offset++) {
    const char = text[offset];
    if (char === "\n" || char === "\r") return null;
    if (char === '"') return offset + 1;
    if (char === "\\" && text[offset + 1] !== "\n" && text[offset + 1] !== "\r") offset++;
    else if (stopsAtInterpolation && char === "$" && text[offset + 1] === "{") return offset + 2;
  }
  return null;
}

const OPENERS = "{([";
const CLOSERS = "})]";

/**
 * Where reading goes on after a string without an end: at the line's end, but brackets there that nothing in the string
 * opens belong to the code around it.
 */
export function endOfOpenString(text: string, open: number): number {
  const lineEnd = endOfLine(text, open);
  const unmatched = new Set<number>();
  let depth = 0;
  for (let offset = open + 1; offset < lineEnd; offset++) {
    const char = text.charAt(offset);
    if (OPENERS.includes(char)) depth++;
    else if (CLOSERS.includes(char)) {
      if (depth > 0) depth--;
      else unmatched.add(offset);
    }
  }
  let end = lineEnd;
  while (end > open + 1 && (unmatched.has(end - 1) || " \t,".includes(text.charAt(end - 1)))) end--;
  return end;
}
