/**
 * Stands between a client and a server and does to their frames what a bad network would: drops, cuts, holds back. Frames
 * are Kafka's: a length, then for requests a kind and a number that the answer repeats; or the answers of PostgreSQL, whose
 * kind is a letter before the length.
 */
import { type AddressInfo, createServer, connect as open, type Server, type Socket } from "node:net";
import type { KafkaSettings } from "../log/kafka/settings.ts";

/** Kinds of requests, by Kafka's numbers. */
export const KIND = {
  produce: 0,
  fetch: 1,
  offsetCommit: 8,
  joinGroup: 11,
  heartbeat: 12,
  initProducerId: 22,
  addPartitionsToTxn: 24,
  addOffsetsToTxn: 25,
  endTxn: 26,
  txnOffsetCommit: 28,
} as const;

const { initProducerId, addPartitionsToTxn, produce, addOffsetsToTxn, txnOffsetCommit, endTxn } = KIND;

/** What a transaction takes, in order: names and kinds. */
export const STEPS_OF_TRANSACTION = Object.entries({
  initProducerId,
  addPartitionsToTxn,
  produce,
  addOffsetsToTxn,
  txnOffsetCommit,
  endTxn,
});

/** How long a fetch lets the broker wait, in ms. Behind the head: length, kind, version, number, client's name; then the replica. */
export const waitOf = (fetch: Buffer): number => fetch.readInt32BE(14 + fetch.readInt16BE(12) + 4);

/** What is done with a frame; `cut` drops it and ends its connection. */
export type Fate = "pass" | "drop" | "cut";

export type Protocol = "kafka" | "postgres";

export interface ProxyOptions {
  readonly protocol?: Protocol;
  /** Any that is free, unless it is named. */
  readonly port?: number;
}

export interface ProxyRules {
  /** Asked of Kafka alone. */
  request?(kind: number, frame: Buffer): Fate;
  answer?(kind: number, frame: Buffer): Fate;
}

export class FrameProxy {
  readonly #server: Server;
  readonly #links = new Set<Link>();
  rules: ProxyRules = {};
  /** New connections end at once. */
  isAway = false;
  /** Every frame arrives so many ms late. */
  delay = 0;
  readonly protocol: Protocol;

  private constructor(server: Server, protocol: Protocol) {
    this.#server = server;
    this.protocol = protocol;
  }

  static async to(address: string, { protocol = "kafka", port: own = 0 }: ProxyOptions = {}): Promise<FrameProxy> {
    const at = address.lastIndexOf(":");
    const [host, port] = [address.slice(0, at), Number(address.slice(at + 1))];
    const server = createServer();
    const proxy = new FrameProxy(server, protocol);
    server.on("connection", (client) => {
      if (proxy.isAway) {
        client.destroy();
        return;
      }
      const link = new Link(client, open(port, host), proxy);
      proxy.#links.add(link);
      client.once("close", () => proxy.#links.delete(link));
    });
    await new Promise<void>((resolve) => server.listen(own, "127.0.0.1", resolve));
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

  /** How many connections there are. */
  get connections(): number {
    return this.#links.size;
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
      side.setNoDelay();
      side.on("error", () => this.cut());
      side.on("close", () => this.cut());
    }
    const [toServer, toClient] = [new Way(server, proxy), new Way(client, proxy)];
    if (proxy.protocol === "postgres") {
      client.on("data", (chunk) => toServer.send(chunk));
      eachFrame(server, 1, (frame) => this.#pass(proxy.rules.answer?.(frame[0] ?? 0, frame), frame, toClient));
      return;
    }
    eachFrame(client, 0, (frame) => {
      const kind = frame.readInt16BE(4);
      this.#kinds.set(frame.readInt32BE(8), kind);
      this.#pass(proxy.rules.request?.(kind, frame), frame, toServer);
    });
    eachFrame(server, 0, (frame) => {
      const number = frame.readInt32BE(4);
      const kind = this.#kinds.get(number) ?? -1;
      this.#kinds.delete(number);
      this.#pass(proxy.rules.answer?.(kind, frame), frame, toClient);
    });
  }

  #pass(fate: Fate = "pass", frame: Buffer, way: Way): void {
    if (fate === "pass") way.send(frame);
    if (fate === "cut") this.cut();
  }

  cut(): void {
    for (const side of this.#sides) side.destroy();
  }
}

/** One direction: what is sent arrives in order, at once or late. */
class Way {
  readonly #to: Socket;
  readonly #proxy: FrameProxy;
  #last: Promise<void> | null = null;

  constructor(to: Socket, proxy: FrameProxy) {
    this.#to = to;
    this.#proxy = proxy;
  }

  send(frame: Buffer): void {
    const { delay } = this.#proxy;
    if (delay === 0 && this.#last === null) {
      this.#to.write(frame);
      return;
    }
    const due = performance.now() + delay;
    const sent = (this.#last ?? Promise.resolve())
      .then(() => new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now()))))
      .then(() => {
        if (!this.#to.destroyed) this.#to.write(frame);
        if (this.#last === sent) this.#last = null;
      });
    this.#last = sent;
  }
}

/** Whole frames. Before the length, which counts itself then, stand so many bytes. */
function eachFrame(socket: Socket, before: 0 | 1, use: (frame: Buffer) => void): void {
  const head = before + 4;
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= head) {
      const end = rest.readInt32BE(before) + (before === 0 ? 4 : 1);
      if (rest.length < end) break;
      use(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  });
}
