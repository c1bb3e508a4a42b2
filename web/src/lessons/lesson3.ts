import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { last, num, person, scenario, share, str, valuesOf } from "./read.ts";
import { labelOf } from "./study.ts";
import type { Lesson, Values } from "./types.ts";

const ILL = 0.5;
const PEOPLE = 60;
const ofSide = (run: Run, side: "a" | "b") => valuesOf(run, labelOf(side, "inflammation"));
const ill = (run: Run, side: "a" | "b") => share(ofSide(run, side), (value) => value > ILL);
const percent = (value: number) => `${shown(100 * value, 2)} %`;
const WALLS: Record<string, string | null> = { usual: null, leak_doubled: "leak_doubled", leak_tripled: "leak_tripled" };

const given = (values: Values) => {
  const what = WALLS[str(values, "wall")];
  return what ? [{ to: "both" as const, what, at: 24 }] : [];
};

export const lesson3: Lesson = {
  number: 3,
  title: "A leak is not a disease",
  idea: "Many healthy people have a leakier gut than others and never notice. It takes more than a leak to fall ill.",
  blocks: [
    {
      kind: "text",
      text: [
        "You may have read that a \"leaky gut\" makes you tired, sad, bloated and worse. Before one can say whether that is true one has to ask something simpler: what happens to somebody whose wall leaks more, and who has **nothing else** wrong?",
        "Doctors looked for such people. Healthy brothers, sisters and children of people with [[crohns_disease]] were tested, and some of them had a leakier gut, though they felt well. 1420 of these [[relative|relatives]] were followed for about eight years.",
      ],
    },
    {
      kind: "predict",
      id: "relatives",
      question: "Of 1420 healthy relatives, leaky ones among them, how many got Crohn's disease within a median of 7.8 years?",
      choices: ["50", "200", "700", "Nearly all who were leaky"],
      right: 0,
      because: "50, that is 3.5 of every hundred. Those with a raised sugar [[ratio]] had about three times the risk of the others. So both are true: a leak goes with a **higher risk**, and most people who have one **stay well** ({C30}, {C31}).",
    },
    {
      kind: "play",
      play: {
        id: "l3-one",
        title: "Leak and immune answer",
        sentence: "B has a leak {leak} times that of A, and immune cells that answer {gain} times as readily.",
        knobs: [
          { kind: "number", name: "leak", label: "How many times the leak of A", start: 3, min: 1, max: 8, step: 0.5 },
          { kind: "number", name: "gain", label: "How many times as readily immune cells answer", start: 1, min: 1, max: 8, step: 0.5 },
        ],
        names: ["ordinary", "changed"],
        scenario: (values) =>
          scenario({ days: 30, a: person({ set: { epithelium_constitutive_leak: "1", immune_gain: "1" } }), b: person({ set: { epithelium_constitutive_leak: String(num(values, "leak")), immune_gain: String(num(values, "gain")) } }) }),
        pictures: [
          { kind: "wall", segment: "ileum", hour: () => 720 },
          {
            kind: "bars",
            title: "B beside A: how many times as much",
            unit: "",
            log: true,
            bars: (run) =>
              [
                { name: "leak[ileum]", label: "leak of the ileum", colour: "--leak" },
                { name: "serum_lps", label: "endotoxin in blood", colour: "--blood" },
                { name: "inflammatory_macrophages[ileum]", label: "immune cells awake in the ileum", colour: "--immune" },
                { name: "stool_calprotectin", label: "calprotectin in stool", colour: "--lumen" },
              ].map(({ name, label, colour }) => ({ label, colour, value: last(run, 1, name) / last(run, 0, name), shows: `× ${shown(last(run, 1, name) / last(run, 0, name), 2)}` })),
          },
        ],
        says: (run) =>
          last(run, 1, "inflammatory_macrophages[ileum]") > 0.2
            ? "B's gut is inflamed. Look at the leak: it is larger than what you set, because inflammation opens the wall further (that is lesson 4)."
            : `B's gut is calm: of a hundred immune cells that could be awake, ${shown(100 * last(run, 1, "inflammatory_macrophages[ileum]"), 2)} are (in A ${shown(100 * last(run, 0, "inflammatory_macrophages[ileum]"), 2)}).${last(run, 1, "leak[ileum]") > 1.1 * last(run, 0, "leak[ileum]") ? " More comes through, and it is cleared away quietly." : ""}`,
      },
    },
    {
      kind: "text",
      title: "Why it stays calm",
      text: [
        "Macrophages of the gut are used to visitors. They eat what slips through and keep quiet: this is called [[tolerance]]. Only when much more arrives than they can clear, or when immune cells answer too readily, does the alarm start. There is a [[threshold]].",
        "Set the leak back to 3 and raise the second number step by step. Somewhere it tips.",
      ],
    },
    {
      kind: "play",
      play: {
        id: "l3-many",
        title: "Sixty people for a year",
        sentence: "For a year the wall of all of them {wall}. A are {people} healthy people; B are as many whose immune cells answer about three times as readily.",
        knobs: [
          { kind: "choice", name: "wall", label: "The wall of all of them", start: "leak_tripled", choices: [{ value: "usual", label: "stays as it was" }, { value: "leak_doubled", label: "leaks twice as much" }, { value: "leak_tripled", label: "leaks three times as much" }] },
          { kind: "number", name: "people", label: "How many people", start: PEOPLE, min: 20, max: 200, step: 20 },
        ],
        names: ["healthy", "susceptible"],
        reads: ["inflammation"],
        scenario: (values) => scenario({ days: 365, a: person({ people: num(values, "people"), seed: 3 }), b: person({ people: num(values, "people"), seed: 3, condition: "immune_susceptible" }), given: given(values) }),
        pictures: [
          {
            kind: "dots",
            title: "Immune cells awake after a year where most are, one dot a person",
            unit: "0 none, 1 all",
            limit: { at: ILL, says: "inflamed" },
            rows: (run) => [
              { label: "A: healthy", values: ofSide(run, "a"), colour: "--a" },
              { label: "B: susceptible", values: ofSide(run, "b"), colour: "--b" },
            ],
          },
        ],
        says: (run) => `After a year ${percent(ill(run, "a"))} of the healthy and ${percent(ill(run, "b"))} of the susceptible people are inflamed.${Math.abs(ill(run, "a") - ill(run, "b")) > 0.05 ? " The same wall, and another outcome." : ""}`,
      },
    },
    { kind: "evidence", text: "Two things are known in people: leaks run in some families of patients, and leaky relatives mostly stay well though their risk is higher. That a leak made on purpose gives no disease was shown in mice.", claims: ["C30", "C31", "C32", "C33", "C36", "C58"], sources: ["turpin_2020", "su_2009"] },
    {
      kind: "model",
      assumed: ["The threshold at which macrophages inflame: nobody has measured it. With a fifth of it the experiment of {C30} fails.", "How readily a susceptible immune system answers: chosen."],
      emerges: ["That a leak alone leaves nearly everybody calm.", "That leak and a ready immune answer together do not add up but tip."],
    },
  ],
  remember: "A leak is a risk, not an illness. \"Goes with\" is not \"causes\", and the model has no headaches or tiredness in it, on purpose.",
  further: ["Relatives with a leak fell ill three times as often. Does that show that the leak was the cause? What else could be behind both?", "A shop sells a test for \"leaky gut\". The result is positive and you feel well. What does it tell you?"],
  teachers: {
    aims: ["Tell risk factor, cause and disease apart.", "Understand a threshold and why two causes may be needed.", "Tell relative from absolute risk: three times a small number."],
    timing: [
      { minutes: 2, what: "Read; collect what pupils have heard of leaky gut" },
      { minutes: 2, what: "Guess, look, and put 50 of 1420 on squared paper" },
      { minutes: 4, what: "Find the tipping point in pairs; then sixty people" },
      { minutes: 2, what: "Gather: what would an advertisement leave out?" },
    ],
    answers: [
      { question: "Where does it tip?", answer: "For this one person and a leak of three, between an answer of three and four times as ready. It differs from person to person." },
      { question: "Does a leak of 8 alone inflame?", answer: "Not in this person. It rests on a threshold that nobody has measured; say so." },
    ],
    misconceptions: [
      { says: "Three times the risk means that most fall ill.", better: "Three times a small risk is still small: about 3.5 in a hundred of all relatives fell ill." },
      { says: "So a leak is harmless.", better: "It raises the risk, and makes later inflammation worse in mice." },
    ],
    curriculum: ["Biology: immune tolerance, inflammation", "Health: reading claims in advertisements", "Mathematics: absolute and relative risk"],
  },
};
