/** asyncapi.yaml is what the AsyncAPI parser takes for an AsyncAPI document, and names all topics and handlers. */
import { Parser } from "@asyncapi/parser";
import { describe, expect, test } from "vitest";
import { fixtureModel, generated } from "../../tests/emit-fixtures.ts";

describe.each(["kinds", "names"])("%s", (name) => {
  test("is accepted, and tells everything", async () => {
    const text = (await generated(name)).get("asyncapi.yaml") ?? "";
    const { document, diagnostics } = await new Parser().parse(text);
    const problems = diagnostics
      .filter(({ severity }) => severity <= 1)
      .map(({ message, path }) => `${message} at ${path.join(".")}`);
    expect(problems).toEqual([]);
    const model = fixtureModel(name);
    const channels = document?.channels().all() ?? [];
    expect(channels.map((channel) => channel.address()).sort()).toEqual(model.topics.map((topic) => topic.name).sort());
    const told = new Set(
      document
        ?.operations()
        .all()
        .map((operation) => (operation.id() ?? "").replace(/\..*$/, "")),
    );
    expect([...told].sort()).toEqual(model.handlers.map((handler) => handler.name).sort());
    const events = new Set(
      document
        ?.allMessages()
        .all()
        .map((message) => message.title()),
    );
    expect([...events].sort()).toEqual([...model.events, ...model.signals].map((event) => event.name).sort());
  });
});
