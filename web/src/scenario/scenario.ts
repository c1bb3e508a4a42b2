/* What the page simulates: one person or cohort, or two side by side (A and B), what is given to them, and which tests they take. Plain data:
 * never changed in place; the store (store.svelte.ts) replaces it. All times are hours from the start, all amounts written with their unit
 * as in a study file. */

/* What somebody eats: foods of the table, and what follows from them in the model. */
export interface Menu {
  title: string;
  foods: { food: string; gramsPerDay: number }[];
  /* As `set:` of a cohort says it: what the engine works out of the foods (Engine.diet). Null until it has; then no study can be written
   * (the store asks the engine for it before it runs). It does not travel in the URL. */
  gives: Record<string, string> | null;
}

export interface Person {
  condition: string;
  /* Name of a diet; "" is the one of the parameter table; or a menu. */
  diet: string | Menu;
  /* Parameters by name, with their unit: { immune_gain: "2", person_weight: "65 kg" }. */
  set: Record<string, string>;
  /* Equal seeds are the same person in all that is not said otherwise. */
  seed: number;
  people: number;
}

export type Side = "a" | "b";
export type To = Side | "both";

export interface Given {
  to: To;
  /* Name of a treatment or diet. */
  what: string;
  at: number;
  /* "5 mg/kg"; absent: the usual one. */
  dose?: string;
  /* How long its changes last; absent: as its file says, or to the end. */
  lasting?: number;
  /* Both or neither. */
  every?: number;
  until?: number;
  /* Where something about it is uncertain. */
  effect?: "low" | "middle" | "high" | "none";
}

/* One number that a test shows, as `reads:` of an experiment says it. */
export interface Read {
  /* Small letters, digits and _, a letter first; unique within its test. */
  name: string;
  probe?: string;
  over?: string;
  /* Hours from the dose. */
  window?: [number, number];
  serum?: number;
  place?: "stomach" | "small_bowel" | "colon";
  reading?: string;
  segment?: string;
}

export interface Test {
  assay: string;
  at: number;
  /* What is read of it; readsOf (reads.ts) gives what is usual. */
  reads: Read[];
}

export interface Scenario {
  title: string;
  a: Person;
  b: Person | null;
  given: Given[];
  tests: Test[];
  days: number;
  /* Three meals a day instead of the daily mean. */
  meals: boolean;
}

/* One begins with a typical person: among the first two hundred seeds the one whose person lies nearest the median, in leak, pores, immune cells and
 * markers, in health, Crohn's disease, colitis and coeliac disease alike (tests/typical.test.mjs). */
const TYPICAL_SEED = 100;
export const HEALTHY: Person = { condition: "healthy", diet: "", set: {}, seed: TYPICAL_SEED, people: 1 };

export const START: Scenario = { title: "", a: HEALTHY, b: null, given: [], tests: [], days: 30, meals: false };

export { studyText } from "./study.ts";
export { toHash, fromHash, HashError } from "./hash.ts";
