/** What errors of Kafka and of the way to it mean to a user, without anything secret. */
import { UserError } from "../../errors.ts";

/** How the brokers are called in messages. */
export const placeText = (brokers: readonly string[]): string => `Kafka at ${brokers.join(", ")}`;

/** What will not pass by waiting, by the names of Kafka's protocol. */
const REFUSED: ReadonlySet<string> = new Set([
  "TOPIC_AUTHORIZATION_FAILED",
  "GROUP_AUTHORIZATION_FAILED",
  "CLUSTER_AUTHORIZATION_FAILED",
  "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
  "SASL_AUTHENTICATION_FAILED",
  "UNSUPPORTED_SASL_MECHANISM",
  "ILLEGAL_SASL_STATE",
  "POLICY_VIOLATION",
  "UNSUPPORTED_VERSION",
  "UNSUPPORTED_FOR_MESSAGE_FORMAT",
  "INVALID_REPLICATION_FACTOR",
  "INVALID_REPLICA_ASSIGNMENT",
  "INVALID_PARTITIONS",
  "INVALID_CONFIG",
  "INVALID_SESSION_TIMEOUT",
  "INVALID_TOPIC_EXCEPTION",
]);

export const TOO_LARGE: ReadonlySet<string> = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);

/** The first cause that the protocol names, such as `NOT_LEADER_FOR_PARTITION`; null where none does. */
export function protocolType(error: unknown): string | null {
  for (const each of causesOf(error)) {
    if ("type" in each && typeof each.type === "string") return each.type;
  }
  return null;
}

/** An error and what it was caused by, and the first of several. */
function causesOf(error: unknown): Error[] {
  const found: Error[] = [];
  for (let each = error; each instanceof Error && found.length < 10; ) {
    found.push(each);
    const several: unknown = "errors" in each && Array.isArray(each.errors) ? each.errors[0] : undefined;
    each = several ?? each.cause;
  }
  return found;
}

/** The error that is to be thrown in the place of what was. */
export function explained(error: unknown, brokers: readonly string[]): unknown {
  if (error instanceof UserError) return error;
  const causes = causesOf(error);
  const isOfKafka = causes.some((each) => each.name.startsWith("KafkaJS") || isSystemError(each) || isTlsError(each));
  if (!isOfKafka) return error;
  const name = placeText(brokers);
  const reason = causes[0]?.message ?? "";
  const type = protocolType(error);
  if (type !== null && REFUSED.has(type)) {
    // Of several errors in one, the outermost says nothing.
    const said = causes.find((each) => "type" in each)?.message ?? reason;
    return new UserError("log-refused", `${name} refuses: ${sentence(said)}. Check user, rights and settings.`, error);
  }
  if (causes.some((each) => each.name === "KafkaJSSASLAuthenticationError")) {
    return new UserError("log-refused", `${name} does not let this user in: ${sentence(reason)}.`, error);
  }
  if (causes.some(isTlsError)) {
    return new UserError("log-refused", `No encrypted connection to ${name}: ${sentence(reason)}.`, error);
  }
  if (causes.some((each) => each.name === "KafkaJSServerDoesNotSupportApiKey")) {
    return new UserError("log-refused", `${name} is too old: ${sentence(reason)}.`, error);
  }
  if (causes.some((each) => each.name === "KafkaJSGroupCoordinatorNotFound")) {
    // The client keeps what the broker said of it to itself.
    const text = `${name} names no broker that keeps this pipeline's group or its transactions. Where that lasts, the user may lack rights: da-run topics plan tells which.`;
    return new UserError("log", text, error);
  }
  return new UserError("log", `${name} is away, or cannot go on now (${sentence(reason)}).`, error);
}

function isSystemError(error: Error): boolean {
  return "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code) && "syscall" in error;
}

function isTlsError(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return (
    /CERT|ERR_TLS|ERR_SSL|EPROTO/.test(code) || /certificate|ssl routines|wrong version number/i.test(error.message)
  );
}

/** Without a full stop, as it stands within another sentence. */
const sentence = (text: string): string => text.trim().replace(/\.$/, "");
