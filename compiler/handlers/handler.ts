/** A handler: what it handles, its clauses, and its body, into the model. */

import type { HandlerDeclaration, Name } from "../../dsl/syntax.ts";
import type { Defined, EventInfo, SignalInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { checkCondition } from "../expressions/conditions.ts";
import { emptyEnv } from "../expressions/constants.ts";
import { block, type Env, type Handled } from "../expressions/env.ts";
import { assume } from "../expressions/narrow.ts";
import type { Handler, HandlerBody, RecordType } from "../model.ts";
import { report, reportUnknown } from "../names/context.ts";
import type { At, FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { isExact, tooLarge } from "../types/integers.ts";
import { type Body, untouched } from "./body.ts";
import { handledRecord } from "./fields.ts";
import { type Kind, RULES } from "./kinds.ts";
import { checkBlock } from "./statements.ts";
import { checkTypeScript } from "./typescript.ts";

export function checkHandler(context: Defined, { node, file }: At<HandlerDeclaration>): Handler {
  const { events, unknown } = handledBy(context, file, node);
  const body: Body = { context, node, touched: untouched(), handled: events, lets: [], changes: [] };
  const clauses = checkClauses(context, file, node);
  const record = recordOfEvents(context, events, unknown);
  const names = events.map((event) => event.name);
  const handled: Handled = { record, names: unknown ? null : { kind: "union", values: names, open: false, docs: {} } };
  const env: Env = { ...emptyEnv(context, file), handled };
  const when = node.when === null ? null : checkCondition(node.when, env, "`when`");
  const statements = checkBody(body, file, when === null ? env : assume(env, when, true));
  tellUnused(body);
  const { touched } = body;
  return {
    name: node.name.text,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    kind: node.handler,
    was: node.was?.value ?? null,
    on: node.on.map((name) => ({ name: name.text, place: file.place(name) })),
    fields: record.fields,
    ...clauses,
    when,
    body: statements,
    reads: [...touched.reads],
    updates: [...touched.updates],
    deletes: [...touched.deletes],
    emits: [...touched.emits],
    signals: [...touched.signals],
    forwards: [...touched.forwards],
    changes: [...new Set([...touched.changes, ...usedChanges(body)])],
    waits: [...touched.waits],
  };
}

/** Stores of which a variable holds a change that something uses. */
function usedChanges({ changes }: Body): readonly string[] {
  return changes.flatMap(({ local, store }) => (local.used ? [store] : []));
}

function checkBody(body: Body, file: FileScope, env: Env): HandlerBody {
  const { node } = body;
  if (node.body.kind === "typescript") {
    return checkTypeScript(body, file, node.body);
  }
  const { statements } = checkBlock(body, node.body, { env: block(env), effect: false, exits: false });
  return { kind: "statements", statements };
}

interface HandledEvents {
  readonly events: readonly (EventInfo | SignalInfo)[];
  /** Some are not known, or may not be handled here: what the body was to see of them is not known. */
  readonly unknown: boolean;
}

function handledBy(context: Defined, file: FileScope, node: HandlerDeclaration): HandledEvents {
  const events = new Map<string, EventInfo | SignalInfo>();
  const first = new Map<string, Name>();
  let unknown = node.on.length === 0;
  for (const name of node.on) {
    const event = context.definitions.events.get(name.text);
    const before = first.get(name.text);
    if (before !== undefined) {
      const places = [related("handled here", file.place(before))];
      report(context, messages.DA2002.setting({ name: name.text }), file, name, places);
    } else if (event === undefined) {
      unknown = true;
      const near = nearest(name.text, context.definitions.events.keys());
      reportUnknown(context, file, name, "event", () =>
        messages.DA2001.name({ what: "event or signal", name: name.text, near }),
      );
    } else {
      const wrong = event.isDoubtful ? null : wronglyHandled(context, node.handler, event);
      if (wrong === null) {
        events.set(name.text, event);
      } else {
        unknown = true;
        const allowed = RULES[node.handler].handles;
        const said = messages.DA5003.handles({ kind: node.handler, what: wrong, name: name.text, allowed });
        report(context, said, file, name, [related("declared here", event.file.place(event.node.name))]);
      }
    }
    first.set(name.text, name);
  }
  return { events: [...events.values()], unknown };
}

/** What kind of event that is, if this kind of handler does not handle it. */
function wronglyHandled(context: Defined, kind: Kind, event: EventInfo | SignalInfo): string | null {
  if (event.kind === "signal") {
    return kind === "demux" ? null : "signals";
  }
  if (!event.ofSource) {
    return kind === "dep" ? null : "discrete events";
  }
  if (kind !== "dep" || event.source === null) {
    return null;
  }
  const from = context.definitions.sources.get(event.source)?.source.from ?? "internal";
  return from === "internal" ? null : `source events with \`from: ${from}\``;
}

function recordOfEvents(context: Defined, events: readonly (EventInfo | SignalInfo)[], unknown: boolean): RecordType {
  const known = handledRecord(
    context.types,
    events.map((event) => event.record),
  );
  if (!unknown) {
    return known;
  }
  const open: RecordType = { kind: "record", fields: known.fields };
  context.types.open.add(open);
  return open;
}

type Clauses = Pick<Handler, "limit" | "limitPlace" | "fanout">;

function checkClauses(context: Defined, file: FileScope, node: HandlerDeclaration): Clauses {
  const rules = RULES[node.handler];
  const found: { limit: number | null; limitPlace: Handler["limitPlace"]; fanout: string | null } = {
    limit: null,
    limitPlace: null,
    fanout: null,
  };
  const seen = new Set<string>();
  for (const clause of node.clauses) {
    if (seen.has(clause.kind)) {
      report(context, messages.DA2002.setting({ name: clause.kind }), file, clause);
      continue;
    }
    seen.add(clause.kind);
    if (!rules[clause.kind]) {
      const what = `say \`${clause.kind}\``;
      report(context, messages.DA5003.does({ kind: node.handler, what, allowed: rules.may }), file, clause);
    } else if (clause.kind === "fanout") {
      found.fanout = clause.reason.value;
    } else if (!isExact(clause.value)) {
      report(context, tooLarge(clause.value), file, clause.value);
    } else if (clause.value.integer && clause.value.value >= 1) {
      found.limit = clause.value.value;
      found.limitPlace = file.place(clause);
    } else {
      const type = "int(1..)";
      report(context, messages.DA3004.bounds({ value: clause.value.raw, type }), file, clause.value);
    }
  }
  return found;
}

function tellUnused(body: Body): void {
  for (const local of body.lets) {
    if (!local.used) {
      body.context.reporter.report(messages.DA8005.notUsed({ name: local.name }), local.place);
    }
  }
}
