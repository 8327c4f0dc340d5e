/** What every phase after the tables of names shares. */

import type { Literal, Name, Span } from "../../dsl/syntax.ts";
import type { RelatedLocation } from "../diagnostics/diagnostic.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { Host } from "../host.ts";
import type { NameKind } from "../imports/lost.ts";
import type { Remember } from "../memory.ts";
import type { Json, Type } from "../model.ts";
import type { Types } from "../types/table.ts";
import type { FileScope } from "./files.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

export interface Context {
  readonly host: Host;
  readonly program: Program;
  readonly reporter: Reporter;
  /** Whether what declares a name may have been dropped by recovery, or stand in a file that cannot be read. */
  isLost(name: string, kind: NameKind): boolean;
  readonly types: Types;
  /** The value of a literal that is given to `type`; undefined where it does not fit, which it tells. */
  constant(node: Literal, type: Type, to: string, file: FileScope): Json | undefined;
  readonly remember: Remember;
}

export function report(
  context: { readonly reporter: Reporter },
  said: Said,
  file: FileScope,
  span: Span,
  related: readonly RelatedLocation[] = [],
): void {
  context.reporter.report(said, file.place(span), related);
}

/** Tells that a name is unknown, unless its declaration may be what was not read. */
export function reportUnknown(
  context: Pick<Context, "reporter" | "isLost">,
  file: FileScope,
  name: Name,
  kind: NameKind,
  said: () => Said,
): void {
  if (!context.isLost(name.text, kind)) {
    report(context, said(), file, name);
  }
}
