/* A file that somebody opened: a study, with the tables of people that it names, or what a command of the program answered in JSON. */
import { engine } from "../app/engine.ts";
import { table } from "../data/tables.ts";
import type { RunOptions } from "../engine/types.ts";
import { StudyError, type Run, type StudyOutline } from "../engine/types.ts";
import { announce } from "../ui/announce.svelte.ts";
import { COMMANDS, readAnswer, type Answer } from "./read.ts";

const LARGEST = 64 << 20;
/* A study, or a table beside it, is written by people; the program reads none that is longer. */
const LARGEST_STUDY = 1 << 20;

export type Kind = "study" | "answer" | null;

class Opened {
  kind = $state<Kind>(null);
  name = $state("");
  text = $state("");
  /* Other files of the study, by name: tables of people. */
  files = $state.raw<Record<string, string>>({});
  outline = $state.raw<StudyOutline | null>(null);
  answer = $state.raw<Answer | null>(null);
  error = $state.raw<Error | null>(null);
  /* A large file is being read. */
  reading = $state(false);
  result = $state.raw<Run | null>(null);
  running = $state(false);
  done = $state(0);
  all = $state(0);
  #stop: AbortController | null = null;

  /* Files that were dropped or chosen. A table alone joins the study that is open. */
  async take(files: File[]): Promise<void> {
    try {
      const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await textOf(file) })));
      const tables = texts.filter((one) => /\.csv$/i.test(one.name));
      const others = texts.filter((one) => !tables.includes(one));
      if (others.length > 1) throw new Error(`${others.length} files at once; expected one study or one answer, and tables (.csv) that the study names.`);
      if (others.length === 0 && this.kind !== "study") throw new Error("A table alone is no study; expected a study file (.yaml) with it, that names it in people_from.");
      const further = Object.fromEntries(tables.map((one) => [one.name, one.text]));
      if (others[0]) await this.open(others[0].name, others[0].text, further);
      else await this.open(this.name, this.text, { ...this.files, ...further });
    } catch (error) {
      this.#clear(files[0]?.name ?? "");
      this.#refuse(error);
    }
  }

  async open(name: string, text: string, files: Record<string, string> = {}): Promise<void> {
    this.#clear(name);
    this.text = text;
    this.files = files;
    if (/^\s*[{[]/.test(text) || /\.json$/i.test(name)) return this.#read(name, text);
    if (text.length > LARGEST_STUDY) return this.#refuse(new Error(`${name} has ${(text.length / 1e6).toFixed(1)} MB; expected a study file of less than 1 MB.`));
    this.kind = "study";
    await this.check();
  }

  async #read(name: string, text: string): Promise<void> {
    this.reading = true;
    const still = () => this.text === text && this.name === name;
    try {
      const { version } = await table("about");
      /* So that the page says that it reads before it does. */
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (!still()) return;
      this.answer = readAnswer(name, text, version);
      this.kind = "answer";
      announce(`${name}: the answer of ${COMMANDS[this.answer.kind]}`);
    } catch (error) {
      if (still()) this.#refuse(error);
    } finally {
      if (still()) this.reading = false;
    }
  }

  close(): void {
    this.#clear("");
  }

  #clear(name: string): void {
    this.#stop?.abort();
    this.kind = null;
    this.reading = false;
    this.name = name;
    this.text = "";
    this.files = {};
    this.outline = this.answer = this.result = this.error = null;
  }

  #refuse(error: unknown): void {
    this.error = error instanceof Error ? error : new Error(String(error));
    announce(`${this.name} could not be read: ${this.error.message}`);
  }

  /* Reads the study anew, as its text is now. */
  async check(): Promise<void> {
    const text = this.text;
    this.result = null;
    try {
      const outline = await (await engine()).check(text, { fileName: this.name, files: this.files });
      if (text !== this.text) return;
      this.outline = outline;
      this.error = null;
      announce(`${this.name}: ${outline.title}`);
    } catch (error) {
      if (text !== this.text) return;
      this.outline = null;
      this.#refuse(error);
    }
  }

  async run(options: Pick<RunOptions, "people" | "seed"> = {}): Promise<void> {
    this.stop();
    this.running = true;
    this.done = this.all = 0;
    const stop = (this.#stop = new AbortController());
    try {
      const onProgress = (done: number, all: number) => ((this.done = done), (this.all = all));
      this.result = await (await engine()).run(this.text, { fileName: this.name, files: this.files, ...options, onProgress, signal: stop.signal });
      announce(`${this.name} was simulated.`);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") announce("Stopped.");
      else this.#refuse(error);
    } finally {
      if (this.#stop === stop) this.running = false;
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  /* Line of the study at fault, from 1; 0: none. */
  get line(): number {
    return this.error instanceof StudyError ? this.error.line : 0;
  }
}

async function textOf(file: File): Promise<string> {
  if (file.size > LARGEST) throw new Error(`${file.name} has ${Math.round(file.size / 1e6)} MB; expected a study file, or an answer of the program, of less than 64 MB.`);
  if (file.size === 0) throw new Error(`${file.name} is empty; expected a study file (.yaml), or what a command of zonula answered with --json.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error(`${file.name} is no text (UTF-8); expected a study file (.yaml), or what a command of zonula answered with --json. Result files (.nc) are for other programs; zonula run STUDY.yaml --json > answer.json writes what can be shown here.`);
  }
}

export const opened = new Opened();
