/* What a lesson is made of. Texts may carry the marks of glossary/rich.ts. */
import type { Run, Segment } from "../engine/types.ts";
import type { Scenario } from "../scenario/scenario.ts";

export type Values = Record<string, number | string>;

/* A number or a word in a sentence that one can change. */
export type Knob =
  | { kind: "number"; name: string; label: string; start: number; min: number; max: number; step: number }
  | { kind: "choice"; name: string; label: string; start: string; choices: { value: string; label: string }[] };

export interface Bar {
  label: string;
  value: number;
  /* As written beside it; default: the number. */
  shows?: string;
  colour?: string;
}

export interface DotRow {
  label: string;
  values: number[];
  colour: string;
}

export type Picture =
  | { kind: "wall"; segment: Segment; hour: (values: Values) => number }
  | { kind: "curve"; observable: string; title: string; log?: boolean }
  | { kind: "bars"; title: string; unit: string; log?: boolean; bars: (run: Run, values: Values) => Bar[] }
  | { kind: "dots"; title: string; unit: string; limit?: { at: number; says: string }; rows: (run: Run, values: Values) => DotRow[] }
  | { kind: "scatter"; title: string; x: string; y: (values: Values) => string; points: (run: Run, values: Values) => { x: number; y: number }[] };

export interface Play {
  id: string;
  title: string;
  /* {name} stands for the knob of that name. */
  sentence: string;
  knobs: Knob[];
  scenario: (values: Values) => Scenario;
  /* Observables of which every person's own value at the end is wanted (labelOf in study.ts). */
  reads?: string[];
  /* How A and B are called here. */
  names?: [string, string];
  pictures: Picture[];
  /* What came of it, in words made of its numbers. */
  says: (run: Run, values: Values) => string;
}

export type Block =
  | { kind: "text"; title?: string; text: string[] }
  | { kind: "predict"; id: string; question: string; choices: string[]; right: number; because: string }
  | { kind: "play"; play: Play }
  /* `sources`: papers behind numbers that the lesson itself tells, by their ids. */
  | { kind: "evidence"; text: string; claims: string[]; sources: string[] }
  | { kind: "model"; assumed: string[]; emerges: string[] };

interface Teachers {
  aims: string[];
  timing: { minutes: number; what: string }[];
  answers: { question: string; answer: string }[];
  misconceptions: { says: string; better: string }[];
  curriculum: string[];
}

export interface Lesson {
  number: number;
  title: string;
  /* One sentence. */
  idea: string;
  blocks: Block[];
  remember: string;
  /* To think or write about. */
  further: string[];
  teachers: Teachers;
}
