/**
 * Arithmetic that gives a true value or makes the event dead: an `int` lies within ±(2^53 − 1), a `number` is finite, a
 * duration and a timestamp are whole milliseconds within the range of `int`.
 */
import { overflow } from "./fault.ts";

/** The result of integer arithmetic. Throws an overflow past ±(2^53 − 1), where neighbours can no longer be told apart. */
export function int(value: number): number {
  // Adding 0 makes -0, which `-1 * 0` gives, an ordinary 0.
  if (Number.isSafeInteger(value)) return value + 0;
  throw overflow(`The integer ${value} is past ±(2^53 − 1).`);
}

/** The result of arithmetic on numbers. Throws an overflow where it is infinite or no number. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw overflow("A number is past what a double-precision number can hold.");
}

/** A duration or timestamp in whole milliseconds: rounds half up. Throws an overflow past ±(2^53 − 1). */
export function ms(value: number): number {
  const whole = Math.round(value) + 0;
  if (Number.isSafeInteger(whole)) return whole;
  throw overflow(`A duration or time of ${value} ms is past ±(2^53 − 1) ms.`);
}

/** `a / b`, or null where `b` is 0. */
export function divide(a: number, b: number): number | null {
  return b === 0 ? null : finite(a / b);
}

/** A duration divided by a number, in whole milliseconds, or null where `b` is 0. */
export function divideMs(a: number, b: number): number | null {
  return b === 0 ? null : ms(a / b);
}

/** `a % b` with the sign of `a`, or null where `b` is 0. */
export function remainder(a: number, b: number): number | null {
  return b === 0 ? null : (a % b) + 0;
}

/** The nearest integer, halves up: 2.5 is 3, -2.5 is -2. */
export function round(value: number): number {
  return int(Math.round(value));
}

/** The greatest integer that is not above `value`. */
export function floor(value: number): number {
  return int(Math.floor(value));
}

/** The least integer that is not below `value`. */
export function ceil(value: number): number {
  return int(Math.ceil(value));
}

/** The integer part. */
export function trunc(value: number): number {
  return int(Math.trunc(value));
}

/** `value`, or the nearer of the two limits where it lies outside. `high` wins where the limits are crossed. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
