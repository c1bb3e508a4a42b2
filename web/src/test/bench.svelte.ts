/* One test on the bench: run as a laboratory prints it and as it truly is in the body, again and again where that is asked for, and where its
 * probes are, hour by hour. What is tested, and when, is part of the scenario; this only looks. */
import { engine } from "../app/engine.ts";
import type { Dose, Journey, Run } from "../engine/types.ts";
import { workedOut } from "../scenario/menu.ts";
import { HEALTHY, START, studyText, type Scenario, type Side, type Test } from "../scenario/scenario.ts";
import { store } from "../scenario/store.svelte.ts";
import { readsIn, sidesOf } from "../scenario/study.ts";
import type { Assay } from "../data/tables.ts";
import { announce } from "../ui/announce.svelte.ts";
import { windowsOf, type Window } from "./bottles.ts";
import { causesOf, stepsOf, without, type Cause } from "./causes.ts";
import { word } from "./readouts.ts";

export const REPEATS = 100;
/* Healthy people, each tested once, whose readings are what is usual. */
const USUAL_PEOPLE = 60;
const WAIT_MS = 250;
/* Hours between points of a journey. */
const STEP_H = 0.25;

/* Of what: a test of the scenario, with everybody and everything before it. */
export interface Asked {
  scenario: Scenario;
  test: Test;
  assay: Assay;
  repeats: number;
}

/* One number of a test in one person. */
export interface Reading {
  name: string;
  side: Side;
  unit: string;
  /* As printed; as it is without bladder, bottle, laboratory and the day's own luck. */
  printed: number;
  truth: number;
  /* What lies between the two. */
  causes: Cause[];
  /* Printed again and again. */
  again: Float64Array;
}

interface Bottle {
  probe: string;
  side: Side;
  window: Window;
  /* % of the dose. */
  printed: number;
  truth: number;
}

export interface Answer {
  asked: Asked;
  readings: Reading[];
  bottles: Bottle[];
  windows: Window[];
  /* [side][probe] */
  journeys: Partial<Record<Side, Record<string, Journey>>>;
  /* Parameters of person 0. */
  first: Partial<Record<Side, Record<string, number>>>;
  /* What healthy people read, by name of the reading; where it was measured again and again. */
  usual: Record<string, number[]>;
  took: number;
}

const bottleName = (probe: string, window: number) => `bottle_${word(probe)}_${window}`;

/* What happens until the test ends, with its bottles read one by one. */
export function studyOf({ scenario, test, assay }: Asked): Scenario {
  const windows = assay.kind === "urine" ? windowsOf(assay) : [];
  const bottles = (assay.probes ?? []).flatMap(({ solute }) => windows.map((window, i) => ({ name: bottleName(solute, i), probe: solute, window })));
  const end = Math.max(test.at + (assay.length_h ?? 0), 1);
  const given = scenario.given
    .filter((one) => one.at < end)
    .map((one) => (one.until === undefined || one.until <= end ? one : { ...one, until: Math.max(one.at, end) }));
  return { ...scenario, given, days: end / 24, tests: [{ ...test, reads: [...test.reads, ...bottles] }] };
}

/* The same test in healthy people to whom nothing is given. */
function usualOf({ test }: Asked): Scenario {
  return { ...START, days: 1, a: { ...HEALTHY, people: USUAL_PEOPLE }, tests: [{ ...test, at: 0 }] };
}

function doses(asked: Asked, cohort: number): { probe: string; dose: Dose }[] {
  const { assay } = asked;
  if (assay.kind !== "urine" && assay.kind !== "transit") return [];
  const hours = Array.from({ length: Math.round((assay.length_h ?? 0) / STEP_H) }, (_, i) => (i + 1) * STEP_H);
  return (assay.probes ?? [])
    .filter((probe) => probe.amount_mmol)
    .map(({ solute, amount_mmol }) => ({
      probe: solute,
      dose: { solute, amountMmol: amount_mmol!, site: (assay.site ?? "oral") as Dose["site"], drinkMl: assay.drink_mL, cohort, picture: 0, hours },
    }));
}

