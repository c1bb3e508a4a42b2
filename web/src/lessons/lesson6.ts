import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { at, num, person, scenario, str } from "./read.ts";
import type { Lesson } from "./types.ts";

const VILLI = "villus_height_crypt_depth";
const ratio = (run: Run, name: string, day: number) => at(run, 0, name, day) / at(run, 1, name, day);

export const lesson6: Lesson = {
  number: 6,
  title: "Coeliac disease and gluten",
  idea: "In about one person in a hundred gluten sets the immune system on the gut. For the others it is food. The same protein, another immune system.",
  blocks: [
    {
      kind: "text",
      text: [
        "[[gluten|Gluten]] is a mix of proteins in wheat, barley and rye. It is hard to digest, and some pieces of it get under the lining of the gut. In nearly everybody nothing comes of it: that is [[tolerance]].",
        "In [[coeliac_disease]] it is otherwise. People who carry certain genes (HLA-DQ2 or DQ8) **may** lose tolerance, and then their [[t_cell|T cells]] attack whenever gluten comes. The small fingers of the small bowel, the [[villus|villi]], are worn down, and the wall opens.",
        "This is a case in which foreign protein does set off an attack. It is the exception that people who sell \"leaky gut\" cures often take for the rule ({C13}).",
      ],
    },
    {
      kind: "predict",
      id: "challenge",
      question: "Two people without gluten for years, one with coeliac disease and one without, start to eat some slices of bread a day. What happens to the wall of the person **without** coeliac disease?",
      choices: ["It opens, but less", "It opens later", "Nothing that can be seen"],
      right: 2,
      because: "Nothing. Without the T cells that answer to gluten there is no attack; in the model they are the only way from gluten to the wall. Take them away, and the experiment of {C43} fails.",
    },
    {
      kind: "play",
      play: {
        id: "l6-challenge",
        title: "Bread for both",
        sentence: "A has no coeliac disease; B has, and has eaten no gluten for years. From day 7 both eat {grams}.",
        knobs: [
          {
            kind: "choice",
            name: "grams",
            label: "Gluten a day",
            start: "gluten_challenge",
            choices: [
              { value: "gluten_challenge_low", label: "a little gluten for twelve weeks" },
              { value: "gluten_challenge", label: "4 g of gluten a day for twelve weeks" },
              { value: "gluten_3_g", label: "3 g a day for two weeks" },
              { value: "gluten_7_5_g", label: "7.5 g a day for two weeks" },
            ],
          },
        ],
        names: ["no coeliac disease", "coeliac disease"],
        scenario: (values) => scenario({ days: 120, a: person(), b: person({ condition: "coeliac_gluten_free" }), given: [{ to: "both", what: str(values, "grams"), at: 168 }] }),
        pictures: [
          { kind: "curve", observable: "leak[jejunum]", title: "Leak of the jejunum" },
          { kind: "curve", observable: VILLI, title: "Height of villi over depth of crypts" },
          { kind: "wall", segment: "jejunum", hour: () => 24 * 21 },
        ],
        says: (run) =>
          `After two weeks the leak of B is ${shown(at(run, 1, "leak[jejunum]", 21) / at(run, 1, "leak[jejunum]", 6), 2)} times what it was, while the villi have lost only ${shown(100 * (1 - at(run, 1, VILLI, 21) / at(run, 1, VILLI, 6)), 2)} % of their height. In A the leak is ${Math.abs(at(run, 0, "leak[jejunum]", 21) / at(run, 0, "leak[jejunum]", 6) - 1) < 0.005 ? "what it was" : `${shown(at(run, 0, "leak[jejunum]", 21) / at(run, 0, "leak[jejunum]", 6), 3)} times what it was`}.`,
      },
    },
    {
      kind: "text",
      title: "Fast and slow",
      text: [
        "Seams open within days; villi shrink over weeks. When gluten is left out again both heal, and again not at the same pace.",
        "So when a test is normal again, ask which test it was, and what it looks at: blood, passage, or tissue.",
      ],
    },
    {
      kind: "predict",
      id: "heal",
      question: "Somebody with untreated coeliac disease stops eating gluten. When are the villi as tall as other people's?",
      choices: ["After a few days", "After about a month", "After more than a year, if at all"],
      right: 2,
      because: "Sugar tests become normal in about five months, but the tissue lags: pooled over studies it was wholly healed in 24 % of treated adults. In the model everybody heals in the end, because no trace of gluten is left in its diet; real diets hold traces.",
    },
    {
      kind: "play",
      play: {
        id: "l6-heal",
        title: "Without gluten",
        sentence: "A has untreated coeliac disease and stops eating gluten on day 1; B is the same person as they would be without the disease. Look {months} months ahead.",
        knobs: [{ kind: "number", name: "months", label: "Months", start: 24, min: 3, max: 36, step: 3 }],
        names: ["coeliac disease", "without it"],
        scenario: (values) => scenario({ days: Math.round(30.4375 * num(values, "months")), a: person({ condition: "coeliac_untreated" }), b: person(), given: [{ to: "a", what: "gluten_free_diet", at: 24 }] }),
        pictures: [
          { kind: "curve", observable: "leak[jejunum]", title: "Leak of the jejunum" },
          { kind: "curve", observable: VILLI, title: "Height of villi over depth of crypts" },
        ],
        says: (run, values) => {
          const end = 30.4375 * num(values, "months") - 1;
          return `After two months the leak is ${shown(100 * ratio(run, "leak[jejunum]", 60), 3)} % of what it would be without the disease, and the villi ${shown(100 * ratio(run, VILLI, 60), 2)} % as tall; after ${num(values, "months")} months ${shown(100 * ratio(run, VILLI, end), 2)} %.`;
        },
      },
    },
    { kind: "evidence", text: "That gluten does the damage in coeliac disease and that leaving it out heals is among the surest things in this field. For the barrier of people without it there is no such evidence. That about one person in a hundred has the disease and about a third of Europeans carry the genes is textbook knowledge, not a number of the model.", claims: ["C43", "C13", "C59", "C60"], sources: ["hamilton_1982", "szakacs_2017", "espino_2021", "gidrewicz_2017"] },
    {
      kind: "model",
      assumed: ["Who has lost tolerance, and how strongly their T cells act on junctions and villi (set from gluten challenges and urine tests).", "How fast villi grow."],
      emerges: ["That the wall closes long before the villi are tall again.", "That nothing happens to who has tolerance."],
    },
  ],
  remember: "Coeliac disease is an illness with a known trigger and known tests. Without gluten the wall closes, and most signs that a test could find fade with it.",
  further: ["Why can a test for coeliac disease miss it in somebody who has not eaten gluten for a year?", "Bread without gluten sells well. For whom is there evidence that it helps?"],
  teachers: {
    aims: ["Explain tolerance and its loss.", "Tell quick from slow changes, and what that means for tests.", "Tell the exception from the rule."],
    timing: [
      { minutes: 2, what: "Read; who knows somebody with coeliac disease? (nobody has to say)" },
      { minutes: 3, what: "First guess; bread for both" },
      { minutes: 3, what: "Second guess; healing" },
      { minutes: 2, what: "Gather: which test, when?" },
    ],
    answers: [
      { question: "Why does the leak come first?", answer: "Junctions open within days of the attack; villi shrink as fast as cells are lost and regrown, weeks." },
      { question: "Why can a test miss it after a year without gluten?", answer: "Antibodies fade and villi grow back without gluten, so that tests turn normal though the person has the disease. That is why doctors test before gluten is left out." },
    ],
    misconceptions: [
      { says: "Gluten opens everybody's gut.", better: "It does so in coeliac disease. In cell dishes gliadin can open junctions; in healthy people that was not shown to matter." },
      { says: "The gene is the disease.", better: "About a third of Europeans carry the genes; about one in a hundred people have the disease." },
    ],
    curriculum: ["Biology: genes and environment, villi and surface, autoimmunity", "Home economics: cereals, reading labels", "Science: trigger, test, and time"],
  },
};
