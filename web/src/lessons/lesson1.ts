import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { last, num, person, scenario } from "./read.ts";
import type { Bar, Lesson } from "./types.ts";

/* From small to large. */
const SIZES: { solute: string; label: string; colour: string }[] = [
  { solute: "water", label: "water", colour: "--pore" },
  { solute: "mannitol", label: "mannitol, a small sugar", colour: "--pore" },
  { solute: "lactulose", label: "lactulose, two sugar rings", colour: "--leak" },
  { solute: "PEG 4000", label: "a plastic chain (PEG 4000)", colour: "--leak" },
  { solute: "dextran 10 kDa", label: "a long sugar (dextran 10 kDa)", colour: "--leak" },
  { solute: "ovalbumin", label: "egg white protein", colour: "--leak" },
  { solute: "dextran 70 kDa", label: "a very long sugar (dextran 70 kDa)", colour: "--cell-loss" },
  { solute: "E. coli", label: "a bacterium", colour: "--cell-loss" },
];

function throughJejunum(run: Run, cohort: number, solute: string): number {
  return run.cohorts[cohort]!.permeability[3 * run.solutes.indexOf(solute)]!;
}
const bars = (run: Run): Bar[] => SIZES.map(({ solute, label, colour }) => ({ label, colour, value: throughJejunum(run, 0, solute) }));

