/* Outlines as SVG path data. Each is a function of what the state says and of where the layout puts it. */

import { base, junctionX, mucusTop, n, slotWidth, type Box, type Layout, type Point } from "./layout";
import { placeOf, spreadOf } from "./random";
import { gapPx, linkedStrands, lostBySlot, type Scene } from "./scene";

/* --- The row of cells ---------------------------------------------------------------------------------------------------------------- */

export interface Cell {
  slot: number;
  goblet: boolean;
  /* 0 whole .. below 1 going; a cell that is gone is not among the cells. */
  lost: number;
  left: number;
  right: number;
  lift: number;
  outline: string;
  brush: string;
}

interface Hole {
  slot: number;
  left: number;
  right: number;
}

interface Junction {
  slot: number;
  x: number;
  gap: number;
}

export interface Row {
  cells: Cell[];
  holes: Hole[];
  junctions: Junction[];
}

/* Neighbours are not all alike: a factor around 1 that belongs to the place. */
const unevenness = (slot: number): number => 0.75 + 0.5 * placeOf("junction", slot);

/* A cell that goes is lifted out of the row towards the lumen, and narrower by what it has lost. */
const LEAST_LEFT = 0.22;
const HIGHEST_LIFT = 26;

function outlineOf(left: number, right: number, top: number, bottom: number, domed: number): string {
  const width = right - left;
  const r = Math.min(13, width / 2);
  const b = Math.min(5, width / 2);
  const middle = (left + right) / 2;
  return (
    `M${n(left)} ${n(top + r)}Q${n(left)} ${n(top)} ${n(left + r)} ${n(top)}Q${n(middle)} ${n(top - domed)} ${n(right - r)} ${n(top)}` +
    `Q${n(right)} ${n(top)} ${n(right)} ${n(top + r)}V${n(bottom - b)}Q${n(right)} ${n(bottom)} ${n(right - b)} ${n(bottom)}` +
    `H${n(left + b)}Q${n(left)} ${n(bottom)} ${n(left)} ${n(bottom - b)}Z`
  );
}

/* Microvilli: short strokes on the apical side. */
function brushOf(left: number, right: number, top: number): string {
  const strokes = Math.max(Math.floor((right - left - 16) / 4.4), 0);
  let path = "";
  for (let i = 0; i <= strokes; i++) path += `M${n(left + 8 + ((right - left - 16) * i) / Math.max(strokes, 1))} ${n(top + 0.5)}v-6.5`;
  return path;
}

export function rowOf(layout: Layout, scene: Scene): Row {
  const width = slotWidth(layout);
  const lost = lostBySlot(scene.lost, layout.lostOrder);
  const goblets = scene.colon ? layout.goblets.colon : layout.goblets.small;
  const gap = (slot: number): number => gapPx(scene.leak * unevenness(slot));
  const cells: Cell[] = [];
  const holes: Hole[] = [];
  for (let slot = 0; slot < layout.slots; slot++) {
    const left = slot * width + (slot > 0 ? gap(slot - 1) / 2 : 0);
    const stays = 1 - lost[slot];
    const right = left + ((slot + 1) * width - gap(slot) / 2 - left) * stays;
    if (lost[slot] > 0) holes.push({ slot, left: stays < LEAST_LEFT ? slot * width : right, right: (slot + 1) * width });
    if (stays < LEAST_LEFT) continue;
    const lift = HIGHEST_LIFT * Math.min(lost[slot] * 1.4, 1);
    const top = layout.surface - lift;
    cells.push({
      slot,
      goblet: goblets.includes(slot) && lost[slot] === 0,
      lost: lost[slot],
      left,
      right,
      lift,
      outline: outlineOf(left, right, top, base(layout) - lift * 0.8, lost[slot] > 0 ? 9 : 3),
      brush: goblets.includes(slot) || lost[slot] > 0.3 ? "" : brushOf(left, right, top),
    });
  }
  const whole = (slot: number): boolean => slot < layout.slots && lost[slot] === 0;
  const junctions: Junction[] = [];
  for (let slot = 0; slot < layout.slots - 1; slot++)
    if (whole(slot) && cells.some((cell) => cell.slot === slot + 1)) junctions.push({ slot, x: junctionX(layout, slot), gap: gap(slot) });
  return { cells, holes, junctions };
}

/* Where each route is named and, in the still picture, drawn: the junctions nearest to those that the layout would like, two different ones
 * where there are two; a hole; a whole cell. */
