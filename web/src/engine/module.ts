/* The WebAssembly module and what it exports (web/wasm/page.c), as functions of TypeScript. Knows no worker: worker.ts keeps one of these,
 * and so do tests. One study at a time. */
import { packNodes, readNodes } from "./nodes.ts";
import {
  type CohortResult,
  type Diet,
  type Dose,
  type Experiment,
  type ExperimentOptions,
  type Journey,
  type Observable,
  type Run,
  type RunOptions,
  SEGMENTS,
  type Status,
  StudyError,
  type StudyOptions,
  type StudyOutline,
  type Text,
  type Unit,
} from "./types.ts";
import { wasi } from "./wasi.ts";
import { journeyOf, numbersOf, outcomeOf, rowOf, type Written } from "./written.ts";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  zn_page_allocate(size: number): number;
  zn_page_release(block: number): void;
  zn_page_answer(): number;
  zn_page_error(status: number): number;
  zn_page_open(): number;
  zn_page_names(): number;
  zn_page_file(name: number, text: number, length: number): number;
  zn_page_forget_files(): void;
  zn_page_check_text(text: number, length: number, file: number): number;
  zn_page_read(nodes: number, length: number, file: number): number;
  zn_page_outline(): number;
  zn_page_people(people: number): number;
  zn_page_seed(seed: bigint): void;
  zn_page_set(assignment: number): number;
  zn_page_break(broken: number): number;
  zn_page_until(hour: number): void;
  zn_page_pictures(hours: number, n: number): number;
  zn_page_follow(observables: number, n: number): number;
  zn_page_run(exact: number, coursePoints: number, routes: number, n: number, repeats: number): number;
  zn_page_result(): number;
  zn_page_array(which: number, cohort: number, length: number): number;
  zn_page_experiment(people: number, intactOnly: number): number;
  zn_page_diet(nodes: number, length: number, file: number): number;
  zn_page_journey(solute: number, mmol: number, site: number, ml: number, cohort: number, picture: number, hours: number, n: number, at: number): number;
  zn_page_journey_width(): number;
  zn_page_unit(text: number): number;
}

/* Of zn_page_array. */
const ARRAYS = { courseHour: 0, pictureHour: 1, course: 2, picture: 3, routes: 4, permeability: 5, values: 6, first: 7, repeated: 8 } as const;

interface Names {
  version: string;
  dataDigest: string;
  parameters: string[];
  solutes: string[];
  observables: Observable[];
}

const encoder = new TextEncoder();
const utf8 = (text: string): Uint8Array => encoder.encode(text);

/* So many moments from 0 to the end. */
function spread(n: number, end: number): number[] {
  return n < 2 || !(end > 0) ? [end] : Array.from({ length: n }, (_, i) => (end * i) / (n - 1));
}

export class Module {
  readonly names: Names;
  private constructor(
    private readonly wasm: Exports,
    private readonly progress: { tell: ((done: number, all: number) => boolean) | null },
  ) {
    this.must(wasm.zn_page_open());
    this.names = JSON.parse(this.textAt(wasm.zn_page_names()));
  }

  /* Of the bytes of zonula.wasm, or a compiled module. */
  static async open(code: BufferSource | WebAssembly.Module): Promise<Module> {
    const progress: { tell: ((done: number, all: number) => boolean) | null } = { tell: null };
    const exports: { now: Exports | null } = { now: null };
    const imports = {
      zonula: { progress: (done: number, all: number) => (progress.tell?.(done, all) ? 1 : 0) },
      wasi_snapshot_preview1: wasi(
        () => (exports.now as Exports).memory,
        (text) => console.error(text),
      ),
    };
    const compiled = code instanceof WebAssembly.Module ? code : await WebAssembly.compile(code);
    const instance = await WebAssembly.instantiate(compiled, imports);
    exports.now = instance.exports as unknown as Exports;
    exports.now._initialize();
    return new Module(exports.now, progress);
  }

  /* --- Memory --- */

  private textAt(pointer: number): string {
    const bytes = new Uint8Array(this.wasm.memory.buffer);
    return new TextDecoder().decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
  }

  /* A copy of bytes in the module, with a 0 behind them; to be released. */
  private put(bytes: Uint8Array): number {
    const at = this.wasm.zn_page_allocate(bytes.length + 1);
    if (!at) throw new StudyError("memory", "there is not enough memory", "", 0);
    const memory = new Uint8Array(this.wasm.memory.buffer);
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return at;
  }

