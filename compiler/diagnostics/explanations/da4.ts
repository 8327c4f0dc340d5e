/** DA4001–DA4007: events, sources and stores as they are declared. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const demux = `
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount }
}
`;

const pieces = (wire: string): string => `${ORDERS}
event usage.order.pieces as "${wire}" {
  key userId
  userId: string
  measure pieces: int
}

demux pieces on order.placed {
  emit usage.order.pieces { userId, pieces: 1 }
}
`;

const timed = (type: string): string =>
  ORDERS.replace("  key:   userId\n", "  at:    placedAt\n  key:   userId\n").replace(
    "  userId:  string\n",
    `  userId:  string\n  placedAt: ${type}\n`,
  );

export const DA4001 = {
  title: "a discrete event with a name of the wrong form",
  text: `A usage event is called \`usage.[object].[metric]\`, such as \`usage.order.amount\`, and a system event \`[entity].[action]\`, such as \`order.cancelled\`: topics, schemas and readers are found by these parts.
Rename the event; with \`as "…"\` it keeps another name on the wire.`,
  bad: ORDERS.replaceAll("usage.order.amount", "usage.web.order.amount"),
  repaired: ORDERS,
} satisfies Explanation;

export const DA4002 = {
  title: "no measure, or several",
  text: `A usage event carries one metric: exactly one field is its \`measure\`, an \`int\`, \`number\` or \`duration\`. A system event tells that something happened, and has none.
Mark the field with \`measure\`, make an event of each metric, or rename a usage event that measures nothing to \`[entity].[action]\`.`,
  bad: ORDERS.replace("measure amount: number", "amount: number"),
  repaired: ORDERS,
} satisfies Explanation;

export const DA4003 = {
  title: "a measure with another name than the metric",
  text: `The measure of \`usage.[object].[metric]\` is named as the metric, letter case aside, so that every reader finds it.
Rename the measure or the event; on the wire the field may be called otherwise: \`measure amount: number as "total"\`.`,
  bad: `${SHOP.replace("measure amount", "measure total")}${demux.replace(", amount", ", total: amount")}`,
  repaired: `${SHOP}${demux}`,
} satisfies Explanation;

export const DA4004 = {
  title: "no key, or one that may be missing",
  text: `The key says which partition an event goes to, and so which events stay in order; a store's key finds its rows. Each part must always be there and be a scalar.
Add \`key field\`, and declare its fields without \`?\` and \`| null\`.`,
  bad: ORDERS.replace("  key userId\n", ""),
  repaired: ORDERS,
} satisfies Explanation;

export const DA4005 = {
  title: "one name for two things outside",
  text: `What the outside world sees must be told apart: discrete events and signals by their wire names, events of one source by theirs, sources by their topics, stores by their tables (which SQL compares without regard to case). A source's topic is what others write, so no event and no \`forward\` may go there.
Give one of the two another name.`,
  bad: pieces("usage.order.amount"),
  repaired: pieces("usage.order.items"),
} satisfies Explanation;

export const DA4006 = {
  title: "a source's time or key that its events lack",
  text: `\`at\` and \`key\` of a source name fields that every event of the source requires: \`at\` a timestamp, \`key\` a scalar.
Declare the field in each of its events with such a type, or name another field. Without \`at\` the record's own time stands, without \`key\` nothing is assumed of the order.`,
  bad: timed("string"),
  repaired: timed("timestamp"),
} satisfies Explanation;

export const DA4007 = {
  title: "a reserved name",
  text: `\`reserved\` keeps names that were in use once from being used again, as old events and rows still carry them with their old meaning.
Choose another name.`,
  bad: ORDERS.replace("  key userId\n", "  reserved orderId\n  key userId\n"),
  repaired: ORDERS.replace("  key userId\n", "  reserved orderNumber\n  key userId\n"),
} satisfies Explanation;
