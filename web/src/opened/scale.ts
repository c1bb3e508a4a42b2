/* An axis for figures: where a value lies from 0 to 1, and round marks along it. */
import { ticks } from "../ui/curve.ts";

interface Scale {
  low: number;
  high: number;
  log: boolean;
  marks: number[];
  /* 0 to 1; beyond the ends it stays at them. Null where there is no place: no number, or none above 0 on a scale of factors. */
  at: (value: number | null | undefined) => number | null;
  beyond: (value: number) => boolean;
}

interface ScaleOptions {
  log?: boolean;
  /* Also seen, such as a line of reference. */
  with?: number[];
  /* The ends themselves. */
  ends?: [number, number];
  marks?: number;
  /* No further than this factor from 1. */
  reach?: number;
}

const known = (value: number | null | undefined): value is number => typeof value === "number" && Number.isFinite(value);

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000];

/* Marks of a scale of factors, no more than wanted, with 1 among them where it is in sight. */
function factorMarks(low: number, high: number, wanted: number): number[] {
  const inside = STEPS.filter((one) => one >= low && one <= high);
  const powers: number[] = [];
  for (let power = Math.ceil(Math.log10(low)); power <= Math.floor(Math.log10(high)); power++) powers.push(Number(`1e${power}`));
  const choices = [inside, inside.filter((one) => ![0.67, 0.8, 1.25, 1.5, 0.25, 3, 4].includes(one)), [...powers, ...[0.5, 2].filter((one) => one >= low && one <= high)].sort((a, b) => a - b), powers];
  const fits = choices.find((marks) => marks.length >= 2 && marks.length <= wanted);
  if (fits) return fits;
  const step = Math.max(1, Math.ceil(powers.length / wanted));
  const some = powers.filter((_, i) => i % step === 0);
  return some.length >= 2 ? some : [Number(low.toPrecision(2)), Number(high.toPrecision(2))];
}

export function scaleOf(values: (number | null | undefined)[], options: ScaleOptions = {}): Scale {
  const log = options.log ?? false;
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...values, ...(options.with ?? [])]) {
    if (!known(value) || (log && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) [low, high] = log ? [0.5, 2] : [0, 1];
  if (options.ends) [low, high] = options.ends;
  else if (log) {
    if (options.reach) [low, high] = [Math.max(low, 1 / options.reach), Math.min(high, options.reach)];
    const room = Math.max(1.06, (high / low) ** 0.05);
    [low, high] = [low / room, high * room];
  } else {
    const room = 0.05 * (high - low || Math.abs(high) || 1);
    [low, high] = [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
  }
  const wanted = options.marks ?? 6;
  const share = log ? (value: number) => Math.log(value / low) / Math.log(high / low) : (value: number) => (value - low) / (high - low);
  return {
    low,
    high,
    log,
    marks: log ? factorMarks(low, high, wanted) : ticks(low, high, wanted),
    at: (value) => (known(value) && !(log && value <= 0) ? Math.max(0, Math.min(1, share(value))) : null),
    beyond: (value) => value < low || value > high,
  };
}

/* A text in lines of about so many letters; the last ends in … where not all fits. */
export function wrapped(text: string, letters: number, most: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (!line) lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= letters) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (line.length > letters ? `${line.slice(0, Math.max(1, letters - 1))}…` : line));
  if (lines.length > most && !kept[most - 1]!.endsWith("…")) kept[most - 1] = `${kept[most - 1]!.slice(0, Math.max(1, letters - 1))}…`;
  return kept;
}
