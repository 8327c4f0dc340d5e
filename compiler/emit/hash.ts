/** A hash of what a model means: places, docs and tests aside, so that it stays where only the text changes. */
import { createHash } from "node:crypto";
import type { Model } from "../model.ts";

/** Hexadecimal SHA-256. */
export function hashOf(model: Model): string {
  return createHash("sha256")
    .update(JSON.stringify({ ...model, tests: [] }, meaning))
    .digest("hex");
}

/** Values of the spec's user, whose names mean something whatever they are. */
const VALUES: ReadonlySet<string> = new Set(["value", "defaultValue", "cases"]);

const DOCS: ReadonlySet<string> = new Set(["doc", "docs"]);

function meaning(key: string, value: unknown): unknown {
  if (isPlace(value)) return undefined;
  if (DOCS.has(key)) return undefined;
  if (VALUES.has(key) && !isExpression(value)) return JSON.stringify(value);
  return value;
}

function isPlace(value: unknown): boolean {
  return isObject(value) && "file" in value && "start" in value && "end" in value && "line" in value;
}

function isExpression(value: unknown): boolean {
  return isObject(value) && "kind" in value && "place" in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
