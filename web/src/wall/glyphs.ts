/* How each solute is drawn: a shape and a colour of its own, a size that grows with its radius. Paths are around 0 0 with radius 1. */

export interface Glyph {
  path: string;
  /* A custom property of the page's style. */
  colour: string;
  /* Half of its width on the sheet. */
  size: number;
  /* Lines have no inside. */
  open: boolean;
}

const CIRCLE = "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z";
const RING = (x: number, y: number, r: number): string => `M${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}Z`;
const TWO = RING(-0.5, 0, 0.55) + RING(0.5, 0, 0.55);
const HEXAGON = "M1 0L0.5 0.87L-0.5 0.87L-1 0L-0.5 -0.87L0.5 -0.87Z";
const CHAIN = "M-1.25 0.25C-1 -0.75 -0.55 -0.75 -0.35 0C-0.15 0.75 0.25 0.75 0.45 0C0.6 -0.6 1 -0.7 1.25 -0.15";
const BRANCH =
  RING(0, 0, 0.34) + RING(0.62, 0.2, 0.3) + RING(-0.6, 0.26, 0.3) + RING(0.1, -0.64, 0.3) + RING(-0.3, 0.78, 0.27) + RING(0.66, -0.52, 0.27) + RING(-0.66, -0.5, 0.27);
const DIAMOND = "M0 -1L0.8 -0.1L0.3 0.42L0.3 1L0.1 1L0.1 0.5L-0.1 0.5L-0.1 1L-0.3 1L-0.3 0.42L-0.8 -0.1Z";
const DROP = "M-0.25 -0.62A0.62 0.62 0 1 0 -0.25 0.62L1.25 0.16L1.25 -0.16Z";
const TRIANGLE = "M0 -1L0.95 0.75L-0.95 0.75Z";
const SQUARE = "M-0.85 -0.85H0.85V0.85H-0.85Z";
const PENTAGON = "M0 -1L0.95 -0.31L0.59 0.81L-0.59 0.81L-0.95 -0.31Z";
const GLOBULE = "M-0.2 -0.95C0.5 -1.1 1.1 -0.6 0.9 -0.05C1.2 0.5 0.7 1 0.1 0.9C-0.5 1.15 -1.15 0.6 -0.9 0.05C-1.15 -0.4 -0.8 -1 -0.2 -0.95Z";
const ROD = "M-1.1 -0.42H1.1A0.42 0.42 0 0 1 1.1 0.42H-1.1A0.42 0.42 0 0 1 -1.1 -0.42Z";

const KNOWN: Record<string, [path: string, colour: string]> = {
  mannitol: [CIRCLE, "--wall-blue"],
  "13C-mannitol": [CIRCLE, "--wall-sky"],
  rhamnose: [PENTAGON, "--wall-sky"],
  lactulose: [TWO, "--wall-orange"],
  sucrose: [TWO, "--wall-brown"],
  sucralose: [TWO, "--wall-plum"],
  "51Cr-EDTA": [HEXAGON, "--wall-purple"],
  iohexol: [PENTAGON, "--wall-purple"],
  "PEG 4000": [CHAIN, "--wall-green"],
  "PEG 400": [CHAIN, "--wall-green"],
  "dextran 4 kDa": [BRANCH, "--wall-brown"],
  "dextran 40 kDa": [BRANCH, "--wall-brown"],
  ovalbumin: [GLOBULE, "--wall-plum"],
  "gliadin 33-mer": [CHAIN, "--wall-brown"],
  LPS: [DIAMOND, "--wall-ink"],
  "oleic acid": [DROP, "--wall-amber"],
  butyrate: [TRIANGLE, "--wall-pink"],
  glucose: [SQUARE, "--wall-amber"],
  "E. coli": [ROD, "--wall-microbe"],
};

const OTHERS: [string, string][] = [
  [PENTAGON, "--wall-plum"],
  [SQUARE, "--wall-sky"],
  [TRIANGLE, "--wall-green"],
  [CIRCLE, "--wall-brown"],
];

/* Radii differ a thousandfold and dots must stay visible, so size goes with the logarithm; the glass shows true sizes. */
const sizeOf = (stokesRadiusNm: number): number => Math.min(Math.max(3.6 + 1.3 * Math.log2(stokesRadiusNm / 0.36), 3.4), 8);

export function glyphOf(solute: string, stokesRadiusNm: number): Glyph {
  const [path, colour] = KNOWN[solute] ?? OTHERS[solute.length % OTHERS.length];
  return { path, colour, size: sizeOf(stokesRadiusNm), open: path === CHAIN };
}
