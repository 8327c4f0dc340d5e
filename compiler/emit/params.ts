/** params.ts: the values that operators may set. */

import { literal } from "./body/expressions.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { printLine, TypeScriptFile } from "./file.ts";
import { core } from "./shapes.ts";
import { assignment } from "./text/layout.ts";
import { memberOfInterface } from "./types.ts";

/** Null where the spec has no parameters. */
export function emitParams(context: EmitContext): string | null {
  const { params } = context.model;
  if (params.length === 0) return null;
  const file = new TypeScriptFile(context, { up: "./", own: null });
  const properties = params.map((param) => {
    const docs = docComment(linked(param.doc, context.links.to(param.namePlace)), 2);
    return docs + printLine(memberOfInterface(param.name, file.types.members(param.type)), 2);
  });
  const values = params.map((param) => {
    return printLine([assignment(`${param.name}:`, literal(param.value, core(context, param.type))), ","], 2);
  });
  file.add(`export interface Params {\n${properties.join("")}}\n`);
  const comment = docComment([
    "What generated code reads: as the spec has it until the runtime sets what operators say.",
  ]);
  file.add(`${comment}export const params: Params = {\n${values.join("")}};\n`);
  return file.text();
}
