/* The answers of the program's verbs (docs/json.md), as far as the page shows them. */
import type { Of } from "./shape.ts";

const NUMBER = "number or null";

const treatment = {
  name: "text", title: "text", grade: "text", tag: "text",
  "effect?": { orNull: { chosen: "text", factors: [{ parameter: "text", low: "number", middle: "number", high: "number", used: NUMBER }] } },
} as const;

const criterion = {
  label: "text", asked: "text", holds: "true or false", statistic: NUMBER, survives: NUMBER, lo90: NUMBER, hi90: NUMBER, members_hold: "number", people: "number",
  without_value: "number", quantiles: [NUMBER], members: [NUMBER],
} as const;

const experiment = {
  experiment: "text", asks: "text", holds: "true or false", people: "number", members: "number", criteria: [criterion],
  broken: [{ without: "text", holds: "true or false", criteria: [criterion] }],
} as const;

const testOfMany = {
  label: "text", unit: "text", auc: NUMBER, lo95: NUMBER, hi95: NUMBER, sensitivity_90: NUMBER, threshold_90: NUMBER, youden_threshold: NUMBER, youden_sensitivity: NUMBER,
  youden_specificity: NUMBER, rank_correlation: NUMBER, gain: NUMBER, gain_lo95: NUMBER, gain_hi95: NUMBER, weights: { orNull: [{ test: "text", weight: NUMBER }] },
} as const;

const discriminate = {
  truth: "text", above: "number", unit: "text", time_h: "number", left_out: "number",
  groups: [{ group: "text", people: "number", above: "number", best: "text or null", worst: "text or null", best_combination: "text or null", tests: [testOfMany] }],
  cohorts: [{ cohort: "text", people: "number", above: "number", median_truth: NUMBER, at_threshold_90: [{ label: "text", false_alarms: NUMBER, found: NUMBER }] }],
} as const;

const spread = { median: NUMBER, lo90: NUMBER, hi90: NUMBER } as const;

const matrix = {
  layers: ["text"], given_h: "number", at_h: "number", ill: { orNull: { word: "text", reading: "text", above: "number" } },
  cells: [{ gone: ["text"], people: "number", share_ill: NUMBER, share_ill_lo90: NUMBER, share_ill_hi90: NUMBER, readings: [{ reading: "text", value: spread, fold: spread, synergy: spread }] }],
} as const;

const steps = { parameter: "text", unit: "text", values: ["number"] } as const;

const map = {
  across: steps, up: steps, ill: { word: "text", reading: "text", places: "number", above: "number" }, history_decides: NUMBER,
  maps: [{
    also: { orNull: { parameter: "text", scale: "number" } }, share_ill_from_below: [[NUMBER]], share_ill_from_above: [[NUMBER]], half_fall_ill_from: [NUMBER], half_stay_ill_from: [NUMBER],
  }],
  marks: [{
    condition: "text", people: "number", ill: "number", where_well: NUMBER, where_either: NUMBER, where_ill: NUMBER, outside: NUMBER, across: ["number"], up: ["number"],
    is_ill: ["true or false"],
  }],
  ramps: [{ up: "number", people: "number", fell_ill: "number", got_well: "number", half_ill_by: NUMBER, half_well_by: NUMBER, across: ["number"], share_ill: [NUMBER], median: [NUMBER] }],
} as const;

const compared = { predicted: NUMBER, lo90: NUMBER, hi90: NUMBER, reported: NUMBER, fold_error: NUMBER, inside: "true, false or null" } as const;

const row = { label: "text", cohort: "text", unit: "text", ...compared } as const;

export const RUN = {
  study: "text", version: "text", data: "text", people: "number", failed: "number", reported: [row],
  failures: [{ cohort: "text", person: "number", name: "text or null", time_h: "number", text: "text" }], files: ["text"], treatments: [treatment],
  "matched?": [{
    cohort: "text", acceptance: NUMBER, weighted_people: "number", worth: NUMBER,
    numbers: [{ summary: "text", of: "text", unit: "text", wanted: NUMBER, weighted: NUMBER, these_people: NUMBER, without: NUMBER, tilt: NUMBER }],
  }],
  "discriminate?": discriminate, "matrix?": matrix, "map?": map, "experiment?": experiment,
} as const;

