import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { last, person, scenario, str } from "./read.ts";
import type { Given } from "../scenario/scenario.ts";
import type { Knob, Lesson, Values } from "./types.ts";

const LAYERS: { name: string; what: string; label: string; word: string }[] = [
  { name: "mucus", what: "without_mucus", label: "Mucus", word: "mucus" },
  { name: "cells", what: "cells_lost", label: "Cells of the wall", word: "cells" },
  { name: "secretions", what: "without_secretions", label: "Secretions of the wall", word: "secretions" },
  { name: "liver", what: "without_liver", label: "The liver's filter", word: "liver" },
];

const knob = (name: string, label: string, there: string, gone: string, start: string): Knob => ({
  kind: "choice",
  name,
  label,
  start,
  choices: [
    { value: "there", label: there },
    { value: "gone", label: gone },
  ],
});

const lost = (values: Values) => LAYERS.filter((layer) => str(values, layer.name) === "gone");
const gives = (values: Values): Given[] => lost(values).map((layer) => ({ to: "b", what: layer.what, at: 24 }));
const fold = (run: Run, cohort: number) => last(run, cohort, "serum_lps") / last(run, 0, "serum_lps");

const harmInWords = (harm: number) => (harm < 0.01 ? "next to none" : shown(harm, 2));

export const lesson2: Lesson = {
  number: 2,
  title: "Backups of backups",
  idea: "The body does not trust one wall. It has several, one behind the other, and what one lets by the next one holds.",
  blocks: [
    {
      kind: "text",
      text: [
        "Follow a bacterium that wants to get from your gut into your blood. First comes [[mucus]], a gel that in the colon is so dense that hardly any bacterium swims through. It also holds weapons: antibodies and small proteins that the wall sends out. Then comes the row of cells. Behind them wait hungry cells called [[macrophage|macrophages]]. And what still gets into blood is carried by the [[portal_vein]] to the [[liver_filter|liver]], which takes out most of it.",
        "Engineers build aeroplanes like this. There is one engine more than is needed, so that one may fail.",
      ],
    },
    {
      kind: "predict",
      id: "two-layers",
      question: "In this model, in a typical person, losing mucus alone makes [[endotoxin]] in blood rise about seven-fold, and losing the liver's filter alone about fifteen-fold. What happens when both are gone?",
      choices: ["About as much as from the worse of the two", "About as much as the two added together", "More than the two added together", "The body makes up for it, so hardly anything"],
      right: 2,
      because: "More than the sum. Layers stand one behind the other, so their losses **multiply**: what mucus lets by, the liver can no longer take out. That is what it means to be a backup.",
    },
    {
      kind: "play",
      play: {
        id: "l2-layers",
        title: "Take layers away",
        sentence: "In B the mucus is {mucus}, cells of the wall are {cells}, the wall's secretions are {secretions}, and the liver's filter is {liver}.",
        knobs: [
          knob("mucus", "Mucus", "there", "no longer made", "gone"),
          knob("cells", "Cells of the wall", "shed as usual", "lost, half of them every day", "there"),
          knob("secretions", "Secretions of the wall", "there", "down to a tenth", "there"),
          knob("liver", "The liver's filter", "at work", "gone", "gone"),
        ],
        names: ["nothing lost", "layers lost"],
        scenario: (values) => scenario({ days: 30, a: person(), b: person(), given: gives(values) }),
        pictures: [
          { kind: "curve", observable: "serum_lps", title: "Endotoxin in blood", log: true },
          {
            kind: "bars",
            title: "After a month, in B",
            unit: "",
            bars: (run) => [
              { label: "endotoxin in blood, times the usual", value: fold(run, 1), colour: "--blood" },
              { label: "harm to tissue (above 5: as in sepsis)", value: last(run, 1, "tissue_damage"), shows: harmInWords(last(run, 1, "tissue_damage")), colour: "--bad" },
            ],
          },
        ],
        says: (run, values) => {
          const gone = lost(values).map((layer) => layer.word);
          const harm = last(run, 1, "tissue_damage");
          if (!gone.length) return "Nothing is lost: A and B are the same.";
          return `Without ${gone.join(", ")} endotoxin in blood is ${shown(fold(run, 1), 2)} times the usual after a month. ${harm > 5 ? "The harm to tissue is that of sepsis: too much was lost at once." : "The harm to tissue stays far from that of sepsis: what is left holds."}`;
        },
      },
    },
    {
      kind: "text",
      title: "Try this",
      text: [
        "Take each layer away alone and write down by how many times endotoxin rises. Then take two away, and compare with the two numbers added together and with the two multiplied.",
        "At last take all four. Only now does the body as a whole fall ill in this model.",
      ],
    },
    { kind: "evidence", text: "Each layer is well documented by itself. That they back each other up was shown for few pairs, and in mice: nobody may take layers away from people.", claims: ["C05", "C14", "C15", "C17"], sources: ["smythies_2005"] },
    {
      kind: "model",
      assumed: ["How far a bacterium swims into mucus, and what share of endotoxin and bacteria the liver takes out at one pass.", "How many bacteria come in: chosen so that few people with a liver become septic from a wall that is gone."],
      emerges: ["That losses multiply.", "That no single loss makes a healthy person septic, and the loss of all four does."],
    },
  ],
  remember: "Safety comes from several layers, none of them perfect. One weak layer is a worry, not yet a disaster.",
  further: ["Where else do you find one protection behind another? Think of roads, banks, computers.", "Somebody has cirrhosis, a scarred liver. Why may a small leak matter more to them?"],
  teachers: {
    aims: ["Name four layers of defence and what each does.", "Tell adding from multiplying of risks.", "Read that a thought experiment is one."],
    timing: [
      { minutes: 2, what: "Read; act it out: pupils in rows as layers, a ball as bacterium" },
      { minutes: 2, what: "Guess and look" },
      { minutes: 4, what: "Groups take one layer each, then pairs; a table on the board" },
      { minutes: 2, what: "Compare sums and products; all four together" },
    ],
    answers: [
      { question: "Two layers gone?", answer: "For mucus and liver the rise is more than a hundredfold: far more than 7 and 15 added, close to their product. Other people have other numbers; that they multiply stays." },
      { question: "Why does loss of the liver alone not make ill here?", answer: "Few bacteria arrive, and phagocytes of the blood kill them. Only its filter is taken away; without its other work nobody lives." },
    ],
    misconceptions: [
      { says: "The gut wall is the barrier.", better: "It is one of several; mucus, secretions, immune cells and liver belong to it." },
      { says: "Any bacterium in blood means sepsis.", better: "Brushing teeth lets some in; they are gone within minutes ({C16})." },
    ],
    curriculum: ["Biology: non-specific defence, liver, circulation", "Mathematics: independent chances multiply", "Technology: redundancy"],
  },
};
