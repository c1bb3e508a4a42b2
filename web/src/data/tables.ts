/* The tables that travel with the page (public/data/*.json, made by tools/tables.mjs from `zonula ... --json`; docs/json.md says what the keys
 * mean). Fetched when somebody asks for them, once. */

export interface Parameter {
  name: string;
  room: string;
  unit: string;
  value: number;
  low: number;
  high: number;
  spread: number;
  correlated_with: string | null;
  correlation: number;
  sources: string[];
  grade: string;
  meaning: string;
}

export interface Change {
  parameter: string;
  change: "set" | "scale" | "spread";
  value: number;
  unit: string;
}

interface Overlay {
  name: string;
  title: string;
  meaning: string;
  grade: string;
  tag: "emergent" | "assumed";
  sources: string[];
  changes: Change[];
}

export interface Condition extends Overlay {
  start: "healthy" | "inflamed";
}

interface Uncertain {
  parameter: string;
  middle: number;
  low: number;
  high: number;
  why: string;
  sources: string[];
}

export interface Treatment extends Overlay {
  dose: { state: string; unit: string; default: number } | null;
  duration_h: number | null;
  uncertain: Uncertain[];
  acts: string;
}

export interface DietRow extends Overlay {
  dose: null;
  duration_h: number | null;
  menu: { food: string; g_per_day: number }[];
}

/* And every column of data/foods.csv from energy_kcal to rosemary_g: in 100 g, null where not known. */
export interface Food {
  name: string;
  title: string;
  plants: string[];
  sources: string[];
  grade: string;
  note: string;
  [column: string]: number | null | string | string[];
}

export interface Analysis {
  solute: string;
  fluid: "urine" | "serum";
  method: string;
  cv: number;
  detection_mg_per_L: number;
  background_share: number;
  background_mg_per_h: number;
  grade: string;
  note: string;
}

type AssayKind = "urine" | "transit" | "reading" | "chamber" | "perfusion";

export interface Assay {
  name: string;
  title: string;
  meaning: string;
  kind: AssayKind;
  sources: string[];
  readings?: string[];
  site?: string;
  drink_mL?: number;
  osmolality_mmol_per_L?: number | null;
  length_h?: number;
  probes?: { solute: string; amount_mmol?: number; concentration_mmol_per_L?: number }[];
  analysis?: Analysis[];
  exposed_cm2?: number;
  depth?: number;
  mounted_h?: number;
  flow_mL_per_min?: number;
  segment_cm?: number;
}

export interface Solute {
  name: string;
  carrier: string;
  molar_mass_g_per_mol: number;
  stokes_radius_nm: number;
  charge: number;
  diffusivity_cm2_per_s: number;
  paracellular_factor: number;
  membrane_permeability_cm_per_s: number;
  carrier_capacity_umol_per_cm2_min: number;
  carrier_affinity_mmol_per_L: number;
  transcytosis_cm_per_s: number;
  small_bowel_loss_per_h: number;
  fermentation_per_h: number;
  hepatic_extraction: number;
  lymph_share: number;
  volume_L_per_kg: number;
  renal_clearance_per_gfr: number;
  other_clearance_per_h: number;
  sources: string[];
  grade: string;
  meaning: string;
}

export interface Marker {
  name: string;
  fluid: string;
  unit: string;
  meaning: string;
  analytical_cv: number;
  within_person_cv: number;
  between_person_cv: number;
  counted: number;
  detection_limit: number | null;
  upper_limit: number | null;
  grade: string;
  sources: string[];
}

interface ObservableRow {
  name: string;
  label: string;
  unit: string;
  room: string;
  tag: "emergent" | "assumed";
}

export interface Source {
  id: string;
  cite: string;
  locator: string;
  note: string;
  parameters: string[];
  solutes: string[];
  analytics: string[];
  claims: string[];
}

export interface Finding {
  question: string;
  people: string;
  comparison: string;
  outcome: string;
  studies: number | null;
  participants: number | null;
  effect: number | null;
  low: number | null;
  high: number | null;
  measure: string;
  certainty: string;
  lowered: string;
  source: string;
}

export interface Claim {
  id: string;
  section: string;
  claim: string;
  kind: string;
  stance: "asserts" | "denies" | "uncertain";
  certainty: string;
  evidence: string;
  grade: string;
  lowered: string;
  changed: string;
  tag: "emergent" | "assumed" | "not_simulatable";
  experiment: string;
  must_hold: boolean;
  how: string;
  findings: Finding[];
  sources: string[];
}

interface VerdictCriterion {
  label: string;
  asked: string;
  holds: boolean;
  statistic: number | null;
  survives: number | null;
  lo90: number | null;
  hi90: number | null;
  members_hold: number;
  people: number;
  without_value: number;
  quantiles: number[];
  members: number[];
}

/* What the native program found over the whole ensemble, as shipped. */
export interface Verdict {
  id: string;
  claim: string;
  grade: string;
  tag: string;
  verdict: "holds" | "fails" | "stale" | "not_simulatable";
  survives: number | null;
  lo90: number | null;
  hi90: number | null;
  must_hold: boolean;
  sources: string[];
  changed: string;
  outdated: boolean;
  experiment: string;
  newest_source: string | null;
  criteria: VerdictCriterion[];
  broken: { without: string; holds: boolean; criteria: VerdictCriterion[] }[];
}

/* A shipped study or experiment: `text` is its whole file. */
export interface StudyFile {
  name: string;
  file: string;
  title: string;
  summary: string;
  source: string;
  asks: string | null;
  text: string;
  /* Tables of people that it names, by name; absent where it names none. */
  files?: Record<string, string>;
}

/* A shipped trial, which the program runs and not the page. */
export interface TrialFile {
  name: string;
  file: string;
  title: string;
  source: string;
  summary: string;
}

export interface Tables {
  parameters: Parameter[];
  conditions: Condition[];
  treatments: Treatment[];
  diets: DietRow[];
  foods: Food[];
  assays: Assay[];
  solutes: Solute[];
  markers: Marker[];
  observables: ObservableRow[];
  sources: Source[];
  claims: Claim[];
  verdicts: Verdict[];
  studies: StudyFile[];
  experiments: StudyFile[];
  trials: TrialFile[];
  about: { version: string; data: string };
}

const fetched = new Map<keyof Tables, Promise<unknown>>();

async function fetchTable(name: keyof Tables): Promise<unknown> {
  const answer = await fetch(`./data/${name}.json`);
  if (!answer.ok) throw new Error(`The table ${name} could not be read (${answer.status}).`);
  return answer.json();
}

export function table<Name extends keyof Tables>(name: Name): Promise<Tables[Name]> {
  const known = fetched.get(name);
  if (known) return known as Promise<Tables[Name]>;
  const asked = fetchTable(name);
  fetched.set(name, asked);
  asked.catch(() => fetched.delete(name)); /* so that it is asked for again */
  return asked as Promise<Tables[Name]>;
}

/* Names that the tables lack, nearest first in writing, for messages. */
export function nearest(name: string, names: string[]): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const other of names) {
    const distance = editDistance(name, other);
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1));
    row = next;
  }
  return row[other.length]!;
}
