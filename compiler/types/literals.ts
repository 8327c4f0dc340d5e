/** Which literals are values of uuids, dates and bounded types. */

import type { NumericType, StringType } from "../model.ts";

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isUuid(text: string): boolean {
  return UUID_FORM.test(text);
}

export function isDate(text: string): boolean {
  const match = DATE_FORM.exec(text);
  if (match === null) {
    return false;
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** The regular expression of a pattern as the language means it, or why it is none. */
export function regularExpression(pattern: string): RegExp | { readonly problem: string } {
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    const message = error instanceof Error ? error.message : "it cannot be read";
    const problem = message.slice(message.lastIndexOf(":") + 1).trim();
    return { problem: problem.charAt(0).toLowerCase() + problem.slice(1) };
  }
}

export function withinText(text: string, type: StringType): boolean {
  if ((type.min !== null && text.length < type.min) || (type.max !== null && text.length > type.max)) {
    return false;
  }
  if (type.pattern === null) {
    return true;
  }
  const expression = regularExpression(type.pattern);
  return !(expression instanceof RegExp) || expression.test(text);
}

export function withinNumber(value: number, type: NumericType): boolean {
  return (type.min === null || value >= type.min) && (type.max === null || value <= type.max);
}
