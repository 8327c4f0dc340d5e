// The tests that need a real Kafka or a real PostgreSQL; `npm run test:servers` starts what is not there.
import { mergeConfig } from "vitest/config";
import base, { SERVERS } from "./vitest.config.ts";

const merged = mergeConfig(base, { test: { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 } });

export default {
  ...merged,
  test: { ...merged.test, include: [SERVERS], exclude: ["**/node_modules/**", "dist/**", "generated/**"] },
};
