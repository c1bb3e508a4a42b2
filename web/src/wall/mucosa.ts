/* The surface of the mucosa in a box: villi or crypts. */

import { n, type Box } from "./layout";
import type { Scene } from "./scene";

/* Heights in a box that shows the surface: the floor of the pits, their mouths, and the tips of the fingers. Fingers and pits of the small bowel
 * share one height, as the ratio of villus to crypt says; the colon is flat, with pits. */
interface Mucosa {
  places: number;
  floor: number;
  level: number;
  top: number;
}

export function mucosaIn(box: Box, scene: Scene): Mucosa {
  const all = 0.76 * box.height;
  const floor = box.y + 0.91 * box.height;
  const pit = scene.colon ? 0.66 * all : all / (1 + Math.max(scene.villusToCrypt, 0));
  const level = floor - pit;
  return { places: scene.colon ? 5 : 4, floor, level, top: scene.colon ? level : floor - all };
}

export function mucosaOf(box: Box, scene: Scene): string {
  const { places, floor, level, top } = mucosaIn(box, scene);
  const width = box.width / places;
  const finger = level - top;
  const neck = Math.min(finger * 0.6, 9);
  const round = Math.min(4, width * 0.07);
  let path = `M${n(box.x)} ${n(level)}`;
  for (let i = 0; i < places; i++) {
    const x = box.x + i * width;
    path += `L${n(x + width * 0.16)} ${n(level)}`;
    if (finger > 1)
      path += `C${n(x + width * 0.18)} ${n(top + neck)} ${n(x + width * 0.16)} ${n(top)} ${n(x + width * 0.4)} ${n(top)}` +
        `C${n(x + width * 0.64)} ${n(top)} ${n(x + width * 0.62)} ${n(top + neck)} ${n(x + width * 0.64)} ${n(level)}`;
    else path += `L${n(x + width * 0.64)} ${n(level)}`;
    path += `L${n(x + width * 0.74)} ${n(level)}V${n(floor - round)}q0 ${n(round)} ${n(width * 0.07)} ${n(round)}t${n(width * 0.07)} ${n(-round)}V${n(level)}`;
  }
  return `${path}H${n(box.x + box.width)}V${n(box.y + box.height)}H${n(box.x)}Z`;
}
