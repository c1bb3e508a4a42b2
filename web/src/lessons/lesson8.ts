import type { Run } from "../engine/types.ts";
import type { Test } from "../scenario/scenario.ts";
import { shown } from "../ui/number.ts";
import { areaUnderCurve, known, num, person, rankCorrelation, scenario, share, str, valuesOf } from "./read.ts";
import type { Lesson, Values } from "./types.ts";

const LIMIT = 0.03;
/* When what was given has acted. */
const AT = 48;
const SUGARS: Test = { assay: "lactulose_mannitol", at: AT, reads: [{ name: "read", probe: "lactulose", over: "mannitol", window: [0, 5] }] };
const TESTS: Record<string, { test: Test; says: string }> = {
  sugars: { test: SUGARS, says: "lactulose over mannitol in urine" },
  edta: { test: { assay: "cr_edta", at: AT, reads: [{ name: "read", probe: "51Cr-EDTA", window: [0, 24] }] }, says: "51Cr-EDTA in urine, % of the dose" },
  kit: { test: { assay: "zonulin_kit", at: AT, reads: [{ name: "read", reading: "zonulin_kit" }] }, says: "the kit sold for zonulin" },
};
const chosen = (values: Values) => TESTS[str(values, "test")] ?? TESTS["sugars"]!;

function points(run: Run): { x: number; y: number }[] {
  const leak = valuesOf(run, "a_probe_leak_jejunum");
  const read = valuesOf(run, "a_t1_read");
  return leak.map((x, i) => ({ x, y: read[i] ?? NaN }));
}
const percent = (value: number) => `${shown(100 * value, 2)} %`;

