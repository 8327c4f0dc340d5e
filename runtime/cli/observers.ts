/** Several who watch an engine, as one. */
import type { Observer } from "../engine/observer.ts";

/** Without those that are not there. Only what one of them wants to be told is asked of the engine. */
export function together(...some: readonly (Observer | undefined)[]): Observer {
  const all = some.filter((each) => each !== undefined);
  const [first] = all;
  if (first === undefined || all.length === 1) return first ?? {};
  const wants = (name: keyof Observer): boolean => all.some((each) => each[name] !== undefined);
  return {
    ...(wants("onEmit") ? { onEmit: (emissions) => all.forEach((each) => void each.onEmit?.(emissions)) } : {}),
    ...(wants("onDead") ? { onDead: (letters) => all.forEach((each) => void each.onDead?.(letters)) } : {}),
    ...(wants("onHandled")
      ? { onHandled: (handled, began) => all.forEach((each) => void each.onHandled?.(handled, began)) }
      : {}),
    ...(wants("onTimes") ? { onTimes: (times) => all.forEach((each) => void each.onTimes?.(times)) } : {}),
    ...(wants("onRound") ? { onRound: (ms) => all.forEach((each) => void each.onRound?.(ms)) } : {}),
    ...(wants("onRetry") ? { onRetry: (handler) => all.forEach((each) => void each.onRetry?.(handler)) } : {}),
    ...(wants("onTrouble") ? { onTrouble: (message) => all.forEach((each) => void each.onTrouble?.(message)) } : {}),
    ...(wants("onLog") ? { onLog: (entry) => all.forEach((each) => void each.onLog?.(entry)) } : {}),
  };
}
