/* What the page may ask of the engine, and what it gets. The engine is the library of Zonula in WebAssembly, in a worker of its own
 * (engine.ts). A study is the text of a study file, the same that `zonula run` reads; numbers are those of the program.
 *
 * Where there is no number (a cohort of one has no interval, a person failed) the value is NaN. Times are hours from the start of the
 * study. Units are those that the program shows, unless a name says otherwise. */

/* --- The engine -------------------------------------------------------------------------------------------------------------------- */

export interface Engine {
  readonly version: string;
  /* First 16 hex digits of the SHA-256 of the data inside, as in every result of the program. */
  readonly dataDigest: string;
  /* Reads a study without running it. Rejects with StudyError. Fast enough to be called while somebody types. */
  check(study: Text, options?: StudyOptions): Promise<StudyOutline>;
  /* Runs a study. Rejects with StudyError when the text is wrong, and with a DOMException "AbortError" when `signal` was aborted; then the
   * worker is ended and another one opened, so the engine can go on being used. Runs asked for meanwhile wait their turn. */
  run(study: Text, options?: RunOptions): Promise<Run>;
  /* Runs the experiment of a study over the calibrated ensemble, as `zonula claims FILE.yaml` does: everybody is dealt out to parameter
   * sets, and each mechanism in `broken` is taken away in turn. */
  experiment(study: Text, options?: ExperimentOptions): Promise<Experiment>;
  /* What a diet gives: the text of a file like those of data/diets, with `menu`, `changes` or both. */
  diet(text: Text, options?: { fileName?: string }): Promise<Diet>;
  /* Where a dose of a solute is, hour by hour, in person 0 of a cohort of the run that was made last, whose body stands still as it is at
   * a picture. */
  journey(dose: Dose): Promise<Journey>;
  /* What a unit means: internal = written * factor (docs/data.md); rejects with StudyError when it is none. */
  unit(text: string): Promise<Unit>;
  close(): void;
}

/* A text, or the bytes of a file as it was dropped, which may be no text at all. */
export type Text = string | Uint8Array;

export interface StudyOptions {
  /* Stands in messages, and its stem is the study's name; default "study.yaml". */
  fileName?: string;
  /* Other files that the study names (people_from), by the name it uses. */
  files?: Record<string, Text>;
  /* As --people, --seed and --set of `zonula run`. */
  people?: number;
  seed?: number | bigint;
  set?: string[];
  /* Take away what number `broken` of the study's experiment takes away. */
  broken?: number;
}

export interface RunOptions extends StudyOptions {
  /* As --exact: what happens in the body, without bladders, lunch and laboratories. */
  exact?: boolean;
  /* Instead of the study's own: moments at which everything is read (hours, rising; a number: so many from start to end), and observables
   * whose courses are wanted ("all" for every one). Neither changes a person: what is looked at does not change the answer. */
  pictures?: number | number[];
  follow?: string[] | "all";
  /* Solutes whose permeability by route is wanted at every picture (routesOf); default: none. */
  routes?: string[];
  /* How often everything that is measured is measured again, in the same bodies at the same moments, with what differs from day to day and in
   * laboratories drawn anew (Row.repeated); default 0. */
  repeats?: number;
  /* Points of each course; default 200. */
  coursePoints?: number;
  /* The study ends at this hour where its own end is earlier. */
  untilHour?: number;
  /* People done and people in all; called a few times a second. */
  onProgress?: (done: number, all: number) => void;
  signal?: AbortSignal;
}

export type Status = "input" | "argument" | "numerical" | "io" | "memory" | "interrupted";

/* What is wrong with a text: the same sentence, file and line as from the program. */
export class StudyError extends Error {
  override readonly name = "StudyError";
  constructor(
    readonly status: Status,
    /* One or two plain sentences; also the message of the Error. */
    readonly text: string,
    readonly file: string,
    /* From 1; 0 where no line is at fault. */
    readonly line: number,
  ) {
    super(text);
  }
}

/* --- What a study is ----------------------------------------------------------------------------------------------------------------- */

export interface StudyOutline {
  name: string;
  title: string;
  source: string;
  summary: string;
  endHour: number;
  cohorts: { name: string; people: number; seed: string; conditions: string[]; diet: string | null; changes: string[] }[];
  /* The timeline, unrolled. `what`: name of the treatment, diet, assay or parameter; `cohort` null: all. `line`: in the text. */
  events: { kind: "give" | "measure" | "set"; hour: number; cohort: string | null; what: string; line: number }[];
  rows: number;
  asks: string | null;
  broken: string[];
}

