/* Answers of the program as rows of figures. Numbers are taken as they are; what is divided says so. */
import { prettyUnit, shown, words } from "../ui/number.ts";
import type { ForestRow } from "./Forest.svelte";
import type { Criterion, Endpoint, RunRow, TrialAnswer, ValidateAnswer } from "./kinds.ts";

const over = (value: number | null, by: number | null): number | null => (value === null || by === null || !(by > 0) || !(value > 0) ? null : value / by);

export interface Against {
  rows: ForestRow[];
  /* Labels of those that have no place on a scale of factors. */
  left: string[];
}

/* Predicted over reported, so that rows of different units stand on one axis: 1 is what was reported. */
export function againstReported(rows: RunRow[]): Against {
  const several = new Set(rows.map((row) => row.cohort)).size > 1;
  const label = (row: RunRow) => (several ? `${row.label} (${row.cohort})` : row.label);
  const drawn = rows.filter((row) => over(row.predicted, row.reported) !== null);
  return {
    rows: drawn.map((row) => ({
      label: label(row),
      at: over(row.predicted, row.reported),
      low: over(row.lo90, row.reported),
      high: over(row.hi90, row.reported),
      good: row.inside,
      verdict: row.inside === null ? "no interval" : row.inside ? "inside" : "outside",
    })),
    left: rows.filter((row) => !drawn.includes(row)).map(label),
  };
}

/* The furthest off first. */
export function validated(detail: ValidateAnswer["detail"]): ForestRow[] {
  return detail
    .filter((row) => row.in_scope && over(row.predicted, row.reported) !== null)
    .map((row): ForestRow => ({
      label: `${row.id} ${words(row.test)}, ${words(row.probe)}, ${words(row.condition)}`,
      at: over(row.predicted, row.reported),
      low: over(row.lo90, row.reported),
      high: over(row.hi90, row.reported),
      good: row.inside,
      verdict: row.inside === null ? "no interval" : row.inside ? "inside" : "outside",
    }))
    .sort((one, other) => Math.abs(Math.log(other.at!)) - Math.abs(Math.log(one.at!)));
}

/* In what share of people or parameter sets each criterion holds. */
export function holding(criteria: Criterion[]): ForestRow[] {
  return criteria.map((one) => ({ label: words(one.label), at: one.survives, low: one.lo90, high: one.hi90, good: one.holds, verdict: one.holds ? "holds" : "fails" }));
}

/* --- Trials -------------------------------------------------------------------------------------------------------------------------------- */

type Analysis = TrialAnswer["analyses"][number];

/* How often it was found: share of the trials of full size, in words. */
function foundIn(analysis: Analysis): string {
  const power = analysis.by_people.at(-1)?.power;
  return power ? `found in ${power.found} of ${power.replicates}` : "";
}

export function effects(analyses: Analysis[]): ForestRow[] {
  return analyses
    .filter((one) => one.trials !== null)
    .map((one) => ({
      label: one.label,
      at: one.trials!.estimate,
      low: one.trials!.low,
      high: one.trials!.high,
      other: one.null_trials ? { at: one.null_trials.estimate, low: one.null_trials.low, high: one.null_trials.high } : undefined,
      verdict: foundIn(one),
    }));
}

export function publishedOf(reported: TrialAnswer["reported"]): Against {
  const drawn = reported.filter((row) => over(row.predicted, row.reported) !== null && row.what !== "p_value");
  return {
    rows: drawn.map((row) => ({
      label: row.label,
      at: over(row.predicted, row.reported),
      low: over(row.low, row.reported),
      high: over(row.high, row.reported),
      other: { at: row.reported === null ? null : 1, low: over(row.reported_low, row.reported), high: over(row.reported_high, row.reported) },
      good: row.inside ?? row.holds,
      verdict: verdictOf(row),
    })),
    left: reported.filter((row) => !drawn.includes(row)).map((row) => row.label),
  };
}

/* A published interval decides; where none is printed, that of the prediction does. */
export function verdictOf(row: TrialAnswer["reported"][number]): string {
  if (row.inside !== null) return row.inside ? "inside published" : "outside published";
  if (row.holds !== null) return row.holds ? "published inside" : "published outside";
  return "no interval";
}

/* What the label of an endpoint says in brackets at its end is its unit: "EDTA before (%)". */
function unitOf(endpoint: Endpoint): string {
  if (endpoint.kind === "responder") return "share";
  return /\(([^()]+)\)$/.exec(endpoint.label)?.[1] ?? endpoint.unit;
}

/* The interval of Wilson for a share, 95 %. */
export function wilson(yes: number, people: number): [number, number] | null {
  if (!(people > 0)) return null;
  const z = 1.959964;
  const share = yes / people;
  const middle = (share + (z * z) / (2 * people)) / (1 + (z * z) / people);
  const half = (z / (1 + (z * z) / people)) * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people * people));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

interface ArmsFigure {
  title: string;
  unit: string;
  kind: "people" | "share";
  rows: ForestRow[];
}

const ARM_COLOURS = ["--soft", "--accent", "--b", "--immune", "--pore", "--cell-loss"];

/* One figure for each unit, in which every endpoint is a group of arms; of numbers without a unit those together whose labels begin alike ("ratio
 * before", "ratio after five weeks"). */
export function armsFigures(arms: TrialAnswer["arms"]): ArmsFigure[] {
  const figures = new Map<string, ArmsFigure>();
  (arms[0]?.endpoints ?? []).forEach((endpoint, e) => {
    const share = endpoint.kind !== "value";
    const unit = share ? "share" : unitOf(endpoint);
    const key = share ? "share" : unit ? `unit ${unit}` : `word ${endpoint.label.split(" ")[0]}`;
    const figure = figures.get(key) ?? { title: share ? "How many of each arm" : `Each arm: ${bare(endpoint.label)}`, unit, kind: share ? "share" : "people", rows: [] };
    figures.set(key, figure);
    arms.forEach((arm, a) => figure.rows.push(armRow(arm.endpoints[e], endpoint.label, `${words(arm.name)}${arm.control ? " (control)" : ""}`, ARM_COLOURS[a % ARM_COLOURS.length]!)));
  });
  return [...figures.values()].map((figure) => ({ ...figure, title: figure.kind === "people" && new Set(figure.rows.map((row) => row.group)).size > 1 && figure.unit ? `Each arm, in ${prettyUnit(figure.unit)}` : figure.title }));
}

const bare = (label: string) => label.replace(/ \([^()]+\)$/, "");

function armRow(endpoint: Endpoint | undefined, group: string, label: string, colour: string): ForestRow {
  if (!endpoint) return { group, label, at: null, colour };
  if (endpoint.kind !== "value") {
    const interval = endpoint.events === null ? null : wilson(endpoint.events, endpoint.people);
    const at = endpoint.events === null || !endpoint.people ? null : endpoint.events / endpoint.people;
    return { group, label, at, low: interval?.[0] ?? null, high: interval?.[1] ?? null, colour, verdict: endpoint.events === null ? undefined : `${shown(endpoint.events, 6)} of ${shown(endpoint.people, 6)}` };
  }
  const [low, lower, middle, upper, high] = endpoint.quantiles ?? [];
  return { group, label, at: middle ?? null, low: low ?? null, high: high ?? null, box: [lower ?? null, upper ?? null], colour, verdict: `${shown(endpoint.people, 6)} people` };
}
