/* The parts of the drawing that answer: what each is, in plain words, and where its numbers and equations stand. */

import { pictureOf, SEGMENTS, type Observable, type Run, type Segment } from "../engine/types";
import type { Room } from "./pages";
import { isColon, type Scene } from "./scene";

export type PartName =
  | "lumen"
  | "microbes"
  | "outer"
  | "inner"
  | "antibodies"
  | "cells"
  | "junctions"
  | "pores"
  | "lost"
  | "surface"
  | "tissue"
  | "macrophages"
  | "tcells"
  | "vein"
  | "lymph"
  | "liver"
  | "blood"
  | "kidney"
  | "urine";

export interface Part {
  name: PartName;
  title: string;
  /* One sentence for the list; two or three for the panel. */
  plain: string;
  room: Room;
  /* Names of observables without their place. */
  observables: string[];
  equations: [Room, number[]][];
  portal?: true;
  /* Parameters that matter though no equation of the list names them. */
  parameters?: string[];
}

const PARTS: Part[] = [
  {
    name: "lumen",
    title: "Lumen",
    plain: "The inside of the gut: food, water and what is dissolved in it. Whatever is here is still outside the body. All molecules that are drawn stand here at one concentration, so that what crosses depends on the wall alone.",
    room: "lumen",
    observables: ["scfa", "butyrate", "ph"],
    equations: [["lumen", [2, 5]]],
  },
  {
    name: "microbes",
    title: "Microbes",
    plain: "Bacteria live in the lumen and in the loose outer mucus. They eat fibre and make acids that feed the wall. Without fibre some of them eat mucus instead.",
    room: "microbiota",
    observables: ["microbial_mass", "bacterial_contact", "pathobiont_at_wall", "species_richness", "bifidobacteria"],
    equations: [["microbiota", [4, 7]], ["mucus", [7]]],
  },
  {
    name: "outer",
    title: "Outer mucus",
    plain: "A loose gel that flows slowly away with what is caught in it. Microbes live in it. It is the inner layer, swollen with water.",
    room: "mucus",
    observables: ["mucus_thickness", "bacterial_contact"],
    equations: [["mucus", [4, 1]], ["solute", [4]]],
  },
  {
    name: "inner",
    title: "Inner mucus",
    plain: "A firm gel on the cells that goblet cells make all the time. In health hardly any bacterium gets into it. Small molecules pass through it with ease.",
    room: "mucus",
    observables: ["mucus_inner", "mucus_thickness", "bacterial_contact"],
    equations: [["mucus", [3, 5, 7]]],
  },
  {
    name: "antibodies",
    title: "Antibodies and antimicrobial peptides",
    plain: "What the wall sends out in front of itself: antibodies (IgA) that bind bacteria, and small proteins that kill them. More of it is sent when bacteria come nearer.",
    room: "immune",
    observables: ["secretory_tone", "bacterial_contact"],
    equations: [["immune", [3, 2]]],
  },
  {
    name: "cells",
    title: "Epithelial cells",
    plain: "One row of cells is the wall itself. Food goes through them: by carriers, through their membranes, or carried across in small vesicles. They are renewed every few days.",
    room: "epithelium",
    observables: ["epithelial_resistance", "apoptosis", "absorptive_area", "serum_citrulline"],
    equations: [["solute", [3]], ["epithelium", [9]]],
  },
  {
    name: "junctions",
    title: "Tight junctions: the leak",
    plain: "Where two cells meet they link elbows. A few elbows have let go at any moment, and molecules of up to about 5 nm slip through: the leak. Inflammation, some drugs, alcohol, heat and stress make more of them let go.",
    room: "epithelium",
    observables: ["leak", "probe_leak", "epithelial_resistance"],
    equations: [["epithelium", [2, 1, 8]], ["solute", [1]]],
  },
  {
    name: "pores",
    title: "Pores in the junctions",
    plain: "Claudin-2 makes very narrow pores (0.45 nm in radius) in the linked elbows. Water, salt and the smallest sugars fit through, and nothing larger.",
    room: "epithelium",
    observables: ["pore", "epithelial_resistance"],
    equations: [["epithelium", [3]], ["solute", [1]]],
  },
  {
    name: "lost",
    title: "Lost cells",
    plain: "Cells die and are shed, and neighbours close the hole. Where more die than can be replaced, a hole stays. Everything fits through it, bacteria too.",
    room: "epithelium",
    observables: ["cell_loss", "apoptosis", "serum_ifabp"],
    equations: [["epithelium", [4, 10]], ["solute", [1]]],
  },
  {
    name: "surface",
    title: "Villi and crypts",
    plain: "In the small bowel the wall is folded into fingers, villi, which make a large surface for food to be taken up; cells are born in the pits between them, crypts. The colon has only crypts.",
    room: "epithelium",
    observables: ["villus_height_crypt_depth", "absorptive_area", "serum_citrulline"],
    equations: [["epithelium", [5, 6, 9]]],
  },
  {
    name: "tissue",
    title: "Tissue under the cells",
    plain: "The lamina propria. What crosses the wall comes here first. The redder it is drawn, the more tumour necrosis factor (TNF) there is: the signal that opens the wall further.",
    room: "immune",
    observables: ["tumour_necrosis_factor", "inflammation", "subepithelial_resistance", "coeliac_drive", "stool_calprotectin"],
    equations: [["immune", [1, 4]]],
  },
  {
    name: "macrophages",
    title: "Macrophages",
    plain: "Cells that eat what has crossed. Those that live here do it in silence. Only above a threshold do newcomers from blood raise the alarm; they are drawn red and with arms.",
    room: "immune",
    observables: ["inflammatory_macrophages", "inflammation", "tumour_necrosis_factor", "stool_calprotectin"],
    equations: [["immune", [5, 4]]],
  },
  {
    name: "tcells",
    title: "T cells",
    plain: "Lymphocytes. Effector T cells (filled) keep the alarm going; others (open) calm it. In coeliac disease some of them answer to gluten.",
    room: "immune",
    observables: ["effector_t_cells", "coeliac_drive", "coeliac_antibody"],
    equations: [["immune", [6, 7, 8]]],
  },
  {
    name: "vein",
    title: "Portal vein",
    plain: "Blood from all of the gut goes first to the liver, with everything that it has taken up on the way.",
    room: "liver",
    observables: ["serum_lps", "blood_bacteria"],
    equations: [["liver", [1, 2]]],
    portal: true,
  },
  {
    name: "lymph",
    title: "Lymph",
    plain: "Fat is too large for the vessels of the villi. It goes by lymph, past the liver, straight into blood, and some LPS with it.",
    room: "solute",
    observables: ["serum_lps"],
    equations: [["solute", [10]]],
    portal: true,
  },
  {
    name: "liver",
    title: "Liver",
    plain: "The filter behind the wall. Its Kupffer cells take most of the bacterial LPS and the bacteria out of the blood that comes from the gut. A shunt leads blood past it.",
    room: "liver",
    observables: ["kupffer_function", "serum_lps", "blood_bacteria"],
    equations: [["liver", [3, 4, 5, 6]], ["solute", [10]]],
  },
  {
    name: "blood",
    title: "Blood",
    plain: "What wall and liver have let through reaches the whole body here. Each diamond that stands still is 2 pg/mL of LPS.",
    room: "circulation",
    observables: ["serum_lps", "serum_crp", "serum_il6", "serum_lbp", "serum_tnf", "blood_bacteria", "tissue_damage", "serum_infliximab"],
    equations: [["circulation", [1, 2, 3, 4]]],
  },
  {
    name: "kidney",
    title: "Kidney",
    plain: "It filters what is small and not held back out of blood. That is why sugars that nobody can use come out in urine, and can be counted there.",
    room: "solute",
    observables: [],
    equations: [["solute", [11]]],
  },
  {
    name: "urine",
    title: "Urine",
    plain: "Where most tests of the wall look. A test does not see the wall, only what came all this way, in some hours of one day.",
    room: "solute",
    observables: ["leak", "probe_leak"],
    equations: [["solute", [11]]],
  },
];

