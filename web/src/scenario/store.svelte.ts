/* The one state of the page: what is simulated now, how it came to be (undo), and what the engine says of it. */
import { engine } from "../app/engine.ts";
import { StudyError, type Run, type RunOptions, type Segment } from "../engine/types.ts";
import { announce } from "../ui/announce.svelte.ts";
import { workedOut } from "./menu.ts";
import { START, studyText, type Given, type Person, type Scenario, type Side } from "./scenario.ts";

/* What a view wants to see beside what others want; see want(). */
type Wants = Pick<RunOptions, "follow" | "routes" | "pictures" | "coursePoints">;

interface Step {
  scenario: Scenario;
  label: string;
}

/* Changes of the same kind that follow each other so soon are undone together. */
const TOGETHER_MS = 1200;
const MOST_STEPS = 100;
/* A run that has lasted so long is stopped when something is changed; a shorter one is let end, for a new worker takes time as well. */
const PATIENCE_MS = 1500;
const WAIT_MS = 40;

class Store {
  now = $state.raw<Scenario>(START);
  /* What is looked at: the moment (hours; 0 to the end), and the piece of gut. */
  hour = $state(0);
  segment = $state<Segment>("ileum");
  /* Part of the wall that is open, by the wall's name for it; null: none. */
  part = $state<string | null>(null);

  /* The last run that came through, and of which scenario. */
  result = $state.raw<Run | null>(null);
  resultOf = $state.raw<Scenario | null>(null);
  running = $state(false);
  /* Of the run under way, 0 to 1. */
  progress = $state(0);
  error = $state.raw<Error | null>(null);
  /* What is seen is not yet of what is set. */
  stale = $derived(this.resultOf !== this.now);

