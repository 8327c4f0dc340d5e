/** DA6001–DA6006: stores, order and handlers in TypeScript. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const kinds = (last: string): string => `${ORDERS}
store kinds {
  key orderId: string
  last: ${last}
}

dep kinds on usage.order.amount {
  update kinds(orderId) { last: userId }
}
`;

const users = (last: string): string => `${ORDERS}
store users {
  key userId: string
  last: ${last}
}

gep placed on order.placed {
  update users(userId) { last: orderId }
}

dep counted on usage.order.amount {
  update users(userId) { last: orderId }
}
`;

const orders = (key: string): string => `${ORDERS}
store orders {
  key userId:  string
  key orderId: string
  amount: sum of number
}

dep orders on usage.order.amount {
  update orders(${key}) { amount }
}
`;

const prices = (statements: string): string => `${ORDERS}
external store prices {
  key orderId: string
  price: number
}

event usage.order.price {
  key userId
  userId: string
  measure price: number
}

dep prices on usage.order.amount {
${statements}
}
`;

const AMOUNTS = `${SHOP}
demux amounts on order.placed {
  handler "./handlers/amounts.ts"
  emits   usage.order.amount
}
`;

export const DA6001 = {
  title: "a step that depends on an order that is not given",
  text: `Only events of one key come in order. Setting a plain or \`ema\` column, deleting, using a change, reading a store that the handler writes, and holding an event back with \`after\` give another result where events come in another order, so every row (or held event) must depend on events of one key only: the store's key holds every field that the handled event is keyed by, set to that very field. A source without \`key\`, several input topics and \`wait … unordered\` give no order at all.
Extend the store's key, key the event otherwise, or use an aggregate such as \`latest of\`, which goes by event time and needs no order.`,
  bad: kinds("string"),
  repaired: kinds("latest of string"),
} satisfies Explanation;

export const DA6002 = {
  title: "two writers where order counts",
  text: `Handlers run independently of one another. Where two of them set one plain or \`ema\` column, or write a store whose changes or deletes are used, the result would depend on which of them is ahead.
Let one handler do all of it, split the store, or make the column a \`latest of\`.`,
  bad: users("string"),
  repaired: users("latest of string"),
} satisfies Explanation;

export const DA6003 = {
  title: "a store's key, incomplete or wrong",
  text: `A row is found by all of its key columns and nothing else. Each is named once: \`column: value\`, or \`column\` where a field or variable has that name.
Name what is missing, remove what is too much.`,
  bad: orders("userId"),
  repaired: orders("userId, orderId"),
} satisfies Explanation;

export const DA6004 = {
  title: "a write to a store of another system",
  text: `An \`external store\` is a table that another system owns. It may be read by its key; it is never updated, deleted or waited for, as nobody tells the pipeline when a row comes.
Read it, or keep what you know in a store of your own.`,
  bad: prices("  update prices(orderId) { price: amount }\n  emit usage.order.price { userId, price: amount }"),
  repaired: prices("  require row = prices(orderId) else skip\n  emit usage.order.price { userId, price: row.price }"),
} satisfies Explanation;

export const DA6005 = {
  title: "a handler's file is missing",
  text: `The body of this handler is a TypeScript file, named relative to the spec's file, and it does not exist.
\`da-compile\` writes a first text that does nothing, with the type that its default export has to satisfy; \`check\` and \`compile --check\` write nothing. Or correct the path, or write the handler in \`.da\`.`,
  bad: AMOUNTS,
  repaired: ORDERS,
} satisfies Explanation;

const amounts = (emitted: string): string => `import type { Handler } from "../generated/handlers/amounts.ts";

const amounts: Handler = ({ userId, orderId, amount }, da) => {
  da.emit("usage.order.amount", { userId, ${emitted} });
};

export default amounts;
`;

export const DA6006 = {
  title: "a handler's file does not fit its type",
  text: `From what the spec says of a handler in TypeScript the compiler makes the type \`Handler\` in \`generated/handlers/NAME.ts\`. The file has no default export, its default export is not such a function, or what it does in it does not fit: it reads, updates or emits something that the spec does not name, or with values of another type.
Import the type, \`import type { Handler } from "../generated/handlers/NAME.ts"\`, and correct what TypeScript says; or name what the handler needs in \`reads\`, \`updates\` or \`emits\`.`,
  bad: AMOUNTS,
  repaired: AMOUNTS,
  files: {
    bad: { "handlers/amounts.ts": amounts("order: orderId, amount") },
    repaired: { "handlers/amounts.ts": amounts("orderId, amount") },
  },
} satisfies Explanation;
