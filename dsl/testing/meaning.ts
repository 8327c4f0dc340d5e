/** What two texts must have in common to say the same: their trees without ranges, and their comments' neighbours. */
import { parse } from "../parse.ts";
import { scan } from "../scanner/scanner.ts";
import type { Comment } from "../syntax.ts";

/** Where a piece stands, and how it was spelt, says nothing of what it means. */
const ASIDE: ReadonlySet<string> = new Set(["start", "end"]);

/** The declarations as data. */
export function meaningOf(text: string): unknown {
  const { file, problems } = parse("", text);
  if (problems.length > 0) throw new Error(`does not parse: ${JSON.stringify(problems)}\n${text}`);
  return file.declarations.map((declaration) => bare(declaration));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !ASIDE.has(name))
      .map(([name, member]) => [name, bare(member)]),
  );
}

/** What the layout sets or leaves out. */
const LAYOUT: ReadonlySet<string> = new Set([",", "(", ")", "|", ""]);

/** Each comment with the tokens before and after it. */
export function surroundingsOf(text: string): readonly (readonly [string, string, string])[] {
  const { comments } = parse("", text).file;
  const words = wordsOf(text, comments);
  return comments.map((comment) => [
    words.findLast((word) => word.start < comment.start)?.text ?? "",
    `${comment.kind} ${comment.text.trimEnd()}`,
    words.find((word) => word.start > comment.start)?.text ?? "",
  ]);
}

function wordsOf(text: string, comments: readonly Comment[]): { readonly text: string; readonly start: number }[] {
  const inComment = (at: number): boolean => comments.some((comment) => comment.start <= at && at < comment.end);
  return scan(text)
    .tokens.filter((token) => !LAYOUT.has(token.image) && !inComment(token.startOffset))
    .map((token) => ({ text: token.image, start: token.startOffset }));
}
