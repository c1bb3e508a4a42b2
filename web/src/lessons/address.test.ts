import { describe, expect, it } from "vitest";
import { placeOf } from "../app/router.svelte.ts";
import { doneText, readDone, type Done } from "./address.ts";
import { LESSONS } from "./lessons.ts";
import type { Lesson } from "./types.ts";

/* Everything answered otherwise than right, and every knob turned. */
function turned(lesson: Lesson): Done {
  const done: Done = { guesses: {}, changes: {}, notes: true };
  for (const block of lesson.blocks) {
    if (block.kind === "predict") done.guesses[block.id] = block.right === 0 ? null : 0;
    if (block.kind !== "play") continue;
    done.changes[block.play.id] = Object.fromEntries(
      block.play.knobs.map((knob) => [knob.name, knob.kind === "number" ? (knob.start === knob.max ? knob.min : knob.max) : knob.choices.find((choice) => choice.value !== knob.start)!.value]),
    );
  }
  return done;
}

describe("what was done in a lesson", () => {
  it.each(LESSONS.map((lesson) => [lesson.number, lesson] as const))("comes back from the address of lesson %i", (number, lesson) => {
    const done = turned(lesson);
    const text = doneText(lesson, done);
    expect(text).toMatch(/^[a-z0-9_.,=-]+$/);
    expect(new URL(`http://x/#/lessons/${number}/${text}?days=7`).hash).toBe(`#/lessons/${number}/${text}?days=7`);
    expect(placeOf(`#/lessons/${number}/${text}?days=7`).path).toEqual(["lessons", String(number), text]);
    expect(readDone(lesson, text)).toEqual({ ...done, wrong: [] });
  });
  it("is short, for what is as at the start is left out", () => {
    const lesson = LESSONS[0]!;
    expect(doneText(lesson, { guesses: {}, changes: {}, notes: false })).toBe("");
    expect(doneText(lesson, { guesses: { sieve: 2 }, changes: { "l1-sieve": { radius: 5.5, loss: 20 } }, notes: false })).toBe("sieve=2,sieve.loss=20");
  });
  it("is said to be wrong where the lesson has no such thing, and the rest is read", () => {
    const all = readDone(LESSONS[0]!, "sieve=9,sieve=x,sieve.radius=5.6,sieve.radius=99,sieve.loss=,wall.colour=1,nothing,sieve.loss=20");
    expect(all.wrong).toEqual(["sieve=9", "sieve=x", "sieve.radius=5.6", "sieve.radius=99", "sieve.loss=", "wall.colour=1", "nothing"]);
    expect(all.changes).toEqual({ "l1-sieve": { loss: 20 } });
    expect(all.guesses).toEqual({});
    expect(readDone(LESSONS[7]!, "groups.wall=brick").wrong).toEqual(["groups.wall=brick"]);
  });
  it("knows sentences of a lesson apart by the rest of their names", () => {
    for (const lesson of LESSONS) {
      const names = lesson.blocks.flatMap((block) => (block.kind === "play" ? [block.play.id.replace(/^l\d+-/, "")] : []));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
