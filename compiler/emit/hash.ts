/** A hash of what a model means: places, docs and tests aside, so that it stays where only the text changes. */
import { hash } from "node:crypto";
import type { Handler, Model } from "../model.ts";

/** In JSON, where a thing stands and what is said of it. No quote stands so in a text, where it has a backslash before it. */
const ASIDE =
  /"(?:place|namePlace|topicPlace|limitPlace|target)":(?:null|\{"file":"(?:[^"\\]|\\.)*","start":\d+,"end":\d+,"line":\d+\}),?|"doc":(?:null|"(?:[^"\\]|\\.)*"),?/g;

/** Hexadecimal SHA-256. `pathOf` gives a file's path as it is on every machine. */
export function hashOf(model: Model, pathOf: (file: string) => string): string {
  const handlers = model.handlers.map((handler) => withPath(handler, pathOf));
  const text = JSON.stringify({ ...model, handlers, tests: [] }).replace(ASIDE, "");
  return hash("sha256", text);
}

function withPath(handler: Handler, pathOf: (file: string) => string): Handler {
  const { body } = handler;
  return body.kind === "typescript" ? { ...handler, body: { ...body, file: pathOf(body.file) } } : handler;
}
