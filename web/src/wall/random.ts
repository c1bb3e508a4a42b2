/* Numbers that look random and are always the same for the same thing, so that a picture of one state is one picture. */

/* A hash of words and indices (FNV-1a, then the finish of MurmurHash3, so that neighbouring indices have nothing in common). */
function hash(thing: string, index: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < thing.length; i++) h = Math.imul(h ^ thing.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ index, 0x01000193) ^ (index >>> 13);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/* In [0, 1). */
export const placeOf = (thing: string, index = 0): number => hash(thing, index) / 4294967296;

/* The same for things that should lie evenly, however many there are: each new one falls into the largest space left. */
export const spreadOf = (index: number): number => (0.37 + index * 0.6180339887498949) % 1;

export type Random = () => number;

/* A stream of numbers in [0, 1) for animation (mulberry32). */
export function streamOf(thing: string): Random {
  let state = hash(thing, 1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/* How many of events that are independent and `mean` on average. Exact for the small means of one frame; a mean of 30 and more is drawn
 * from the rounded normal of the same mean and variance, whose error nobody sees among so many dots. */
export function poisson(mean: number, random: Random): number {
  if (!(mean > 0)) return 0;
  if (mean >= 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count++;
  return count;
}
