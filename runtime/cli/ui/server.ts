/** The server of the local page: its files, a JSON API, and events as the pipeline runs. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { UserError, type UserErrorCode } from "../../errors.ts";
import type { Site } from "../../operate/site.ts";
import type { Live } from "./api.ts";
import { CHANGES, ROUTES } from "./routes.ts";
import { HEADERS, newToken, refusal } from "./security.ts";

export interface UiOptions {
  readonly host: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /** The folder that holds the page's files. */
  readonly page: URL;
  /** For reading, beside the engine. */
  readonly site: Site;
  /** The engine's own, between whose rounds changes are made. */
  readonly engine: Site;
  readonly now: () => number;
  readonly look: () => Promise<Live>;
  /** Is told what should not happen. */
  readonly onError: (error: unknown) => void;
}

export interface Ui {
  readonly url: string;
  close(): Promise<void>;
}

const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "/": { file: "index.html", type: "text/html; charset=utf-8" },
  "/page.css": { file: "page.css", type: "text/css; charset=utf-8" },
  "/page.js": { file: "page.js", type: "text/javascript; charset=utf-8" },
};

const EVERY_MS = 1000;
const MAX_BODY = 1 << 20;

/** Listens, or throws a UserError where the port is taken. */
export async function openUi(options: UiOptions): Promise<Ui> {
  const handler = new Handler(options);
  const server = createServer((request, response) => void handler.answer(request, response));
  await listen(server, options);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = isIPv6(options.host) ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}/`,
    close: async () => {
      handler.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, { host, port }: UiOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      const reason = taken ? "another program listens there" : error.message;
      reject(new UserError("ui", `The page cannot be served on ${host}, port ${port}: ${reason}.`, error));
    });
    server.listen(port, host, resolve);
  });
}

class Handler {
  readonly #options: UiOptions;
  readonly #token = newToken();
  readonly #followers = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;

  constructor(options: UiOptions) {
    this.#options = options;
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    for (const follower of this.#followers) follower.end();
    this.#followers.clear();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      const refused = refusal(request, this.#options.host, this.#token);
      if (refused !== null) return sendJson(response, 403, { error: refused });
      await this.#route(request, response);
    } catch (error) {
      this.#fail(response, error);
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://page");
    const { method } = request;
    const file = FILES[pathname];
    if (method === "GET" && file !== undefined) return this.#file(response, file);
    const [, api, name = "", ...rest] = pathname.split("/");
    if (api === "api" && method === "GET") {
      if (name === "live") return this.#follow(request, response);
      const route = ROUTES.get(name);
      const operand = rest.map(decodeURIComponent).join("/");
      if (route !== undefined) return sendJson(response, 200, await route(this.#options.site, operand, searchParams));
    }
    if (api === "api" && method === "POST") return this.#change(request, response, name);
    sendJson(response, 404, { error: "There is nothing here." });
  }

  async #change(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const { site, engine, now } = this.#options;
    const change = CHANGES.get(name);
    if (change === undefined) sendJson(response, 404, { error: "There is nothing here." });
    else sendJson(response, 200, await change(site, engine, await bodyOf(request), now()));
  }

  async #file(response: ServerResponse, { file, type }: { readonly file: string; readonly type: string }) {
    const text = await readFile(new URL(file, this.#options.page), "utf8");
    response.setHeader("content-type", type);
    response.end(text.replace("{{token}}", this.#token));
  }

  /** Server-sent events: how the pipeline stands, now and every second. */
  async #follow(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("content-type", "text/event-stream");
    response.write(`retry: 2000\ndata: ${JSON.stringify(await this.#options.look())}\n\n`);
    this.#followers.add(response);
    this.#timer ??= setInterval(() => void this.#tell(), EVERY_MS);
    request.on("close", () => this.#leave(response));
  }

  #leave(response: ServerResponse): void {
    this.#followers.delete(response);
    if (this.#followers.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #tell(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const text = `data: ${JSON.stringify(await this.#options.look())}\n\n`;
      for (const follower of this.#followers) follower.write(text);
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#isLooking = false;
    }
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (!(error instanceof UserError)) this.#options.onError(error);
    const said = error instanceof Error ? error.message : String(error);
    if (response.headersSent) response.end();
    else sendJson(response, error instanceof UserError ? (STATUS[error.code] ?? 500) : 500, { error: said });
  }
}

const STATUS: Partial<Record<UserErrorCode, number>> = { absent: 404, input: 400 };

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(JSON.stringify(value));
}

/** The JSON object that a request brings. Throws a UserError where it brings none. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new UserError("input", "The request is too long.");
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new UserError("input", "The request is no JSON.");
  }
}
