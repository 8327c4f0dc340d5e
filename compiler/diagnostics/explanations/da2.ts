/** DA2001–DA2005: names, what is declared, and settings. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const category = (parent: string): string => `pipeline shop {}

record Category {
  name: string
  ${parent}
}

source web {
  topic: "shop.web"
  key:   userId
}

event category.seen from web {
  userId:   string
  category: Category
}

event category.counted {
  key userId
  userId: string
  name:   string
}

demux categories on category.seen {
  emit category.counted { userId, name: category.name }
}
`;

export const DA2001 = {
  title: "unknown name",
  text: `Nothing of that name and kind is declared: a type, event, store, source, field, column, variable or function. The message names the nearest ones.
Correct the name, or declare it. A field of a handler's event is seen only where every event of the handler has it with the same type.`,
  bad: `${SHOP}
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount: amuont }
}
`,
  repaired: ORDERS,
} satisfies Explanation;

export const DA2002 = {
  title: "declared twice",
  text: `A name may be declared once among its kind: types and records; events and signals; stores; functions and parameters; handlers and sources. Fields of one record, columns of one store, entries and \`let\`s of one block have names of their own too, and so have a record's fields on the wire, where the envelope's names are taken.
Rename one of the two, or give it another name on the wire with \`as "…"\`.`,
  bad: `${ORDERS}
demux amounts on order.placed when kind == "new" {
  emit usage.order.amount { userId, orderId, amount: 1 }
}
`,
  repaired: `${ORDERS}
demux new_orders on order.placed when kind == "new" {
  emit usage.order.amount { userId, orderId, amount: 1 }
}
`,
} satisfies Explanation;

export const DA2003 = {
  title: "a circle of types or functions",
  text: `A record that requires itself has no finite value, and functions that call each other in a circle may never end.
Make the way back optional, nullable, a list or a map; write a function without calling itself.`,
  bad: category("parent: Category"),
  repaired: category("parent?: Category"),
} satisfies Explanation;

export const DA2004 = {
  title: "no pipeline, or several",
  text: `The root file says once what the whole pipeline is called, and may set its topics' prefix, partitions, retention and more in the braces.
Add \`pipeline name {}\`, or remove the second one. Imported files have none.`,
  bad: ORDERS.replace("pipeline shop {}\n\n", ""),
  repaired: ORDERS,
} satisfies Explanation;

export const DA2005 = {
  title: "a setting unknown, missing or of the wrong type",
  text: `A pipeline's settings are \`topics partitions replicas retention hops timezone id name at\`, all optional. A source's are \`topic name id at from key array unique\`, of which \`topic\` is required, and \`name\` where the source has more than one event.
Correct the name or the value, or add what is missing.`,
  bad: ORDERS.replace('  topic: "shop.web"\n', ""),
  repaired: ORDERS,
} satisfies Explanation;
