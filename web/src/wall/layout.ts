/* Where things stand on the sheet. Three compositions of the same parts: `wide` for a screen or projector, `half` for two people side by side,
 * `tall` for a phone. Lengths are units of the sheet; one is about one CSS pixel where the composition is used. */

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Composition = "wide" | "half" | "tall";

export interface Layout {
  kind: Composition;
  width: number;
  height: number;
  /* The wall reaches from 0 to here. */
  wallWidth: number;
  /* Where cells begin, and how tall they are. */
  surface: number;
  cellHeight: number;
  slots: number;
  pxPerUm: number;
  lamina: { top: number; bottom: number };
  vein: { top: number; bottom: number };
  lymph: { top: number; bottom: number };
  liver: Box;
  blood: Box;
  kidney: Box;
  urine: Box;
  /* The glass that shows one junction to scale, and the inset of the surface. */
  glass: { x: number; y: number; radius: number };
  inset: Box;
  /* Ways beyond the wall, as corners of lines; the first point of vein and lymph lies under the wall's edge. */
  ways: { vein: Point[]; shunt: Point[]; lymph: Point[]; toBlood: Point[]; artery: Point[]; ureter: Point[] };
  /* Slots that routes are shown at. */
  shown: { pore: number; leak: number; cell: number };
  /* Slots that are lost, first to last; of those none is a goblet cell before the end. */
  lostOrder: number[];
  goblets: { colon: number[]; small: number[] };
  text: { label: number; note: number };
}

const WIDE: Layout = {
  kind: "wide",
  width: 1280,
  height: 720,
  wallWidth: 900,
  surface: 372,
  cellHeight: 104,
  slots: 12,
  pxPerUm: 1.08,
  lamina: { top: 478, bottom: 612 },
  vein: { top: 616, bottom: 664 },
  lymph: { top: 678, bottom: 698 },
  liver: { x: 1000, y: 24, width: 250, height: 150 },
  blood: { x: 1006, y: 252, width: 240, height: 84 },
  kidney: { x: 1010, y: 408, width: 96, height: 122 },
  urine: { x: 998, y: 588, width: 120, height: 112 },
  glass: { x: 802, y: 98, radius: 86 },
  inset: { x: 16, y: 16, width: 170, height: 116 },
  ways: {
    vein: [{ x: 880, y: 640 }, { x: 928, y: 640 }, { x: 928, y: 106 }, { x: 1022, y: 106 }],
    shunt: [{ x: 928, y: 222 }, { x: 1022, y: 222 }, { x: 1022, y: 266 }],
    lymph: [{ x: 880, y: 688 }, { x: 966, y: 688 }, { x: 966, y: 296 }, { x: 1012, y: 296 }],
    toBlood: [{ x: 1058, y: 130 }, { x: 1058, y: 268 }],
    artery: [{ x: 1058, y: 326 }, { x: 1058, y: 424 }],
    ureter: [{ x: 1058, y: 512 }, { x: 1058, y: 612 }],
  },
  shown: { pore: 0, leak: 2, cell: 8 },
  lostOrder: [6, 7, 10, 5, 3, 11, 4, 9, 0, 8, 2, 1],
  goblets: { colon: [4, 9], small: [4] },
  text: { label: 17, note: 14.5 },
};

