/* What somebody did in a lesson, as the part of its address behind the number: #/lessons/8/overlap=1,groups.people=60,notes. A question's answer is the
 * place of the choice ("-": passed over), a number or word of a sentence stands under the sentence's name. What is as at the start is left out. */
import { allowed, startOf } from "./sentence.ts";
import type { Block, Knob, Lesson, Play, Values } from "./types.ts";

export interface Done {
  /* By question; null: looked without guessing. */
  guesses: Record<string, number | null>;
  /* By sentence: what was changed in it. */
  changes: Record<string, Values>;
  notes: boolean;
}

export interface Read extends Done {
  /* Parts of the address that this lesson does not know. */
  wrong: string[];
}

const questionsOf = (lesson: Lesson) => lesson.blocks.filter((block): block is Extract<Block, { kind: "predict" }> => block.kind === "predict");
const playsOf = (lesson: Lesson): Play[] => lesson.blocks.flatMap((block) => (block.kind === "play" ? [block.play] : []));
/* Names of sentences begin with the lesson's, which the address has already. */
const shortName = (play: Play) => play.id.replace(/^l\d+-/, "");

function valueOf(knob: Knob, written: string): number | string | null {
  if (knob.kind === "choice") return knob.choices.some((choice) => choice.value === written) ? written : null;
  const value = written === "" ? NaN : Number(written);
  return allowed(knob, value, NaN) === value ? value : null;
}

function readPart(lesson: Lesson, part: string, done: Done): boolean {
  if (part === "notes") return (done.notes = true);
  const [, name = "", written = ""] = /^([^=]*)=(.*)$/.exec(part) ?? [];
  const question = questionsOf(lesson).find((one) => one.id === name);
  if (question) {
    const guess = written === "-" ? null : Number(written);
    if (guess !== null && (!/^\d+$/.test(written) || !question.choices[guess])) return false;
    done.guesses[question.id] = guess;
    return true;
  }
  const [of, knobName] = name.split(".");
  const play = playsOf(lesson).find((one) => shortName(one) === of);
  const knob = play?.knobs.find((one) => one.name === knobName);
  const value = knob && valueOf(knob, written);
  if (!play || !knob || value === null || value === undefined) return false;
  done.changes[play.id] = { ...done.changes[play.id], [knob.name]: value };
  return true;
}

export function readDone(lesson: Lesson, text: string): Read {
  const done: Read = { guesses: {}, changes: {}, notes: false, wrong: [] };
  for (const part of text.split(",").filter(Boolean)) if (!readPart(lesson, part, done)) done.wrong.push(part);
  return done;
}

/* "" where nothing was done. */
export function doneText(lesson: Lesson, { guesses, changes, notes }: Done): string {
  const answers = questionsOf(lesson).filter((one) => one.id in guesses).map((one) => `${one.id}=${guesses[one.id] ?? "-"}`);
  const turned = playsOf(lesson).flatMap((play) =>
    Object.entries(changes[play.id] ?? {})
      .filter(([name, value]) => startOf(play)[name] !== value)
      .map(([name, value]) => `${shortName(play)}.${name}=${value}`),
  );
  return [...answers, ...turned, ...(notes ? ["notes"] : [])].join(",");
}
