/* Numbers that tests are compared by, and what a test shows at one place of the gut. */
import type { Assay } from "../data/tables.ts";
import { SEGMENTS, type Segment } from "../engine/types.ts";
import { readsOf } from "../scenario/reads.ts";
import type { Read } from "../scenario/scenario.ts";

/* Lower-case words for a name of the study language; a letter first. */
export function word(name: string): string {
  const small = name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(small) ? small : `p_${small}`;
}

const placeOf = (reading: string): string => reading.match(/\[(.*)\]/)?.[1] ?? "";

/* Where an instrument looks; empty where it does not choose a place. */
export function placesOf(assay: Assay): readonly Segment[] {
  if (assay.kind === "perfusion") return SEGMENTS;
  if (assay.kind === "urine" || assay.kind === "transit") return [];
  const there = new Set((assay.readings ?? []).map(placeOf).filter(Boolean));
  return assay.kind === "chamber" && !there.size ? SEGMENTS : SEGMENTS.filter((place) => there.has(place));
}

/* Whether what passes through the tissue can be any solute. */
export function asksForSolute(assay: Assay): boolean {
  return assay.kind === "perfusion" && !assay.probes?.length;
}

/* Hours of urine that papers report, and that a test is long enough for. */
export function windowsAsked(assay: Assay): [number, number][] {
  if (assay.kind !== "urine") return [];
  const length = assay.length_h ?? 0;
  const all: [number, number][] = [[0, 2], [0, 5], [0, 6], [0, 24], [5, 24], [8, 24]];
  const there = all.filter(([, to]) => to <= length);
  return there.some(([from, to]) => from === 0 && to === length) ? there : [...there, [0, length]];
}

/* Ratios of a large and a small probe are usually of the first five hours; recoveries of all that was collected. */
function usualWindow(assay: Assay): [number, number] {
  const length = assay.length_h ?? 0;
  return readsOf(assay).some((read) => read.over) && length >= 5 ? [0, 5] : [0, length];
}

/* What is usually read of a test at one place; of another window, and of another solute where the test does not say which. */
export function readsAt(assay: Assay, place: string, { solute = "mannitol", window }: { solute?: string; window?: [number, number] } = {}): Read[] {
  if (assay.kind === "transit") return readsOf(assay);
  if (assay.kind === "urine") return readsOf(assay).map((read) => ({ ...read, window: window ?? usualWindow(assay) }));
  const readings = (assay.readings ?? []).filter((reading) => !placeOf(reading) || placeOf(reading) === place);
  const reads: Read[] = readings.map((reading) => ({ name: word(reading), reading }));
  if (assay.kind === "reading") return reads;
  const solutes = asksForSolute(assay) ? [solute] : (assay.probes ?? []).map((probe) => probe.solute);
  return [...reads, ...solutes.map((probe) => ({ name: `p_${word(probe)}`, probe, segment: place }))];
}

/* Where the reads of a test look, so that a choice can be shown again. */
export function placeIn(reads: Read[]): string {
  for (const read of reads) {
    if (read.segment) return read.segment;
    if (read.reading && placeOf(read.reading)) return placeOf(read.reading);
  }
  return "ileum";
}

export interface Readout {
  id: string;
  label: string;
  assay: string;
  read: Omit<Read, "name">;
  group: string;
}

const urine = (id: string, label: string, assay: string, probe: string, window: [number, number], over?: string): Readout => ({
  id,
  label,
  assay,
  read: { probe, window, ...(over ? { over } : {}) },
  group: "Urine",
});
const reading = (id: string, label: string, assay: string, name: string, group: string): Readout => ({ id, label, assay, read: { reading: name }, group });

export const READOUTS: Readout[] = [
  urine("lmr_5", "Lactulose over mannitol, 0 to 5 h", "lactulose_mannitol", "lactulose", [0, 5], "mannitol"),
  urine("lmr_late", "Lactulose over mannitol, 8 to 24 h", "lactulose_mannitol", "lactulose", [8, 24], "mannitol"),
  urine("lactulose_5", "Lactulose alone, 0 to 5 h", "lactulose_mannitol", "lactulose", [0, 5]),
  urine("lrr_5", "Lactulose over rhamnose, 0 to 5 h", "lactulose_rhamnose", "lactulose", [0, 5], "rhamnose"),
  urine("edta_6", "51Cr-EDTA, 0 to 6 h", "cr_edta", "51Cr-EDTA", [0, 6]),
  urine("edta_24", "51Cr-EDTA, 0 to 24 h", "cr_edta", "51Cr-EDTA", [0, 24]),
  urine("sucralose_24", "Sucralose, 0 to 24 h", "sucralose", "sucralose", [0, 24]),
  urine("sucrose_5", "Sucrose, 0 to 5 h", "sucrose", "sucrose", [0, 5]),
  urine("peg_3350", "PEG 3350, 0 to 24 h", "peg_3350", "PEG 3350", [0, 24]),
  urine("peg_400", "PEG 400, 0 to 24 h", "peg_400", "PEG 400", [0, 24]),
  reading("lps", "Endotoxin, strict assay", "endotoxin", "endotoxin_strict", "Blood"),
  reading("lbp", "LPS-binding protein", "serum", "serum_lbp", "Blood"),
  reading("crp", "C-reactive protein", "serum", "serum_crp", "Blood"),
  reading("ifabp", "Fatty-acid binding protein", "serum", "serum_ifabp", "Blood"),
  reading("zonulin", "Kit sold for zonulin (does not measure it)", "zonulin_kit", "zonulin_kit", "Blood"),
  reading("calprotectin", "Calprotectin in stool", "stool", "stool_calprotectin", "Stool"),
  reading("fluorescein", "Leaking fluorescein, ileum", "endomicroscopy", "fluorescein_leakage[ileum]", "Endoscopy"),
  reading("gaps", "Gaps per cells, ileum", "endomicroscopy", "gap_density[ileum]", "Endoscopy"),
  reading("strands", "Strands of the junction, jejunum", "biopsy", "strands[jejunum]", "Endoscopy"),
  { id: "ussing_edta", label: "51Cr-EDTA through a biopsy, ileum", assay: "ussing", read: { probe: "51Cr-EDTA", segment: "ileum" }, group: "Tissue in a chamber" },
  reading("ussing_resistance", "Resistance of a biopsy, ileum", "ussing", "epithelial_resistance[ileum]", "Tissue in a chamber"),
];

/* Falls where the wall opens: then it tells a leak by being low. */
export const FALLS = new Set(["strands", "ussing_resistance"]);
export const USUAL = ["lmr_5", "lactulose_5", "lrr_5", "edta_24", "sucralose_24", "peg_400", "zonulin"];