const endpoint = { name: "text", label: "text", kind: "text", unit: "text", people: "number", missing: "number", events: NUMBER, mean: NUMBER, sd: NUMBER, quantiles: { orNull: [NUMBER] } } as const;
const estimated = { orNull: { replicates: "number", without_estimate: "number", estimate: NUMBER, low: NUMBER, high: NUMBER, p_value: NUMBER } } as const;
const found = { orNull: { replicates: "number", found: "number", share: NUMBER, lo95: NUMBER, hi95: NUMBER } } as const;
const ended = { orNull: { reached: "number", effect_above: "number", effect_below: "number", futile: "number" } } as const;

export const TRIAL = {
  trial: "text", title: "text", version: "text", data: "text", finished: "true or false", seed: "number", people: "number", replicates: "number", null_replicates: "number",
  simulated: "number", failed: "number", eligible: "number", rescued: "number",
  arms: [{ name: "text", control: "true or false", ratio: "number", adherence: "number", drop_out: "number", endpoints: [endpoint] }],
  everybody: [endpoint],
  analyses: [{
    label: "text", endpoint: "text", test: "text", effect: "text", arm: "text or null", against: "text or null", by: "text or null", among: "text or null", confidence: "number",
    null: "number", trials: estimated, null_trials: estimated, by_people: [{ people: "number", power: found, type_1_error: found }],
  }],
  interim: { orNull: { spending: "text", futility: NUMBER, looks: [{ share: "number", bound: "number", trials: ended, null_trials: ended }] } },
  reported: [{
    label: "text", what: "text", analysis: "text or null", arm: "text or null", endpoint: "text or null", unit: "text", reported: NUMBER, reported_low: NUMBER, reported_high: NUMBER,
    predicted: NUMBER, low: NUMBER, high: NUMBER, inside: "true, false or null", holds: "true, false or null", fold_error: NUMBER, source: "text",
  }],
  failures: [{ arm: "text", person: "number", time_h: "number", text: "text" }], files: ["text"], treatments: [treatment],
} as const;

/* While other processes are at work in the folder of the trial. */
export const UNFINISHED = { trial: "text", title: "text", version: "text", data: "text", finished: "true or false", seed: "number", people: "number", replicates: "number", null_replicates: "number", done: "number", all: "number" } as const;

const scores = {
  rows: "number", in_scope: "number", gmfe: NUMBER, within_1_5_fold: NUMBER, within_2_fold: NUMBER, coverage_90: NUMBER, median_width_fold: NUMBER,
  contrasts: { n: "number", direction_right: NUMBER, gmfe: NUMBER },
} as const;

const dietScores = {
  rows: "number", in_scope: "number", people: "number", direction_right: NUMBER, changes: { n: "number", right: "number" }, nulls: { n: "number", right: "number" },
  folds: { n: "number", gmfe: NUMBER },
  detail: [{
    id: "text", line: "number", in_scope: "true or false", reason: "text", assumed: "text", simulated: "text or null", measured: "text or null", medians: { orNull: [NUMBER] }, predicted_fold: NUMBER,
    people_90: { orNull: [NUMBER] }, reported_fold: NUMBER, fold_error: NUMBER, predicted_direction: "text or null", reported_direction: "text or null", direction_right: "true, false or null",
  }],
} as const;

export const VALIDATE = {
  ...scores,
  groups: [{ by: "text", name: "text", ...scores }],
  detail: [{
    id: "text", line: "number", in_scope: "true or false", reason: "text", assumed: "text", situation: "text", test: "text", condition: "text", probe: "text", unit: "text", people: "number or null",
    ...compared,
  }],
  "diet?": dietScores,
} as const;

export const VALIDATE_DIET = { diet: dietScores } as const;

export const CLAIMS = [{
  id: "text", claim: "text", grade: "text", tag: "text", verdict: "text", survives: NUMBER, lo90: NUMBER, hi90: NUMBER, must_hold: "true or false", sources: ["text"], changed: "text",
  outdated: "true or false", experiment: "text", newest_source: "text or null", criteria: [criterion], broken: [{ without: "text", holds: "true or false", criteria: [criterion] }],
}] as const;

