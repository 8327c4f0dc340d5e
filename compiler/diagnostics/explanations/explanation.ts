/** What `explain` tells of a code, and the small shop that most examples play in. */

export interface Explanation {
  /** A few words: what is wrong. */
  readonly title: string;
  /** Why it is refused, and what to do; paragraphs are lines. */
  readonly text: string;
  /** A complete spec that causes this code and no other. */
  readonly bad: string;
  /** The same spec, repaired: it compiles without a warning. */
  readonly repaired: string;
  /** Files that stand beside either of them, by path. */
  readonly files?: { readonly bad: Files; readonly repaired: Files };
}

type Files = Readonly<Record<string, string>>;

/** A source with one event, and one discrete event, which the examples' handlers make. */
export const SHOP = `pipeline shop {}

source web {
  topic: "shop.web"
  key:   userId
}

event order.placed from web {
  userId:  string
  orderId: string
  kind:    "new" | "repeat"
  amount:  number
  note?:   string
}

event usage.order.amount {
  key userId
  userId:  string
  orderId: string
  measure amount: number
}
`;

/** The shop, with a demux that makes the discrete event. */
export const ORDERS = `${SHOP}
demux amounts on order.placed {
  emit usage.order.amount { userId, orderId, amount }
}
`;
