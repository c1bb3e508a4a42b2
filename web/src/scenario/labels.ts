/* What is shown of the body, in a few plain words. The program's own label says it exactly, and is given as help. */
import { SEGMENTS, type Segment } from "../engine/types.ts";

const NAMES: Record<string, string> = {
  absorptive_area: "Absorbing surface",
  apoptosis: "Cells dying",
  bacterial_contact: "Bacteria at the cells",
  bifidobacteria: "Bifidobacteria",
  blood_bacteria: "Bacteria in blood",
  butyrate: "Butyrate",
  cell_loss: "Cells missing",
  coeliac_antibody: "Coeliac antibody",
  coeliac_drive: "T cells against gluten",
  defence: "Cells' own defence",
  effector_t_cells: "T cells awake",
  epithelial_resistance: "Resistance of the lining",
  inflammation: "Immune cells awake, where most are",
  inflammatory_macrophages: "Immune cells awake",
  kupffer_function: "The liver's filter",
  leak: "Leak between cells",
  microbial_mass: "Mass of microbes",
  mucus_inner: "Inner mucus",
  mucus_thickness: "Mucus",
  pathobiont_at_wall: "Harmful bacteria at the wall",
  ph: "pH",
  pore: "Small pores",
  probe_leak: "Leak, as a test meets it",
  scfa: "Short-chain fatty acids",
  secretory_tone: "Antibodies and defence proteins",
  serum_citrulline: "Citrulline in blood",
  serum_crp: "CRP in blood",
  serum_ifabp: "I-FABP in blood",
  serum_il6: "IL-6 in blood",
  serum_infliximab: "Infliximab in blood",
  serum_lbp: "LBP in blood",
  serum_lps: "Endotoxin in blood",
  serum_tnf: "TNF in blood",
  species_richness: "Kinds of microbes",
  stool_calprotectin: "Calprotectin in stool",
  subepithelial_resistance: "Resistance under the lining",
  tissue_damage: "Damage to tissue",
  tumour_necrosis_factor: "TNF in the wall",
  villus_height_crypt_depth: "Villi to crypts",
};

export const PLACES: Record<Segment, string> = {
  duodenum: "duodenum",
  jejunum: "jejunum",
  ileum: "ileum",
  ascending: "right colon",
  transverse: "middle colon",
  descending: "left colon",
};

/* "Leak between cells, ileum"; what has no plain name keeps the program's label. */
export function plainLabel(name: string, label: string): string {
  const [, kind = name, where] = /^([^[]*)(?:\[(.*)\])?$/.exec(name) ?? [];
  const place = SEGMENTS.find((segment) => segment === where);
  return [NAMES[kind] ?? label, place ? PLACES[place] : where].filter(Boolean).join(", ");
}

/* As the program says it, with the place. */
export function exactLabel(name: string, label: string): string {
  const place = /\[(.*)\]/.exec(name)?.[1];
  return place && !label.includes(place) ? `${label}, ${place}` : label;
}

export const named = (name: string) => name.replace(/\[.*/, "") in NAMES;
