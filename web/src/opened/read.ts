/* Reads what a verb of the program answered in JSON: finds which it is by its keys, holds it against the shape of that answer, and says in plain words
 * what is wrong with a file that is none, is damaged or cut off, or was written by another version. */
import { nearest } from "../data/tables.ts";
import * as kinds from "./kinds.ts";
import { fit, Misfit, required, type Of, type Shape } from "./shape.ts";

/* Verbs whose answers are drawn, in the order in which they are tried: one whose keys are part of another's comes later. */
const SHAPES = {
  run: kinds.RUN,
  trial: kinds.TRIAL,
  unfinished: kinds.UNFINISHED,
  validate: kinds.VALIDATE,
  validate_diet: kinds.VALIDATE_DIET,
  experiment: kinds.EXPERIMENT,
  calibrate: kinds.CALIBRATE,
  diet: kinds.DIET,
  junction: kinds.JUNCTION,
  bench: kinds.BENCH,
  version: kinds.VERSION,
} as const satisfies Record<string, Shape>;

export const COMMANDS: Record<Kind, string> = {
  run: "zonula run STUDY.yaml --json",
  trial: "zonula trial TRIAL.yaml --json",
  unfinished: "zonula trial TRIAL.yaml --json",
  validate: "zonula validate TABLE.csv --json",
  validate_diet: "zonula validate --diet TABLE.csv --json",
  experiment: "zonula claims FILE.yaml --json",
  claims: "zonula claims --json",
  calibrate: "zonula calibrate TABLE.csv --json",
  diet: "zonula diet --json",
  junction: "zonula junction --json",
  bench: "zonula bench --json",
  version: "zonula version --json",
  list: "zonula list KIND --json",
};

export type Kind = keyof typeof SHAPES | "claims" | "list";
type Read<K extends Kind> = { kind: K; file: string; unknown: string[] };
export type Answer =
  | { [K in keyof typeof SHAPES]: Read<K> & { value: Of<(typeof SHAPES)[K]> } }[keyof typeof SHAPES]
  | (Read<"claims"> & { value: Of<typeof kinds.CLAIMS> })
  | (Read<"list"> & { value: Record<string, unknown>[] });

const DRAWN = "zonula run, trial, validate, claims, calibrate, diet or junction with --json";

export function readAnswer(file: string, text: string, ours: string | null = null): Answer {
  const value = parsed(file, text);
  if (Array.isArray(value)) return readList(file, value);
  if (typeof value !== "object" || value === null) throw new Error(`${file} holds a bare ${value === null ? "null" : typeof value}; expected what ${DRAWN} answers.`);
  const keys = Object.keys(value);
  const said = (value as { error?: { text?: unknown } }).error?.text;
  if (typeof said === "string") throw new Error(`${file} holds an error of the program and no answer: ${said}`);
  checkVersion(file, (value as { version?: unknown }).version, ours);
  const kind = kindOf(keys) ?? refuseUnknown(file, keys);
  return { kind, file, ...held(file, kind, SHAPES[kind], value) } as Answer;
}

/* --- Which it is --------------------------------------------------------------------------------------------------------------------------- */

function kindOf(keys: string[]): keyof typeof SHAPES | null {
  const fits = Object.entries(SHAPES).find(([, shape]) => required(shape).every((key) => keys.includes(key)));
  return fits ? (fits[0] as keyof typeof SHAPES) : null;
}

function refuseUnknown(file: string, keys: string[]): never {
  const shares = Object.entries(SHAPES).map(([kind, shape]) => {
    const wanted = required(shape);
    return { kind: kind as keyof typeof SHAPES, missing: wanted.filter((key) => !keys.includes(key)), share: wanted.filter((key) => keys.includes(key)).length / wanted.length };
  });
  const best = shares.reduce((one, other) => (other.share > one.share ? other : one));
  const named = keys.slice(0, 6).map((key) => `"${key}"`).join(", ");
  if (best.share < 0.4) throw new Error(`${file} is JSON, but none that zonula writes: it holds ${named || "nothing"}${keys.length > 6 ? " and more" : ""}. Expected what ${DRAWN} answers.`);
  const key = best.missing[0]!;
  const near = nearest(key, keys.filter((one) => !required(SHAPES[best.kind]).includes(one)));
  const instead = near && lookAlike(key, near) ? `; "${near}" is there instead` : "";
  throw new Error(`${file} looks like the answer of ${COMMANDS[best.kind]}, but "${key}" is missing${instead}. Expected the whole answer as the program wrote it.`);
}

