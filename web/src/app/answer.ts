/* Reads what `zonula run STUDY.yaml --json` answered (docs/json.md), strictly in what the page shows of it. Keys of later versions are let be. */
import type { VerdictCriterion } from "../data/tables.ts";

export interface AnswerRow {
  label: string;
  cohort: string;
  unit: string;
  predicted: number | null;
  lo90: number | null;
  hi90: number | null;
  reported: number | null;
  fold_error: number | null;
  inside: boolean | null;
}

export interface Answer {
  study: string;
  version: string;
  data: string;
  people: number;
  failed: number;
  reported: AnswerRow[];
  failures: { cohort: string; person: number; name: string | null; time_h: number; text: string }[];
  files: string[];
  treatments: { name: string; title: string; grade: string; tag: string }[];
  experiment: { asks: string; holds: boolean; people: number; criteria: VerdictCriterion[] } | null;
  /* Of what the study asks which the page does not draw. */
  others: string[];
}

type Kind = "text" | "number" | "number or null" | "true, false or null" | "array";

const MATCHES: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  "number or null": (value) => value === null || typeof value === "number",
  "true, false or null": (value) => value === null || typeof value === "boolean",
  array: Array.isArray,
};

function checked<T>(file: string, where: string, value: unknown, keys: Record<string, Kind>): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${file}: ${where} is no object.`);
  for (const [key, kind] of Object.entries(keys))
    if (!MATCHES[kind]((value as Record<string, unknown>)[key]))
      throw new Error(`${file}: ${where} has no "${key}" that is ${kind}; expected what zonula run --json answers (docs/json.md).`);
  return value as T;
}

const HEAD: Record<string, Kind> = { study: "text", version: "text", data: "text", people: "number", failed: "number", reported: "array", failures: "array", files: "array" };
const ROW: Record<string, Kind> = {
  label: "text", cohort: "text", unit: "text", predicted: "number or null", lo90: "number or null", hi90: "number or null", reported: "number or null",
  fold_error: "number or null", inside: "true, false or null",
};
const CRITERION: Record<string, Kind> = { label: "text", asked: "text", statistic: "number or null", people: "number", quantiles: "array" };
const FAILURE: Record<string, Kind> = { cohort: "text", person: "number", time_h: "number", text: "text" };

export function readAnswer(file: string, text: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON, or was cut off (${error instanceof Error ? error.message : error}); expected what zonula run --json answers.`);
  }
  const error = (value as { error?: { text?: unknown } })?.error;
  if (typeof error?.text === "string") throw new Error(`${file} is the answer of a run that failed: ${error.text}`);
  const head = checked<Answer & { experiment?: Answer["experiment"] }>(file, "the answer", value, HEAD);
  head.reported.forEach((row, i) => checked(file, `row ${i + 1} of "reported"`, row, ROW));
  head.failures.forEach((row, i) => checked(file, `row ${i + 1} of "failures"`, row, FAILURE));
  if (head.experiment) {
    checked(file, '"experiment"', head.experiment, { asks: "text", criteria: "array" });
    head.experiment.criteria.forEach((row, i) => checked(file, `row ${i + 1} of "criteria"`, row, CRITERION));
  }
  return {
    ...head,
    treatments: head.treatments ?? [],
    experiment: head.experiment ?? null,
    others: ["discriminate", "matrix", "map"].filter((key) => key in (value as object)),
  };
}
