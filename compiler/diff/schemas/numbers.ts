/** A number that keeps all rules, or the proof that there is none. */

import type { Json } from "../json.ts";
import { type Answer, NO, unknown, yes } from "./answer.ts";
import type { NumberRule } from "./node.ts";

export class NumberQuestion {
  #low = -Infinity;
  #lowOpen = false;
  #high = Infinity;
  #highOpen = false;
  readonly #multiples: number[] = [];
  readonly #notMultiples: number[] = [];
  #whole = false;
  #broken = false;

  clone(): NumberQuestion {
    const copy = new NumberQuestion();
    copy.#low = this.#low;
    copy.#lowOpen = this.#lowOpen;
    copy.#high = this.#high;
    copy.#highOpen = this.#highOpen;
    copy.#multiples.push(...this.#multiples);
    copy.#notMultiples.push(...this.#notMultiples);
    copy.#whole = this.#whole;
    copy.#broken = this.#broken;
    return copy;
  }

  keep(rule: NumberRule): void {
    this.above(rule.min, false);
    this.above(rule.minExclusive, true);
    this.below(rule.max, false);
    this.below(rule.maxExclusive, true);
    this.#multiples.push(...rule.multipleOf);
  }

  above(limit: number, isOpen: boolean): void {
    if (limit < this.#low || limit === -Infinity) return;
    this.#lowOpen = limit > this.#low ? isOpen : this.#lowOpen || isOpen;
    this.#low = limit;
  }

  below(limit: number, isOpen: boolean): void {
    if (limit > this.#high || limit === Infinity) return;
    this.#highOpen = limit < this.#high ? isOpen : this.#highOpen || isOpen;
    this.#high = limit;
  }

  whole(): void {
    this.#whole = true;
  }

  broken(): void {
    this.#broken = true;
  }

  noMultipleOf(step: number): void {
    this.#notMultiples.push(step);
  }

  holds(value: number): boolean {
    if (value < this.#low || (value === this.#low && this.#lowOpen)) return false;
    if (value > this.#high || (value === this.#high && this.#highOpen)) return false;
    if (this.#whole && !Number.isInteger(value)) return false;
    if (this.#broken && Number.isInteger(value)) return false;
    return (
      this.#multiples.every((step) => isMultiple(value, step)) &&
      !this.#notMultiples.some((step) => isMultiple(value, step))
    );
  }

  /** `except` are values that it must not be. */
  solve(except: readonly Json[]): Answer {
    const isGood = (value: number): boolean => this.holds(value) && !except.includes(value);
    if (this.#low > this.#high) return NO;
    if (this.#low === this.#high) return isGood(this.#low) ? yes(this.#low) : NO;
    const steps = [...this.#multiples, ...(this.#whole ? [1] : [])];
    const found = steps.length === 0 ? this.#between(except.length) : this.#along(steps, except.length);
    for (const value of found.values) if (isGood(value)) return yes(value);
    return found.all ? NO : unknown("multipleOf with values that are too far apart");
  }

  /** Numbers without steps lie close: among a few in the open interval one is good. */
  #between(excepted: number): Found {
    const values = [0, this.#low, this.#high, 1, -1, 0.5].filter(Number.isFinite);
    const [low, high] = this.#window();
    const parts = excepted + 8 * (this.#notMultiples.length + 1) + 3;
    for (let i = 1; i < parts; i++)
      values.push(low + ((high - low) * i) / parts, low + ((high - low) * i) / (parts + 0.37));
    return { values, all: false };
  }

  #window(): readonly [number, number] {
    const [low, high] = [this.#low, this.#high];
    if (Number.isFinite(low)) return [low, Number.isFinite(high) ? high : low + 10];
    return Number.isFinite(high) ? [high - 10, high] : [-5, 5];
  }

  #along(steps: readonly number[], excepted: number): Found {
    const step = steps.map(ratioOf).reduce(common);
    const avoided = [...this.#notMultiples, ...(this.#broken ? [1] : [])];
    if (avoided.some((other) => divides(ratioOf(other), step))) return { values: [], all: true };
    const size = Number(step.top) / Number(step.bottom);
    const [first, last] = [Math.ceil(this.#low / size), Math.floor(this.#high / size)];
    const most = excepted + 2000;
    const values: number[] = [];
    const at = (k: number): number => Number(BigInt(k) * step.top) / Number(step.bottom);
    const start = Number.isFinite(first) ? first : Number.isFinite(last) ? last : 0;
    const isDown = !Number.isFinite(first) && Number.isFinite(last);
    const count = Number.isFinite(first) && Number.isFinite(last) ? last - first + 1 : Infinity;
    for (let i = 0; i < Math.min(count, most); i++) values.push(at(isDown ? start - i : start + i));
    if (!Number.isFinite(first) && !Number.isFinite(last)) for (let i = 1; i < most; i++) values.push(at(-i));
    return { values, all: count <= most };
  }
}

interface Found {
  readonly values: number[];
  /** No other number can do. */
  readonly all: boolean;
}

interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

function ratioOf(value: number): Ratio {
  const [digits = "0", exponent = "0"] = Math.abs(value).toString().split("e");
  const [whole = "0", part = ""] = digits.split(".");
  const shift = part.length - Number(exponent);
  const top = BigInt(whole + part);
  return shift >= 0 ? reduced(top, 10n ** BigInt(shift)) : reduced(top * 10n ** BigInt(-shift), 1n);
}

function reduced(top: bigint, bottom: bigint): Ratio {
  const divisor = divisorOf(top, bottom);
  return { top: top / divisor, bottom: bottom / divisor };
}

function divisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? (a === 0n ? 1n : a) : divisorOf(b, a % b);
}

/** The least number that is a multiple of both. */
function common(a: Ratio, b: Ratio): Ratio {
  const [x, y] = [a.top * b.bottom, b.top * a.bottom];
  return reduced((x * y) / divisorOf(x, y), a.bottom * b.bottom);
}

function divides(step: Ratio, value: Ratio): boolean {
  const [top, bottom] = [value.top * step.bottom, value.bottom * step.top];
  return bottom !== 0n && top % bottom === 0n;
}

function isMultiple(value: number, step: number): boolean {
  return step === 0 ? value === 0 : divides(ratioOf(step), ratioOf(value));
}
