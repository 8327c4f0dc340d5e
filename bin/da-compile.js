#!/usr/bin/env node
import { launch } from "./launch.js";
import { runScript } from "./scripts.js";
import { hurry, settle, unhurried } from "./v8.js";

const argv = process.argv.slice(2);
const isHelp = ["--help", "-h", "--version"].some((flag) => argv.includes(flag));
const command = isHelp ? "help" : /^[a-z]+$/.test(argv[0]) ? argv[0] : "compile";
const isLasting = argv.includes("--watch") || command === "lsp";

await launch("da-compile", (file) => {
  if (isLasting) {
    settle();
    runScript(file, `${command}-lasting`);
  } else {
    hurry({ wasteful: command === "compile" });
    runScript(file, command, unhurried);
  }
});
