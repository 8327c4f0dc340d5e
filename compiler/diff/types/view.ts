/** Types with the names around them looked up: what is left is a kind of value, and whether null or looser forms pass. */
import { hasDefault, mayLack as mayLackWhenRead } from "../../defaults.ts";
import type { Field, Model, Type, TypeDefinition } from "../../model.ts";

/** Records and types of one version, by name. */
export type TypeTable = ReadonlyMap<string, TypeDefinition>;

export function tableOf(model: Pick<Model, "types">): TypeTable {
  return new Map(model.types.map((definition) => [definition.name, definition]));
}

/** The record that a field was written in, through all that include it; null where it stands where it was found. */
export function originOf(field: Field, table: TypeTable): string | null {
  let { from } = field;
  for (;;) {
    const record = from === null ? undefined : table.get(from)?.type;
    const inner = record?.kind === "record" ? record.fields.find(({ name }) => name === field.name) : undefined;
    if (inner === undefined || inner.from === null) return from;
    from = inner.from;
  }
}

export interface Peeled {
  /** Neither a name nor `nullable` nor `lenient`. */
  readonly core: Type;
  readonly nullable: boolean;
  readonly lenient: boolean;
  /** Names that were looked up, outer before inner. */
  readonly names: readonly string[];
}

export function peel(type: Type, table: TypeTable): Peeled {
  let core = type;
  let nullable = false;
  let lenient = false;
  const names: string[] = [];
  for (;;) {
    if (core.kind === "nullable") {
      nullable = true;
      core = core.of;
    } else if (core.kind === "lenient") {
      lenient = true;
      core = core.of;
    } else if (core.kind === "reference" && !names.includes(core.name)) {
      names.push(core.name);
      core = table.get(core.name)?.type ?? { kind: "error" };
    } else {
      return { core, nullable: nullable || core.kind === "null", lenient, names };
    }
  }
}

/** Who made a document: the pipeline itself, to the letter, or others, who may use all that reading accepts. */
export type Role = "written" | "accepted";

/** Whether documents may lack the field. What the pipeline writes holds every default. */
export function mayLack(field: Field, role: Role): boolean {
  return role === "written" ? field.optional && !hasDefault(field) : mayLackWhenRead(field);
}

/** Whether documents may hold null there. */
export function mayBeNull(field: Field, role: Role, table: TypeTable): boolean {
  if (role === "accepted") return field.optional || hasDefault(field) || peel(field.type, table).nullable;
  return !field.optional && !hasDefault(field) && peel(field.type, table).nullable;
}
