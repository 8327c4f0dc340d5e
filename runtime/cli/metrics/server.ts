/** The server for those who watch a process: `/metrics`, `/live` and `/ready`. It changes nothing and shows no event. */
import { createServer, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { UserError } from "../../errors.ts";
import type { Problems } from "./health.ts";

export interface Address {
  readonly host: string;
  /** 0 takes one that is free. */
  readonly port: number;
}

export interface Watched {
  readonly contentType: string;
  metrics(): Promise<string>;
  problems(): Promise<Problems>;
  /** Is told what should not happen. */
  onError(error: unknown): void;
}

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens, or throws a UserError where it cannot. */
export async function openMetricsServer(at: Address, watched: Watched): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method !== "GET" && request.method !== "HEAD") send(response, 405, "text/plain", "GET or HEAD.\n");
    else void answer(path, response, watched);
  });
  await listen(server, at);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : at.port;
  return {
    url: `http://${isIPv6(at.host) ? `[${at.host}]` : at.host}:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(path: string, response: ServerResponse, watched: Watched): Promise<void> {
  try {
    switch (path) {
      case "/metrics":
        return send(response, 200, watched.contentType, await watched.metrics());
      case "/live":
        return send(response, 200, "application/json", `${JSON.stringify({ live: true })}\n`);
      case "/ready": {
        const problems = await watched.problems();
        const isReady = problems.length === 0;
        return send(
          response,
          isReady ? 200 : 503,
          "application/json",
          `${JSON.stringify({ ready: isReady, problems })}\n`,
        );
      }
      default:
        return send(response, 404, "text/plain", "There is /metrics, /live and /ready.\n");
    }
  } catch (error) {
    watched.onError(error);
    send(response, 500, "text/plain", "This should not happen.\n");
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

function listen(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      const reason = taken ? "another program listens there" : error.message;
      reject(new UserError("ui", `Metrics cannot be served on ${host}, port ${port}: ${reason}.`, error));
    });
    server.listen(port, host, resolve);
  });
}
