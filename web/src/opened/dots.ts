/* People on a map of two parameters; of very many a part is drawn, evenly taken, and the page says so. */

export interface Dot {
  across: number;
  up: number;
  ill: boolean;
}

const MOST_DOTS = 1500;

export function dotsOf(mark: { across: number[]; up: number[]; is_ill: boolean[] }, most = MOST_DOTS): { dots: Dot[]; all: number; every: number } {
  const all = Math.min(mark.across.length, mark.up.length, mark.is_ill.length);
  const every = Math.max(1, Math.ceil(all / most));
  const dots: Dot[] = [];
  for (let i = 0; i < all; i += every) dots.push({ across: mark.across[i]!, up: mark.up[i]!, ill: mark.is_ill[i]! });
  return { dots, all, every };
}

/* Where a value lies between the steps of a map, in cells from the left edge: the middle of the first cell is 0.5. Steps are factors where they can be. */
export function placeAmong(steps: number[], value: number): number {
  const [first, last] = [steps[0]!, steps.at(-1)!];
  if (steps.length < 2 || first === last) return 0.5;
  const log = first > 0 && Math.abs(Math.log(steps[1]! / first) - Math.log(last / steps.at(-2)!)) < 1e-6;
  const share = log ? Math.log(value / first) / Math.log(last / first) : (value - first) / (last - first);
  return Math.max(0, Math.min(steps.length, 0.5 + share * (steps.length - 1)));
}
