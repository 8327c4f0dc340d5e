#!/usr/bin/env node
import { createRequire } from "node:module";
import { hurry, settle } from "./hurry.js";
import { launch } from "./launch.js";
import { runScript } from "./scripts.js";

const HASHING = ["compile", "test", "diff", "publish", "ci"];

const argv = process.argv.slice(2);
const isHelp = ["--help", "-h", "--version"].some((flag) => argv.includes(flag));
const command = isHelp ? "help" : /^[a-z]+$/.test(argv[0]) ? argv[0] : "compile";
const isLasting = argv.includes("--watch") || command === "lsp";

await launch("da-compile", (file) => {
  if (HASHING.includes(command)) createRequire(import.meta.url)("node:crypto");
  if (isLasting) settle();
  else hurry();
  runScript(file, isLasting ? `${command}-lasting` : command);
});
