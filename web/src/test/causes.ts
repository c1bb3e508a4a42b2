/* Why a reading is not the truth. What happens to urine on its way is taken away step by step, in the same person on the same day, and the test read
 * again each time: what each step changes is its share. What is left is the laboratory's, with what food brings. */
import type { Assay } from "../data/tables.ts";
import type { Scenario, Side } from "../scenario/scenario.ts";
import { sidesOf } from "../scenario/study.ts";
import { shown } from "../ui/number.ts";

export interface Cause {
  says: string;
  /* The reading with it over that without it. */
  factor: number;
}

export interface Step {
  says: string;
  /* What takes it away, as `set:` of a cohort says it. */
  set: Record<string, string>;
}

const URINE: Step[] = [
  { says: "urine that missed the bottle", set: { assay_collection_loss: "0" } },
  { says: "urine left in the bladder", set: { assay_bladder_residual: "0 mL" } },
  { says: "a day unlike others in passage and leak", set: { assay_day_transit: "0", assay_day_leak: "0" } },
];
const REST: Record<Assay["kind"], string> = {
  urine: "the laboratory, and what food brings",
  transit: "the day, and the camera",
  reading: "the day, the sample and the laboratory",
  chamber: "the piece of tissue, its age in the chamber, and the instrument",
  perfusion: "the day, and the laboratory",
};

export const stepsOf = (assay: Pick<Assay, "kind">): Step[] => (assay.kind === "urine" ? URINE : []);

/* The scenario without the first `count` steps. */
export function without(scenario: Scenario, steps: Step[], count: number): Scenario {
  const set = Object.assign({}, ...steps.slice(0, count).map((step) => step.set)) as Record<string, string>;
  const sides = Object.fromEntries(sidesOf(scenario).map((side: Side) => [side, { ...scenario[side]!, set: { ...scenario[side]!.set, ...set } }]));
  return { ...scenario, ...sides };
}

/* From the reading as printed, without the first step, without the first two ..., to the truth. Factors multiply to printed over truth. */
export function causesOf(assay: Pick<Assay, "kind">, readings: number[], truth: number): Cause[] {
  const steps = stepsOf(assay);
  const all = [...readings, truth];
  return readings.map((reading, i) => ({ says: steps[i]?.says ?? REST[assay.kind], factor: reading / all[i + 1]! }));
}

/* "10 % too low", "twice too high"; "" where there is no ratio. */
export function off(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio <= 0) return "";
  const word = ratio < 1 ? "low" : "high";
  if (Math.abs(ratio - 1) < 0.005) return "just right";
  if (ratio > 2) return `${shown(ratio, 2)} times too ${word}`;
  return `${shown(100 * Math.abs(ratio - 1), 2)} % too ${word}`;
}

/* "urine left in the bladder −4 %", what counts most first; what changes nothing is not said. */
export function because(causes: Cause[]): string[] {
  return causes
    .filter(({ factor }) => Number.isFinite(factor) && factor > 0 && Math.abs(factor - 1) >= 0.005)
    .sort((one, other) => Math.abs(Math.log(other.factor)) - Math.abs(Math.log(one.factor)))
    .map(({ says, factor }) => `${says} (${factor < 1 ? "−" : "+"}${shown(100 * Math.abs(factor - 1), 2)} %)`);
}
