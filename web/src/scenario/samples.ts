/* Scenarios for tests: one that says everything, and any number of random ones. */
import { START, type Given, type Person, type Scenario, type Test, type To } from "./scenario.ts";

export const FULL: Scenario = {
  title: 'Two people, "A" & B: 100 %',
  a: { condition: "healthy", diet: "western", set: { "epithelium_constitutive_leak": "1.5", person_weight: "65 kg" }, seed: 7, people: 1 },
  b: {
    condition: "crohn_active",
    diet: { title: "Bread, and more; of my own", foods: [{ food: "bread_white", gramsPerDay: 115 }, { food: "lentils", gramsPerDay: 33.25 }], gives: { "diet_fibre[inulin]": "1.25 g/day" } },
    set: { "mucus_area[ascending]": "400 cm2" },
    seed: 9007199254740991,
    people: 20,
  },
  given: [
    { to: "both", what: "indomethacin", at: 24, dose: "50 mg" },
    { to: "b", what: "infliximab", at: 36.5, dose: "5 mg/kg", every: 336, until: 1440 },
    { to: "a", what: "glutamine", at: 0, lasting: 168, effect: "high" },
  ],
  tests: [
    {
      assay: "lactulose_mannitol",
      at: 48,
      reads: [
        { name: "lactulose_over_mannitol", probe: "lactulose", over: "mannitol", window: [0, 5] },
        { name: "p_51cr_edta", probe: "51Cr-EDTA", serum: 3 },
      ],
    },
    { assay: "stool", at: 72, reads: [{ name: "butyrate_descending", reading: "butyrate[descending]" }] },
  ],
  days: 90,
  meals: true,
};

/* Numbers from 0 to 1 by a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LETTERS = 'abc_ ,;:&=+%?#/"\\ü日';

export function randomScenario(seed: number): Scenario {
  const next = chance(seed);
  const some = (most: number) => Math.floor(next() * (most + 1));
  const of = <T>(list: T[]): T => list[Math.floor(next() * list.length)]!;
  const word = () => of(["healthy", "crohn_active", "elderly", "a", "x_1"]);
  const words = () => Array.from({ length: 1 + some(12) }, () => of([...LETTERS])).join("");
  const number = () => of([some(1000), next() * 1000, next() * 1e-5, 0]);
  const person = (): Person => ({
    condition: word(),
    diet: of<Person["diet"]>(["", "western", { title: words(), foods: [{ food: "bread_white", gramsPerDay: number() }], gives: null }]),
    set: Object.fromEntries(Array.from({ length: some(3) }, (_, i) => [`parameter_${i}[ileum]`, `${number()} mg/kg`])),
    seed: some(1e9),
    people: 1 + some(50),
  });
  const given = (): Given => ({
    to: of<To>(["a", "b", "both"]), what: word(), at: number(),
    ...(some(1) ? { dose: words() } : {}), ...(some(1) ? { lasting: number() } : {}), ...(some(1) ? { every: number(), until: number() } : {}), ...(some(1) ? { effect: "low" as const } : {}),
  });
  const test = (): Test => ({ assay: word(), at: number(), reads: [{ name: "one", probe: words(), window: [0, some(24)] }, { name: "two", reading: "leak[ileum]" }].slice(0, 1 + some(1)) as Test["reads"] });
  return {
    ...START,
    title: some(1) ? words() : "",
    a: person(),
    b: some(1) ? person() : null,
    given: Array.from({ length: some(3) }, given),
    tests: Array.from({ length: some(2) }, test),
    days: 1 + some(3650),
    meals: some(1) === 1,
  };
}

/* As an address brings it: what is worked out of menus does not travel. */
export function unworked(scenario: Scenario): Scenario {
  const person = (one: Person): Person => (typeof one.diet === "string" ? one : { ...one, diet: { ...one.diet, gives: null } });
  return { ...scenario, a: person(scenario.a), b: scenario.b && person(scenario.b) };
}
