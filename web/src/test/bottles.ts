/* The way of urine: made by the kidney, kept in the bladder, voided into the bottle of a window, some of it left behind and some lost. The program
 * does this with what it draws for the day (src/assay/collection.c); a picture of it is drawn here with the usual day: what a person commonly
 * leaves behind and loses. The numbers that are read are the program's. */
import type { Assay } from "../data/tables.ts";
import { between } from "../scenario/values.ts";

export type Window = [number, number];

/* Of a test of so many hours: early ones for stomach and small bowel, late ones for the colon. */
export function windowsOf(assay: Pick<Assay, "length_h">): Window[] {
  const edges = [0, 2, 5, 8, 24].filter((edge) => edge < (assay.length_h ?? 0));
  edges.push(assay.length_h ?? 0);
  return edges.slice(1).map((to, i): Window => [edges[i]!, to]);
}

/* Numbers of the person: h, mL, mL/h, share lost. */
export interface Habits {
  interval: number;
  residual: number;
  flow: number;
  loss: number;
}

/* From the parameters of person 0 of a run. */
export function habitsOf(first: Record<string, number>): Habits {
  return {
    interval: first.assay_void_interval ?? NaN,
    residual: first.assay_bladder_residual ?? NaN,
    flow: first.assay_urine_flow ?? NaN,
    loss: first.assay_collection_loss ?? NaN,
  };
}

/* Every `interval` before the end of each window. */
export function voids(windows: Window[], interval: number): number[] {
  return windows.flatMap(([from, to]) => {
    const times = [];
    for (let at = to; at > from + 1e-9; at -= interval) times.unshift(at);
    return times;
  });
}

/* Share of what the kidney made since the void before that stays behind. */
export function leftShare({ residual, flow, interval }: Habits, at: number): number {
  return at > 0 ? residual / (residual + flow * Math.min(interval, at)) : 0;
}

export interface Collected {
  bladder: number;
  /* In the bottle of each window so far. */
  bottles: number[];
  /* Voided and lost. */
  lost: number;
}

/* At `hour` after the dose, when `urine` (by `hours`, rising) left the kidney till then. All of it is somewhere: bladder, bottles, lost. */
export function collected(hours: ArrayLike<number>, urine: ArrayLike<number>, windows: Window[], habits: Habits, hour: number): Collected {
  const made = (at: number) => (at <= 0 ? 0 : between(hours, urine, Math.min(at, hours[hours.length - 1]!)));
  const staysAfter = (at: number) => (at <= 0 ? 0 : leftShare(habits, at) * (made(at) - made(at - Math.min(habits.interval, at))));
  const kept = Math.exp(-habits.loss);
  const done = voids(windows, habits.interval).filter((at) => at <= hour + 1e-9);
  const last = done.at(-1) ?? 0;
  const bottles = windows.map(([from, to]) => {
    const voidsOf = done.filter((at) => at > from + 1e-9 && at <= to + 1e-9);
    if (!voidsOf.length) return 0;
    const until = voidsOf.at(-1)!;
    return kept * (made(until) - staysAfter(until) - (made(from) - staysAfter(from)));
  });
  const voided = made(last) - staysAfter(last);
  return { bladder: made(hour) - voided, bottles, lost: (1 - kept) * voided };
}
