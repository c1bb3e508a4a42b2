import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pieces } from "../glossary/rich.ts";
import { TERMS, termOf } from "../glossary/terms.ts";
import { LESSONS } from "./lessons.ts";
import { partsOf, startOf } from "./sentence.ts";
import { labelOf, lessonText } from "./study.ts";
import type { Block, Lesson } from "./types.ts";

const plays = LESSONS.flatMap((lesson) => lesson.blocks.flatMap((block) => (block.kind === "play" ? [block.play] : [])));

/* Every text of a lesson, wherever it stands. */
function texts(of: unknown): string[] {
  if (typeof of === "string") return [of];
  if (Array.isArray(of)) return of.flatMap(texts);
  if (of && typeof of === "object") return Object.values(of).flatMap(texts);
  return [];
}
const at = (lesson: Lesson, kind: Block["kind"]) => lesson.blocks.findIndex((block) => block.kind === kind);

describe("the lessons", () => {
  it("are eight, numbered in order", () => expect(LESSONS.map((lesson) => lesson.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]));

  it.each(LESSONS.map((lesson) => [lesson.number, lesson] as const))("lesson %i names only terms that the glossary has, and no mark is left over", (_, lesson) => {
    for (const text of texts(lesson))
      for (const piece of pieces(text)) {
        if (piece.kind === "term") expect(termOf(piece.id), `${piece.id} in "${text}"`).not.toBeNull();
        if (piece.kind === "claim") expect(Number(piece.id.slice(1))).toBeLessThanOrEqual(79);
        if (piece.kind === "text") expect(piece.text).not.toMatch(/\[\[|\]\]|\*\*|\{C/);
      }
  });

  it.each(LESSONS.map((lesson) => [lesson.number, lesson] as const))("lesson %i asks before it shows, then says what the evidence is and what was put in", (_, lesson) => {
    expect(at(lesson, "predict")).toBeGreaterThanOrEqual(0);
    expect(at(lesson, "predict")).toBeLessThan(at(lesson, "play"));
    expect(at(lesson, "evidence")).toBeGreaterThan(at(lesson, "play"));
    expect(at(lesson, "model")).toBeGreaterThan(at(lesson, "play"));
  });

  it.each(LESSONS.map((lesson) => [lesson.number, lesson] as const))("the notes to lesson %i fill ten minutes", (_, lesson) =>
    expect(lesson.teachers.timing.reduce((sum, step) => sum + step.minutes, 0)).toBe(10),
  );

  it("name papers and claims that the tables have", () => {
    const table = (name: string) => new Set((JSON.parse(readFileSync(new URL(`../../public/data/${name}.json`, import.meta.url), "utf8")) as { id: string }[]).map((row) => row.id));
    const [sources, claims] = [table("sources"), table("claims")];
    for (const lesson of LESSONS)
      for (const block of lesson.blocks) {
        if (block.kind !== "evidence") continue;
        expect(block.sources.length, `lesson ${lesson.number}`).toBeGreaterThan(0);
        expect(block.sources.filter((id) => !sources.has(id))).toEqual([]);
        expect(block.claims.filter((id) => !claims.has(id))).toEqual([]);
      }
  });

  it("have an answer among the choices of each question", () => {
    for (const lesson of LESSONS)
      for (const block of lesson.blocks) if (block.kind === "predict") expect(block.choices[block.right]).toBeDefined();
  });

  it("call nothing twice by the same name", () => {
    const names = LESSONS.flatMap((lesson) => lesson.blocks.flatMap((block) => (block.kind === "play" ? [block.play.id] : block.kind === "predict" ? [`${lesson.number}-${block.id}`] : [])));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("a sentence", () => {
  it.each(plays.map((play) => [play.id, play] as const))("of %s has each of its knobs once, each within its range", (_, play) => {
    const used = partsOf(play).flatMap((part) => (part.kind === "knob" ? [part.knob.name] : []));
    expect([...used].sort()).toEqual(play.knobs.map((knob) => knob.name).sort());
    for (const knob of play.knobs)
      if (knob.kind === "number") expect(knob.start >= knob.min && knob.start <= knob.max).toBe(true);
      else expect(knob.choices.map((choice) => choice.value)).toContain(knob.start);
  });

  it.each(plays.map((play) => [play.id, play] as const))("of %s changes the study when a knob is turned", (_, play) => {
    const start = startOf(play);
    for (const knob of play.knobs) {
      const other = knob.kind === "number" ? (knob.start === knob.max ? knob.min : knob.max) : knob.choices.find((choice) => choice.value !== knob.start)!.value;
      expect(lessonText(play.scenario({ ...start, [knob.name]: other }), play.reads)).not.toBe(lessonText(play.scenario(start), play.reads));
    }
  });
});

describe("what a lesson reads besides", () => {
  it("stands once for each side among reads and criteria", () => {
    const play = plays.find((one) => one.reads)!;
    const text = lessonText(play.scenario(startOf(play)), play.reads);
    for (const side of ["a", "b"] as const) expect(text.split(labelOf(side, play.reads![0]!)).length - 1).toBe(3);
    expect(text.indexOf("holds:")).toBeGreaterThan(text.indexOf(`name: ${labelOf("b", play.reads![0]!)}, cohort`));
  });
});

describe("the glossary", () => {
  it("has each word once, in one sentence", () => {
    expect(new Set(TERMS.map((term) => term.id)).size).toBe(TERMS.length);
    for (const term of TERMS) expect(term.says, term.id).toMatch(/^[^.]*(?:\.\d[^.]*)*\.$/);
  });
  it("points only to words that it has", () => {
    for (const term of TERMS) for (const id of term.see ?? []) expect(termOf(id), `${term.id} sees ${id}`).not.toBeNull();
  });
});
