/** Rules about stores: their rows stay when the spec changes, and must mean the same. */
import { code, listOf } from "../../diagnostics/messages/said.ts";
import type { Store } from "../../model.ts";
import { printType } from "../../types/print.ts";
import type { Found } from "../finding.ts";
import { keysOf, matchedKeys } from "../keys.ts";
import type { Couple } from "../match.ts";
import { isSameMeaning } from "../meaning.ts";
import type { Pair } from "../pair.ts";
import { rebuildText } from "./rebuild.ts";
import type { Rule } from "./rule.ts";

function perCouple(find: (couple: Couple<Store>, pair: Pair) => Omit<Found, "path"> | null): Rule["find"] {
  return (pair) =>
    pair.stores.couples.flatMap((couple) => {
      const found = find(couple, pair);
      return found === null ? [] : [{ path: `store:${couple.new.name}`, ...found }];
    });
}

/** With a dep that keeps the store going. */
const FLOW = `  event order.placed from web { userId: string, place: string, amount: number }
  event order.seen { key userId, userId: string, place: string, amount: number }
  demux seen on order.placed { emit order.seen { ...event } }`;

const STORE = (text: string) => `${FLOW}\n${text}`;

export const STORE_RULES: readonly Rule[] = [
  {
    id: "store-removed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "readers first",
    purpose: "The rows are no longer written or read, and a store that comes back begins with nothing.",
    find: (pair) =>
      pair.stores.removed
        .filter(({ external }) => !external)
        .map((store) => ({
          path: `store:${store.name}`,
          message: `The store ${code(store.name)} is gone: the rows of its table ${code(store.table)} are left to themselves.`,
          repair: `keep it until nobody reads the table; \`was "${store.name}"\` says what it was renamed to`,
          old: store.place,
          new: pair.new.model.pipeline.namePlace,
        })),
    example: STORE(`- store totals { key userId: string, amount: sum of number }
- dep totals on order.seen { update totals(userId) { amount } }`),
  },
  {
    id: "store-renamed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Without `was` a store of another name is a new and empty one.",
    find: (pair) =>
      pair.stores.alike
        .filter(({ old }) => !old.external)
        .map(({ old, new: now }) => ({
          path: `store:${old.name}`,
          message: `The store ${code(old.name)} looks renamed to ${code(now.name)}: its rows would not come along.`,
          repair: `say so: \`store ${now.name} was "${old.name}"\``,
          old: old.namePlace,
          new: now.namePlace,
        })),
    example: STORE(`- store totals { key userId: string, amount: sum of number }
- dep totals on order.seen { update totals(userId) { amount } }
+ store sums { key userId: string, amount: sum of number }
+ dep totals on order.seen { update sums(userId) { amount } }`),
    mirror: STORE(`- store totals { key userId: string, amount: sum of number }
- dep totals on order.seen { update totals(userId) { amount } }
+ store sums was "totals" { key userId: string, amount: sum of number }
+ dep totals on order.seen { update sums(userId) { amount } }`),
  },
  {
    id: "store-was",
    group: "stores",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "`was` says that a store has another name than before: its rows come along.",
    find: (pair) =>
      pair.stores.renamed.map(({ old, new: now }) => ({
        path: `store:${now.name}`,
        message: `The store ${code(old.name)} is called ${code(now.name)} now, and keeps its rows.`,
        repair: "nothing; `was` may go once it has run everywhere",
        old: old.namePlace,
        new: now.namePlace,
      })),
    example: STORE(`- store totals { key userId: string, amount: sum of number }
- dep totals on order.seen { update totals(userId) { amount } }
+ store sums was "totals" { key userId: string, amount: sum of number }
+ dep totals on order.seen { update sums(userId) { amount } }`),
    mirror: STORE(`  store totals { key userId: string, amount: sum of number }
  dep totals on order.seen { update totals(userId) { amount } }
+ store sums { key userId: string, amount: sum of number }`),
  },
  {
    id: "store-table-changed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "Rows stay in the table of the old name, and whoever else reads it sees no more changes.",
    find: perCouple(({ old, new: now }, pair) => {
      const isRenamed = pair.stores.renamed.some((couple) => couple.new === now);
      if (old.table === now.table || (isRenamed && old.table === old.name && now.table === now.name)) return null;
      return {
        message: `The table of ${code(now.name)} was ${code(old.table)} and is ${code(now.table)}.`,
        repair: `keep \`table "${old.table}"\``,
        old: pair.old.memberPlace(old, "table"),
        new: pair.new.memberPlace(now, "table"),
      };
    }),
    example: STORE(`  store totals {
    key userId: string
    amount: sum of number
+   table "user_totals"
  }
  dep totals on order.seen { update totals(userId) { amount } }`),
    mirror: STORE(`  store totals {
    key userId: string
    amount: sum of number
+   table "totals"
  }
  dep totals on order.seen { update totals(userId) { amount } }`),
  },
  {
    id: "store-owner-changed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose:
      "A table that another system owns is not written, made or migrated by the pipeline, and one of its own is.",
    find: perCouple(({ old, new: now }) =>
      old.external === now.external
        ? null
        : {
            message: now.external
              ? `${code(now.name)} was the pipeline's own, and is another system's now.`
              : `${code(now.name)} was another system's, and is the pipeline's own now.`,
            repair: "give the new store another name and table",
            old: old.namePlace,
            new: now.namePlace,
          },
    ),
    example: STORE(`- external store users { key userId: string, name: string }
+ store users { key userId: string, name: string }`),
    mirror: STORE("  external store users { key userId: string, name: string }\n+ store others { key userId: string }"),
  },
  {
    id: "store-key-changed",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose: "A row is what its key says: with other key columns the rows that are there mean something else.",
    find: perCouple((couple, pair) => {
      const { old, new: now } = couple;
      if (keyChangeOf(couple) !== "columns") return null;
      return {
        message: `${code(now.name)} was kept by ${listOf(keyOf(old))} and is by ${listOf(keyOf(now))}.`,
        repair: `make a store of another name; ${rebuildText(pair, now)}`,
        old: old.namePlace,
        new: now.namePlace,
      };
    }),
    example: STORE(`  store totals {
    key userId: string
+   key place: string
    amount: sum of number
  }
- dep totals on order.seen { update totals(userId) { amount } }
+ dep totals on order.seen { update totals(userId, place) { amount } }`),
    mirror: STORE(`  store totals {
    key userId: string
    amount: sum of number
+   index (amount)
  }
  dep totals on order.seen { update totals(userId) { amount } }`),
  },
  {
    id: "store-key-reordered",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "breaking",
    deploy: "together",
    purpose:
      "A table is ordered by its key: a pipeline does not start on one of another order, and `stores apply` makes it anew and empty.",
    find: perCouple((couple, pair) => {
      const { old, new: now } = couple;
      if (keyChangeOf(couple) !== "order" || old.external || now.external) return null;
      const signals = pair.new.model.signals.filter(({ store }) => store === now.name).map(({ name }) => name);
      const also = signals.length === 0 ? "" : `, and ${listOf(signals)} would be partitioned otherwise`;
      return {
        message: `The key of ${code(now.name)} was ${listOf(renamedKey(couple))} and is ${listOf(keyOf(now))}: the pipeline refuses rows that are kept in the old order${also}.`,
        repair: "keep the order of the key columns: handlers name them, whatever the order is",
        old: old.namePlace,
        new: now.namePlace,
      };
    }),
    example: STORE(`  store totals {
-   key userId: string
    key place: string
+   key userId: string
    amount: sum of number
  }
  dep totals on order.seen { update totals(userId, place) { amount } }`),
    mirror: STORE(`  external store totals {
-   key userId: string
    key place: string
+   key userId: string
    amount: number
  }`),
  },
  {
    id: "store-not-updated",
    group: "stores",
    breaks: "stored rows",
    level: "full",
    severity: "warning",
    deploy: "any order",
    purpose: "The rows stay as they are: whoever reads them sees what was true once.",
    find: perCouple(({ old, new: now }, pair) => {
      const [before, after] = [
        writersOf(pair.old.model.handlers, old.name),
        writersOf(pair.new.model.handlers, now.name),
      ];
      if (old.external || now.external || before.length === 0 || after.length > 0) return null;
      return {
        message: `Nothing updates ${code(now.name)} any more (it was ${listOf(before)}).`,
        repair: "update it, or remove it together with what reads it",
        old: old.namePlace,
        new: now.namePlace,
      };
    }),
    example: STORE(`  store totals { key userId: string, amount: sum of number }
- dep totals on order.seen { update totals(userId) { amount } }`),
  },
  {
    id: "index-changed",
    group: "stores",
    breaks: "nobody",
    level: "full",
    severity: "info",
    deploy: "any order",
    purpose: "Making an index of a large table takes a while; queries without one take long.",
    find: perCouple(({ old, new: now }, pair) => {
      const texts = ({ indexes }: Store) => indexes.map((columns) => columns.join(", "));
      const [before, after] = [texts(old), texts(now)];
      const gone = before.filter((index) => !after.includes(index)).map((index) => `(${index})`);
      const come = after.filter((index) => !before.includes(index)).map((index) => `(${index})`);
      if (gone.length + come.length === 0) return null;
      const said = [
        ...(come.length === 0 ? [] : [`gains the index ${listOf(come)}`]),
        ...(gone.length === 0 ? [] : [`loses the index ${listOf(gone)}`]),
      ];
      return {
        message: `${code(now.name)} ${said.join(" and ")}.`,
        repair: "nothing: it is made, or dropped, when the pipeline starts or by `stores apply`",
        old: pair.old.memberPlace(old, "index"),
        new: pair.new.memberPlace(now, "index"),
      };
    }),
    example: STORE(`  store totals {
    key userId: string
    amount: sum of number
+   index (amount)
  }
  dep totals on order.seen { update totals(userId) { amount } }`),
    mirror: STORE(`  store totals {
    key userId: string
    amount: sum of number
+   place?: string
  }
  dep totals on order.seen { update totals(userId) { amount } }`),
  },
];

function keyOf(store: Store): readonly string[] {
  return keysOf(store).map(({ name, type }) => `${name}: ${printType(type)}`);
}

/** The old key under the names that the new version gives it. */
function renamedKey(couple: Couple<Store>): readonly string[] {
  const { renamed } = matchedKeys(couple);
  return keysOf(couple.old).map((column) => {
    const now = renamed.find(({ old }) => old === column)?.new ?? column;
    return `${now.name}: ${printType(column.type)}`;
  });
}

/** Whether the key has other columns, or the same ones in another order; null where it is the same. */
function keyChangeOf(couple: Couple<Store>): "columns" | "order" | null {
  const [before, after] = [renamedKey(couple), keyOf(couple.new)];
  if (isSameMeaning(before, after)) return null;
  return isSameMeaning(before.toSorted(), after.toSorted()) ? "order" : "columns";
}

function writersOf(handlers: Pair["new"]["model"]["handlers"], store: string): readonly string[] {
  return handlers.filter(({ updates, deletes }) => [...updates, ...deletes].includes(store)).map(({ name }) => name);
}
