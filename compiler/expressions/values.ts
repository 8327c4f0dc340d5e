/** Small typed expressions that the checker makes itself. */

import type { Expr, Json, Place, Type } from "../model.ts";
import { ERROR, NULL } from "../types/types.ts";

export function literal(value: Json, type: Type, place: Place): Expr {
  return { kind: "literal", value, type, place };
}

export function nullAt(place: Place): Expr {
  return literal(null, NULL, place);
}

/** Stands where an error was told; fits everything. */
export function errorAt(place: Place): Expr {
  return literal(null, ERROR, place);
}
