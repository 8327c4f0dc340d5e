/** Handlers in TypeScript: the file, and the stores and events that it may touch. */

import type { Name, TypeScriptBody } from "../../dsl/syntax.ts";
import type { SignalInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { resolvePath } from "../imports/paths.ts";
import type { HandlerBody } from "../model.ts";
import { report, reportUnknown } from "../names/context.ts";
import type { FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import type { Body } from "./body.ts";
import { checkEmitted } from "./emits.ts";
import { RULES } from "./kinds.ts";

export function checkTypeScript(body: Body, file: FileScope, node: TypeScriptBody): HandlerBody {
  const { context } = body;
  const path = resolvePath(file.path, node.file.value);
  if (!context.host.exists(path)) {
    const said = messages.DA6005.missing({ file: node.file.value, handler: body.node.name.text });
    report(context, said, file, node.file);
  }
  for (const name of node.reads) {
    checkStore(body, file, name, "read");
  }
  for (const name of node.updates) {
    checkStore(body, file, name, "update");
  }
  for (const name of node.emits) {
    checkEmits(body, file, name, node);
  }
  return { kind: "typescript", file: path, place: file.place(node.file) };
}

function checkStore(body: Body, file: FileScope, name: Name, does: "read" | "update"): void {
  const { context, touched } = body;
  const store = context.definitions.stores.get(name.text);
  const { stores, may } = RULES[body.node.handler];
  if (store === undefined) {
    const near = nearest(name.text, context.definitions.stores.keys());
    reportUnknown(context, file, name, "store", () => messages.DA2001.name({ what: "store", name: name.text, near }));
    return;
  }
  if (!stores) {
    const what = `${does} a store`;
    report(context, messages.DA5003.does({ kind: body.node.handler, what, allowed: may }), file, name);
  } else if (does === "update" && store.node.external) {
    report(context, messages.DA6004.external({ store: store.name, what: "updated" }), file, name);
  }
  (does === "read" ? touched.reads : touched.updates).add(store.name);
}

function checkEmits(body: Body, file: FileScope, name: Name, node: TypeScriptBody): void {
  const { context, touched } = body;
  const event = context.definitions.events.get(name.text);
  if (event === undefined) {
    const near = nearest(name.text, context.definitions.events.keys());
    reportUnknown(context, file, name, "event", () =>
      messages.DA2001.name({ what: "event or signal", name: name.text, near }),
    );
    return;
  }
  if (event.kind === "signal" && RULES[body.node.handler].signals) {
    touched.signals.add(event.name);
    checkSignalled(body, file, name, event, node);
    return;
  }
  checkEmitted(body, event, name, (said) => report(context, said, file, name));
  touched.emits.add(event.name);
}

/** A signal tells a change, which only an update of its store gives. */
function checkSignalled(body: Body, file: FileScope, name: Name, signal: SignalInfo, node: TypeScriptBody): void {
  const { store } = signal;
  if (store === null) return;
  body.touched.changes.add(store);
  if (node.updates.some((updated) => updated.text === store)) return;
  const place = related("declared here", signal.file.place(signal.node.name));
  report(body.context, messages.DA5003.signalsUnchanged({ signal: signal.name, store }), file, name, [place]);
}
