/* The rows of the page's static tables that the wall reads: of each what it needs. */

import type { Parameter, Solute, Source } from "../data/tables";

export type ParameterRow = Omit<Parameter, "spread" | "correlated_with" | "correlation">;
type SourceRow = Pick<Source, "id" | "cite" | "locator" | "note">;
export type SoluteRow = Pick<
  Solute,
  | "name"
  | "meaning"
  | "carrier"
  | "molar_mass_g_per_mol"
  | "stokes_radius_nm"
  | "charge"
  | "hepatic_extraction"
  | "lymph_share"
  | "volume_L_per_kg"
  | "renal_clearance_per_gfr"
  | "other_clearance_per_h"
  | "sources"
  | "grade"
>;

export interface WallTables {
  parameters: ParameterRow[];
  sources: SourceRow[];
  solutes: SoluteRow[];
}

/* Where a paper can be looked up; null where the table gives no address (numbers that were chosen). */
export function addressOf(locator: string): string | null {
  if (/^10\.\d{4,9}\//.test(locator)) return `https://doi.org/${locator}`;
  if (/^PMID:\d+$/.test(locator)) return `https://pubmed.ncbi.nlm.nih.gov/${locator.slice(5)}/`;
  if (/^PMC\d+$/.test(locator)) return `https://pmc.ncbi.nlm.nih.gov/articles/${locator}/`;
  return /^https:\/\//.test(locator) ? locator : null;
}

const GRADES: Record<string, string> = {
  measured_human: "measured in people",
  measured_animal: "measured in animals",
  measured_cells: "measured in cells",
  derived: "worked out from published numbers",
  calibrated: "fitted to published results",
  expert: "taken from a published model",
  chosen: "chosen by us, not measured",
  unverified: "seen, not checked in print",
};

export const gradeWords = (grade: string): string => GRADES[grade] ?? grade;

/* All rows of one name: a parameter of several places has a row for each, "epithelium_constitutive_leak[ileum]". */
export function rowsOf(tables: WallTables, name: string): ParameterRow[] {
  return tables.parameters.filter((row) => row.name === name || row.name.startsWith(`${name}[`));
}

/* The row of a parameter at a place; where it has no places, its only row. */
export function rowAt(tables: WallTables, name: string, place: string): ParameterRow | null {
  const rows = rowsOf(tables, name);
  return rows.find((row) => row.name === `${name}[${place}]`) ?? rows[0] ?? null;
}
