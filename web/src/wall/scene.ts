/* What the drawing has to show: readings of one cohort at one moment turned into thicknesses, openings, shares and counts. Everything that
 * is seen and is not decoration comes from here. */

import { pictureOf, type Run, type Segment } from "../engine/types";

export const COLON: Segment[] = ["ascending", "transverse", "descending"];
export const isColon = (segment: Segment): boolean => COLON.includes(segment);

/* What one glyph stands for; the legend says the same. */
export const MICROBE_G_PER_L = 1;
export const RODS_AT_REFERENCE_CONTACT = 2;
export const ANTIBODIES_AT_REFERENCE_TONE = 8;
export const LPS_PG_PER_ML = 2;
export const MACROPHAGES = 8;
export const T_CELLS = 10;
export const KUPFFER_CELLS = 8;

const MOST_RODS_IN_LUMEN = 180;
const MOST_RODS_AT_WALL = 48;
const MOST_ANTIBODIES = 32;
const MOST_LPS = 40;

export interface Scene {
  segment: Segment;
  colon: boolean;
  /* Whether there are numbers at all: none where everybody failed, or at a moment that was not looked at. */
  known: boolean;
  /* Micrometres; inner is 0 in the small bowel, which has one loose layer. */
  mucusUm: number;
  innerUm: number;
  /* Relative to health. */
  leak: number;
  pore: number;
  /* Share of the epithelium that is lost, 0..1. */
  lost: number;
  /* Villus height to crypt depth; NaN in the colon. */
  villusToCrypt: number;
  /* Absorptive area, relative; 1 in the colon. */
  area: number;
  resistance: number;
  contact: number;
  tone: number;
  tnf: number;
  /* 0 calm .. 1: how red the tissue is, tone / (1 + tone). */
  redness: number;
  /* Counts of glyphs; null where the model has no number. */
  rodsInLumen: number | null;
  rodsAtWall: number;
  antibodies: number;
  awakeMacrophages: number;
  awakeTCells: number;
  kupffer: number;
  shunt: number;
  lpsPgPerMl: number;
  lpsInBlood: number;
  bacteriaInBlood: number;
}

const positive = (value: number): number => (value > 0 ? value : 0);
const count = (value: number, most: number): number => Math.min(Math.round(positive(value)), most);

/* The duodenum's ratio is read directly; further down it follows from the absorptive area as src/body/epithelium (9) makes it. */
function villusToCrypt(read: (name: string) => number, numbers: Record<string, number>, segment: Segment): number {
  if (isColon(segment)) return NaN;
  if (segment === "duodenum") return read("villus_height_crypt_depth");
  const healthy = numbers["epithelium_villus_healthy"] ?? NaN;
  const flat = numbers["epithelium_flat_area"] ?? NaN;
  return positive((healthy * (read(`absorptive_area[${segment}]`) - flat)) / (1 - flat));
}

export function sceneOf(run: Run, cohort: number, picture: number, segment: Segment): Scene {
  const read = (name: string): number => pictureOf(run, cohort, picture, name);
  const here = (name: string): number => read(`${name}[${segment}]`);
  const first = run.cohorts[cohort].first;
  const colon = isColon(segment);
  const tnf = positive(here("tumour_necrosis_factor"));
  const mucusUm = positive(here("mucus_thickness"));
  const lps = read("serum_lps");
  return {
    segment,
    colon,
    known: Number.isFinite(here("mucus_thickness")) && Number.isFinite(here("leak")),
    mucusUm,
    innerUm: colon ? Math.min(positive(here("mucus_inner")), mucusUm) : 0,
    leak: positive(here("leak")),
    pore: positive(here("pore")),
    lost: Math.min(positive(here("cell_loss")) / 100, 1),
    villusToCrypt: villusToCrypt(read, first, segment),
    area: colon ? 1 : positive(here("absorptive_area")),
    resistance: here("epithelial_resistance"),
    contact: positive(here("bacterial_contact")),
    tone: positive(here("secretory_tone")),
    tnf,
    redness: tnf / (1 + tnf),
    rodsInLumen: colon ? count(here("microbial_mass") / MICROBE_G_PER_L, MOST_RODS_IN_LUMEN) : null,
    rodsAtWall: count(RODS_AT_REFERENCE_CONTACT * here("bacterial_contact"), MOST_RODS_AT_WALL),
    antibodies: count(ANTIBODIES_AT_REFERENCE_TONE * here("secretory_tone"), MOST_ANTIBODIES),
    awakeMacrophages: count(MACROPHAGES * here("inflammatory_macrophages"), MACROPHAGES),
    awakeTCells: count(T_CELLS * here("effector_t_cells"), T_CELLS),
    kupffer: positive(read("kupffer_function")),
    shunt: positive(first["liver_shunt"] ?? 0),
    lpsPgPerMl: lps,
    lpsInBlood: count(lps / LPS_PG_PER_ML, MOST_LPS),
    bacteriaInBlood: read("blood_bacteria"),
  };
}

/* How far apart two neighbours stand at their junction, px: grows with the leak, and stays on the sheet for any. */
export const gapPx = (leak: number): number => Math.min(0.6 + 3 * positive(leak), 20);

/* Of the strands of a junction those that still link; 1 at a healthy leak, fewer as it rises. */
export const linkedStrands = (leak: number, strands: number): number => Math.min(strands, Math.round(strands / Math.max(leak, 1)));

/* How much of each slot of the row is lost: the first goes entirely before the second begins, so that the parts add up to the share. */
export function lostBySlot(share: number, order: number[]): number[] {
  const lost = order.map(() => 0);
  let left = Math.min(Math.max(share, 0), 1) * order.length;
  for (const slot of order) {
    lost[slot] = Math.min(left, 1);
    left -= lost[slot];
  }
  return lost;
}

/* Between two scenes, for a change that is seen happening; counts go with the later one. */
export function between(from: Scene, to: Scene, share: number): Scene {
  if (from.segment !== to.segment || share >= 1) return to;
  const mixed: Scene = { ...to };
  const names = ["mucusUm", "innerUm", "leak", "pore", "lost", "villusToCrypt", "area", "redness"] as const;
  for (const name of names) mixed[name] = from[name] + (to[name] - from[name]) * share;
  return mixed;
}
