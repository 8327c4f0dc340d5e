/** DA8001–DA8005: warnings. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const firstOrders = (condition: string): string => `${SHOP}
demux amounts on order.placed {
  if ${condition} {
    emit usage.order.amount { userId, orderId, amount }
  }
}
`;

const names = `
store names {
  key userId: string
  name: string
}

event order.named {
  key userId
  userId: string
  name:   string
}

dep named on usage.order.amount {
  require row = names(userId) wait 10m else skip
  emit order.named { userId, name: row.name }
}
`;

export const DA8001 = {
  title: "an event that nothing handles or emits",
  text: `No handler handles this source event, so it is read for nothing; or no handler emits this discrete event or signal, so that it never comes. That nothing handles a discrete event or signal is fine: the outside world may read it.
Write the handler, correct the one that was meant to do it, or remove the event.`,
  bad: `${ORDERS}
event order.cancelled {
  key userId
  userId: string
}
`,
  repaired: `${ORDERS}
event order.repeated {
  key userId
  userId: string
}

demux repeated on order.placed when kind == "repeat" {
  emit order.repeated { userId }
}
`,
} satisfies Explanation;

export const DA8002 = {
  title: "something that nothing uses",
  text: `No handler reads or updates this store (an external one: nothing reads it), or nothing uses this type, record, function or param.
Use it or remove it.`,
  bad: `${ORDERS.replace("pipeline shop {}\n", "pipeline shop {}\n\nparam rate: number = 1.2\n")}`,
  repaired: `${ORDERS.replace("pipeline shop {}\n", "pipeline shop {}\n\nparam rate: number = 1.2\n").replace(", amount }", ", amount: amount * rate }")}`,
} satisfies Explanation;

export const DA8003 = {
  title: "a condition that decides nothing",
  text: `This \`when\` or \`if\` is true, or false, whatever the event, or this \`else\` is never reached, as the types already say so. Mostly something else was meant.
Correct the condition, or remove it.`,
  bad: firstOrders('kind == "new" || kind == "repeat"'),
  repaired: firstOrders('kind == "new"'),
} satisfies Explanation;

export const DA8004 = {
  title: "a wait that always runs out",
  text: `This \`require\` waits for a row of a store that no handler updates: no row ever comes, and every event waits for its whole time.
Write the handler that updates the store, or leave \`wait\` out.`,
  bad: `${ORDERS}${names}`,
  repaired: `${ORDERS}${names}
gep names on order.placed when note != null {
  update names(userId) { name: note }
}
`,
} satisfies Explanation;

export const DA8005 = {
  title: "an unused variable",
  text: `Nothing uses what this \`let\` holds. Expressions have no effects, so nothing is lost without it.
Use it or remove it; of an update keep the \`update\` and leave out \`let x =\`.`,
  bad: `${SHOP}
demux amounts on order.placed {
  let cents = round(amount * 100)
  emit usage.order.amount { userId, orderId, amount }
}
`,
  repaired: `${SHOP}
demux amounts on order.placed {
  let cents = round(amount * 100)
  emit usage.order.amount { userId, orderId, amount: cents }
}
`,
} satisfies Explanation;
