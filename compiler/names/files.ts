/** A file whose declarations are being resolved: what turns ranges of its syntax into places. */

import type { Span } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Place } from "../model.ts";

export interface FileScope {
  readonly path: string;
  place(span: Span): Place;
}

/** A piece of syntax and the file that it stands in. */
export interface At<Node> {
  readonly node: Node;
  readonly file: FileScope;
}

/** A place without its line, which takes no looking up. */
export function locationOf({ path }: FileScope, { start, end }: Span): Location {
  return { file: path, start, end };
}

export function fileScope(path: string, text: string): FileScope {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return {
    path,
    place: ({ start, end }) => ({ file: path, start, end, line: lineOf(starts, start) }),
  };
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low + 1;
}
