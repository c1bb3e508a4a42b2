/* What becomes of a dot beyond the wall: the lymph, the liver, and what blood gives to urine. The same balances as in src/solute (10 and 11),
 * with the liver as it is at the moment that is shown. */

import { pictureOf, type Run } from "../engine/types";
import type { SoluteRow } from "./tables";

export interface Fate {
  /* Share of uptake that goes by lymph, past the liver. */
  lymph: number;
  /* Share of what portal blood brings that passes through a shunt. */
  shunt: number;
  /* Share of what reaches the liver's cells that stays there. */
  kept: number;
  /* Share of what is in blood that comes to be urine. */
  urine: number;
}

/* `liver`: its function, relative to a healthy one; `shunt` 0..1; `filtration` in mL/min/kg. */
export function fateOf(solute: SoluteRow, liver: number, shunt: number, filtration: number): Fate {
  const e = solute.hepatic_extraction;
  const renal = solute.volume_L_per_kg > 0 ? (solute.renal_clearance_per_gfr * filtration * 60) / (1000 * solute.volume_L_per_kg) : 0;
  const lost = renal + solute.other_clearance_per_h;
  return {
    lymph: solute.lymph_share,
    shunt,
    kept: (liver * e) / (1 - e + liver * e),
    urine: lost > 0 ? renal / lost : 0,
  };
}

/* Of all that crosses, what the liver keeps at the first pass. */
export const keptAtFirstPass = (fate: Fate): number => (1 - fate.lymph) * (1 - fate.shunt) * fate.kept;

export function fateIn(run: Run, cohort: number, picture: number, solute: SoluteRow): Fate {
  const first = run.cohorts[cohort].first;
  const kupffer = pictureOf(run, cohort, picture, "kupffer_function");
  return fateOf(solute, Number.isFinite(kupffer) ? kupffer : 1, first["liver_shunt"] ?? 0, first["solute_glomerular_filtration"] ?? NaN);
}
