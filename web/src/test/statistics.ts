/* Plain statistics of what was read again and again, or in many people. NaN where there is no number. */

export function sorted(values: ArrayLike<number>): number[] {
  return Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort((one, other) => one - other);
}

/* Of rising values; straight lines between their ranks, as in the program (type 7). */
export function quantile(rising: number[], share: number): number {
  if (!rising.length) return NaN;
  const place = share * (rising.length - 1);
  const low = Math.floor(place);
  const high = Math.min(rising.length - 1, low + 1);
  return rising[low]! + (place - low) * (rising[high]! - rising[low]!);
}

export const median = (values: ArrayLike<number>): number => quantile(sorted(values), 0.5);

/* Chance that one of `higher` lies above one of `lower`, ties count half: the area under the curve. */
export function area(lower: ArrayLike<number>, higher: ArrayLike<number>): number {
  const low = sorted(lower);
  const high = sorted(higher);
  if (!low.length || !high.length) return NaN;
  let below = 0;
  let upTo = 0;
  let sum = 0;
  for (const value of high) {
    while (below < low.length && low[below]! < value) below++;
    while (upTo < low.length && low[upTo]! <= value) upTo++;
    sum += (below + upTo) / 2;
  }
  return sum / (low.length * high.length);
}

/* Share of `higher` above what a share `specificity` of `lower` does not pass. */
export function found(lower: ArrayLike<number>, higher: ArrayLike<number>, specificity = 0.9): number {
  const border = quantile(sorted(lower), specificity);
  const high = sorted(higher);
  return high.length && !Number.isNaN(border) ? high.filter((value) => value > border).length / high.length : NaN;
}

/* Heights for a swarm: values that stand close (in `width` bins between the ends) are stacked from the middle outwards: 0, 1, -1, 2, -2 ... */
export function stacked(places: ArrayLike<number>, width: number): number[] {
  const seen = new Map<number, number>();
  return Array.from(places, (place) => {
    const bin = Math.round(place / width);
    const nth = seen.get(bin) ?? 0;
    seen.set(bin, nth + 1);
    return nth % 2 ? (nth + 1) / 2 : -nth / 2;
  });
}