export interface Shown {
  pore: number | null;
  leak: number | null;
  cellLoss: number | null;
  cell: number | null;
}

export function shownOf(layout: Layout, row: Row): Shown {
  const nearest = (slot: number, not: number | null): number | null => {
    const free = row.junctions.filter((junction) => junction.slot !== not || row.junctions.length === 1);
    if (free.length === 0) return null;
    return free.reduce((best, one) => (Math.abs(one.slot - slot) < Math.abs(best.slot - slot) ? one : best)).slot;
  };
  const pore = nearest(layout.shown.pore, null);
  const leak = nearest(layout.shown.leak, pore);
  const hole = row.holes.find((one) => one.slot === layout.lostOrder[0]);
  const cells = row.cells.filter((cell) => !cell.goblet && cell.lost === 0);
  const cell = cells.find((one) => one.slot === layout.shown.cell) ?? cells[cells.length - 1];
  return {
    pore: pore === null ? null : junctionX(layout, pore),
    leak: leak === null ? null : junctionX(layout, leak),
    cellLoss: hole ? (hole.left + hole.right) / 2 : null,
    cell: cell ? (cell.left + cell.right) / 2 : null,
  };
}

/* Cells that left, floating above the place they left: one for each slot that is empty, at most six. */
export function shedOf(layout: Layout, row: Row): (Point & { radius: number })[] {
  return row.holes
    .filter((hole) => !row.cells.some((cell) => cell.slot === hole.slot))
    .slice(0, 6)
    .map((hole) => ({
      x: (hole.left + hole.right) / 2 + 24 * (placeOf("shed across", hole.slot) - 0.5),
      y: layout.surface - 34 - 40 * placeOf("shed up", hole.slot),
      radius: 13 + 4 * placeOf("shed size", hole.slot),
    }));
}

/* --- Junctions: linked elbows ---------------------------------------------------------------------------------------------------------- */

const STRANDS = 4;

interface Elbow {
  left: string;
  right: string;
  linked: boolean;
}

/* Each strand is two arms, one from either cell, that hook into each other at the elbow. An open strand has let go: the arms hang apart. */
export function elbowsOf(x: number, top: number, gap: number, leak: number, size = 1): Elbow[] {
  const linked = linkedStrands(leak, STRANDS);
  return Array.from({ length: STRANDS }, (_, i) => {
    const y = top + (9 + 10.5 * i) * size;
    const half = gap / 2;
    const holds = i < linked;
    const reach = holds ? 2.6 * size : -Math.min(half * 0.45, 3) * size;
    const arm = 7.5 * size;
    const hook = 3.6 * size;
    const drop = holds ? 0 : 2.5 * size;
    return {
      left: `M${n(x - half - arm)} ${n(y - hook / 2)}L${n(x + reach)} ${n(y - hook / 2 + drop)}q${n(2.2 * size)} ${n(hook * 0.5)} 0 ${n(hook)}`,
      right: `M${n(x + half + arm)} ${n(y + hook / 2)}L${n(x - reach)} ${n(y + hook / 2 + drop)}q${n(-2.2 * size)} ${n(-hook * 0.5)} 0 ${n(-hook)}`,
      linked: holds,
    };
  });
}

/* --- Mucus ------------------------------------------------------------------------------------------------------------------------------ */

/* A layer from its top, which waves a little, down to the cells. */
export function layerOf(layout: Layout, um: number, wave: number): string {
  if (!(um > 0)) return "";
  const top = mucusTop(layout, um);
  const height = Math.min(wave, (layout.surface - top) / 3);
  const steps = Math.round(layout.wallWidth / 100) * 2;
  const step = layout.wallWidth / steps;
  let path = `M0 ${n(top)}`;
  for (let i = 0; i < steps; i++) path += `q${n(step / 2)} ${n(i % 2 ? height : -height)} ${n(step)} 0`;
  return `${path}V${n(base(layout))}H0Z`;
}

/* The firm layer grows from the cells in sheets that lie on each other. */
const SHEET_PX = 9;
export function sheetsOf(layout: Layout, um: number): string {
  if (!(um > 0)) return "";
  const top = mucusTop(layout, um);
  const sheets = Math.floor((layout.surface - 3 - top) / SHEET_PX);
  const steps = Math.round(layout.wallWidth / 60);
  const step = layout.wallWidth / steps;
  let path = "";
  for (let k = 1; k <= sheets; k++) {
    path += `M0 ${n(top + k * SHEET_PX)}`;
    for (let i = 0; i < steps; i++) path += `q${n(step / 2)} ${n(4 * (placeOf(`sheet ${k}`, i) - 0.5))} ${n(step)} 0`;
  }
  return path;
}

