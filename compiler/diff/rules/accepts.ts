/** Rules about `da-accept` itself. They are told by accept.ts, which knows what else was found. */
import type { Rule } from "./rule.ts";

interface AcceptRule extends Rule {
  readonly id: "accept-expired" | "accept-unused" | "accept-malformed";
  readonly repair: string;
}

const COMMON = {
  group: "accepts",
  breaks: "nobody",
  level: "full",
  severity: "warning",
  deploy: "any order",
  find: () => [],
} as const;

export const ACCEPT_RULES: readonly AcceptRule[] = [
  {
    ...COMMON,
    id: "accept-expired",
    purpose: "A break was accepted until a day that is over: it counts again.",
    repair: "repair the break, or say until when it is meant",
    example: `  event order.placed from web {
    userId: string
+   // da-accept field-added until 2001-01-31: nobody writes before February
+   amount: number
  }`,
    mirror: `  event order.placed from web {
    userId: string
+   // da-accept field-added until 2999-01-31: nobody writes before February
+   amount: number
  }`,
  },
  {
    ...COMMON,
    id: "accept-unused",
    purpose: "A comment that accepts nothing would hide a break to come.",
    repair: "remove the comment: what it accepted is in the version that is compared with",
    example: `  event order.placed from web {
    userId: string
+   // da-accept field-added until 2999-01-31: nobody writes before February
    amount: number
  }`,
    mirror: `  event order.placed from web {
    userId: string
+   // da-accept field-added until 2999-01-31: nobody writes before February
+   amount: number
  }`,
  },
  {
    ...COMMON,
    id: "accept-malformed",
    purpose: "Without a known rule, a day and a reason nothing is accepted.",
    repair: "write `// da-accept RULE until 2027-01-31: reason`",
    example: `  event order.placed from web {
    userId: string
+   // da-accept field-added: nobody writes before February
+   amount: number
  }`,
    mirror: `  event order.placed from web {
    userId: string
+   // da-accept field-added until 2999-01-31: nobody writes before February
+   amount: number
  }`,
  },
];
