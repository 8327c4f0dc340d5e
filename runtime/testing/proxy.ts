/**
 * Stands between a client and a server and does to their frames what a bad network would: drops, cuts, holds back. Frames are
 * Kafka's: a length, then for requests a kind and a number that the answer repeats.
 */
import { type AddressInfo, createServer, connect as open, type Server, type Socket } from "node:net";
import type { KafkaSettings } from "../log/kafka/settings.ts";

/** Kinds of requests, by Kafka's numbers. */
export const KIND = { produce: 0, fetch: 1, offsetCommit: 8, joinGroup: 11, heartbeat: 12, endTxn: 26 } as const;

/** What is done with a frame; `cut` drops it and ends its connection. */
export type Fate = "pass" | "drop" | "cut";

export interface ProxyRules {
  request?(kind: number, frame: Buffer): Fate;
  answer?(kind: number, frame: Buffer): Fate;
}

export class FrameProxy {
  readonly #server: Server;
  readonly #links = new Set<Link>();
  rules: ProxyRules = {};
  /** New connections end at once. */
  isAway = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(address: string): Promise<FrameProxy> {
    const at = address.lastIndexOf(":");
    const [host, port] = [address.slice(0, at), Number(address.slice(at + 1))];
    const server = createServer();
    const proxy = new FrameProxy(server);
    server.on("connection", (client) => {
      if (proxy.isAway) {
        client.destroy();
        return;
      }
      const link = new Link(client, open(port, host), proxy);
      proxy.#links.add(link);
      client.once("close", () => proxy.#links.delete(link));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return isPort(address) ? address.port : 0;
  }

  /** Leads a Kafka client here, whatever addresses its brokers name. */
  get connect(): NonNullable<KafkaSettings["connect"]> {
    return ({ onConnect }) => open(this.port, "127.0.0.1", onConnect);
  }

  /** Ends all connections. */
  cut(): void {
    for (const link of this.#links) link.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const isPort = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === "object" && address !== null;

/** A connection and what it is passed on by. */
class Link {
  readonly #sides: readonly Socket[];
  /** Kinds of requests under way, by their numbers. */
  readonly #kinds = new Map<number, number>();

  constructor(client: Socket, server: Socket, proxy: FrameProxy) {
    this.#sides = [client, server];
    for (const side of this.#sides) {
      side.on("error", () => this.cut());
      side.on("close", () => this.cut());
    }
    eachFrame(client, (frame) => {
      const kind = frame.readInt16BE(4);
      this.#kinds.set(frame.readInt32BE(8), kind);
      this.#pass(proxy.rules.request?.(kind, frame), frame, server);
    });
    eachFrame(server, (frame) => {
      const number = frame.readInt32BE(4);
      const kind = this.#kinds.get(number) ?? -1;
      this.#kinds.delete(number);
      this.#pass(proxy.rules.answer?.(kind, frame), frame, client);
    });
  }

  #pass(fate: Fate = "pass", frame: Buffer, to: Socket): void {
    if (fate === "pass") to.write(frame);
    if (fate === "cut") this.cut();
  }

  cut(): void {
    for (const side of this.#sides) side.destroy();
  }
}

/** Whole frames, with their lengths. */
function eachFrame(socket: Socket, use: (frame: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0);
      use(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  });
}
