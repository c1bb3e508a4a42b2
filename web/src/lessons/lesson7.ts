import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { at, last, num, person, scenario, str } from "./read.ts";
import type { Lesson, Values } from "./types.ts";

const CHANGES = 7;
const FIBRES: [string, number][] = [
  ["resistant_starch", 0.5],
  ["inulin", 2.5],
  ["pectin", 3.5],
  ["arabinoxylan", 4],
  ["beta_glucan", 1.4],
  ["gum", 1],
  ["cellulose", 5],
  ["plant_cell_wall", 2],
];
const USUAL = FIBRES.reduce((sum, [, grams]) => sum + grams, 0);

/* The usual mix, so many grams of it; 19.9 g, said as 20. */
function fibre(values: Values): Record<string, string> {
  const times = num(values, "grams") / USUAL;
  return Object.fromEntries(FIBRES.map(([kind, grams]) => [`diet_fibre[${kind}]`, `${Number((grams * times).toPrecision(6))} g/day`]));
}

const SEEN: { name: string; label: string; colour: string }[] = [
  { name: "mucus_thickness[descending]", label: "thickness of mucus", colour: "--mucus" },
  { name: "butyrate[descending]", label: "butyrate", colour: "--microbe" },
  { name: "bacterial_contact[descending]", label: "bacteria at the cells", colour: "--bad" },
  { name: "bifidobacteria", label: "bifidobacteria", colour: "--microbe" },
];
const times = (run: Run, name: string) => last(run, 1, name) / last(run, 0, name);