export const lesson8: Lesson = {
  number: 8,
  title: "Why no test is enough",
  idea: "Every test reads the leak through a fog: bladder, kidney, size of the gut, laboratory. For groups that is good enough, for one person it seldom is.",
  blocks: [
    {
      kind: "text",
      text: [
        "You drink two sugars. [[mannitol|Mannitol]] is small and passes by the pores; [[lactulose|lactulose]] is larger and passes by the leak. The body makes hardly any use of either, so what gets through ends up in urine. For five hours you collect every drop. The laboratory divides the one by the other: the [[ratio]].",
        "It is a clever idea. If your gut is long, or you did not empty your bladder, both sugars change alike, and the ratio stays. At least that is the hope.",
      ],
    },
    {
      kind: "predict",
      id: "overlap",
      question: "Forty people with an ordinary wall and forty whose wall leaks twice as much take the test once. Does a limit tell the two groups apart?",
      choices: ["Yes, nearly without mistakes", "Mostly, but many land on the wrong side", "Not at all, it is like tossing a coin"],
      right: 1,
      because: "The groups differ in the middle and overlap widely. A study of two groups would find the difference easily. But who sits in front of you with **one** number does not know on which side they belong.",
    },
    {
      kind: "play",
      play: {
        id: "l8-groups",
        title: "Two groups, one limit",
        sentence: "A are {people} people with an ordinary wall. B are the same people with {wall}. Everybody takes the sugar test once.",
        knobs: [
          { kind: "number", name: "people", label: "How many people in each group", start: 40, min: 10, max: 100, step: 10 },
          {
            kind: "choice",
            name: "wall",
            label: "The wall of B",
            start: "leak_doubled",
            choices: [
              { value: "same", label: "the same leak" },
              { value: "leak_less_30", label: "a leak smaller by 30 %" },
              { value: "leak_doubled", label: "a leak twice as large" },
              { value: "leak_tripled", label: "a leak three times as large" },
            ],
          },
        ],
        names: ["ordinary", "leakier"],
        scenario: (values) =>
          {
          const who = person({ people: num(values, "people"), seed: 8 });
          const wall = str(values, "wall");
          return scenario({ days: 4, a: who, b: who, given: wall === "same" ? [] : [{ to: "b", what: wall, at: 0 }], tests: [SUGARS] });
        },
        pictures: [
          {
            kind: "dots",
            title: "Lactulose over mannitol, one dot a person",
            unit: "",
            limit: { at: LIMIT, says: "limit of a large study" },
            rows: (run) => [
              { label: "A: ordinary", values: valuesOf(run, "a_t1_read"), colour: "--a" },
              { label: "B: leakier", values: valuesOf(run, "b_t1_read"), colour: "--b" },
            ],
          },
        ],
        says: (run) => {
          const a = valuesOf(run, "a_t1_read");
          const b = valuesOf(run, "b_t1_read");
          return `Beyond the limit of ${LIMIT} are ${percent(share(a, (value) => value > LIMIT))} of A, who have an ordinary wall, and ${percent(share(b, (value) => value > LIMIT))} of B. Take one of each at random: in ${percent(areaUnderCurve(a, b))} of such pairs the leakier one reads higher (50 % would be a coin).`;
        },
      },
    },
    {
      kind: "text",
      title: "Where the fog comes from",
      text: [
        "People differ in much that is no leak: how many small pores they have (that moves mannitol), how fast the drink goes through, how well the kidneys work, whether the bladder was empty, and the laboratory's own error. Each of these is in the model, with its published size where there is one.",
        "You can look at all this in the view \"Test\", where the same person can take the same test a hundred times.",
      ],
    },
    {
      kind: "predict",
      id: "which-test",
      question: "Which of these follows the true leak worst?",
      choices: ["Two sugars in urine", "51Cr-EDTA in urine, which is faintly radioactive", "A kit sold to measure zonulin in blood"],
      right: 2,
      because: "The kit reads something else: it was shown to catch other proteins ({C54}). In the model it reads noise that has nothing to do with the leak, and says so.",
    },
    {
      kind: "play",
      play: {
        id: "l8-tests",
        title: "The truth against the reading",
        sentence: "{people} healthy people take one test, {test}. In the model one can look at their true leak beside it, which nobody can in life.",
        knobs: [
          { kind: "number", name: "people", label: "How many people", start: 60, min: 20, max: 150, step: 10 },
          { kind: "choice", name: "test", label: "Which test", start: "sugars", choices: [{ value: "sugars", label: "two sugars in urine" }, { value: "edta", label: "51Cr-EDTA in urine" }, { value: "kit", label: "the kit sold for zonulin" }] },
        ],
        scenario: (values) => scenario({ days: 4, a: person({ people: num(values, "people"), seed: 11 }), tests: [chosen(values).test] }),
        pictures: [{ kind: "scatter", title: "One dot a person", x: "true leak, as a probe meets it", y: (values) => chosen(values).says, points }],
        says: (run) => {
          const all = points(run);
          return `Rank correlation of reading and truth in ${known(all.map((point) => point.y)).length} people: ${shown(rankCorrelation(all), 2)} (1: they rise together; 0: the one says nothing of the other).`;
        },
      },
    },
    { kind: "evidence", text: "No test of permeability is validated for single people at large. In research, with groups, several tests together are advised.", claims: ["C25", "C28", "C51", "C53", "C54", "C56"], sources: ["turpin_2020", "scheffler_2018"] },
    {
      kind: "model",
      assumed: ["How much people, bladders, kidneys and laboratories differ, from publications where there are some.", "That the kit sold for zonulin reads nothing of the leak."],
      emerges: ["How well or badly each test follows the truth.", "That the ratio is disturbed most by differences in the small pores."],
    },
  ],
  remember: "A number from a laboratory is a reading, not the truth. Ask how far it would move if you took the test again, and what else moves it.",
  further: ["Move the limit in your mind: what do you win and lose when it is set higher?", "The test costs 150 euros and says \"raised\". What would you want to know before you believe it?"],
  teachers: {
    aims: ["Tell signal from noise.", "Understand false alarms and misses, and that a limit trades one for the other.", "Tell what is good for groups from what is good for one person."],
    timing: [
      { minutes: 2, what: "Read; why two sugars?" },
      { minutes: 3, what: "First guess; count dots beyond the limit" },
      { minutes: 3, what: "Second guess; three tests" },
      { minutes: 2, what: "Gather: group and person" },
    ],
    answers: [
      { question: "How far must the leak grow until the groups part?", answer: "Compare twice with three times: the more the leak differs, the fewer are on the wrong side. Real differences between people are mostly smaller." },
      { question: "Would another limit be better?", answer: "A lower one finds more of B and accuses more of A. No limit does away with both; and one from another laboratory need not fit." },
      { question: "Why not simply use the better test?", answer: "51Cr-EDTA is radioactive, though faintly; and it still does not say what to do." },
    ],
    misconceptions: [
      { says: "The test is exact, so I know it exactly.", better: "The laboratory may be exact about the urine; the urine is a poor witness of the wall." },
      { says: "A difference between groups means that single people can be told apart.", better: "Groups can differ clearly and overlap widely." },
    ],
    curriculum: ["Mathematics: distributions, correlation, sensitivity and specificity", "Biology: kidney, absorption", "Health: what screening can and cannot do"],
  },
};
