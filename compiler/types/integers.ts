/** DA3008: integers as written that are not exact as numbers. */

import type { BoundsNode, NumberLiteral } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { FileScope } from "../names/files.ts";

export function isExact(node: NumberLiteral): boolean {
  return !node.integer || Number.isSafeInteger(node.value);
}

export function tooLarge(node: NumberLiteral): Said {
  return messages.DA3008.integer({ raw: node.raw });
}

/** True where both ends can be held; tells the one that cannot. */
export function checkExact(node: BoundsNode, file: FileScope, report: (said: Said, at: Location) => void): boolean {
  let exact = true;
  for (const end of [node.min, node.max]) {
    if (end !== null && !isExact(end)) {
      report(tooLarge(end), file.place(end));
      exact = false;
    }
  }
  return exact;
}