  #past = $state.raw<Step[]>([]);
  #future = $state.raw<Step[]>([]);
  #lastChange = { label: "", at: 0 };
  canUndo = $derived(this.#past.length > 0);
  canRedo = $derived(this.#future.length > 0);
  undoLabel = $derived(this.#past.at(-1)?.label ?? "");
  redoLabel = $derived(this.#future.at(-1)?.label ?? "");

  /* --- Changing ----------------------------------------------------------------------------------------------------------------------- */

  /* The scenario becomes what `recipe` makes of it. `label` says in a few words what was done: "Diet of A". */
  change(label: string, recipe: (scenario: Scenario) => Scenario): void {
    const next = recipe(this.now);
    if (next === this.now) return;
    const at = Date.now();
    if (label !== this.#lastChange.label || at - this.#lastChange.at > TOGETHER_MS || !this.#past.length)
      this.#past = [...this.#past, { scenario: this.now, label }].slice(-MOST_STEPS);
    this.#lastChange = { label, at };
    this.#future = [];
    this.#become(next);
  }

  setPerson(side: Side, patch: Partial<Person>, label: string): void {
    this.change(label, (scenario) => ({ ...scenario, [side]: { ...(scenario[side] ?? scenario.a), ...patch } }));
  }

  /* A parameter of a person; null takes the setting back. */
  setParameter(side: Side, name: string, value: string | null): void {
    const { [name]: _, ...others } = (this.now[side] ?? this.now.a).set;
    this.setPerson(side, { set: value === null ? others : { ...others, [name]: value } }, `${name} of ${side.toUpperCase()}`);
  }

  give(given: Given): void {
    this.change(`Give ${given.what}`, (scenario) => ({ ...scenario, given: [...scenario.given, given] }));
  }

  /* A second person, at first the same as the first; or none. */
  compare(yes: boolean): void {
    if (yes === (this.now.b !== null)) return;
    if (yes) this.change("A second person", (scenario) => ({ ...scenario, b: { ...scenario.a } }));
    else this.change("One person", alone);
  }

  /* The first one; nothing is to undo. */
  begin(scenario: Scenario): void {
    this.now = scenario;
    this.hour = Math.min(this.hour, 24 * scenario.days);
    this.#ask(0);
  }

  /* Another scenario altogether: from an address, a file, a lesson. */
  open(scenario: Scenario, label = "Another scenario"): void {
    this.change(label, () => scenario);
  }

  undo(): void {
    const step = this.#past.at(-1);
    if (!step) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { scenario: this.now, label: step.label }];
    this.#lastChange = { label: "", at: 0 };
    this.#become(step.scenario);
    announce(`Undone: ${step.label}`);
  }

  redo(): void {
    const step = this.#future.at(-1);
    if (!step) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { scenario: this.now, label: step.label }];
    this.#lastChange = { label: "", at: 0 };
    this.#become(step.scenario);
    announce(`Done again: ${step.label}`);
  }

  #become(scenario: Scenario): void {
    this.now = scenario;
    this.hour = Math.min(this.hour, 24 * scenario.days);
    this.#ask();
  }

  /* --- Running ------------------------------------------------------------------------------------------------------------------------ */

  #wants = new Map<string, Wants>();
  #asked: ReturnType<typeof setTimeout> | undefined;
  #again = false;
  #stop: AbortController | null = null;
  #began = 0;

  /* What the view `name` needs to see of every run from now on; null: nothing any more. Looking changes no number. */
  want(name: string, wants: Wants | null): void {
    if (JSON.stringify(this.#wants.get(name) ?? null) === JSON.stringify(wants)) return;
    if (wants) this.#wants.set(name, wants);
    else this.#wants.delete(name);
    if (wants) this.#ask(); /* what is not needed any more does no harm */
  }

  /* Runs what is set now; views need not ask, every change does. */
  start(): void {
    this.#ask();
  }

  stop(): void {
    clearTimeout(this.#asked);
    this.#again = false;
    this.#stop?.abort();
  }

  #ask(wait = WAIT_MS): void {
    if (this.running) {
      this.#again = true;
      if (Date.now() - this.#began > PATIENCE_MS) this.#stop?.abort();
      return;
    }
    clearTimeout(this.#asked);
    this.#asked = setTimeout(() => void this.#run(), wait);
  }

  /* Pictures are spread over what is set, also where something given acts for longer and the study with it. */
  #options(scenario: Scenario): RunOptions {
    const all = [...this.#wants.values()];
    const routes = [...new Set(all.flatMap((wants) => wants.routes ?? []))];
    const counts = all.map((wants) => wants.pictures).filter((pictures) => typeof pictures === "number");
    const moments = all.map((wants) => wants.pictures).find((pictures) => Array.isArray(pictures));
    const many = Math.max(49, ...counts);
    const end = 24 * scenario.days;
    return {
      follow: "all",
      routes,
      pictures: moments ?? Array.from({ length: many }, (_, i) => (i === many - 1 ? end : (end * i) / (many - 1))),
      coursePoints: Math.max(200, ...all.map((wants) => wants.coursePoints ?? 0)),
    };
  }

  async #run(): Promise<void> {
    const scenario = this.now;
    this.running = true;
    this.progress = 0;
    this.#again = false;
    this.#began = Date.now();
    this.#stop = new AbortController();
    try {
      const opened = await engine();
      const whole = await workedOut(scenario, (text) => opened.diet(text, { fileName: "menu.yaml" }));
      const run = await opened.run(studyText(whole), {
        ...this.#options(scenario),
        fileName: "page.yaml",
        signal: this.#stop.signal,
        onProgress: (done, all) => (this.progress = all ? done / all : 0),
      });
      this.#take(scenario, whole, run);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.#refuse(scenario, error);
    } finally {
      this.running = false;
      if (this.#again) this.#ask();
    }
  }

  #take(scenario: Scenario, whole: Scenario, run: Run): void {
    if (this.now === scenario) this.now = whole; /* the same, with its menus worked out */
    this.result = run;
    this.resultOf = this.now === whole ? whole : scenario;
    this.error = null;
    const failed = run.failures.length;
    announce(failed ? `Simulated; ${failed} could not be followed to the end.` : "Simulated.");
  }

  #refuse(scenario: Scenario, error: unknown): void {
    this.error = error instanceof Error ? error : new Error(String(error));
    if (this.now === scenario && error instanceof StudyError) this.resultOf = null;
    announce(`This could not be simulated: ${this.error.message}`);
  }
}

/* What was only for B goes with B. */
function alone(scenario: Scenario): Scenario {
  const given = scenario.given.filter((one) => one.to !== "b").map((one) => ({ ...one, to: "both" as const }));
  return { ...scenario, b: null, given };
}

export const store = new Store();
