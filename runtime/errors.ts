/** What a user can put right: printed as a sentence, never with a stack trace. */

export type UserErrorCode =
  | "definition"
  | "params"
  | "locked"
  | "folder"
  | "disk-full"
  | "corrupted"
  /** The database is away, or cannot go on now: it may pass. */
  | "database"
  /** The database does not let this user in, or do what is needed. */
  | "database-refused"
  /** Kafka is away, or cannot go on now: it may pass. */
  | "log"
  /** Kafka does not let this user in, or do what is needed. */
  | "log-refused"
  | "store-changed"
  | "topic-changed"
  | "retention"
  | "input"
  | "absent"
  | "ui";

export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: UserErrorCode;

  constructor(code: UserErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const PASSING: ReadonlySet<UserErrorCode> = new Set(["database", "log", "disk-full"]);

/** What is tried again until it goes: something outside is away, or full. */
export const mayPass = (error: unknown): error is UserError => error instanceof UserError && PASSING.has(error.code);
