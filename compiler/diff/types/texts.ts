/** The JSON strings that a type is written as or read from, as sets that can be compared. */
import type { Type } from "../../model.ts";
import { EVERY_TEXT, type TextSet } from "../patterns/inclusion.ts";
import type { Role } from "./view.ts";

const HEX = { written: "[0-9a-f]", accepted: "[0-9a-fA-F]" } as const;
const DAY = "\\d{4}-\\d{2}-\\d{2}";
const WRITTEN_TIME = "^(?:\\d{4}|[+-]\\d{6})-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$";
const ACCEPTED_TIME =
  "^(?:\\d{4}|[+-]\\d{6})-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,12})?)?(?:[Zz]|[+-]\\d{2}:?(?:\\d{2})?)$";

/** All of them and maybe more: not every ten digits are a day. Null for what is no string, or one of a few. */
export function textsOf(type: Type, role: Role): TextSet | null {
  switch (type.kind) {
    case "string":
      return { min: type.min ?? 0, max: type.max ?? Number.POSITIVE_INFINITY, pattern: type.pattern };
    case "union":
      return type.open ? EVERY_TEXT : null;
    case "uuid": {
      const hex = HEX[role];
      return matching(`^${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}$`);
    }
    case "date":
      return matching(`^${DAY}$`);
    case "timestamp":
      return type.unit === "iso" ? matching(role === "written" ? WRITTEN_TIME : ACCEPTED_TIME) : null;
    default:
      return null;
  }
}

function matching(pattern: string): TextSet {
  return { ...EVERY_TEXT, pattern };
}
