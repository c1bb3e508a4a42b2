/* The rows of the page's static tables that the wall reads; structurally those of data/tables.ts. */

export interface ParameterRow {
  name: string;
  room: string;
  unit: string;
  value: number;
  low: number;
  high: number;
  sources: string[];
  grade: string;
  meaning: string;
}

export interface SourceRow {
  id: string;
  cite: string;
  locator: string;
  note: string;
}

export interface SoluteRow {
  name: string;
  meaning: string;
  carrier: string;
  molar_mass_g_per_mol: number;
  stokes_radius_nm: number;
  charge: number;
  hepatic_extraction: number;
  lymph_share: number;
  volume_L_per_kg: number;
  renal_clearance_per_gfr: number;
  other_clearance_per_h: number;
  sources: string[];
  grade: string;
}

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