export const lesson1: Lesson = {
  number: 1,
  title: "What gets through",
  idea: "A wall that lets nothing through would kill you. What matters is what gets through, and how much.",
  blocks: [
    {
      kind: "text",
      text: [
        "The inside of your gut is not inside of you. It is a tube that runs through you, and what is in it is kept apart from your blood by one single layer of cells, the [[epithelium]]. It is thinner than a sheet of paper.",
        "These cells take up what you need right through their own bodies. But there is also a way **between** them. Near the top each cell is sewn to its neighbours by a [[tight_junction]]. A tight junction is a seam, not a glue: it has many very small openings (the [[pore_route]]) and a few wider ones (the [[leak_route]]). Where a cell has just died there is for a moment no seam at all (the [[unrestricted]]).",
        "So the wall has no single \"leakiness\". It is a sieve, and a sieve treats a grain of sand and a marble differently.",
      ],
    },
    {
      kind: "predict",
      id: "sieve",
      question: "Mannitol is a small sugar. Egg white protein is about eight times as wide. How much less easily does the protein pass between the cells?",
      choices: ["About eight times less", "About a hundred times less", "About ten thousand times less", "It cannot pass at all"],
      right: 2,
      because: "In this model the protein passes about ten thousand times less easily. Size counts for far more than one would think, because mannitol uses many small pores that are closed to everything larger. But the answer is not zero: traces of egg protein do reach the blood of healthy people after a meal (see {C09}).",
    },
    {
      kind: "play",
      play: {
        id: "l1-sieve",
        title: "The sieve",
        sentence: "The widest openings of the seam have a radius of {radius} [[nanometre|nanometres]], and each day {loss} of every hundred cells are lost from outside, as by an injury.",
        knobs: [
          { kind: "number", name: "radius", label: "Radius of the leak route in nanometres", start: 5.5, min: 4.5, max: 20, step: 0.5 },
          { kind: "number", name: "loss", label: "Cells lost each day, of a hundred", start: 0, min: 0, max: 50, step: 5 },
        ],
        scenario: (values) =>
          scenario({ days: 1, a: person({ set: { solute_leak_radius: `${num(values, "radius")} nm`, epithelium_imposed_death: `${num(values, "loss") / 100} 1/day` } }) }),
        pictures: [{ kind: "bars", title: "How easily each passes between the cells of the jejunum", unit: "cm/h", log: true, bars }],
        says: (run) => {
          const of = (solute: string) => throughJejunum(run, 0, solute);
          return `Mannitol passes ${shown(of("mannitol") / of("ovalbumin"), 2)} times as easily as egg white protein, and the protein ${shown(of("ovalbumin") / of("E. coli"), 2)} times as easily as a bacterium. Blue: mostly by pores; orange: mostly by the leak; purple: at an ordinary wall only where cells are missing.`;
        },
      },
    },
    {
      kind: "text",
      title: "Two kinds of damage",
      text: [
        "Make the openings wider: the middle of the list grows, mannitol and the bacterium hardly change. Now put the radius back and let cells be lost: now the **bacterium** gets through more easily. Wider seams and lost cells are different kinds of damage, and they let different things through.",
        "A bacterium is about ninety times as wide as an ordinary leak, and still 25 times as wide as the widest that you can set. It needs a hole the size of a cell.",
      ],
    },
    {
      kind: "play",
      play: {
        id: "l1-wall",
        title: "A leakier wall, beside an ordinary one",
        sentence: "A has an ordinary wall. In B the leak between the cells is {times} times as large, and nothing else is changed.",
        knobs: [{ kind: "number", name: "times", label: "How many times as large the leak of B is", start: 3, min: 1, max: 8, step: 0.5 }],
        names: ["ordinary", "leakier"],
        scenario: (values) => scenario({ days: 1, a: person({ set: { epithelium_constitutive_leak: "1" } }), b: person({ set: { epithelium_constitutive_leak: String(num(values, "times")) } }) }),
        pictures: [{ kind: "wall", segment: "jejunum", hour: () => 24 }],
        says: (run) =>
          last(run, 1, "leak[jejunum]") > 1.02 * last(run, 0, "leak[jejunum]")
            ? `In B the leak of the jejunum is ${shown(last(run, 1, "leak[jejunum]") / last(run, 0, "leak[jejunum]"), 2)} times that of A. There is more endotoxin in the blood of B, but only ${shown(last(run, 1, "serum_lps") / last(run, 0, "serum_lps"), 3)} times as much, because most of it comes by another way, with fat.`
            : "A and B are the same: the leak of both is the ordinary one.",
      },
    },
    { kind: "evidence", text: "That small things pass between the cells of healthy people, and large things hardly, is among the best established facts of the field. How the largest get through was seen mostly in animals and cells.", claims: ["C08", "C09", "C10", "C20"], sources: ["husby_1985", "suzuki_2013"] },
    {
      kind: "model",
      assumed: ["Pores with a radius of 0.45 nm and a leak with a radius of 5.5 nm: anything from 3 to 20 nm would fit what was measured of the leak.", "How many there are, so that sugars drunk in tests turn up in urine as they do in people."],
      emerges: ["How steeply passage falls with size.", "That a wider leak lets through more protein and no more bacteria, and lost cells both."],
    },
  ],
  remember: "Some passage between cells is normal and needed. Ask of what, by which way, and how much.",
  further: ["Somebody says \"my gut is leaky\". Which three questions would you ask before you know what that means?", "Why would a sugar and not a protein be chosen to test the wall?"],
  teachers: {
    aims: ["Tell passage through cells from passage between them.", "See that permeability depends on the size of what passes.", "Read a scale on which equal steps are equal factors."],
    timing: [
      { minutes: 2, what: "Read together; draw the row of cells with its seams on the board" },
      { minutes: 2, what: "Everybody writes down a guess; then look" },
      { minutes: 4, what: "In pairs: change one number at a time, note what changes and what does not" },
      { minutes: 2, what: "Gather: two kinds of damage, two kinds of things that pass" },
    ],
    answers: [
      { question: "How much less easily does the protein pass?", answer: "About ten thousand times. The bars' lengths are factors: a bar half as long is not half as much." },
      { question: "Why does a wider leak not help the bacterium?", answer: "It is about 500 nm in radius, and the widest seam here 20 nm. It passes only where cells are missing." },
      { question: "Why does endotoxin rise less than the leak?", answer: "Only part of it passes between cells (0.3 in the model, an assumption); the rest crosses cells with fat." },
    ],
    misconceptions: [
      { says: "A healthy gut is sealed.", better: "Every healthy person has some passage; salt and water depend on it." },
      { says: "If it leaks, everything leaks.", better: "Routes differ in width; each lets other things through." },
    ],
    curriculum: ["Biology: epithelia, diffusion, membranes, surface and exchange", "Chemistry and physics: size of molecules, diffusion, powers of ten", "Mathematics: logarithmic scales"],
  },
};
