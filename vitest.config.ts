// Tests stand beside what they test and run on the sources: the condition `da-source` makes `da-compile/runtime`,
// which generated code imports, mean runtime/index.ts instead of the built file. Those that need a real Kafka or
// PostgreSQL have a configuration of their own, vitest.servers.config.ts.
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

const conditions = ["da-source", ...defaultServerConditions];

export const SERVERS = "**/*.servers.test.ts";

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["da-source"] } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", "generated/**", SERVERS],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
