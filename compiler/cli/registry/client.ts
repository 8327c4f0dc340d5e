/**
 * A schema registry with Confluent's HTTP interface: subjects, versions, and whether a schema may become the next version.
 * Credentials come with the address or from `DA_REGISTRY_AUTH` (`user:password`, or a token); no message shows them.
 */
import type { Json } from "../../diff/json.ts";

export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

export interface Registered {
  readonly subject: string;
  readonly version: number;
  /** Text of the schema; null where the subject holds no JSON Schema. */
  readonly schema: string | null;
}

export interface RegistryAnswer {
  readonly isCompatible: boolean;
  readonly messages: readonly string[];
}

/** Longer a registry is not waited for. */
const PATIENCE_MS = 30_000;

/** Whether `--against` names a registry. */
export const isRegistry = (text: string): boolean => /^https?:\/\//.test(text);

export class Registry {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** Its address without credentials. */
  readonly name: string;

  constructor(address: string, auth: string | undefined) {
    const url = new URL(address);
    const own = url.username === "" ? auth : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    url.username = "";
    url.password = "";
    this.#base = url.href.replace(/\/$/, "");
    this.name = this.#base;
    const kind = own?.includes(":") === true ? `Basic ${Buffer.from(own).toString("base64")}` : `Bearer ${own}`;
    this.#headers = {
      accept: "application/vnd.schemaregistry.v1+json, application/json",
      "content-type": "application/vnd.schemaregistry.v1+json",
      ...(own === undefined ? {} : { authorization: kind }),
    };
  }

  async subjects(): Promise<Asked<readonly string[]>> {
    const asked = await this.#ask("GET", "/subjects");
    if (!asked.ok) return asked;
    const { json } = asked.value;
    return Array.isArray(json)
      ? { ok: true, value: json.filter((name) => typeof name === "string") }
      : { ok: false, why: `${this.name} does not answer as a schema registry does: is the path of its API missing?` };
  }

  /** The newest version of a subject, or null where there is none. */
  async latest(subject: string): Promise<Asked<Registered | null>> {
    const asked = await this.#ask("GET", `/subjects/${encodeURIComponent(subject)}/versions/latest`, undefined, [404]);
    if (!asked.ok) return asked;
    if (asked.value.status === 404) return { ok: true, value: null };
    const { version, schema, schemaType } = fieldsOf(asked.value.json);
    const text = typeof schema === "string" && schemaType === "JSON" ? schema : null;
    return { ok: true, value: { subject, version: typeof version === "number" ? version : 0, schema: text } };
  }

  /** Gives the id of the schema. */
  async register(subject: string, schema: string): Promise<Asked<number>> {
    const body = { schemaType: "JSON", schema };
    const asked = await this.#ask("POST", `/subjects/${encodeURIComponent(subject)}/versions`, body);
    if (!asked.ok) return asked;
    const { id } = fieldsOf(asked.value.json);
    return typeof id === "number" ? { ok: true, value: id } : { ok: false, why: "the registry gave no id" };
  }

  async check(subject: string, schema: string): Promise<Asked<RegistryAnswer>> {
    const path = `/compatibility/subjects/${encodeURIComponent(subject)}/versions/latest?verbose=true`;
    const asked = await this.#ask("POST", path, { schemaType: "JSON", schema }, [404]);
    if (!asked.ok) return asked;
    if (asked.value.status === 404) return { ok: true, value: { isCompatible: true, messages: [] } };
    const { is_compatible: isCompatible, messages } = fieldsOf(asked.value.json);
    const told = Array.isArray(messages) ? messages.map(String) : [];
    return { ok: true, value: { isCompatible: isCompatible === true, messages: told } };
  }

  /** What the registry compares a subject's next version with, such as BACKWARD. */
  async setCompatibility(subject: string, compatibility: string): Promise<Asked<null>> {
    const asked = await this.#ask("PUT", `/config/${encodeURIComponent(subject)}`, { compatibility });
    return asked.ok ? { ok: true, value: null } : asked;
  }

  async #ask(
    method: string,
    path: string,
    body?: Json,
    expected: readonly number[] = [],
  ): Promise<Asked<{ readonly status: number; readonly json: unknown }>> {
    try {
      const response = await fetch(`${this.#base}${path}`, {
        method,
        headers: this.#headers,
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = parsed(text);
      if (response.ok || expected.includes(response.status))
        return { ok: true, value: { status: response.status, json } };
      return { ok: false, why: this.#refusal(response.status, fieldsOf(json).message) };
    } catch (error) {
      return { ok: false, why: `${this.name} cannot be reached: ${reasonOf(error)}` };
    }
  }

  #refusal(status: number, message: unknown): string {
    if (status === 401 || status === 403) {
      return `${this.name} does not let you in (${status}): set \`DA_REGISTRY_AUTH\` to \`user:password\` or a token`;
    }
    const said = typeof message === "string" ? `: ${message}` : "";
    return `${this.name} answers ${status}${said}`;
  }
}

function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null ? { ...json } : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${PATIENCE_MS / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
