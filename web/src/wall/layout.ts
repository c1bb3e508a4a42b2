/* Where things stand on the sheet. Four compositions of the same parts: `wide` for a screen or projector, `half` for two people side by side,
 * `tall` for a phone, `strip` for two people on a phone, one above the other: the wall alone, without the body behind it. Lengths are units of
 * the sheet; one is about one CSS pixel where the composition is used. */

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

/* A length in path data. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export type Composition = "wide" | "half" | "tall" | "strip";

/* What lies beyond the wall. */
export interface Body {
  liver: Box;
  blood: Box;
  kidney: Box;
  urine: Box;
  /* Ways there, as corners of lines; the first point of vein and lymph lies under the wall's edge. */
  ways: { vein: Point[]; shunt: Point[]; lymph: Point[]; toBlood: Point[]; artery: Point[]; ureter: Point[] };
}

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
  body: Body | null;
  /* The glass that shows one junction closer, and the inset of the surface. */
  glass: { x: number; y: number; radius: number };
  inset: Box;
  /* Slots that routes are shown at. */
  shown: { pore: number; leak: number; cell: number };
  /* Slots that are lost, first to last; of those none is a goblet cell before the end. */
  lostOrder: number[];
  goblets: { colon: number[]; small: number[] };
  text: { label: number; note: number };
  /* How large cells of the tissue are drawn. */
  grain: number;
}

/* How large the linked elbows are drawn. */
export const elbowSize = (layout: Layout): number => layout.cellHeight / 84;

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
  body: {
    liver: { x: 1000, y: 24, width: 250, height: 150 },
    blood: { x: 1006, y: 252, width: 240, height: 84 },
    kidney: { x: 1010, y: 408, width: 96, height: 122 },
    urine: { x: 998, y: 588, width: 120, height: 112 },
    ways: {
      vein: [{ x: 880, y: 640 }, { x: 928, y: 640 }, { x: 928, y: 106 }, { x: 1022, y: 106 }],
      shunt: [{ x: 928, y: 222 }, { x: 1022, y: 222 }, { x: 1022, y: 266 }],
      lymph: [{ x: 880, y: 688 }, { x: 966, y: 688 }, { x: 966, y: 296 }, { x: 1012, y: 296 }],
      toBlood: [{ x: 1058, y: 130 }, { x: 1058, y: 268 }],
      artery: [{ x: 1058, y: 326 }, { x: 1058, y: 424 }],
      ureter: [{ x: 1058, y: 512 }, { x: 1058, y: 612 }],
    },
  },
  glass: { x: 788, y: 112, radius: 100 },
  inset: { x: 16, y: 16, width: 200, height: 128 },
  shown: { pore: 0, leak: 2, cell: 8 },
  lostOrder: [6, 7, 10, 5, 3, 11, 4, 9, 0, 8, 2, 1],
  goblets: { colon: [4, 9], small: [4] },
  text: { label: 17, note: 14.5 },
  grain: 1,
};

const HALF: Layout = {
  kind: "half",
  width: 640,
  height: 736,
  wallWidth: 640,
  surface: 296,
  cellHeight: 96,
  slots: 8,
  pxPerUm: 0.88,
  lamina: { top: 394, bottom: 504 },
  vein: { top: 508, bottom: 546 },
  lymph: { top: 555, bottom: 571 },
  body: {
    liver: { x: 20, y: 596, width: 164, height: 106 },
    blood: { x: 258, y: 606, width: 150, height: 70 },
    kidney: { x: 448, y: 594, width: 68, height: 92 },
    urine: { x: 546, y: 604, width: 76, height: 82 },
    ways: {
      vein: [{ x: 60, y: 527 }, { x: 60, y: 644 }],
      shunt: [{ x: 218, y: 527 }, { x: 218, y: 640 }, { x: 266, y: 640 }],
      lymph: [{ x: 332, y: 563 }, { x: 332, y: 618 }],
      toBlood: [{ x: 90, y: 656 }, { x: 266, y: 656 }],
      artery: [{ x: 396, y: 640 }, { x: 470, y: 640 }],
      ureter: [{ x: 482, y: 640 }, { x: 564, y: 640 }],
    },
  },
  glass: { x: 546, y: 92, radius: 82 },
  inset: { x: 62, y: 12, width: 142, height: 92 },
  shown: { pore: 0, leak: 1, cell: 6 },
  lostOrder: [4, 5, 3, 7, 2, 6, 1, 0],
  goblets: { colon: [2], small: [2] },
  text: { label: 17, note: 15 },
  grain: 0.95,
};

const TALL: Layout = {
  kind: "tall",
  width: 400,
  height: 600,
  wallWidth: 400,
  surface: 232,
  cellHeight: 80,
  slots: 6,
  pxPerUm: 0.66,
  lamina: { top: 314, bottom: 424 },
  vein: { top: 427, bottom: 455 },
  lymph: { top: 461, bottom: 474 },
  body: {
    liver: { x: 8, y: 496, width: 118, height: 76 },
    blood: { x: 158, y: 502, width: 112, height: 54 },
    kidney: { x: 284, y: 494, width: 46, height: 66 },
    urine: { x: 346, y: 500, width: 48, height: 58 },
    ways: {
      vein: [{ x: 40, y: 441 }, { x: 40, y: 530 }],
      shunt: [{ x: 142, y: 441 }, { x: 142, y: 529 }, { x: 166, y: 529 }],
      lymph: [{ x: 214, y: 468 }, { x: 214, y: 512 }],
      toBlood: [{ x: 64, y: 540 }, { x: 166, y: 540 }],
      artery: [{ x: 262, y: 529 }, { x: 298, y: 529 }],
      ureter: [{ x: 308, y: 529 }, { x: 360, y: 529 }],
    },
  },
  glass: { x: 338, y: 62, radius: 56 },
  inset: { x: 8, y: 8, width: 112, height: 74 },
  shown: { pore: 0, leak: 1, cell: 5 },
  lostOrder: [3, 4, 2, 1, 0, 5],
  goblets: { colon: [2], small: [2] },
  text: { label: 16, note: 14 },
  grain: 0.8,
};

const STRIP: Layout = {
  kind: "strip",
  width: 400,
  height: 340,
  wallWidth: 400,
  surface: 158,
  cellHeight: 62,
  slots: 6,
  pxPerUm: 0.52,
  lamina: { top: 222, bottom: 300 },
  vein: { top: 302, bottom: 320 },
  lymph: { top: 324, bottom: 332 },
  body: null,
  glass: { x: 352, y: 48, radius: 43 },
  inset: { x: 38, y: 6, width: 92, height: 54 },
  shown: { pore: 0, leak: 1, cell: 5 },
  lostOrder: [3, 4, 2, 1, 0, 5],
  goblets: { colon: [2], small: [2] },
  text: { label: 16, note: 14 },
  grain: 0.62,
};

const LAYOUTS: Record<Composition, Layout> = { wide: WIDE, half: HALF, tall: TALL, strip: STRIP };
export const layoutOf = (kind: Composition): Layout => LAYOUTS[kind];

/* What fits a width of so many CSS pixels; two people stand beside each other, in strips one above the other. */
export function compositionFor(width: number, people: 1 | 2): Composition {
  if (people === 2) return width >= 800 ? "half" : width >= 600 ? "tall" : "strip";
  return width >= 760 ? "wide" : width >= 560 ? "half" : "tall";
}

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