/* Threads of mucin, loose. */
export function threadsOf(layout: Layout, um: number, count: number): string {
  if (!(um > 0)) return "";
  const top = mucusTop(layout, um) + 5;
  const height = layout.surface - 10 - top;
  if (height < 8) return "";
  let path = "";
  for (let i = 0; i < count; i++) {
    const length = 26 + 40 * placeOf("thread length", i);
    const x = (layout.wallWidth - length) * placeOf("thread across", i);
    const y = top + height * placeOf("thread down", i);
    path += `M${n(x)} ${n(y)}q${n(length / 4)} ${n(-5)} ${n(length / 2)} 0t${n(length / 2)} 0`;
  }
  return path;
}

/* --- Things in the tissue ----------------------------------------------------------------------------------------------------------------- */

/* Places for immune cells in the tissue, filled in an order of their own; kinds are mixed. */
export function seatsOf(layout: Layout, seats: number): Point[] {
  const rows = 2;
  const columns = Math.ceil(seats / rows);
  const names = 34 * layout.grain;
  const height = (layout.lamina.bottom - layout.lamina.top - names - 12) / rows;
  return Array.from({ length: seats }, (_, index) => {
    const place = (index * 7) % seats;
    return {
      x: ((place % columns) + 0.28 + 0.44 * placeOf("seat across", index)) * (layout.wallWidth / columns),
      y: layout.lamina.top + names + height * (Math.floor(place / columns) + 0.25 + 0.35 * placeOf("seat down", index)),
    };
  });
}

export function starOf(x: number, y: number, index: number, inner: number, outer: number, spread: number): string {
  const corners = 8;
  let path = "";
  for (let i = 0; i < 2 * corners; i++) {
    const radius = i % 2 ? inner : outer + spread * (placeOf("arms", 32 * index + i) - 0.3);
    const angle = (Math.PI * i) / corners;
    path += `${i ? "L" : "M"}${n(x + radius * Math.cos(angle))} ${n(y + radius * Math.sin(angle))}`;
  }
  return `${path}Z`;
}

/* Antibodies are small Ys near the cells. */
export function antibodiesOf(layout: Layout, count: number): string {
  const size = Math.max(layout.grain, 0.8);
  let path = "";
  for (let i = 0; i < count; i++) {
    const x = 14 + (layout.wallWidth - 28) * spreadOf(i);
    const y = layout.surface - 22 * size - 30 * size * placeOf("antibody up", i);
    path += `M${n(x)} ${n(y + 7)}v${-6 * size}l${-4.5 * size} ${-5.5 * size}m${4.5 * size} ${5.5 * size}l${4.5 * size} ${-5.5 * size}`;
  }
  return path;
}

/* Collagen and vessels of the tissue, so that it does not look empty. */
export function strandsOf(layout: Layout): string {
  let path = "";
  for (let i = 0; i < layout.slots; i++) {
    const y = layout.lamina.top + 14 + (layout.lamina.bottom - layout.lamina.top - 24) * placeOf("strand down", i);
    const x = layout.wallWidth * placeOf("strand across", i) - 60;
    path += `M${n(x)} ${n(y)}q40 ${n(-14 + 28 * placeOf("strand bend", i))} 90 0t90 0`;
  }
  return path;
}

/* --- Organs ------------------------------------------------------------------------------------------------------------------------------ */

const at = (box: Box, x: number, y: number): string => `${n(box.x + x * box.width)} ${n(box.y + y * box.height)}`;

/* A wedge with a large right lobe (left on the sheet), as seen from before. */
export const liverOf = (box: Box): string =>
  `M${at(box, 0.02, 0.5)}C${at(box, 0, 0.14)} ${at(box, 0.2, 0.02)} ${at(box, 0.42, 0.05)}C${at(box, 0.66, 0.08)} ${at(box, 0.86, 0.1)} ${at(box, 0.99, 0.24)}` +
  `C${at(box, 1.01, 0.34)} ${at(box, 0.86, 0.42)} ${at(box, 0.72, 0.5)}C${at(box, 0.6, 0.58)} ${at(box, 0.56, 0.76)} ${at(box, 0.42, 0.88)}` +
  `C${at(box, 0.26, 1.02)} ${at(box, 0.06, 0.98)} ${at(box, 0.02, 0.5)}Z`;

