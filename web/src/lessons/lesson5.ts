import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { at, num, person, scenario, str } from "./read.ts";
import type { Lesson, Values } from "./types.ts";

const EVERY_WEEKS = 8;
const END = 180;
const awake = (run: Run, cohort: number, day: number) => at(run, cohort, "inflammation", day);

const infusions = (values: Values) => (str(values, "again") === "again" ? { every: 24 * 7 * EVERY_WEEKS, until: 24 * END } : {});

export const lesson5: Lesson = {
  number: 5,
  title: "Crohn's disease and a blocked signal",
  idea: "In Crohn's disease a medicine that blocks one signal calms inflammation, and the wall closes with it. Not in everybody, and not for ever.",
  blocks: [
    {
      kind: "text",
      text: [
        "In [[crohns_disease]] parts of the gut stay inflamed. It is a real and serious illness with ups and downs; a quiet time is called [[remission]]. What causes it is not known; genes, microbes and surroundings play their part.",
        "One signal drives much of it: [[tnf]]. [[infliximab|Infliximab]] is an [[antibody]] made as a medicine, which grips TNF so that it cannot act. It is dripped into a vein, and the body clears it away over weeks.",
        "In one study 23 people with active disease drank a [[probe]] before and four weeks after one infusion. Before, 3.27 % of it came through into urine; after, 2.42 %. In healthy people it was 2.28 %.",
      ],
    },
    {
      kind: "predict",
      id: "which-first",
      question: "The medicine blocks a signal of immune cells. It does not touch the seams between cells. What happens to the leak?",
      choices: ["It stays, since the wall is not treated", "It closes within weeks, together with the inflammation", "It gets worse, since the defence is weaker"],
      right: 1,
      because: "In the study it fell to nearly that of healthy people ({C24}). In the model it closes because the signal was holding it open: that is the circle of lesson 4, cut at one place.",
    },
    {
      kind: "play",
      play: {
        id: "l5-infusion",
        title: "One person, with and without",
        sentence: "A and B are the same person with active Crohn's disease, {who}. B gets {dose} mg of infliximab for each kilogram, {again}.",
        knobs: [
          { kind: "choice", name: "who", label: "Which person", start: "5", choices: [{ value: "5", label: "Kim" }, { value: "8", label: "Noor" }, { value: "7", label: "Sam" }, { value: "3", label: "Lou" }] },
          { kind: "number", name: "dose", label: "Milligrams for each kilogram", start: 5, min: 0.5, max: 10, step: 0.5 },
          { kind: "choice", name: "again", label: "How often", start: "once", choices: [{ value: "once", label: "once, on day 7" }, { value: "again", label: "on day 7 and every eight weeks" }] },
        ],
        names: ["without", "with infliximab"],
        scenario: (values) => {
          const who = person({ condition: "crohn_active", seed: num(values, "who") });
          return scenario({ days: END, a: who, b: who, given: [{ to: "b", what: "infliximab", at: 168, dose: `${num(values, "dose")} mg/kg`, ...infusions(values) }] });
        },
        pictures: [
          { kind: "curve", observable: "inflammation", title: "Immune cells awake where most are" },
          { kind: "curve", observable: "leak[ileum]", title: "Leak of the ileum" },
          { kind: "curve", observable: "serum_infliximab", title: "The medicine in blood" },
          { kind: "curve", observable: "epithelial_resistance[descending]", title: "How tight the lining of the colon is (resistance)" },
        ],
        says: (run) => {
          const early = awake(run, 1, 35);
          const end = awake(run, 1, END);
          return `Without it ${shown(100 * awake(run, 0, 35), 2)} of a hundred immune cells are awake. Four weeks after the infusion ${shown(100 * early, 2)} are, and the leak has gone from ${shown(at(run, 1, "leak[ileum]", 6), 2)} to ${shown(at(run, 1, "leak[ileum]", 35), 2)}. On day ${END} ${shown(100 * end, 2)} are awake. ${early < 0.2 && end > 0.4 ? "It has come back." : end < 0.2 ? "It has stayed quiet." : early < 0.2 ? "It is coming back." : "It was not calmed enough."}`;
        },
      },
    },
    {
      kind: "text",
      title: "People differ",
      text: [
        "Go through the four people with the same dose. All have the same illness on paper, and the medicine does something else in each: how readily their immune cells answer and how fast they clear the medicine differ. The names are made up, as the people are.",
        "Then let somebody in whom it came back have it every eight weeks. That is how it is given in hospitals; doctors choose dose and timing with each patient.",
      ],
    },
    {
      kind: "predict",
      id: "seal",
      question: "What if one could seal the wall instead, to half of its leak, and leave the immune cells alone?",
      choices: ["That works as well as the medicine", "It does something, but less than blocking the signal", "It makes things worse"],
      right: 1,
      because: "In this model sealing does less. The circle is driven hardest by the immune answer, and a seal only takes away part of what feeds it. Small trials moved markers of the wall in other ways; that sealing it as such helps anyone is not shown ({C40}).",
    },
    {
      kind: "play",
      play: {
        id: "l5-seal",
        title: "Seal the wall, or block the signal",
        sentence: "Sixteen people with active Crohn's disease: from day 7, A get {seal}; B get one infusion of {dose} mg/kg infliximab.",
        knobs: [
          { kind: "choice", name: "seal", label: "What A get", start: "leak_halved", choices: [{ value: "leak_less_30", label: "a leak smaller by 30 %" }, { value: "leak_halved", label: "a leak of half its size" }] },
          { kind: "number", name: "dose", label: "Milligrams for each kilogram", start: 5, min: 0.5, max: 10, step: 0.5 },
        ],
        names: ["wall sealed", "signal blocked"],
        scenario: (values) => {
          const who = person({ condition: "crohn_active", seed: 24, people: 16 });
          return scenario({ days: 60, a: who, b: who, given: [{ to: "a", what: str(values, "seal"), at: 168 }, { to: "b", what: "infliximab", at: 168, dose: `${num(values, "dose")} mg/kg` }] });
        },
        pictures: [
          { kind: "curve", observable: "inflammation", title: "Immune cells awake, middle of the people" },
          { kind: "curve", observable: "leak[ileum]", title: "Leak of the ileum, middle of the people" },
        ],
        says: (run) =>
          `Four weeks later, in the middle person, ${shown(100 * awake(run, 0, 35), 2)} of a hundred immune cells are awake with a sealed wall and ${shown(100 * awake(run, 1, 35), 2)} with the blocked signal. Shaded: nine in ten people.`,
      },
    },
    { kind: "evidence", text: "That leak and inflammation fall together under these medicines was seen in small studies without an untreated group. That they are a standard treatment of the disease is beyond doubt.", claims: ["C24", "C41", "C40", "C27"], sources: ["suenaert_2002"] },
    {
      kind: "model",
      assumed: ["The course of infliximab in blood, which is known well, and the level at which it blocks half of TNF, which was set by how fast inflamed colon heals.", "How readily immune cells answer in Crohn's disease: set so that the inflamed colon comes out as measured."],
      emerges: ["That the leak follows the inflammation.", "That the same dose heals one and not another, and that it comes back in some when the medicine is gone."],
    },
  ],
  remember: "Where a circle keeps itself going, most is done by acting on what drives it hardest. And nobody's course can be read off another's.",
  further: ["The study had no untreated group. What else could explain that people were better four weeks later?", "Why is a curve of sixteen people more honest than the curve of one?"],
  teachers: {
    aims: ["Explain how blocking a signal can close a wall.", "See that patients differ, and what a band around a curve says.", "Name what a study without controls cannot show."],
    timing: [
      { minutes: 2, what: "Read; recall the circle" },
      { minutes: 2, what: "First guess; Kim" },
      { minutes: 3, what: "The other three; every eight weeks" },
      { minutes: 3, what: "Second guess; seal or block; the untreated group" },
    ],
    answers: [
      { question: "Who relapses?", answer: "With one infusion of 5 mg/kg Kim and Noor are better after four weeks and have it back by day 180; Sam is hardly calmed; Lou stays quiet. Every eight weeks keeps Kim quiet, not Sam." },
      { question: "What else could explain the study?", answer: "The illness goes up and down by itself, and people join a study when they are worst (regression to the mean)." },
    ],
    misconceptions: [
      { says: "The leak is the disease, so mend the leak.", better: "In this illness the leak follows the inflammation at least as much as the other way round." },
      { says: "A medicine that works, works in everybody.", better: "It works in some, for some time; that is why courses are watched." },
    ],
    curriculum: ["Biology: antibodies as medicines, immune signals", "Health: chronic illness", "Science: controls, regression to the mean"],
  },
};