/* In the small bowel there is one layer of mucus, and it is the outer one of the list. */
const LOOSE: Partial<Part> = {
  title: "Mucus",
  plain: "In the small bowel there is one loose layer of mucus, and bacteria can enter it. It slows large molecules down and hardly hinders small ones.",
  observables: ["mucus_thickness", "bacterial_contact"],
  equations: [["mucus", [9, 7]], ["solute", [4]]],
};

/* The parts that a sheet of this segment has, in the order in which one walks through them: from the lumen to urine. */
export function partsOf(segment: Segment): Part[] {
  if (isColon(segment)) return PARTS;
  return PARTS.filter((part) => part.name !== "inner").map((part) => (part.name === "outer" ? { ...part, ...LOOSE } : part));
}

export const partOf = (segment: Segment, name: PartName): Part | null => partsOf(segment).find((part) => part.name === name) ?? null;

export interface Reading extends Observable {
  value: number;
  other: number | null;
}

/* Present numbers of a part: at the segment where an observable has places and this is one of them, else of the whole body. */
export function readingsOf(part: Part, run: Run, cohort: number, picture: number, segment: Segment, other: { run: Run; cohort: number; picture: number } | null): Reading[] {
  const found: Reading[] = [];
  for (const name of part.observables) {
    const full = [`${name}[${segment}]`, name].find((one) => run.observables.some((o) => o.name === one));
    const observable = run.observables.find((o) => o.name === full);
    if (!observable) continue;
    found.push({
      ...observable,
      value: pictureOf(run, cohort, picture, observable.name),
      other: other ? pictureOf(other.run, other.cohort, other.picture, observable.name) : null,
    });
  }
  return found;
}

