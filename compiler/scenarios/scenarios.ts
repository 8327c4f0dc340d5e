/** `test` blocks: what they give, send and expect, typed as the handlers' own statements are. */

import type {
  Argument,
  ExpectEventStep,
  ExpectRowStep,
  Name,
  RecordNode,
  SendStep,
  TestStep as StepNode,
  TestDeclaration,
} from "../../dsl/syntax.ts";
import type { Defined, StoreInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { emptyEnv } from "../expressions/constants.ts";
import { complete, fill, namedSlot, recordTarget, type Target, targetOf, tellMissing } from "../expressions/entries.ts";
import { type Env, tell } from "../expressions/env.ts";
import { ENVELOPE, eventOf } from "../handlers/emits.ts";
import { checkKeys } from "../handlers/keys.ts";
import { checkContributions } from "../handlers/stores.ts";
import { resolvePath } from "../imports/paths.ts";
import type { Expr, FieldValue, Test, TestStep } from "../model.ts";
import type { At } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { fieldValue } from "../types/table.ts";
import { DURATION } from "../types/types.ts";

export function checkTest(context: Defined, { node, file }: At<TestDeclaration>): Test {
  const env = emptyEnv(context, file);
  return {
    title: node.title.value,
    place: file.place(node),
    steps: node.steps.map((step) => checkStep(step, env)),
  };
}

function checkStep(node: StepNode, env: Env): TestStep {
  const place = env.file.place(node);
  switch (node.kind) {
    case "given": {
      const { store, keys } = rowOf(node.store, node.keys, env);
      const values = checkContributions(store, node, env).map(({ column, value }) => ({ name: column, value }));
      return { kind: "given", store: node.store.text, keys, values, place };
    }
    case "send":
      return checkSend(node, env);
    case "sendFile":
      checkSource(node.source, env);
      return { kind: "sendFile", source: node.source.text, file: resolvePath(env.file.path, node.file.value), place };
    case "advance": {
      const duration = env.check.given(node.duration, { type: DURATION, to: "`advance`", fn: null }, env);
      return { kind: "advance", duration, place };
    }
    case "expectEvent":
      return checkExpectEvent(node, env);
    case "expectRow":
      return checkExpectRow(node, env);
  }
}

function checkSource(name: Name, env: Env): void {
  const { definitions } = env.context;
  if (!definitions.sources.has(name.text) && !env.context.isLost(name.text, "source")) {
    const near = nearest(name.text, definitions.sources.keys());
    tell(env, messages.DA2001.name({ what: "source", name: name.text, near }), name);
  }
}

function rowOf(name: Name, keys: readonly Argument[], env: Env): { store: StoreInfo | null; keys: readonly Expr[] } {
  const { definitions } = env.context;
  const store = definitions.stores.get(name.text) ?? null;
  if (store === null && !env.context.isLost(name.text, "store")) {
    const near = nearest(name.text, definitions.stores.keys());
    tell(env, messages.DA2001.name({ what: "store", name: name.text, near }), name);
  }
  return { store, keys: checkKeys(store, name, keys, env) };
}

function checkSend(node: SendStep, env: Env): TestStep {
  const event = eventOf(env, node.event, "event");
  if (event?.kind === "signal") {
    tell(env, messages.DA5003.sends({ name: event.name }), node.event);
  }
  const of = `\`${node.event.text}\``;
  const target =
    event?.kind === "event" ? recordTarget(env.context.types, event.record, of) : targetOf(of, "field", [], true);
  const filled = fill(node.entries, target, env, ENVELOPE);
  tellMissing(target, filled, node.event, env);
  const place = env.file.place(node);
  return {
    kind: "send",
    event: node.event.text,
    fields: complete(target, filled, place, env.context.types),
    id: filled.values.get("$id") ?? null,
    at: filled.values.get("$at") ?? null,
    place,
  };
}

function checkExpectEvent(node: ExpectEventStep, env: Env): TestStep {
  const event = eventOf(env, node.event, "event");
  const of = `\`${node.event.text}\``;
  const slots = event?.record.fields.map((field) => namedSlot(field, fieldValue(env.context.types, field))) ?? [];
  const open = event === null || env.context.types.open.has(event.record);
  const fields = namedFields(node.entries, targetOf(of, "field", slots, open), env);
  return { kind: "expectEvent", mode: node.mode, event: node.event.text, fields, place: env.file.place(node) };
}

function checkExpectRow(node: ExpectRowStep, env: Env): TestStep {
  const { store, keys } = rowOf(node.store, node.keys, env);
  const slots = store?.columns.map((column) => namedSlot(column, column.reads)) ?? [];
  const target = targetOf(`\`${node.store.text}\``, "column", slots, store === null || store.open);
  const fields = namedFields(node.entries, target, env);
  return { kind: "expectRow", no: node.no, store: node.store.text, keys, fields, place: env.file.place(node) };
}

/** Only what is named is compared. */
function namedFields(entries: RecordNode | null, target: Target, env: Env): FieldValue[] {
  if (entries === null) {
    return [];
  }
  const { values } = fill(entries, target, env);
  return [...values].map(([name, value]) => ({ name, value }));
}
