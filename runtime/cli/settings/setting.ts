/** What a setting is: a flag, an environment variable and a key of the configuration file for one value. */
import type { CommandName } from "./commands.ts";

/**
 * `entries` are `NAME=VALUE`, which may be given several times; `list` is separated by commas, or given several times;
 * `port` is a number, or true for the usual one; `count` a whole number within its bounds.
 */
export type SettingKind = "text" | "switch" | "list" | "paths" | "entries" | "port" | "count";

export interface Setting {
  /** Key of the configuration file, and of what was read. */
  readonly key: string;
  readonly flag: string;
  readonly variable: string;
  readonly kind: SettingKind;
  /** What stands for its value in the help. */
  readonly value: string;
  readonly about: string;
  readonly commands: readonly CommandName[];
  readonly choices?: readonly string[];
  /** Of a `count`: the least and the greatest. */
  readonly bounds?: readonly [number, number];
  /** It is, or may hold, a password: it is told to nobody. */
  readonly isSecret?: boolean;
}
