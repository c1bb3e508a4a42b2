/* Where people's values lie beside what is asked of them: places on a line from 0 to 1. */

export interface Strip {
  /* 5, 25, 50, 75, 95 % of people. */
  at: number[];
  /* What is asked lies between these. */
  from: number;
  to: number;
  log: boolean;
  ends: [number, number];
}

interface Asked {
  quantiles: number[];
  above: number | null;
  below: number | null;
}

const known = (value: number | null | undefined): value is number => typeof value === "number" && Number.isFinite(value);

/* Null where there is nothing to draw. Values over many orders are drawn by factors. */
export function stripOf({ quantiles, above, below }: Asked): Strip | null {
  const marks = [...quantiles, above, below].filter(known).filter((value) => Math.abs(value) < 1e8);
  if (quantiles.length !== 5 || !quantiles.every(known) || !marks.length) return null;
  const low = Math.min(...marks);
  const high = Math.max(...marks);
  if (!(high > low)) return null;
  const log = low > 0 && high / low > 8;
  const scale = log ? Math.log : (value: number) => value;
  const room = 0.08 * (scale(high) - scale(low));
  const place = (value: number) => (scale(value) - scale(low) + room) / (scale(high) - scale(low) + 2 * room);
  const inside = (bound: number | null, open: number) => (known(bound) && bound >= low && bound <= high ? place(bound) : open);
  return { at: quantiles.map(place), from: inside(above, 0), to: inside(below, 1), log, ends: [low, high] };
}