const lookAlike = (one: string, other: string) => one.slice(0, 3) === other.slice(0, 3) || one.includes(other) || other.includes(one);

function readList(file: string, value: unknown[]): Answer {
  const isObject = (one: unknown): one is Record<string, unknown> => typeof one === "object" && one !== null && !Array.isArray(one);
  const first = value[0];
  if (!isObject(first)) throw new Error(`${file} holds ${value.length ? "a list of other things than objects" : "an empty list"}; expected the list of ${COMMANDS.claims}, or what ${DRAWN} answers.`);
  if ("verdict" in first) return { kind: "claims", file, ...held(file, "claims", kinds.CLAIMS, value) } as Answer;
  const named = "name" in first || "id" in first || ("kind" in first && "meaning" in first);
  if (!named) throw new Error(`${file} is a list, but none that zonula writes: its entries hold ${Object.keys(first).slice(0, 6).map((key) => `"${key}"`).join(", ")}. Expected the list of ${COMMANDS.claims} or ${COMMANDS.list}.`);
  value.forEach((one, i) => {
    if (!isObject(one)) throw new Error(`${file}: entry ${i + 1} of the list is no object; expected what ${COMMANDS.list} answers.`);
  });
  return { kind: "list", file, value: value as Record<string, unknown>[], unknown: [] };
}

function held<S extends Shape>(file: string, kind: Kind, shape: S, value: unknown): { value: Of<S>; unknown: string[] } {
  const unknown = new Set<string>();
  try {
    fit(shape, value, "", unknown);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    throw new Error(`${file} is damaged or changed by hand. At ${error.where.replace(/^, /, "")}: expected ${error.expected}, as ${COMMANDS[kind]} writes it (docs/json.md).`);
  }
  return { value: value as Of<S>, unknown: [...unknown] };
}

/* --- Other versions, and files that are no JSON ----------------------------------------------------------------------------------------------- */

/* Keys stay within a version (docs/json.md); what another one means by them the page cannot know. */
const series = (version: string) => version.split(".").slice(0, 2).join(".");

function checkVersion(file: string, theirs: unknown, ours: string | null): void {
  if (typeof theirs !== "string" || ours === null || series(theirs) === series(ours)) return;
  throw new Error(`${file} was written by zonula ${theirs}; this page reads answers of zonula ${series(ours)}. Run the command again with zonula ${ours}, or open the file in the page of its version.`);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/^\s*\{"(progress|note|warning)":/.test(text))
      throw new Error(`${file} begins with what the program says while it works, which goes to standard error. Keep the answer alone: zonula run STUDY.yaml --json > answer.json`);
    if (cutOff(text)) throw new Error(`${file} ends in the middle, after ${text.trimEnd().length.toLocaleString("en")} characters: it was cut off, or the program was still writing. Expected a whole answer; copy it again, or run the command again.`);
    const place = placeOf(text, error);
    throw new Error(`${file} is damaged${place}: it is no JSON there. Expected what ${DRAWN} answers.`);
  }
}

/* What stands before the end is sound as far as it goes: closing what is open makes it JSON. */
function cutOff(text: string): boolean {
  const ends: string[] = [];
  let quoted = false;
  let sound = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (quoted) {
      if (sign === "\\") i++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{" || sign === "[" || sign === "}" || sign === "]") {
      if (sign === "{") ends.push("}");
      else if (sign === "[") ends.push("]");
      else if (ends.pop() !== sign) return false;
      sound = i + 1;
    }
  }
  return ends.length > 0 && isJson(text.slice(0, sound) + [...ends].reverse().join(""));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function placeOf(text: string, error: unknown): string {
  const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (at === undefined) return "";
  const before = text.slice(0, Number(at)).split("\n");
  return ` in line ${before.length}, at character ${before.at(-1)!.length + 1}`;
}
