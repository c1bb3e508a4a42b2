/* A sentence with knobs in it: text and knobs in turn. */
import type { Knob, Play, Values } from "./types.ts";

export type Part = { kind: "text"; text: string } | { kind: "knob"; knob: Knob };

export function partsOf(play: Play): Part[] {
  return play.sentence
    .split(/(\{[a-z_]+\})/)
    .filter(Boolean)
    .map((piece) => {
      const name = /^\{([a-z_]+)\}$/.exec(piece)?.[1];
      if (!name) return { kind: "text", text: piece };
      const knob = play.knobs.find((one) => one.name === name);
      if (!knob) throw new Error(`${play.id}: the sentence names "${name}", which is no knob`);
      return { kind: "knob", knob };
    });
}

export const startOf = (play: Play): Values => Object.fromEntries(play.knobs.map((knob) => [knob.name, knob.start]));

/* The nearest number that the knob allows; what is no number leaves it as it was. */
export function allowed(knob: Extract<Knob, { kind: "number" }>, wanted: number, was: number): number {
  if (!Number.isFinite(wanted)) return was;
  const steps = Math.round((wanted - knob.min) / knob.step);
  const value = Math.max(knob.min, Math.min(knob.max, knob.min + steps * knob.step));
  return Number(value.toPrecision(10));
}
