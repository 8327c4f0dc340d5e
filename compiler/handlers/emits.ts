/** Statements that send something out: `emit`, `signal` and `forward`. */

import type { EmitStatement, ForwardStatement, Name, SignalStatement } from "../../dsl/syntax.ts";
import type { EventInfo, SignalInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { complete, fill, recordTarget, type Target, targetOf, tellMissing } from "../expressions/entries.ts";
import { type Env, lookUp, tell } from "../expressions/env.ts";
import { namesInScope } from "../expressions/names.ts";
import type { Stmt } from "../model.ts";
import { nearest } from "../names/near.ts";
import { printType } from "../types/print.ts";
import { head } from "../types/table.ts";
import { DURATION, STRING, TIMESTAMP } from "../types/types.ts";
import type { Body } from "./body.ts";
import { RULES } from "./kinds.ts";

/** `$id`, `$at` */
export const ENVELOPE = { $id: STRING, $at: TIMESTAMP } as const;

export function checkEmit(body: Body, node: EmitStatement, env: Env): Stmt {
  const event = eventOf(env, node.event, "event");
  let allowed = event !== null;
  if (event !== null) {
    checkEmitted(body, event, node.event, (said) => {
      allowed = false;
      tell(env, said, node.event);
    });
    body.touched.emits.add(event.name);
  }
  // Of an event that may not be emitted here, nothing is said of its fields.
  const target = targetOfEvent(env, allowed ? event : null, node.event);
  const filled = fill(node.entries, target, env, ENVELOPE);
  tellMissing(target, filled, node.event, env);
  const { after } = node;
  const place = env.file.place(node);
  return {
    kind: "emit",
    event: node.event.text,
    fields: complete(target, filled, place, env.context.types),
    id: filled.values.get("$id") ?? null,
    at: filled.values.get("$at") ?? null,
    after: after === null ? null : env.check.given(after, { type: DURATION, to: "`after`", fn: null }, env),
    place,
    target: env.file.place(node.event),
  };
}

/** The event or signal of a name; null where there is none, which is told. */
export function eventOf(env: Env, name: Name, what: string): EventInfo | SignalInfo | null {
  const { definitions } = env.context;
  const event = definitions.events.get(name.text) ?? null;
  if (event === null && !env.context.isLost(name.text, "event")) {
    const near = nearest(name.text, definitions.events.keys());
    tell(env, messages.DA2001.name({ what, name: name.text, near }), name);
  }
  return event;
}

/** Whether this kind of handler may emit that. */
export function checkEmitted(
  body: Pick<Body, "node" | "context" | "handled">,
  event: EventInfo | SignalInfo,
  name: Name,
  say: (said: ReturnType<typeof messages.DA5003.emits>) => void,
): void {
  if (event.isDoubtful) return;
  const kind = body.node.handler;
  const { emits, may } = RULES[kind];
  if (event.kind === "signal") {
    const allowed = kind === "gep" ? "tell it with `signal`" : may;
    say(messages.DA5003.emits({ kind, what: "signals", name: name.text, allowed }));
  } else if (emits === null) {
    say(messages.DA5003.does({ kind, what: "emit events", allowed: may }));
  } else if (event.ofSource !== (emits === "source events")) {
    const what = event.ofSource ? "source events" : "discrete events";
    say(messages.DA5003.emits({ kind, what, name: name.text, allowed: may }));
  } else if (event.source !== null && body.handled.some((h) => h.kind === "event" && h.source === event.source)) {
    say(messages.DA5003.ownSource({ name: name.text, source: event.source }));
  }
}

/** A target of anything where there is no such event, or a signal, which `signal` alone makes. */
function targetOfEvent(env: Env, event: EventInfo | SignalInfo | null, name: Name): Target {
  const of = `\`${name.text}\``;
  return event?.kind === "event" ? recordTarget(env.context.types, event.record, of) : targetOf(of, "field", [], true);
}

export function checkSignal(body: Body, node: SignalStatement, env: Env): Stmt {
  const found = eventOf(env, node.signal, "signal");
  const kind = body.node.handler;
  const { signals, may } = RULES[kind];
  if (!signals) {
    tell(env, messages.DA5003.does({ kind, what: "signal", allowed: may }), node.signal);
  } else if (found?.kind === "event") {
    tell(env, messages.DA5003.notASignal({ name: found.name }), node.signal);
  }
  const signal = found?.kind === "signal" ? found : null;
  const change = signals ? checkChange(node, signal, env) : node.change.text;
  if (signal !== null) {
    body.touched.signals.add(signal.name);
  }
  const of = `\`${node.signal.text}\``;
  // Of a signal where none may stand, nothing is said of its fields.
  const own = signals ? signal?.own : undefined;
  const target = own === undefined ? targetOf(of, "field", [], true) : recordTarget(env.context.types, own, of);
  const filled = fill(node.entries, target, env);
  tellMissing(target, filled, node.signal, env);
  const place = env.file.place(node);
  const fields = complete(target, filled, place, env.context.types);
  return { kind: "signal", signal: node.signal.text, change, fields, place, target: env.file.place(node.signal) };
}

/** The variable after `from`: a change of the signal's store. */
function checkChange(node: SignalStatement, signal: SignalInfo | null, env: Env): string {
  const name = node.change.text;
  const local = lookUp(env, name);
  if (local === null) {
    if (!env.context.isLost(name, "value")) {
      const near = nearest(name, namesInScope(env));
      tell(env, messages.DA2001.name({ what: "change", name, near }), node.change);
    }
    return name;
  }
  local.used = true;
  const type = head(env.context.types, local.type);
  const fits =
    type.kind === "error" ||
    (type.kind === "change" && (signal === null || signal.store === null || signal.store === type.store));
  if (!fits) {
    const wanted = signal?.store === null || signal === null ? "a change" : `a change of ${signal.store}`;
    const said = messages.DA3001.given({
      found: printType(type),
      wanted,
      to: "`from`",
      hint: "name the variable of `let change = update …`",
    });
    tell(env, said, node.change, [related("declared here", local.place)]);
  }
  return name;
}

export function checkForward(body: Body, node: ForwardStatement, env: Env): Stmt {
  const kind = body.node.handler;
  const { forwards, may } = RULES[kind];
  const signal = body.handled.find((event) => event.kind === "signal");
  if (!forwards) {
    tell(env, messages.DA5003.does({ kind, what: "forward", allowed: may }), node);
  } else if (signal !== undefined && kind === "demux") {
    tell(env, messages.DA5003.forwardOfSignal({ name: signal.name }), node);
  }
  body.touched.forwards.add(node.topic.value);
  const place = env.file.place(node);
  return { kind: "forward", topic: node.topic.value, place, target: env.file.place(node.topic) };
}