class Bench {
  answer = $state.raw<Answer | null>(null);
  running = $state(false);
  progress = $state(0);
  error = $state("");
  /* By hand, and nothing was asked since. */
  stopped = $state(false);
  /* Of which question the answer on show, or the refusal, is. */
  #shown = $state.raw<Asked | null>(null);
  #wanted = $state.raw<Asked | null>(null);
  stale = $derived(this.#shown !== this.#wanted);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | null = null;

  /* Asks for this from now on; a little later, and only the last of several. */
  want(asked: Asked | null): void {
    this.#wanted = asked;
    this.stopped = false;
    clearTimeout(this.#timer);
    if (!asked) return;
    this.#timer = setTimeout(() => void this.#run(asked), WAIT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.stopped = this.running;
    this.#stop?.abort();
  }

  async #run(asked: Asked): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.running = true;
    this.progress = 0;
    try {
      const answer = await this.#ask(asked, stop.signal);
      if (this.#wanted !== asked) return;
      this.answer = answer;
      this.error = "";
      this.#shown = asked;
      announce(asked.repeats ? `Measured ${asked.repeats} times.` : "Measured.");
    } catch (error) {
      if (this.#wanted !== asked || (error instanceof DOMException && error.name === "AbortError")) return;
      this.error = error instanceof Error ? error.message : String(error);
      this.#shown = asked;
    } finally {
      if (this.#stop === stop) this.running = false;
    }
  }

  async #ask(asked: Asked, signal: AbortSignal): Promise<Answer> {
    const opened = await engine();
    const whole = await workedOut(studyOf(asked), (text) => opened.diet(text, { fileName: "menu.yaml" }));
    signal.throwIfAborted();
    const text = studyText(whole);
    const sides = sidesOf(whole);
    const onProgress = (done: number, all: number) => (this.progress = all ? done / all : 0);
    const look = { follow: [], pictures: [asked.test.at], signal };
    /* Journeys go through the bodies of the run before them, so nothing may come between. */
    const exact = opened.run(text, { ...look, exact: true });
    const followed = sides.map((side, cohort) => doses(asked, cohort).map(async ({ probe, dose }) => ({ side, probe, journey: await opened.journey(dose) })));
    const noisy = opened.run(text, { ...look, repeats: asked.repeats, onProgress });
    const steps = stepsOf(asked.assay);
    const less = steps.map((_, i) => opened.run(studyText(without(whole, steps, i + 1)), look));
    const healthy = asked.repeats ? opened.run(studyText(usualOf(asked)), { follow: [], pictures: [], signal }) : null;
    const [there, printed, journeys, stepped, usual] = await Promise.all([exact, noisy, Promise.all(followed.flat()), Promise.all(less), healthy]);
    return gather(asked, whole, { exact: there, noisy: printed, stepped, usual }, journeys);
  }
}

interface Runs {
  exact: Run;
  noisy: Run;
  /* Without what happens to urine on its way, one step more each. */
  stepped: Run[];
  usual: Run | null;
}

function usualReadings(run: Run | null, test: Test): Record<string, number[]> {
  if (!run) return {};
  return Object.fromEntries(test.reads.map((read) => [read.name, Array.from(run.rows.find((row) => row.label === `a_t1_${read.name}`)?.values[0] ?? [])]));
}

function gather(asked: Asked, whole: Scenario, { exact, noisy, stepped, usual }: Runs, journeys: { side: Side; probe: string; journey: Journey }[]): Answer {
  const windows = asked.assay.kind === "urine" ? windowsOf(asked.assay) : [];
  const answer: Answer = { asked, readings: [], bottles: [], windows, journeys: {}, first: {}, usual: usualReadings(usual, asked.test), took: noisy.took };
  const sides = sidesOf(whole);
  for (const named of readsIn(whole)) {
    const cohort = sides.indexOf(named.side);
    const truth = exact.rows.find((row) => row.label === named.name);
    const printed = noisy.rows.find((row) => row.label === named.name);
    if (named.test === null || !truth || !printed) continue;
    const people = noisy.cohorts[cohort]!.people;
    const valueIn = (run: Run) => run.rows.find((row) => row.label === named.name)?.values[cohort]?.[0] ?? NaN;
    const causes = causesOf(asked.assay, [noisy, ...stepped].map(valueIn), valueIn(exact));
    const again = printed.repeated[cohort]!.filter((_, k) => k % people === 0); /* of person 0, as everything here */
    const reading = { name: named.read.name, side: named.side, unit: printed.unit, printed: printed.values[cohort]![0]!, truth: truth.values[cohort]![0]!, causes, again };
    const { probe, window } = named.read;
    if (named.read.name.startsWith("bottle_")) answer.bottles.push({ probe: probe!, side: named.side, window: window!, printed: reading.printed, truth: reading.truth });
    else answer.readings.push(reading);
  }
  sides.forEach((side, cohort) => (answer.first[side] = exact.cohorts[cohort]!.first));
  for (const { side, probe, journey } of journeys) (answer.journeys[side] ??= {})[probe] = journey;
  return answer;
}

export const bench = new Bench();

/* --- The tests of the scenario ----------------------------------------------------------------------------------------------------------- */

export function addTest(test: Test, label: string): void {
  store.change(label, (scenario) => ({ ...scenario, tests: [...scenario.tests, test] }));
}

export function changeTest(index: number, test: Test, label: string): void {
  store.change(label, (scenario) => ({ ...scenario, tests: scenario.tests.map((one, at) => (at === index ? test : one)) }));
}

export function dropTest(index: number, label: string): void {
  store.change(label, (scenario) => ({ ...scenario, tests: scenario.tests.filter((_, at) => at !== index) }));
}
