/** DA1001–DA1003: the text cannot be read. */
import { type Explanation, ORDERS, SHOP } from "./explanation.ts";

const source = (topic: string): string => `pipeline shop {}

source web {
  topic: ${topic}
  key:   userId
}

event order.placed from web {
  userId: string
}

event order.counted {
  key userId
  userId: string
}

demux orders on order.placed {
  emit order.counted { userId }
}
`;

export const DA1001 = {
  title: "syntax error",
  text: `Something stands where the language expects something else. The message says in words what was expected, and the range is that of the first token that cannot stand there.
Correct that place. The declarations around it are checked all the same, so what else is told is worth reading too.`,
  bad: `${SHOP}
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount = 1 }
}
`,
  repaired: `${SHOP}
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount: 1 }
}
`,
} satisfies Explanation;

export const DA1002 = {
  title: "bad literal",
  text: String.raw`A string has no end or an unknown escape, or a duration, timestamp, date or pattern is not one.
The escapes of strings are \" \\ \n \t \u{…} and \$. Durations are such as 500ms, 90s, 15m, 1h30m and 14d, timestamps such as @2026-11-23T10:00:00Z, dates such as @2026-11-23, patterns such as /^[A-Z]{2}$/.`,
  bad: source(String.raw`"shop\web"`),
  repaired: source(`"shop.web"`),
} satisfies Explanation;

export const DA1003 = {
  title: "import not found",
  text: `The file that an \`import\` names does not exist or cannot be read. Its path is relative to the importing file, begins with \`./\` or \`../\`, and has its ending.
Correct the path, or move the declarations into this file.`,
  bad: `import "./orders.da"\n\n${ORDERS}`,
  repaired: ORDERS,
} satisfies Explanation;
