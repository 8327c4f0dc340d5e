/** DA5003: what a kind of handler may do. */

import { code, error } from "./said.ts";

export const DA5003 = {
  handles: (p: { kind: string; what: string; name: string; allowed: string }) =>
    error("DA5003", `A ${p.kind} does not handle ${p.what} such as ${code(p.name)}: it handles ${p.allowed}.`),
  does: (p: { kind: string; what: string; allowed: string }) =>
    error("DA5003", `A ${p.kind} may not ${p.what}: it may ${p.allowed}.`),
  emits: (p: { kind: string; what: string; name: string; allowed: string }) =>
    error("DA5003", `A ${p.kind} may not emit ${p.what} such as ${code(p.name)}: it may ${p.allowed}.`),
  ownSource: (p: { name: string; source: string }) =>
    error(
      "DA5003",
      `A transform emits events of another source than those it handles, but ${code(p.name)} is of ${code(p.source)} too: emit an event of another source.`,
    ),
  notASignal: (p: { name: string }) =>
    error("DA5003", `${code(p.name)} is no signal: a gep tells what it changed with a \`signal … of store { }\`.`),
  readPlace: (p: { store: string }) =>
    error(
      "DA5003",
      `A read of ${code(p.store)} stands only in \`let row = ${p.store}(…)\` and \`require row = ${p.store}(…)\` of a handler: read it there, and use the row.`,
    ),
  requireAfterEffect: (p: { store: string }) =>
    error(
      "DA5003",
      `This \`require\` stands after an effect, but the handler begins anew when the row of ${code(p.store)} is there: move it before every effect.`,
    ),
  forwardOfSignal: (p: { name: string }) =>
    error(
      "DA5003",
      `\`forward\` sends the record as it came from a source, but this handler also handles the signal ${code(p.name)}: handle source events only.`,
    ),
  signalsUnchanged: (p: { signal: string; store: string }) =>
    error(
      "DA5003",
      `The signal ${code(p.signal)} tells changes of ${code(p.store)}, which this handler does not update: name ${code(p.store)} in \`updates\` too.`,
    ),
  sends: (p: { name: string }) =>
    error(
      "DA5003",
      `${code(p.name)} is a signal, which only a gep makes: send the source event that changes the store.`,
    ),
} as const;
