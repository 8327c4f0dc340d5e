/** How far a long run is, on one line of a terminal that is written over again and again. */
import { statSync } from "node:fs";
import type { Fed } from "../input/feed.ts";
import type { Input } from "../input/inputs.ts";
import { count, number, rate } from "./summary.ts";
import { short } from "./table.ts";

/** A short run shows nothing. */
const FIRST_MS = 1000;
const EVERY_MS = 200;
const BAR = 20;

export class Progress {
  readonly #inputs: readonly Input[];
  readonly #sizes: readonly (number | null)[];
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  readonly #width: number;
  readonly #begun: number;
  #shown: number;
  #first: Fed | null = null;
  #isThere = false;

  constructor(inputs: readonly Input[], write: (text: string) => void, now: () => number, width: number) {
    this.#inputs = inputs;
    this.#sizes = inputs.map(sizeOf);
    this.#write = write;
    this.#now = now;
    this.#width = width;
    this.#begun = now();
    this.#shown = this.#begun + FIRST_MS - EVERY_MS;
  }

  show(fed: Fed): void {
    this.#first ??= fed;
    const now = this.#now();
    if (now - this.#shown < EVERY_MS) return;
    this.#shown = now;
    this.#isThere = true;
    this.#write(`\r${short(this.#line(fed, (now - this.#begun) / 1000), this.#width - 1)}\u001b[K`);
  }

  /** The line is gone: something else will stand there. */
  clear(): void {
    if (this.#isThere) this.#write("\r\u001b[K");
    this.#isThere = false;
  }

  #line(fed: Fed, seconds: number): string {
    const label = this.#inputs[fed.input]?.label ?? "";
    const figures = `${count(fed.records, "record")}, ${rate(fed.records, seconds)}`;
    const total = sum(this.#sizes);
    if (total === null) return `${figures}  ${label}`;
    const done = total === 0 ? 1 : Math.min(1, this.#bytes(fed) / total);
    const full = Math.round(done * BAR);
    const bar = "█".repeat(full) + "░".repeat(BAR - full);
    return `${bar} ${number(Math.floor(done * 100))}%  ${figures}${this.#left(fed, total, seconds)}  ${label}`;
  }

  /** Bytes before the place, of all inputs. */
  #bytes({ input, bytes }: Fed): number {
    return (sum(this.#sizes.slice(0, input)) ?? 0) + bytes;
  }

  /** An interrupted run that goes on did not read what came before in this time. */
  #left(fed: Fed, total: number, seconds: number): string {
    const read = this.#bytes(fed) - (this.#first === null ? 0 : this.#bytes(this.#first));
    if (read <= 0) return "";
    const left = Math.ceil(((total - this.#bytes(fed)) / read) * seconds);
    return left < 1 ? "" : `, ${timeLeft(left)} left`;
  }
}

function sizeOf({ path }: Input): number | null {
  const found = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : null;
}

/** Null where one of them is not known. */
function sum(sizes: readonly (number | null)[]): number | null {
  return sizes.reduce((total, size) => (total === null || size === null ? null : total + size), 0);
}

function timeLeft(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
