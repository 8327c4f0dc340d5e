/** DA6001–DA6005: stores and order. */
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
Write the file: its default export satisfies the type that the compiler generates for the handler. Or correct the path, or write the handler in \`.da\`.`,
  bad: `${SHOP}
demux amounts on order.placed {
  handler "./handlers/amounts.ts"
  emits   usage.order.amount
}
`,
  repaired: ORDERS,
} satisfies Explanation;
