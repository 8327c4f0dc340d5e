/** Signals: a store's key, fields of their own, and what changed in every other column. */

import type { SignalDeclaration } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Column, Field, Pipeline, RecordType, Type } from "../model.ts";
import { type Context, report, reportUnknown } from "../names/context.ts";
import type { At, FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { resolveMembers, tellMisplaced } from "../types/members.ts";
import { printType } from "../types/print.ts";
import { core, nullable } from "../types/table.ts";
import { BOOL, ERROR, isNumeric, isSilent, isText } from "../types/types.ts";
import type { SignalInfo, StoreInfo } from "./definitions.ts";
import { memberSpan } from "./events.ts";
import { usesEnvelope } from "./pipeline.ts";

export function defineSignal(
  context: Context,
  { node, file }: At<SignalDeclaration>,
  stores: ReadonlyMap<string, StoreInfo>,
  pipeline: Pipeline,
): SignalInfo {
  const isDoubtful = context.program.doubtful.events.has(node.name.text);
  const incomplete = node.incomplete || isDoubtful;
  const place = { what: "signal", name: node.name.text, measures: false, incomplete } as const;
  const members = resolveMembers(context, node.members, file, place);
  tellMisplaced(context, file, members, "a signal");
  const store = stores.get(node.store.text);
  if (store === undefined) {
    const near = nearest(node.store.text, stores.keys());
    reportUnknown(context, file, node.store, "store", () =>
      messages.DA2001.name({ what: "store", name: node.store.text, near }),
    );
  }
  const columns = store?.columns ?? [];
  const written = members.record.fields;
  const own = written.filter((field) => store?.byName.has(field.name) !== true);
  const fields = [
    ...columns.filter((c) => c.kind === "key").map((column) => keyField(column, written)),
    ...own,
    ...columns.filter((c) => c.kind !== "key").map((column) => changeField(context, column, written)),
  ];
  const info: SignalInfo = {
    kind: "signal",
    node,
    file,
    name: node.name.text,
    wire: node.wire?.value ?? node.name.text,
    store: store === undefined ? null : store.name,
    isDoubtful,
    own: { kind: "record", fields: own },
    record: { kind: "record", fields },
    key: columns.filter((c) => c.kind === "key").map((c) => c.name),
    reserved: members.reserved,
  };
  const open = context.types.open.has(members.record);
  const clashes = checkColumns(context, file, node, written, store);
  if (open || clashes) {
    context.types.open.add(info.own);
  }
  if (open || store === undefined || store.open) {
    context.types.open.add(info.record);
  }
  checkWires(context, file, node, info, pipeline);
  return info;
}

/** A field that has a key column's name is that column. */
function keyField(column: Column, written: readonly Field[]): Field {
  const field = written.find((f) => f.name === column.name);
  return {
    name: column.name,
    wire: field?.wire ?? column.name,
    optional: false,
    type: column.type,
    measure: false,
    doc: field?.doc ?? column.doc,
    place: column.place,
    from: null,
  };
}

/** Of a column that a field of the braces hides, which is told, nothing is known. */
function changeField(context: Context, column: Column, written: readonly Field[]): Field {
  const of = (name: string, type: Type): Field => ({
    name,
    wire: name,
    optional: false,
    type,
    measure: false,
    doc: null,
    place: column.place,
    from: null,
  });
  const type: RecordType = {
    kind: "record",
    fields: [of("before", nullable(context.types, column.reads)), of("after", column.reads), of("changed", BOOL)],
  };
  const hidden = written.some((field) => field.name === column.name);
  return { ...of(column.name, hidden ? ERROR : type), doc: column.doc };
}

/** A field under a column's name would hide what changed in it. True where there is one. */
function checkColumns(
  context: Context,
  file: FileScope,
  node: SignalDeclaration,
  written: readonly Field[],
  store: StoreInfo | undefined,
): boolean {
  let clashes = false;
  for (const field of written) {
    const column = store?.byName.get(field.name);
    if (column !== undefined && column.kind !== "key") {
      const said = messages.DA2002.signalColumn({ name: field.name, store: node.store.text });
      const at = memberSpan(node.members, field)?.name ?? node.name;
      report(context, said, file, at, [related("the column", column.place)]);
      clashes = true;
    } else if (column !== undefined && !areAlike(context, field.type, column.type)) {
      const sentence = `\`${field.name}\` is the key column of \`${node.store.text}\`, which is \`${printType(column.type)}\`, not \`${printType(field.type)}\`: give it that type, or another name.`;
      const at = memberSpan(node.members, field)?.name ?? node.name;
      report(context, messages.DA3001.type({ sentence }), file, at, [related("the column", column.place)]);
    }
  }
  return clashes;
}

/** Whether a field may stand for a key column: of one kind, bounds aside. */
function areAlike({ types }: Context, field: Type, column: Type): boolean {
  const [a, b] = [core(types, field), core(types, column)];
  return a.kind === b.kind || isSilent(a) || isSilent(b) || (isText(a) && isText(b)) || (isNumeric(a) && isNumeric(b));
}

function checkWires(
  context: Context,
  file: FileScope,
  node: SignalDeclaration,
  info: SignalInfo,
  pipeline: Pipeline,
): void {
  const wires = new Map<string, Field>();
  const ownNames = new Set(info.own.fields);
  for (const field of [...info.record.fields.filter((f) => !ownNames.has(f)), ...info.own.fields]) {
    const at = memberSpan(node.members, field)?.wire ?? node.name;
    const before = wires.get(field.wire);
    const setting = Object.entries(pipeline.envelope).find(([, wire]) => wire === field.wire)?.[0];
    if (before !== undefined && ownNames.has(field) !== ownNames.has(before)) {
      const said = messages.DA2002.wire({ wire: field.wire, field: field.name, other: before.name });
      report(context, said, file, at, [related("the column", before.place)]);
    } else if (setting !== undefined) {
      usesEnvelope(context, file, at, setting);
      context.reporter.uses(file.place(at), field.place);
      report(context, messages.DA2002.envelope({ wire: field.wire, of: `\`${field.name}\``, setting }), file, at);
    }
    wires.set(field.wire, field);
  }
}