export const liverCleft = (box: Box): string => `M${at(box, 0.6, 0.09)}C${at(box, 0.57, 0.24)} ${at(box, 0.6, 0.4)} ${at(box, 0.62, 0.58)}`;

export const kidneyOf = (box: Box): string =>
  `M${at(box, 0.62, 0.02)}C${at(box, 1.02, 0.02)} ${at(box, 1.06, 0.98)} ${at(box, 0.6, 0.98)}C${at(box, 0.28, 0.98)} ${at(box, 0.3, 0.72)} ${at(box, 0.44, 0.6)}` +
  `C${at(box, 0.52, 0.53)} ${at(box, 0.52, 0.46)} ${at(box, 0.44, 0.39)}C${at(box, 0.3, 0.28)} ${at(box, 0.26, 0.02)} ${at(box, 0.62, 0.02)}Z`;

/* A beaker. */
export const beakerOf = (box: Box): string =>
  `M${at(box, 0.04, 0)}H${n(box.x + 0.96 * box.width)}M${at(box, 0.12, 0)}V${n(box.y + 0.88 * box.height)}Q${at(box, 0.12, 1)} ${at(box, 0.26, 1)}` +
  `H${n(box.x + 0.74 * box.width)}Q${at(box, 0.88, 1)} ${at(box, 0.88, 0.88)}V${n(box.y)}`;

export const beakerFill = (box: Box, level: number): string =>
  `M${at(box, 0.13, 1 - level)}V${n(box.y + 0.88 * box.height)}Q${at(box, 0.13, 0.99)} ${at(box, 0.26, 0.99)}H${n(box.x + 0.74 * box.width)}` +
  `Q${at(box, 0.87, 0.99)} ${at(box, 0.87, 0.88)}V${n(box.y + (1 - level) * box.height)}Z`;

/* A line with rounded corners. */
export function pipeOf(points: Point[], radius = 18): string {
  let path = `M${n(points[0].x)} ${n(points[0].y)}`;
  for (let i = 1; i < points.length; i++) {
    const here = points[i];
    const next = points[i + 1];
    if (!next) return `${path}L${n(here.x)} ${n(here.y)}`;
    const before = points[i - 1];
    const r = Math.min(radius, Math.hypot(here.x - before.x, here.y - before.y) / 2, Math.hypot(next.x - here.x, next.y - here.y) / 2);
    const into = Math.hypot(here.x - before.x, here.y - before.y);
    const out = Math.hypot(next.x - here.x, next.y - here.y);
    path += `L${n(here.x - ((here.x - before.x) * r) / into)} ${n(here.y - ((here.y - before.y) * r) / into)}`;
    path += `Q${n(here.x)} ${n(here.y)} ${n(here.x + ((next.x - here.x) * r) / out)} ${n(here.y + ((next.y - here.y) * r) / out)}`;
  }
  return path;
}

/* Small arrowheads along the ways, for the picture in which nothing moves. */
export function chevronsOf(layout: Layout): string {
  const { vein, lymph, body, wallWidth } = layout;
  const forward = layout.kind === "wide" || !body ? 1 : -1;
  let path = "";
  for (let x = wallWidth * 0.3; x < wallWidth * 0.95; x += 90) {
    path += `M${n(x)} ${n((vein.top + vein.bottom) / 2 - 6)}l${6 * forward} 6l${-6 * forward} 6`;
    if (layout.kind === "wide") path += `M${n(x)} ${n((lymph.top + lymph.bottom) / 2 - 4)}l4 4l-4 4`;
  }
  const ways = body?.ways;
  for (const way of ways ? [ways.vein, ways.lymph, ways.toBlood, ways.artery, ways.ureter] : []) {
    for (let i = 1; i < way.length; i++) {
      const [from, to] = [way[i - 1], way[i]];
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      if (length < 40) continue;
      const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
      const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
      path += `M${n(x - 4 * dx + 5 * dy)} ${n(y - 4 * dy - 5 * dx)}L${n(x + 3 * dx)} ${n(y + 3 * dy)}L${n(x - 4 * dx - 5 * dy)} ${n(y - 4 * dy + 5 * dx)}`;
    }
  }
  return path;
}
