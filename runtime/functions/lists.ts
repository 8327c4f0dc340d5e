/** The methods of lists and maps that JavaScript's own do not have, or have with another meaning. */
import { finite, int, ms } from "./arithmetic.ts";

/** The first item, or null where there is none. */
export function first<T>(items: readonly T[]): T | null {
  return items[0] ?? null;
}

/** The last item, or null where there is none. */
export function last<T>(items: readonly T[]): T | null {
  return items[items.length - 1] ?? null;
}

/** Whether the list holds this very value. */
export function contains(items: readonly unknown[], value: unknown): boolean {
  return items.includes(value);
}

/** The sum of numbers; 0 where there are none. */
export function sum(items: readonly number[]): number {
  let total = 0;
  for (const item of items) total += item;
  return finite(total);
}

/** The sum of integers or durations; 0 where there are none. */
export function sumInt(items: readonly number[]): number {
  let total = 0;
  for (const item of items) total = int(total + item);
  return total;
}

/** The average, or null where there is nothing. */
export function mean(items: readonly number[]): number | null {
  return items.length === 0 ? null : finite(sum(items) / items.length);
}

/** The average of durations in whole milliseconds, or null where there is nothing. */
export function meanMs(items: readonly number[]): number | null {
  return items.length === 0 ? null : ms(sum(items) / items.length);
}

/** The least number or string (by UTF-16 units), or null where there is nothing. */
export function least<T extends number | string>(items: readonly T[]): T | null {
  let found: T | null = null;
  for (const item of items) if (found === null || item < found) found = item;
  return found;
}

/** The greatest number or string (by UTF-16 units), or null where there is nothing. */
export function greatest<T extends number | string>(items: readonly T[]): T | null {
  let found: T | null = null;
  for (const item of items) if (found === null || item > found) found = item;
  return found;
}

/** Each value once, where it came first. Records and lists are the same where all that they hold is. */
export function distinct<T>(items: readonly T[]): T[] {
  const scalars = new Set<unknown>();
  const structures = new Set<string>();
  const isNew = (item: T): boolean => {
    const before = scalars.size + structures.size;
    if (typeof item === "object" && item !== null) structures.add(JSON.stringify(item));
    else scalars.add(item);
    return scalars.size + structures.size > before;
  };
  return items.filter(isNew);
}

/** A sorted copy: numbers by size, strings by UTF-16 units, false before true. */
export function sorted<T extends number | string | boolean>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The value of a key, or null where the map has no such key. */
export function lookup<T>(map: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
}

/** A map with the same keys and other values. */
export function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
