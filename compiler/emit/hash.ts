/** A hash of what a model means: places, docs and tests aside, so that it stays where only the text changes. */
import { createHash } from "node:crypto";
import type { Model } from "../model.ts";

/** Hexadecimal SHA-256. */
export function hashOf(model: Model): string {
  return createHash("sha256")
    .update(canonical({ ...model, tests: [] }, ""))
    .digest("hex");
}

/** Values of the spec's user, in which every name means something. */
const VALUES: ReadonlySet<string> = new Set(["value", "defaultValue", "cases"]);

/** What is said of a thing and where it stands. */
const ASIDE: ReadonlySet<string> = new Set(["doc", "docs", "place", "namePlace", "topicPlace", "limitPlace", "target"]);

function canonical(value: unknown, key: string): string {
  if (Array.isArray(value) && key !== "cases") return `[${value.map((item) => canonical(item, "")).join()}]`;
  if (!isObject(value) || (VALUES.has(key) && !("kind" in value && "place" in value)))
    return JSON.stringify(value) ?? "";
  let text = "";
  for (const [name, member] of Object.entries(value)) {
    if (!ASIDE.has(name)) text += `${name}:${canonical(member, name)};`;
  }
  return `{${text}}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
