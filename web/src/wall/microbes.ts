/* What stays on the lumen's side: microbes, and molecules that wander before the wall. As many of each molecule, since all are thought to be
 * there at one concentration. */

import type { Flux } from "./flux";
import { mucusTop, type Layout } from "./layout";
import { placeOf, spreadOf } from "./random";
import type { Scene } from "./scene";

export interface Wanderer {
  /* Index of a solute, or -1: a microbe. */
  solute: number;
  x: number;
  y: number;
  turn: number;
  /* How far it wanders about its place, and how fast. */
  reach: number;
  pace: number;
  phase: number;
}

const OF_EACH = { wide: 7, half: 5, tall: 4, strip: 3 };

function wanderer(thing: string, index: number, solute: number, left: number, right: number, top: number, bottom: number, reach: number): Wanderer {
  return {
    solute,
    x: left + (right - left) * placeOf(`${thing} across`, index),
    y: top + Math.max(bottom - top, 0) * placeOf(`${thing} down`, index),
    turn: 2 * Math.PI * placeOf(`${thing} turn`, index),
    reach,
    pace: 0.25 + 0.5 * placeOf(`${thing} pace`, index),
    phase: 40 * placeOf(`${thing} phase`, index),
  };
}

/* In the colon microbes live in the lumen and in the outer mucus; the inner layer keeps them off, except for those at the wall. */
export function microbesOf(layout: Layout, scene: Scene): Wanderer[] {
  const right = layout.wallWidth - 12;
  const inner = mucusTop(layout, scene.innerUm) - 14;
  const share = layout.wallWidth / 900;
  const inLumen = Math.round((scene.rodsInLumen ?? 0) * share);
  const all: Wanderer[] = [];
  for (let i = 0; i < inLumen; i++) all.push(wanderer("lumen", i, -1, 12, right, 12, inner, 9));
  for (let i = 0; i < scene.rodsAtWall; i++) all.push({ ...wanderer("wall", i, -1, 16, right - 4, layout.surface - 26, layout.surface - 12, 3), x: 16 + (right - 20) * spreadOf(i + 0.5) });
  return all;
}

export function moleculesOf(layout: Layout, scene: Scene, fluxes: Flux[]): Wanderer[] {
  const top = mucusTop(layout, scene.mucusUm);
  return fluxes.flatMap((flux, k) =>
    Array.from({ length: OF_EACH[layout.kind] }, (_, i) => wanderer(`free ${flux.solute}`, i, k, 14, layout.wallWidth - 14, 14, top + (layout.surface - top) * 0.3, 14)),
  );
}

/* Its place at a time, in seconds. */
export function wanders(one: Wanderer, time: number, out: { x: number; y: number; turn: number }): void {
  const w = one.phase + time * one.pace;
  out.x = one.x + one.reach * (Math.sin(1.7 * w) + 0.5 * Math.sin(3.9 * w + 1));
  out.y = one.y + one.reach * 0.7 * (Math.sin(1.3 * w + 2) + 0.5 * Math.sin(3.1 * w));
  out.turn = one.turn + 0.5 * Math.sin(0.9 * w);
}