const HALF: Layout = {
  kind: "half",
  width: 640,
  height: 800,
  wallWidth: 640,
  surface: 330,
  cellHeight: 96,
  slots: 8,
  pxPerUm: 0.95,
  lamina: { top: 428, bottom: 538 },
  vein: { top: 542, bottom: 582 },
  lymph: { top: 592, bottom: 608 },
  liver: { x: 20, y: 640, width: 170, height: 112 },
  blood: { x: 262, y: 652, width: 150, height: 76 },
  kidney: { x: 448, y: 642, width: 74, height: 98 },
  urine: { x: 548, y: 652, width: 78, height: 88 },
  glass: { x: 552, y: 86, radius: 74 },
  inset: { x: 12, y: 12, width: 136, height: 94 },
  ways: {
    vein: [{ x: 60, y: 562 }, { x: 60, y: 690 }],
    shunt: [{ x: 222, y: 562 }, { x: 222, y: 690 }, { x: 270, y: 690 }],
    lymph: [{ x: 336, y: 600 }, { x: 336, y: 664 }],
    toBlood: [{ x: 90, y: 704 }, { x: 270, y: 704 }],
    artery: [{ x: 400, y: 690 }, { x: 470, y: 690 }],
    ureter: [{ x: 486, y: 690 }, { x: 566, y: 690 }],
  },
  shown: { pore: 0, leak: 1, cell: 6 },
  lostOrder: [4, 5, 3, 7, 2, 6, 1, 0],
  goblets: { colon: [2], small: [2] },
  text: { label: 17, note: 15 },
};

const TALL: Layout = {
  kind: "tall",
  width: 400,
  height: 912,
  wallWidth: 400,
  surface: 330,
  cellHeight: 92,
  slots: 6,
  pxPerUm: 0.9,
  lamina: { top: 424, bottom: 552 },
  vein: { top: 556, bottom: 594 },
  lymph: { top: 602, bottom: 618 },
  liver: { x: 14, y: 646, width: 158, height: 104 },
  blood: { x: 240, y: 656, width: 146, height: 76 },
  kidney: { x: 276, y: 794, width: 72, height: 96 },
  urine: { x: 54, y: 794, width: 84, height: 96 },
  glass: { x: 326, y: 74, radius: 66 },
  inset: { x: 8, y: 8, width: 116, height: 84 },
  ways: {
    vein: [{ x: 52, y: 575 }, { x: 52, y: 694 }],
    shunt: [{ x: 206, y: 575 }, { x: 206, y: 678 }, { x: 250, y: 678 }],
    lymph: [{ x: 346, y: 610 }, { x: 346, y: 668 }],
    toBlood: [{ x: 80, y: 706 }, { x: 250, y: 706 }],
    artery: [{ x: 328, y: 728 }, { x: 328, y: 806 }],
    ureter: [{ x: 312, y: 842 }, { x: 130, y: 842 }],
  },
  shown: { pore: 0, leak: 1, cell: 5 },
  lostOrder: [3, 4, 2, 1, 0, 5],
  goblets: { colon: [2], small: [2] },
  text: { label: 16, note: 14 },
};

const LAYOUTS: Record<Composition, Layout> = { wide: WIDE, half: HALF, tall: TALL };
export const layoutOf = (kind: Composition): Layout => LAYOUTS[kind];

/* What fits a width of so many CSS pixels; two people each get half of it, or one sheet with a switch where that is too little. */
export function compositionFor(width: number, people: 1 | 2): Composition {
  if (people === 2) return width >= 860 ? "half" : width >= 560 ? "half" : "tall";
  return width >= 860 ? "wide" : width >= 560 ? "half" : "tall";
}

/* Whether two sheets fit side by side. */
export const fitsTwo = (width: number): boolean => width >= 860;

export const slotWidth = (layout: Layout): number => layout.wallWidth / layout.slots;
/* The place of the junction between a slot and the next. */
export const junctionX = (layout: Layout, slot: number): number => (slot + 1) * slotWidth(layout);
export const base = (layout: Layout): number => layout.surface + layout.cellHeight;

/* Mucus of so many micrometres reaches up to here; what would leave the sheet is cut and told (mucusIsCut). */
const LEAST_LUMEN = 40;
export function mucusTop(layout: Layout, um: number): number {
  return Math.max(layout.surface - um * layout.pxPerUm, LEAST_LUMEN);
}
export const mucusIsCut = (layout: Layout, um: number): boolean => layout.surface - um * layout.pxPerUm < LEAST_LUMEN;
