/** `publish`: registers the schemas of all events and signals with a schema registry. */
import manifest from "../../../package.json" with { type: "json" };
import { subjectsOf } from "../../diff/subjects.ts";
import { contextOf } from "../../emit/context.ts";
import { type Call, refuse, tell } from "../call.ts";
import type { Exit } from "../io.ts";
import { isRegistry, Registry } from "../registry/client.ts";
import { checkSpec, countsOf, fails, print, specOf, unreadable } from "../spec.ts";

export async function publish(call: Call): Promise<Exit> {
  const address = call.value("registry");
  if (address === null) return refuse(call.io, "`publish` needs `--registry URL`, such as http://localhost:8081");
  if (!isRegistry(address))
    return refuse(call.io, `\`--registry ${address}\` is no address: it begins with http:// or https://`);
  const spec = specOf(call, call.operands[0]);
  const problem = unreadable(spec);
  if (problem !== null) return refuse(call.io, problem);
  const { analysis, report } = await checkSpec(call, spec);
  const { model } = analysis;
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (model === null || errors.length > 0 || fails(call, report.diagnostics)) {
    await print(call, report);
    tell(call, `${spec.name}: ${countsOf(report.diagnostics)}, nothing was published`);
    return 1;
  }
  const registry = new Registry(address, call.io.env.DA_REGISTRY_AUTH);
  const reached = await registry.subjects();
  if (!reached.ok) return refuse(call.io, reached.why);
  let refused = 0;
  for (const { subject, written } of subjectsOf(contextOf(model, { root: spec.root, version: manifest.version }))) {
    const answer = await registry.register(subject, JSON.stringify(written));
    if (answer.ok) call.io.out(`${subject} ${answer.value}\n`);
    else {
      refused++;
      call.io.err(`${subject} was not registered: ${answer.why}.\n`);
    }
  }
  tell(
    call,
    refused === 0
      ? `${spec.name}: published to ${registry.name}`
      : `${spec.name}: ${refused} refused by ${registry.name}`,
  );
  return refused === 0 ? 0 : 1;
}