export const lesson7: Lesson = {
  number: 7,
  title: "Starving the microbes",
  idea: "Without fibre the microbes of the colon go hungry, and hungry microbes turn to the mucus that keeps them away from us: in mice, and in this model.",
  blocks: [
    {
      kind: "text",
      text: [
        "Our own juices cannot digest [[fibre]]. Our microbes can: in the [[colon]] they live on it and give something back, [[scfa]], among them [[butyrate]], the favourite fuel of the colon's own cells.",
        "Between microbes and cells lies [[mucus]]. It is made of sugars too, and some microbes can eat it. They mostly do not bother while there is better food.",
      ],
    },
    {
      kind: "predict",
      id: "mucus",
      question: "Somebody eats no fibre for three weeks. What happens to the mucus of the colon?",
      choices: ["It gets thicker, since there are fewer microbes", "It stays, since mucus is made by our cells and not from fibre", "It gets thin within days", "It gets thin over many years"],
      right: 2,
      because: "In the model, as in mice, it thins within days to weeks, for two reasons that scientists still argue about: hungry microbes eat more of it, and less is made without the acids ({C72}, {C73}). In people nobody has measured it.",
    },
    {
      kind: "play",
      play: {
        id: "l7-diet",
        title: "Change the diet",
        sentence: "A goes on with usual food. From day 7 B eats {diet}.",
        knobs: [
          {
            kind: "choice",
            name: "diet",
            label: "What B eats",
            start: "fibre_free",
            choices: [
              { value: "fibre_free", label: "no fibre at all" },
              { value: "carnivore", label: "meat and eggs only" },
              { value: "pared_down", label: "usual food without grains, pulses, nightshades and fruit" },
              { value: "elimination", label: "the same kind of diet, with other vegetables instead" },
              { value: "western", label: "a Western diet" },
              { value: "low_fodmap", label: "strictly few FODMAPs" },
              { value: "mediterranean", label: "a Mediterranean diet" },
              { value: "thirty_plants", label: "thirty kinds of plants a week" },
            ],
          },
        ],
        names: ["usual food", "other food"],
        scenario: (values) => scenario({ days: 35, a: person(), b: person(), given: [{ to: "b", what: str(values, "diet"), at: 24 * CHANGES }] }),
        pictures: [
          { kind: "wall", segment: "descending", hour: () => 24 * 35 },
          { kind: "curve", observable: "mucus_thickness[descending]", title: "Mucus of the left colon" },
          { kind: "curve", observable: "butyrate[descending]", title: "Butyrate in the left colon" },
        ],
        says: (run) =>
          `Four weeks later B's mucus is ${shown(100 * times(run, "mucus_thickness[descending]"), 2)} % as thick as A's, butyrate is at ${shown(100 * times(run, "butyrate[descending]"), 2)} %, and ${shown(times(run, "bacterial_contact[descending]"), 2)} times as many bacteria touch the cells. A week after the change the mucus was at ${shown((100 * at(run, 1, "mucus_thickness[descending]", 14)) / at(run, 0, "mucus_thickness[descending]", 14), 2)} %.`,
      },
    },
    {
      kind: "text",
      title: "Is thin mucus an illness?",
      text: [
        "Look at the wall and at what was not changed: B's seams are as tight as A's, and the immune cells are hardly more awake. Thin mucus is one layer less (lesson 2). Mice with thin mucus and nothing else were well, until a germ came that healthy mice shrug off ({C74}).",
        "Diets \"to heal the gut\" often leave out grains, beans and fruit, which is to say fibre. Try \"usual food without grains ...\" above, and then the one in which other vegetables take their place.",
      ],
    },
    {
      kind: "play",
      play: {
        id: "l7-grams",
        title: "How much fibre?",
        sentence: "A eats 20 g of fibre a day, as the reference person of the model does. B eats {grams} g of the same mix, for long.",
        knobs: [
          { kind: "number", name: "grams", label: "Grams of fibre that B eats", start: 35, min: 0, max: 60, step: 1 },
        ],
        names: ["20 g", "B"],
        scenario: (values) => scenario({ days: 1, a: person({ set: fibre({ grams: USUAL }) }), b: person({ set: fibre(values) }) }),
        pictures: [
          {
            kind: "bars",
            title: "B beside A: how many times as much",
            unit: "",
            bars: (run) => SEEN.map(({ name, label, colour }) => ({ label, colour, value: times(run, name), shows: `× ${shown(times(run, name), 2)}` })),
          },
        ],
        says: (run, values) =>
          `With ${num(values, "grams")} g a day there is ${shown(times(run, "butyrate[descending]"), 2)} times as much butyrate as with 20 g, and mucus ${shown(times(run, "mucus_thickness[descending]"), 2)} times as thick.`,
      },
    },
    { kind: "evidence", text: "Mice show it clearly; in people there are hints. That people who eat more fibre have less heart disease, diabetes and colon cancer is better established than anything about the wall, and is no part of this model.", claims: ["C65", "C69", "C70", "C72", "C73", "C74", "C75", "C76"], sources: ["roediger_1980", "desai_2016"] },
    {
      kind: "model",
      assumed: ["That enzymes against mucus rise when fibre runs out, and that less mucus is made without acids; how strongly is chosen.", "That the number of kinds of microbes follows the kinds of plants, by a curve that is put in."],
      emerges: ["How thin the mucus gets, and how fast.", "Who lives and who starves among the groups of microbes."],
    },
  ],
  remember: "Well-fed microbes leave the mucus alone. What was shown in mice is a good reason to look in people, not a proof for them.",
  further: ["Which foods of your day hold fibre? Build the day in the view \"Change\" and look.", "How could one test in people whether mucus gets thin, and would you be allowed to?"],
  teachers: {
    aims: ["Explain what fibre is to us and to microbes.", "Tell evidence from mice from evidence from people.", "Follow a chain: diet, microbes, mucus, contact."],
    timing: [
      { minutes: 2, what: "Read; fibre on food labels" },
      { minutes: 2, what: "Guess and look" },
      { minutes: 4, what: "Groups take one diet each and report mucus and butyrate" },
      { minutes: 2, what: "Grams; what we do not know in people" },
    ],
    answers: [
      { question: "Which diets thin mucus?", answer: "Those with little fibre: none, meat only, and to a smaller degree Western. A Mediterranean diet thickens it here." },
      { question: "Do fewer FODMAPs make the microbiome poorer?", answer: "Bifidobacteria fall; the number of kinds does not change in pooled trials, nor here ({C70})." },
    ],
    misconceptions: [
      { says: "Fibre scrubs the gut clean.", better: "It feeds microbes; most of its work is chemical." },
      { says: "More is always better, for everybody.", better: "Some people with bowel illness do worse with some fibres; the model has no complaints in it." },
    ],
    curriculum: ["Biology: symbiosis, ecosystems, nutrition", "Chemistry: polysaccharides, fermentation", "Science: animal models and their limits"],
  },
};
