/** Helpers for values that may be null, where TypeScript cannot see what the compiler has proved. */
import { outOfBounds } from "./fault.ts";

/** One of these strings, or any other: an open union. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** A value that was found to be there. Throws where it is null after all. */
export function present<T>(value: T): NonNullable<T> {
  if (value !== null && value !== undefined) return value;
  throw new TypeError("A value that was checked to be there is null.");
}

/** A string that was found to be one of these. Throws where it is another after all. */
export function oneOf<Known extends string>(value: string | null, ...known: readonly Known[]): Known {
  for (const one of known) if (one === value) return one;
  throw outOfBounds(`${JSON.stringify(value)} is none of ${known.join(", ")}.`);
}

/** What `use` makes of a value, or null where the value is null. */
export function optional<T, U>(value: T | null, use: (value: T) => U): U | null {
  return value === null ? null : use(value);
}

/** The fields that are not null: on the wire, an optional field is absent instead. */
export function omitNull<T>(fields: Readonly<Record<string, T | null>>): Record<string, T> {
  const there: Record<string, T> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null) there[name] = value;
  return there;
}

/** The name of a field that is named so. Linters warn of objects that have it, since `await` takes them for promises. */
export const THEN = "then";