/* An observable's label says its place only where it has one. */
export const placeIn = (name: string): Segment | null => SEGMENTS.find((segment) => name.endsWith(`[${segment}]`)) ?? null;

/* What a part answers in one line, from the state: for its tooltip and its name to those who hear it. */
export function stateOf(name: PartName, scene: Scene, say: (value: number, digits?: number) => string): string {
  switch (name) {
    case "microbes":
      return `at the cells ${say(scene.contact)} times a healthy reference`;
    case "outer":
      return scene.colon ? `${say(scene.mucusUm - scene.innerUm)} µm thick` : `${say(scene.mucusUm)} µm thick`;
    case "inner":
      return `${say(scene.innerUm)} µm thick`;
    case "antibodies":
      return `${say(scene.tone)} times a healthy reference`;
    case "cells":
      return `resistance ${say(scene.resistance)} ohm cm²`;
    case "junctions":
      return `leak ${say(scene.leak)} times a healthy reference`;
    case "pores":
      return `${say(scene.pore)} times a healthy reference`;
    case "lost":
      return `${say(100 * scene.lost)} % of the epithelium`;
    case "surface":
      return scene.colon ? "crypts only" : `villi ${say(scene.villusToCrypt)} times as high as crypts are deep`;
    case "tissue":
      return `TNF ${say(scene.tnf)}`;
    case "macrophages":
      return `${scene.awakeMacrophages} of 8 awake`;
    case "tcells":
      return `${scene.awakeTCells} of 10 awake`;
    case "liver":
      return `filters at ${say(100 * scene.kupffer)} % of normal` + (scene.shunt > 0.005 ? `, ${say(100 * scene.shunt)} % of blood passes it by` : "");
    case "blood":
      return `LPS ${say(scene.lpsPgPerMl)} pg/mL`;
    default:
      return "";
  }
}
