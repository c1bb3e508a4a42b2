/* Runs what a lesson's sentence says, a little after it was changed, in the one engine of the page. */
import { engine } from "../app/engine.ts";
import type { Run, RunOptions } from "../engine/types.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { lessonText } from "./study.ts";
import type { Values } from "./types.ts";

const WAIT_MS = 120;

export class Player {
  run = $state.raw<Run | null>(null);
  running = $state(false);
  /* What is seen is not yet of what the sentence says. */
  stale = $state(true);
  error = $state("");
  /* What the run that is seen was asked with. */
  of = $state.raw<{ values: Values; days: number } | null>(null);
  #asked: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  ask(scenario: Scenario, reads: string[], values: Values, options: RunOptions): void {
    this.stale = true;
    clearTimeout(this.#asked);
    const turn = ++this.#turn;
    this.#asked = setTimeout(() => void this.#go(turn, scenario, reads, values, options), this.run ? WAIT_MS : 0);
  }

  /* Nobody looks any more. */
  close(): void {
    clearTimeout(this.#asked);
    this.#turn++;
  }

  async #go(turn: number, scenario: Scenario, reads: string[], values: Values, options: RunOptions): Promise<void> {
    this.running = true;
    try {
      const opened = await engine();
      if (turn !== this.#turn) return;
      const run = await opened.run(lessonText(scenario, reads), { ...options, fileName: "lesson.yaml" });
      if (turn !== this.#turn) return;
      this.run = run;
      this.of = { values, days: scenario.days };
      this.stale = false;
      this.error = run.failures.length ? `${run.failures.length} could not be followed to the end.` : "";
    } catch (why) {
      if (turn === this.#turn) this.error = why instanceof Error ? why.message : String(why);
    } finally {
      if (turn === this.#turn) this.running = false;
    }
  }
}
