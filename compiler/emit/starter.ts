/** The first text of a handler's own file: complete and typed, and without an effect until somebody writes it on. */
import type { Handler, Model } from "../model.ts";
import { docComment } from "./comments.ts";
import { contextOf, type EmitContext } from "./context.ts";
import { handlerFunction } from "./handlers.ts";
import { quote } from "./text/strings.ts";
import { type Part, partsOf } from "./typescript.ts";

/** `typeFrom` is the generated handler's module, as the file imports it. */
export function starterOf(model: Model, handler: Handler, typeFrom: string): string {
  const context = contextOf(model, { root: model.pipeline.place.file, version: "" });
  const name = handlerFunction(handler);
  const on = handler.on.map((event) => event.name).join(", ");
  const calls = partsOf(context, handler).flatMap((part) => part.of.map((of) => callOf(context, part, of)));
  return [
    docComment([
      `The ${handler.kind} \`${handler.name}\` on ${on}.`,
      ...(handler.doc === null ? [] : ["", handler.doc]),
      "",
      "It does nothing yet: every event passes without an effect.",
    ]),
    `import type { Handler } from ${quote(typeFrom)};\n\n`,
    `const ${name}: Handler = async (_event, _da) => {\n`,
    ...(calls.length === 0 ? [] : ["  // The spec lets it use, as da:\n"]),
    ...calls.map((call) => `  //   ${call}\n`),
    "};\n\n",
    `export default ${name};\n`,
  ].join("");
}

/** How a part is called, for one store, event or signal. */
function callOf(context: EmitContext, { name }: Part, of: string): string {
  const columns = context.stores.get(of)?.columns ?? [];
  const keys = columns.filter(({ kind }) => kind === "key").map((column) => column.name);
  const key = `{ ${keys.join(", ")} }`;
  switch (name) {
    case "Reads":
      return `await da.get("${of}", ${key})`;
    case "Scans":
      return `await da.scan("${of}", { ${keys[0]} }, { limit: 100 })`;
    case "Updates":
      return `da.update("${of}", ${key}, { … })`;
    case "Changes":
      return `const change = await da.change("${of}", ${key}, { … })`;
    case "Emits":
      return `da.emit("${of}", { … })`;
    case "Tells":
      return `da.signal("${of}", change, { … })`;
  }
}
