/** Texts of the spec as they may stand in generated files: string literals, comments, JSON and identifiers. */

/** Text with nothing in it to be escaped. */
const PLAIN = /^[\w !#%&()*+,./:;<=>?@[\]^{|}~-]*$/;

/** A TypeScript string literal, in double quotes unless single ones need fewer escapes. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const doubles = text.split('"').length - 1;
  const singles = text.split("'").length - 1;
  const mark = doubles > singles ? "'" : '"';
  const escaped = escapeUnseen(text).replaceAll(mark, `\\${mark}`);
  // What would be taken for a template that lost its backticks says of itself that it is none.
  return mark + escaped.replaceAll("${", "\\u0024{") + mark;
}

/** Text between the backticks of a template literal. */
export function escapeTemplate(text: string): string {
  return escapeUnseen(text).replaceAll("`", "\\`").replaceAll("${", "\\${");
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/**
 * What cannot stand in a literal as it is, and what could not be seen there: control characters, line and paragraph
 * separators, marks that change the direction of text, byte order marks and halves of surrogate pairs.
 */
const UNSEEN = /[\\\p{Cc}\p{Cs}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (found) => NAMED_ESCAPES[found] ?? `\\u${hex(found.charCodeAt(0))}`);
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}

/** Text for a block comment, which it must not end, as lines. */
export function commentLines(text: string): string[] {
  if (!COMMENT_MARK.test(text)) return [text.trimEnd()];
  return text
    .replaceAll("*/", "*\\/")
    .split(LINE_BREAK)
    .map((line) => line.trimEnd());
}

/** Text for comments that end with the line, as lines. */
export function plainLines(text: string): string[] {
  return text.split(LINE_BREAK).map((line) => line.trimEnd());
}

/** What divides a comment, or would end it. */
const COMMENT_MARK = /[\n\r\u2028\u2029]|\*\//;

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A property's name in an object literal or a type: quoted where it is no identifier. */
export function propertyKey(name: string): string {
  return IDENTIFIER.test(name) ? name : quote(name);
}

export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A number as a careful person writes it: 1_800_000. */
export function numeral(value: number): string {
  const text = String(value).replace("e+", "e");
  if (/^-?\d{5,}$/.test(text)) return text.replace(/\B(?=(?:\d{3})+$)/g, "_");
  return nearConstant(text) ? withExponent(text) : text;
}

const CONSTANTS = [Math.PI, Math.E, Math.SQRT2, Math.SQRT1_2, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E];

/** Whether a linter would take the number for the beginning of one of mathematics' constants. */
function nearConstant(text: string): boolean {
  const digits = /^-?(\d\.\d{3,})$/.exec(text)?.[1];
  if (digits === undefined) return false;
  return CONSTANTS.some(
    (one) => String(one).startsWith(digits) || one.toFixed(Math.min(digits.length - 2, 20)) === digits,
  );
}

/** 3.1415 as 31415e-4: the very same number. */
function withExponent(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  return `${(whole + fraction).replace(/^(-?)0+/, "$1")}e-${fraction.length}`;
}
