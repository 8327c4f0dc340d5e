/** Stores: tables, their keys, and what an update contributes to each column. */

import type { ColumnMember, StoreDeclaration } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Column, Field, RecordType, Reserved } from "../model.ts";
import { type Context, report } from "../names/context.ts";
import type { At, FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { isWordForType, reservedOf } from "../types/members.ts";
import { ERROR } from "../types/types.ts";
import { columnOf } from "./columns.ts";
import type { StoreInfo } from "./definitions.ts";
import { withoutVainRenames } from "./renamed.ts";

interface Gathering {
  readonly context: Context;
  readonly file: FileScope;
  readonly node: StoreDeclaration;
  readonly reserved: readonly Reserved[];
  readonly byName: Map<string, Column>;
  readonly bySql: Map<string, Column>;
}

export function defineStore(context: Context, { node, file }: At<StoreDeclaration>): StoreInfo {
  const reserved = node.members.flatMap((member) => (member.kind === "reserved" ? reservedOf(member) : []));
  const gathering: Gathering = { context, file, node, reserved, byName: new Map(), bySql: new Map() };
  let keyWordLost = false;
  for (const member of node.members) {
    if (member.kind === "column") {
      addColumn(gathering, keyWordLost && member.aggregate === null ? { ...member, key: true } : member);
    }
    keyWordLost = isWordForType(context, member, "key");
  }
  const columns = withoutVainRenames([...gathering.byName.values()]);
  const keys = columns.filter((column) => column.kind === "key");
  if (keys.length === 0 && !node.incomplete) {
    report(context, messages.DA4004.storeMissing({ name: node.name.text }), file, node.name);
  }
  const row = rowOf(columns);
  // Without a key, what was meant to be one may stand among the other columns.
  const isDoubtful = context.program.doubtful.stores.has(node.name.text);
  const open = node.incomplete || isDoubtful || keys.length === 0;
  if (open) {
    context.types.open.add(row);
  }
  return {
    node,
    file,
    name: node.name.text,
    columns: [...keys, ...columns.filter((column) => column.kind !== "key")],
    byName: gathering.byName,
    keys,
    open,
    row,
    table: tableOf(context, node, file),
    indexes: indexesOf(gathering),
    reserved,
  };
}

function addColumn(gathering: Gathering, member: ColumnMember): void {
  const { context, file, node } = gathering;
  const column = columnOf(context, file, member, node.external);
  const before = gathering.byName.get(column.name);
  if (before !== undefined) {
    // Which of the two was meant is not known.
    gathering.byName.set(column.name, { ...before, optional: true, type: ERROR, reads: ERROR });
    const said = messages.DA2002.twice({ what: "column", name: column.name });
    report(context, said, file, member.name, [related("declared here", before.place)]);
    return;
  }
  const used = gathering.reserved.find((r) => r.text === (r.kind === "name" ? column.name : column.sql));
  if (used !== undefined) {
    const at = used.kind === "wire" && member.sql !== null ? member.sql : member.name;
    report(context, messages.DA4007.name({ what: "column", name: used.text }), file, at);
  }
  const sameSql = gathering.bySql.get(column.sql);
  if (sameSql !== undefined) {
    const said = messages.DA2002.sql({ sql: column.sql, column: column.name, other: sameSql.name });
    report(context, said, file, member.sql ?? member.name, [related("declared here", sameSql.place)]);
  }
  gathering.bySql.set(column.sql, column);
  gathering.byName.set(column.name, column);
}

/** A row as a record. */
function rowOf(columns: readonly Column[]): RecordType {
  const fields = columns.map(
    ({ name, reads, doc, place }): Field => ({
      name,
      wire: name,
      optional: false,
      type: reads,
      measure: false,
      doc,
      place,
      from: null,
    }),
  );
  return { kind: "record", fields };
}

function tableOf(context: Context, node: StoreDeclaration, file: FileScope): string {
  const [first, ...others] = node.members.filter((member) => member.kind === "table");
  for (const other of others) {
    report(context, messages.DA2002.setting({ name: "table" }), file, other);
  }
  return first?.table.value ?? node.name.text;
}

function indexesOf({ context, file, node, byName }: Gathering): string[][] {
  return node.members.flatMap((member) => {
    if (member.kind !== "index") {
      return [];
    }
    const names: string[] = [];
    for (const column of member.columns) {
      if (byName.has(column.text)) {
        names.push(column.text);
      } else if (!node.incomplete) {
        const near = nearest(column.text, byName.keys());
        const of = `\`${node.name.text}\``;
        report(context, messages.DA2001.field({ what: "column", name: column.text, of, near }), file, column);
      }
    }
    return names.length === 0 ? [] : [names];
  });
}
