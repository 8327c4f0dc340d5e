/**
 * How `given` writes a row: a source and a handler that the spec does not have stand beside its own, so that the row is
 * written as any handler writes one, and wakes what waits for it.
 */
import type { HandlerDefinition, PipelineDefinition } from "../../../runtime/index.ts";
import type { Named } from "../../scenarios/compare.ts";

/** The handler's name, and the source's and its event's: no name of a spec holds a space. */
export const GIVEN = "test given";
const ROWS = "test rows";

export interface Row {
  readonly store: string;
  readonly key: Named;
  readonly values: Named;
}

export class Givens {
  readonly #rows: Row[] = [];

  /** The pipeline, with the source that brings the rows and the handler that writes them. */
  beside(definition: PipelineDefinition): PipelineDefinition {
    const topic = `${definition.topics}.${ROWS}`;
    const source = { name: ROWS, topic, from: "internal", nameAt: null, idAt: null, at: null } as const;
    const fields = [{ name: "row", type: { kind: "int" } }] as const;
    const event = { name: ROWS, wire: ROWS, source: ROWS, topic, key: [], fields, validate: () => true };
    return {
      ...definition,
      sources: [...definition.sources, { ...source, key: null, array: false, unique: null }],
      events: [...definition.events, event],
      handlers: [...definition.handlers, this.#handler(definition.stores.map(({ name }) => name))],
    };
  }

  #handler(stores: readonly string[]): HandlerDefinition {
    const rows = this.#rows;
    return {
      name: GIVEN,
      kind: "dep",
      on: [ROWS],
      handle(event: { readonly row: number }, da) {
        const row = rows[event.row];
        if (row !== undefined) da.update(row.store, row.key, row.values);
      },
      limit: null,
      reads: [],
      updates: stores,
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    };
  }

  /** The record that makes the handler write a row. */
  record(row: Row) {
    this.#rows.push(row);
    return { source: ROWS, value: Buffer.from(JSON.stringify({ row: this.#rows.length - 1 })) };
  }
}