/* --- What a run gives ------------------------------------------------------------------------------------------------------------------ */

export interface Run {
  outline: StudyOutline;
  exact: boolean;
  /* Reported rows first, then those that are only read. */
  rows: Row[];
  cohorts: CohortResult[];
  /* Hours of all courses; observables that were followed. */
  courseHour: Float64Array;
  follow: Observable[];
  /* Hours of all pictures; every observable, in the order of CohortResult.picture. */
  pictureHour: Float64Array;
  observables: Observable[];
  /* All of the table, in the order of CohortResult.permeability; and those of RunOptions.routes. */
  solutes: string[];
  routes: string[];
  failures: Failure[];
  /* Only where the study says what must hold; judged by this run alone: one parameter set, nothing taken away but `broken` of the options. */
  experiment: ExperimentOutcome | null;
  /* Integration steps over all people; the same in the program. */
  steps: number;
  /* Milliseconds that it took in the worker. */
  took: number;
}

export interface Row {
  label: string;
  unit: string;
  /* null: of everybody (a row that is only read). */
  cohort: string | null;
  hour: number;
  assay: string | null;
  kind: "recovery" | "ratio" | "in_place" | "reading" | "amount" | "rate" | "concentration" | "flux" | "permeability";
  probe: string | null;
  over: string | null;
  /* Hours from the dose. */
  window: [number, number];
  statistic: "median" | "mean" | "geometric_mean";
  line: number;
  /* The statistic over the people, and where that of another such cohort falls in 90 %. NaN in rows that are only read. */
  predicted: number;
  lo90: number;
  hi90: number;
  /* What the paper reports; null where the row is only read. */
  reported: number | null;
  foldError: number;
  inside: boolean | null;
  /* Each person's own value, by cohort index; an empty array where the row is not of that cohort. NaN: failed. */
  values: Float64Array[];
  /* The same, measured again: [repeat][person] by cohort; empty without repeats. NaN also where it is read without a test. */
  repeated: Float64Array[];
}

export interface Observable {
  name: string;
  label: string;
  unit: string;
  room: string;
  tag: "emergent" | "assumed";
}

export interface CohortResult {
  name: string;
  people: number;
  failed: number;
  /* [follow][point][5]: 5, 25, 50, 75, 95 % over people; use courseOf. */
  course: Float64Array;
  /* [picture][observable]: medians over people; use pictureOf. */
  picture: Float64Array;
  /* [picture][solute of Run.routes][segment][pore, leak, cell loss, cell]: permeability, medians over people, cm/h on smooth area, without
   * the unstirred layer. "Cell" is membrane, vesicles and carriers; of these, what they take of little, before they are full. Use routesOf. */
  routes: Float64Array;
  /* [solute][3]: jejunum, ileum, ascending; cm/h, all routes between cells, at the start. */
  permeability: Float64Array;
  /* Person 0: parameters as drawn, by name, in shown units. */
  first: Record<string, number>;
  /* Names of people, where a table names them; else null. */
  names: string[] | null;
}

export const SEGMENTS = ["duodenum", "jejunum", "ileum", "ascending", "transverse", "descending"] as const;
export type Segment = (typeof SEGMENTS)[number];

interface Failure {
  cohort: string;
  person: number;
  name: string | null;
  hour: number;
  text: string;
}

/* --- Experiments ----------------------------------------------------------------------------------------------------------------------- */

export interface ExperimentOptions {
  fileName?: string;
  files?: Record<string, Text>;
  /* Of each cohort, over all parameter sets; default: as the study says. */
  people?: number;
  intactOnly?: boolean;
  onProgress?: (done: number, all: number) => void;
  signal?: AbortSignal;
}

export interface Experiment {
  name: string;
  members: number;
  people: number;
  intact: ExperimentOutcome;
  broken: (ExperimentOutcome & { without: string })[];
}

export interface ExperimentOutcome {
  holds: boolean;
  criteria: {
    label: string;
    /* What is asked, in words: "lps_after / lps_before lies below 4, in at least 98 % of people". */
    words: string;
    because: string;
    source: string;
    kind: "each" | "median" | "mean" | "risk_ratio" | "auc" | "rank_correlation";
    holds: boolean;
    /* Who count, and those of them without a value. */
    people: number;
    without: number;
    statistic: number;
    survives: number;
    lo90: number;
    hi90: number;
    /* 5, 25, 50, 75, 95 % of people's values. */
    quantiles: number[];
    above: number | null;
    below: number | null;
  }[];
}

