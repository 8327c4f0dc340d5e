/** DA9001: what the language has and this version does not run yet. */
import { type Explanation, ORDERS } from "./explanation.ts";

export const DA9001 = {
  title: "not yet supported by this version",
  text: `The language has this, and \`check\` accepts it, but this version cannot run it. It is refused when the spec is compiled, rather than compiled to something else.
Leave it out, or wait for a later version.`,
  bad: `${ORDERS}
demux large on order.placed {
  handler "./large.ts"
  emits usage.order.amount
}
`,
  repaired: ORDERS,
} satisfies Explanation;
