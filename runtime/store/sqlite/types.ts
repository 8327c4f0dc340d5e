/** What SQLite's columns are of. */
import type { Physical } from "../../codec/layout.ts";

export const TYPES: Readonly<Record<Physical, string>> = {
  text: "TEXT",
  uuid: "TEXT",
  date: "TEXT",
  json: "TEXT",
  int: "INTEGER",
  bool: "INTEGER",
  timestamp: "INTEGER",
  real: "REAL",
};
