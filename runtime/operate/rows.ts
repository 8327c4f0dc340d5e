/** The rows of a store, page by page. */
import type { Plain } from "../codec/layout.ts";
import type { Value } from "../codec/types.ts";
import { UserError } from "../errors.ts";
import type { Slots } from "../store/port.ts";
import { yieldTurn } from "../turn.ts";
import type { Site } from "./site.ts";

export interface FoundRow {
  readonly key: Slots;
  /** As handlers see it: times and durations in ms. */
  readonly row: Value;
}

export interface RowsFound {
  readonly rows: readonly FoundRow[];
  /** The key to go on after; null where there is nothing more. */
  readonly next: Slots | null;
}

export interface RowsWanted {
  readonly after?: Slots;
  readonly limit: number;
  /** Only rows that hold this text somewhere, whatever the letters' case. */
  readonly text?: string;
}

/** A search looks at so many rows, and then says where it came to. */
const MOST_LOOKED_AT = 20_000;
const ROWS_BETWEEN = 500;

export async function rowsPage({ plan, ports }: Site, store: string, wanted: RowsWanted): Promise<RowsFound> {
  const found = plan.stores.get(store);
  if (found === undefined) throw new UserError("absent", `The pipeline has no store ${store}.`);
  const { after, limit, text = "" } = wanted;
  const rows: FoundRow[] = [];
  let looked = 0;
  let last: Slots | null = null;
  for await (const { key, slots } of ports.store.rows(found.layout, after)) {
    if (rows.length === limit || looked === MOST_LOOKED_AT) return { rows, next: last };
    last = key;
    const row = found.rowOf(key, slots);
    if (text === "" || JSON.stringify(row).toLowerCase().includes(text.toLowerCase())) rows.push({ key, row });
    if (++looked % ROWS_BETWEEN === 0) await yieldTurn();
  }
  return { rows, next: null };
}

/** A key as one may write it into an address, and read it back. */
export const keyToken = (key: Slots): string => JSON.stringify(key);

export function keyOfToken(token: string): Slots | null {
  try {
    const parts: unknown = JSON.parse(token);
    return Array.isArray(parts) && parts.every(isPlain) ? parts : null;
  } catch {
    return null;
  }
}

function isPlain(value: unknown): value is Plain {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
