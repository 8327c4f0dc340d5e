/** A file system for ts-morph that notes what is asked of it. A type checker writes nothing. */
import type { FileSystemHost, RuntimeDirEntry } from "ts-morph";
import type { Questions } from "../recall/answers.ts";

export class NotingFiles implements FileSystemHost {
  readonly #real: FileSystemHost;
  readonly #questions: Questions;

  constructor(real: FileSystemHost, questions: Questions) {
    this.#real = real;
    this.#questions = questions;
  }

  isCaseSensitive(): boolean {
    return this.#real.isCaseSensitive();
  }

  getCurrentDirectory(): string {
    return this.#real.getCurrentDirectory();
  }

  readFileSync(path: string, encoding?: string): string {
    this.#questions.ask("text", path);
    return this.#real.readFileSync(path, encoding);
  }

  async readFile(path: string, encoding?: string): Promise<string> {
    return this.readFileSync(path, encoding);
  }

  fileExistsSync(path: string): boolean {
    this.#questions.ask("file", path);
    return this.#real.fileExistsSync(path);
  }

  async fileExists(path: string): Promise<boolean> {
    return this.fileExistsSync(path);
  }

  directoryExistsSync(path: string): boolean {
    this.#questions.ask("folder", path);
    return this.#real.directoryExistsSync(path);
  }

  async directoryExists(path: string): Promise<boolean> {
    return this.directoryExistsSync(path);
  }

  realpathSync(path: string): string {
    this.#questions.ask("real", path);
    return this.#real.realpathSync(path);
  }

  readDirSync(path: string): RuntimeDirEntry[] {
    this.#questions.ask("names", path);
    return this.#real.readDirSync(path);
  }

  globSync(): string[] {
    throw refused("look for files");
  }

  async glob(): Promise<string[]> {
    throw refused("look for files");
  }

  deleteSync(): void {
    throw refused("delete");
  }

  async delete(): Promise<void> {
    throw refused("delete");
  }

  writeFileSync(): void {
    throw refused("write");
  }

  async writeFile(): Promise<void> {
    throw refused("write");
  }

  mkdirSync(): void {
    throw refused("make folders");
  }

  async mkdir(): Promise<void> {
    throw refused("make folders");
  }

  moveSync(): void {
    throw refused("move");
  }

  async move(): Promise<void> {
    throw refused("move");
  }

  copySync(): void {
    throw refused("copy");
  }

  async copy(): Promise<void> {
    throw refused("copy");
  }
}

function refused(what: string): Error {
  return new Error(`a type checker does not ${what}`);
}
