/** The explanation of every code: one without does not compile. */
import type { Code } from "../messages/said.ts";
import { DA1001, DA1002, DA1003 } from "./da1.ts";
import { DA2001, DA2002, DA2003, DA2004, DA2005 } from "./da2.ts";
import { DA3001, DA3002, DA3003, DA3004, DA3005, DA3006, DA3007, DA3008 } from "./da3.ts";
import { DA4001, DA4002, DA4003, DA4004, DA4005, DA4006, DA4007 } from "./da4.ts";
import { DA5001, DA5002, DA5003, DA5004 } from "./da5.ts";
import { DA6001, DA6002, DA6003, DA6004, DA6005, DA6006 } from "./da6.ts";
import { DA8001, DA8002, DA8003, DA8004, DA8005 } from "./da8.ts";
import type { Explanation } from "./explanation.ts";

export const explanations = {
  DA1001,
  DA1002,
  DA1003,
  DA2001,
  DA2002,
  DA2003,
  DA2004,
  DA2005,
  DA3001,
  DA3002,
  DA3003,
  DA3004,
  DA3005,
  DA3006,
  DA3007,
  DA3008,
  DA4001,
  DA4002,
  DA4003,
  DA4004,
  DA4005,
  DA4006,
  DA4007,
  DA5001,
  DA5002,
  DA5003,
  DA5004,
  DA6001,
  DA6002,
  DA6003,
  DA6004,
  DA6005,
  DA6006,
  DA8001,
  DA8002,
  DA8003,
  DA8004,
  DA8005,
} as const satisfies Readonly<Record<Code, Explanation>>;