  /* Calls with copies of bytes, which are released afterwards. */
  private lend<T>(pieces: Uint8Array[], call: (...at: number[]) => T): T {
    const at: number[] = [];
    try {
      for (const piece of pieces) at.push(this.put(piece));
      return call(...at);
    } finally {
      for (const one of at) this.wasm.zn_page_release(one);
    }
  }

  private must(status: number): void {
    if (status === 0) return;
    const error = JSON.parse(this.textAt(this.wasm.zn_page_error(status))) as { status: Status; text: string; file: string; line: number };
    throw new StudyError(error.status, error.text, error.file, error.line);
  }

  private answer<T>(): T {
    return JSON.parse(this.textAt(this.wasm.zn_page_answer())) as T;
  }

  private array(which: number, cohort = 0): Float64Array {
    return this.lend([new Uint8Array(8)], (length) => {
      const at = this.wasm.zn_page_array(which, cohort, length);
      const n = new DataView(this.wasm.memory.buffer).getUint32(length, true);
      return n ? new Float64Array(this.wasm.memory.buffer, at, n).slice() : new Float64Array(0);
    });
  }

  /* --- Reading --- */

  /* The stream of nodes of a text; the checks of its bytes come first, as in the program. */
  private nodes(text: Text, file: string): Uint8Array {
    const bytes = typeof text === "string" ? utf8(text) : text;
    this.lend([bytes, utf8(file)], (at, name) => this.must(this.wasm.zn_page_check_text(at, bytes.length, name)));
    return packNodes(readNodes(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), file));
  }

  private read(text: Text, options: StudyOptions): void {
    const file = options.fileName ?? "study.yaml";
    this.wasm.zn_page_forget_files();
    for (const [name, content] of Object.entries(options.files ?? {})) {
      const bytes = typeof content === "string" ? utf8(content) : content;
      this.must(this.wasm.zn_page_file(this.put(utf8(name)), this.put(bytes), bytes.length));
    }
    const nodes = this.nodes(text, file);
    this.lend([nodes, utf8(file)], (at, name) => this.must(this.wasm.zn_page_read(at, nodes.length, name)));
    if (options.people) this.must(this.wasm.zn_page_people(options.people));
    if (options.seed !== undefined) this.wasm.zn_page_seed(BigInt(options.seed));
    for (const assignment of options.set ?? []) this.lend([utf8(assignment)], (at) => this.must(this.wasm.zn_page_set(at)));
    if (options.broken !== undefined) this.must(this.wasm.zn_page_break(options.broken));
  }

  check(text: Text, options: StudyOptions = {}): StudyOutline {
    this.read(text, options);
    return JSON.parse(this.textAt(this.wasm.zn_page_outline()));
  }

  /* --- Running --- */

  private find(kind: string, names: string[], name: string): number {
    const index = names.indexOf(name);
    if (index < 0) throw new StudyError("argument", `there is no ${kind} '${name}'`, "", 0);
    return index;
  }

  private look(options: RunOptions): void {
    const observables = this.names.observables.map((o) => o.name);
    if (options.untilHour !== undefined) this.wasm.zn_page_until(options.untilHour);
    if (options.pictures !== undefined) {
      const { endHour } = JSON.parse(this.textAt(this.wasm.zn_page_outline())) as StudyOutline;
      const hours = Float64Array.from(typeof options.pictures === "number" ? spread(options.pictures, endHour) : options.pictures);
      this.lend([new Uint8Array(hours.buffer)], (at) => this.must(this.wasm.zn_page_pictures(at, hours.length)));
    }
    if (options.follow !== undefined) {
      const asked = options.follow === "all" ? observables : options.follow;
      const indices = Int32Array.from(asked, (name) => this.find("observable", observables, name));
      this.lend([new Uint8Array(indices.buffer)], (at) => this.must(this.wasm.zn_page_follow(at, indices.length)));
    }
  }

  /* `tell` is told how many are done, and may answer true to stop. */
  run(text: Text, options: RunOptions = {}, tell: ((done: number, all: number) => boolean) | null = null): Run {
    const began = performance.now();
    this.read(text, options);
    this.look(options);
    const routes = options.routes ?? [];
    const solutes = Int32Array.from(routes, (name) => this.find("solute", this.names.solutes, name));
    const repeats = options.repeats ?? 0;
    if (!Number.isInteger(repeats) || repeats < 0) throw new StudyError("argument", `measured again ${repeats} times; expected a whole number`, "", 0);
    this.progress.tell = tell;
    this.lend([new Uint8Array(solutes.buffer)], (at) =>
      this.must(this.wasm.zn_page_run(options.exact ? 1 : 0, options.coursePoints ?? 0, at, solutes.length, repeats)),
    );
    this.must(this.wasm.zn_page_result());
    const run = this.gather(this.answer<Written>(), routes);
    run.took = performance.now() - began;
    return run;
  }

  private gather(written: Written, routes: string[]): Run {
    const values = written.cohorts.map((_, c) => this.array(ARRAYS.values, c));
    const repeated = written.cohorts.map((_, c) => this.array(ARRAYS.repeated, c));
    const rows = written.rows.map((row, r) => rowOf(row, r, written, values, repeated));
    const cohorts = written.cohorts.map((cohort, c): CohortResult => {
      const first = this.array(ARRAYS.first, c);
      return {
        ...cohort,
        course: this.array(ARRAYS.course, c),
        picture: this.array(ARRAYS.picture, c),
        routes: this.array(ARRAYS.routes, c),
        permeability: this.array(ARRAYS.permeability, c),
        first: Object.fromEntries(this.names.parameters.map((name, i) => [name, first[i]])),
      };
    });
    return {
      outline: written.outline,
      exact: written.exact,
      rows,
      cohorts,
      courseHour: this.array(ARRAYS.courseHour),
      follow: written.follow.map((i) => this.names.observables[i]),
      pictureHour: this.array(ARRAYS.pictureHour),
      observables: this.names.observables,
      solutes: this.names.solutes,
      routes,
      failures: written.failures,
      experiment: written.experiment && outcomeOf(written.experiment),
      steps: written.steps,
      took: 0,
    };
  }

  /* --- Questions beside runs --- */

  experiment(text: Text, options: ExperimentOptions = {}, tell: ((done: number, all: number) => boolean) | null = null): Experiment {
    this.read(text, { fileName: options.fileName, files: options.files });
    this.progress.tell = tell;
    this.must(this.wasm.zn_page_experiment(options.people ?? 0, options.intactOnly ? 1 : 0));
    const written = this.answer<Experiment>();
    return {
      ...written,
      intact: outcomeOf(written.intact),
      broken: written.broken.map((b) => ({ ...outcomeOf(b), without: b.without })),
    };
  }

  diet(text: Text, options: { fileName?: string } = {}): Diet {
    const file = options.fileName ?? "diet.yaml";
    const nodes = this.nodes(text, file);
    this.lend([nodes, utf8(file)], (at, name) => this.must(this.wasm.zn_page_diet(at, nodes.length, name)));
    const diet = this.answer<Diet>();
    for (const nutrient of diet.nutrients) nutrient.amount ??= NaN;
    for (const part of diet.dii?.parts ?? []) numbersOf(part, ["adds", "low", "high"]);
    if (diet.dii) numbersOf(diet.dii, ["index", "low", "high"]);
    return diet;
  }

  journey(dose: Dose): Journey {
    const hours = Float64Array.from(dose.hours);
    const width = this.wasm.zn_page_journey_width();
    const solute = this.find("solute", this.names.solutes, dose.solute);
    const site = this.find("site", ["oral", "intravenous", "rectal", ...SEGMENTS], dose.site);
    const { cohort, picture, amountMmol, drinkMl = 0 } = dose;
    const table = this.lend([new Uint8Array(hours.buffer), new Uint8Array(8 * width * hours.length)], (times, at) => {
      this.must(this.wasm.zn_page_journey(solute, amountMmol, site, drinkMl, cohort, picture, times, hours.length, at));
      return new Float64Array(this.wasm.memory.buffer, at, width * hours.length).slice();
    });
    return journeyOf(hours, table, width);
  }

  unit(text: string): Unit {
    this.lend([utf8(text)], (at) => this.must(this.wasm.zn_page_unit(at)));
    return this.answer<Unit>();
  }
}