export const EXPERIMENT = experiment;

export const CALIBRATE = {
  steps: "number", settled: "true or false", left: NUMBER, members: "number", fitted: scores, paper_left_out: scores, tenth_left_out: scores, look_up: scores,
  numbers: [{
    scope: "text", name: "text", unit: "text", prior_median: NUMBER, prior_ln_sd: NUMBER, low: NUMBER, high: NUMBER, median: NUMBER, lo90: NUMBER, hi90: NUMBER, moved: NUMBER, narrower: NUMBER,
    rows: "number",
  }],
  spreads: [{ kind: "text", name: "text", sd: NUMBER, lo90: NUMBER, hi90: NUMBER, papers: "number", rows: "number" }],
} as const;

const people3 = [NUMBER] as const;

export const DIET = {
  people: "number", members: "number", seed: "number", caution: "text",
  diets: [{
    name: "text", title: "text", grade: "text", tag: "text", days: "number", steps: [{ diet: "text", days: "number" }], model: "anything", menu: { orNull: [{ food: "text", g_per_day: "number" }] },
    energy_by_grade: { orNull: { table: NUMBER } }, gives: { orNull: { table: { amount: NUMBER, known: "true or false", known_of_mass: NUMBER, known_of_energy: NUMBER } } },
    dii: { orNull: { index: NUMBER, low: NUMBER, high: NUMBER, known: "number", of: "number", published_range: "anything", parts: "anything" } },
    outcomes: { table: { label: "text", unit: "text", tag: "text", before: people3, after: people3, fold: people3, people: "number" } },
  }],
} as const;

const mean = { mean: NUMBER, lo90: NUMBER, hi90: NUMBER } as const;

export const JUNCTION = {
  version: "text", data: "text", variant: "text", seed: "number", replicates: "number", channel_open_share: NUMBER, tricellular_ohm_cm2: NUMBER,
  solutes: [{ name: "text", asked: "true or false", radius_nm: "number", diffusivity_cm2_per_s: NUMBER, tricellular_cm_per_s: NUMBER }],
  junctions: [{
    strands: "number", opening_factor: "number", sealing_factor: "number", ter_ohm_cm2: mean, ter_sd_in_time: NUMBER, ter_side_by_side: mean, ter_bicellular: NUMBER, ways_mS_per_cm2: NUMBER,
    ter_intact: NUMBER, ter_claude: NUMBER, open_share: mean, open_share_expected: NUMBER,
    permeability: [{ solute: "text", bicellular_cm_per_s: mean, watched_cm_per_s: mean, carried_cm_per_s: NUMBER, total_cm_per_s: mean, leak_route_per_cm: NUMBER }],
  }],
  leak: "anything", files: ["text"],
} as const;

export const BENCH = { machine: "text", cvode_build: "text", study: "text", people: "number", rounds: "number", lanes: "number", people_per_s: { table: NUMBER }, error: NUMBER, points: "anything", loads: "anything", kernels: "anything" } as const;
export const VERSION = { version: "text", data: "text", cvode: "text", "mpi?": "text" } as const;

export type RunAnswer = Of<typeof RUN>;
export type RunRow = Of<typeof row>;
export type Discriminated = Of<typeof discriminate>;
export type MatrixAnswer = Of<typeof matrix>;
export type MapAnswer = Of<typeof map>;
export type TrialAnswer = Of<typeof TRIAL>;
export type Endpoint = Of<typeof endpoint>;
export type ValidateAnswer = Of<typeof VALIDATE>;
export type DietScores = Of<typeof dietScores>;
export type Scores = Of<typeof scores>;
export type ClaimAnswer = Of<typeof CLAIMS>[number];
export type ExperimentAnswer = Of<typeof EXPERIMENT>;
export type Criterion = Of<typeof criterion>;
export type CalibrateAnswer = Of<typeof CALIBRATE>;
export type DietAnswer = Of<typeof DIET>;
export type JunctionAnswer = Of<typeof JUNCTION>;
export type Treatment = Of<typeof treatment>;
