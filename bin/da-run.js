#!/usr/bin/env node
import { pathToFileURL } from "node:url";
import { launch } from "./launch.js";
import { contain } from "./v8.js";

const isLasting = process.argv[2] === "start";

await launch("da-run", (file) => {
  if (isLasting) contain();
  return import(pathToFileURL(file).href);
});
