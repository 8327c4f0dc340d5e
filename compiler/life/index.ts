/** One event's life cycle, as data and as text. */
export { type Amount, type Life, type LifeEvent, type LifeHandler, lifeOf, type Made } from "./life.ts";
export { lifeText } from "./text.ts";
