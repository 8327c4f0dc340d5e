/** DA5001–DA5004: how events flow through handlers. */
import { type Explanation, ORDERS } from "./explanation.ts";

const cycle = (limit: string): string => `${ORDERS}
event usage.refund.amount {
  key userId
  userId:  string
  orderId: string
  measure amount: number
}

dep refunds on usage.order.amount when amount < 0 {
  emit usage.refund.amount { userId, orderId, amount: -amount }
}

dep corrections on usage.refund.amount ${limit}{
  emit usage.order.amount { userId, orderId, amount }
}
`;

const chain = (hops: number): string => `${ORDERS.replace("pipeline shop {}", `pipeline shop {\n  hops: ${hops}\n}`)}
event usage.user.amount {
  key userId
  userId: string
  measure amount: number
}

event usage.shop.amount {
  key userId
  userId: string
  measure amount: number
}

dep users on usage.order.amount {
  emit usage.user.amount { userId, amount }
}

dep shops on usage.user.amount {
  emit usage.shop.amount { userId, amount }
}
`;

const totals = (kind: string): string => `${ORDERS}
store totals {
  key userId: string
  amount: sum of number
}

${kind} totals on order.placed {
  update totals(userId) { amount }
}
`;

const user = `
event usage.user.amount {
  key userId
  userId: string
  measure amount: number
}
`;

export const DA5001 = {
  title: "an endless circle of events",
  text: `Each of these events leads to the next, and the last one to the first, so that one event could go round for ever. Conditions are not looked at.
Give a dep of the circle a \`limit\`: an event whose chain has passed it that often is dead. Or take one of the steps out. Transforms have no limit: break their circle.`,
  bad: cycle(""),
  repaired: cycle("limit 2 "),
} satisfies Explanation;

export const DA5002 = {
  title: "a chain of events that is too long",
  text: `\`hops\` of the pipeline says how many discrete events may follow from one another, counting from the one that a demux emits; a dep with a \`limit\` counts as often as its limit. A long chain is slow to arrive and hard to follow.
Emit from an earlier event, merge two steps, lower a \`limit\`, or raise \`hops\`.`,
  bad: chain(2),
  repaired: chain(3),
} satisfies Explanation;

export const DA5003 = {
  title: "something that this kind of handler may not do",
  text: `A \`transform\` turns source events into source events of another source. A \`gep\` handles source events, updates stores and signals what changed. A \`demux\` turns source events and signals into discrete events, without stores. A \`dep\` handles discrete events and internal source events, uses stores and emits discrete events. A \`require\` stands before every effect, as the handler begins anew when the wait is over.
Move the step to a handler of the fitting kind.`,
  bad: totals("demux"),
  repaired: totals("gep"),
} satisfies Explanation;

export const DA5004 = {
  title: "one metric of several objects",
  text: `A demux emits the lowest level: where it tells one metric of an order and of its user at once, the two can be counted twice or come to differ. The branches of one \`if\`, and what follows a branch that ends with \`skip\`, exclude each other; conditions are not compared.
Let a dep emit the next level of the first event, or say with \`fanout "reason"\` why the demux must do both.`,
  bad: `${ORDERS.replace("amount }\n}", "amount }\n  emit usage.user.amount { userId, amount }\n}")}${user}`,
  repaired: `${ORDERS}${user}
dep users on usage.order.amount {
  emit usage.user.amount { userId, amount }
}
`,
} satisfies Explanation;
