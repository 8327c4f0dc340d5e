/** What stands in for a field that is not there. */
import type { Field } from "./model.ts";

/** Whether a value stands in for null. */
export function hasDefault(field: Pick<Field, "defaultValue">): boolean {
  return field.defaultValue !== undefined && field.defaultValue !== null;
}

/** Whether a record, or JSON that comes in, may lack the field: a default of null stands in as well. */
export function mayLack(field: Pick<Field, "optional" | "defaultValue">): boolean {
  return field.optional || field.defaultValue !== undefined;
}
