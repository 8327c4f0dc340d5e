/** Where and how two JSON values differ; numbers are equal up to rounding. */
import { isEqual, isList, isRecord, type Value } from "./values.ts";

/** What the engine did is not what the reference says. */
export class Mismatch extends Error {}

export function difference(expected: Value | undefined, found: Value | undefined, path = "value"): string | null {
  if (typeof expected === "number" && typeof found === "number") {
    const scale = Math.max(Math.abs(expected), Math.abs(found));
    return Math.abs(expected - found) <= scale * 1e-9 ? null : said(path, expected, found);
  }
  if (expected === undefined || found === undefined) {
    return expected === found ? null : said(path, expected, found);
  }
  if (isList(expected) && isList(found) && expected.length === found.length) {
    return first(expected.map((item, i) => difference(item, found[i], `${path}[${i}]`)));
  }
  if (isRecord(expected) && isRecord(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return first(names.map((name) => difference(own(expected, name), own(found, name), `${path}.${name}`)));
  }
  return isEqual(expected, found) && typeof expected === typeof found ? null : said(path, expected, found);
}

function own(record: { readonly [name: string]: Value }, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function first(differences: readonly (string | null)[]): string | null {
  return differences.find((each) => each !== null) ?? null;
}

function said(path: string, expected: Value | undefined, found: Value | undefined): string {
  return `${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
}