/* --- Solutes --------------------------------------------------------------------------------------------------------------------------- */

/* cm/h on smooth area; and the shares of their sum. */
export interface Routes {
  pore: number;
  leak: number;
  cellLoss: number;
  cell: number;
  shares: { pore: number; leak: number; cellLoss: number; cell: number };
}

export interface Dose {
  solute: string;
  amountMmol: number;
  /* "oral", "intravenous", "rectal" or a segment. */
  site: "oral" | "intravenous" | "rectal" | Segment;
  drinkMl?: number;
  /* Index of the cohort and of the picture. */
  cohort: number;
  picture: number;
  /* After the dose, rising. */
  hours: number[];
}

/* Everything in mmol, by hour. The first block adds up to the dose; `crossed` and `by...` count again what lies beyond the wall. */
export interface Journey {
  hour: Float64Array;
  stomach: Float64Array;
  smallBowel: [Float64Array, Float64Array, Float64Array];
  colon: [Float64Array, Float64Array, Float64Array];
  faeces: Float64Array;
  digested: Float64Array;
  fermented: Float64Array;
  liver: Float64Array;
  blood: Float64Array;
  other: Float64Array;
  urine: Float64Array;
  crossed: Float64Array[];
  byPore: Float64Array;
  byLeak: Float64Array;
  byCellLoss: Float64Array;
  byCell: Float64Array;
}

/* --- Diets ----------------------------------------------------------------------------------------------------------------------------- */

export interface Diet {
  name: string;
  title: string;
  massG: number;
  plants: number;
  /* By nutrient, as data/foods.csv names its columns; `known`: foods that know it make up 95 % of the menu. Empty without a menu. */
  nutrients: { name: string; unit: string; label: string; amount: number; known: boolean; knownShare: number }[];
  /* The Dietary Inflammatory Index, with every unknown part at its extremes; null without a menu. */
  dii: { index: number; low: number; high: number; known: number; of: number; parts: { name: string; adds: number; low: number; high: number }[] } | null;
  /* What the diet changes in the model: what `set:` of a cohort would say. `scale`: times value; `spread`: ln SD becomes value. */
  changes: { parameter: string; kind: "set" | "scale" | "spread"; value: number; unit: string }[];
}

export interface Unit {
  factor: number;
  /* "cm3/h/g", "1" */
  internal: string;
}

/* --- Reading the arrays ---------------------------------------------------------------------------------------------------------------- */

type Quantile = 0.05 | 0.25 | 0.5 | 0.75 | 0.95;
const QUANTILES: Quantile[] = [0.05, 0.25, 0.5, 0.75, 0.95];

/* The course of followed observable `name` in a cohort, one quantile; null when it was not followed. */
export function courseOf(run: Run, cohort: number, name: string, quantile: Quantile = 0.5): Float64Array | null {
  const f = run.follow.findIndex((o) => o.name === name);
  const result = run.cohorts[cohort];
  if (f < 0 || !result) return null;
  const points = run.courseHour.length;
  const q = QUANTILES.indexOf(quantile);
  return Float64Array.from({ length: points }, (_, i) => result.course[(f * points + i) * QUANTILES.length + q]);
}

/* The median of observable `name` at a picture; NaN when there is none of that name. */
export function pictureOf(run: Run, cohort: number, picture: number, name: string): number {
  const o = run.observables.findIndex((one) => one.name === name);
  return o < 0 ? NaN : run.cohorts[cohort].picture[picture * run.observables.length + o];
}

/* How a solute passes the wall of a segment at a picture; null when its routes were not asked for. */
export function routesOf(run: Run, cohort: number, picture: number, solute: string, segment: Segment): Routes | null {
  const k = run.routes.indexOf(solute);
  if (k < 0) return null;
  const at = ((picture * run.routes.length + k) * SEGMENTS.length + SEGMENTS.indexOf(segment)) * 4;
  const [pore, leak, cellLoss, cell] = run.cohorts[cohort].routes.subarray(at, at + 4);
  const all = pore + leak + cellLoss + cell;
  return { pore, leak, cellLoss, cell, shares: { pore: pore / all, leak: leak / all, cellLoss: cellLoss / all, cell: cell / all } };
}
