/**
 * One engine for each data folder: a lock on a small SQLite file that the operating system takes back when the process
 * dies, however it dies.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../errors.ts";
import { makeFolder } from "../../folder.ts";
import { sqliteCode } from "./database.ts";

const BUSY = 5;

export interface Lock {
  release(): void;
}

/** Throws a UserError that names the process which holds the folder. */
export function lockFolder(folder: string): Lock {
  const owner = join(folder, "lock.pid");
  let db: DatabaseSync | null = null;
  try {
    makeFolder(folder);
    db = new DatabaseSync(join(folder, "lock.db"), { timeout: 0 });
    db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    writeFileSync(owner, String(process.pid));
  } catch (error) {
    db?.close();
    if (sqliteCode(error) === BUSY) {
      throw new UserError("locked", `${folder} is in use by ${ownerOf(owner)}. Stop it first, or name another folder.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("folder", `The folder ${folder} cannot be used: ${reason}.`, error);
  }
  const held = db;
  return {
    release() {
      if (held.isOpen) held.close();
    },
  };
}

function ownerOf(file: string): string {
  try {
    return `process ${readFileSync(file, "utf8")}`;
  } catch {
    return "another process";
  }
}
