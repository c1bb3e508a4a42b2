import type { Run } from "../engine/types.ts";
import { shown } from "../ui/number.ts";
import { at, num, person, scenario, str } from "./read.ts";
import type { Given } from "../scenario/scenario.ts";
import type { Lesson, Values } from "./types.ts";

const BEGINS = 30;
const LATE = 300;
const END = 600;
/* A person who falls ill with a tripled leak and stays so when it is gone; others do neither. */
const SEED = 5;

const AFTER: Record<string, string | null> = { nothing: null, leak_halved: "leak_halved", infliximab: "infliximab" };
function given(values: Values): Given[] {
  const what = AFTER[str(values, "after")];
  return [
    { to: "a", what: "leak_tripled", at: 24 * BEGINS, lasting: 24 * num(values, "days") },
    ...(what ? [{ to: "a" as const, what, at: 24 * LATE }] : []),
  ];
}
const awake = (run: Run, cohort: number, day: number) => at(run, cohort, "inflammation", day);

export const lesson4: Lesson = {
  number: 4,
  title: "The vicious circle",
  idea: "Inflammation opens the wall, an open wall feeds inflammation. Such a circle can keep going when its cause is long gone.",
  blocks: [
    {
      kind: "text",
      text: [
        "In lesson 3 the leak grew larger than what you had set. That is the second half of the story. Immune cells that are awake send signals, above all [[tnf]]. It tells the seams between cells to open, and cells to die. More comes through, more immune cells wake.",
        "A thing that makes itself stronger is called a **vicious circle**, or positive [[feedback]]. You know it from a microphone that is held too close to its loudspeaker: a whisper becomes a howl.",
      ],
    },
    {
      kind: "predict",
      id: "gone",
      question: "Somebody whose immune cells answer readily gets a leak three times as large for half a year. Then the leak is mended completely. What happens to the inflammation?",
      choices: ["It goes away within days, since the cause is gone", "It goes away slowly, over a year", "In some people it stays, though the cause is gone"],
      right: 2,
      because: "In some virtual people it stays. By then inflammation itself holds the wall open. Such a gut has [[bistable|two resting states]], calm and inflamed, and stays in the one it is in. We know of nobody who has looked for such a memory in people: it follows from the circle.",
    },
    {
      kind: "play",
      play: {
        id: "l4-memory",
        title: "In and out again",
        sentence: "From day 30 the leak of A is three times as large, for {days} days; A's immune cells answer {gain} times as readily as usual. On day 300 A gets {after}. B is the same person without any of it.",
        knobs: [
          { kind: "number", name: "days", label: "How many days the leak is tripled", start: 180, min: 5, max: 240, step: 5 },
          { kind: "number", name: "gain", label: "How many times as readily A's immune cells answer", start: 2.9, min: 1, max: 4, step: 0.1 },
          { kind: "choice", name: "after", label: "What A gets on day 300", start: "nothing", choices: [{ value: "nothing", label: "nothing" }, { value: "leak_halved", label: "a wall sealed to half its leak" }, { value: "infliximab", label: "a medicine against TNF" }] },
        ],
        names: ["with the leak", "without"],
        scenario: (values) => {
          const set = { immune_gain: String(num(values, "gain")) };
          return scenario({ days: END, a: person({ seed: SEED, condition: "immune_susceptible", set }), b: person({ seed: SEED, condition: "immune_susceptible", set }), given: given(values) });
        },
        pictures: [
          { kind: "curve", observable: "inflammation", title: "Immune cells awake where most are" },
          { kind: "curve", observable: "leak[ileum]", title: "Leak of the ileum" },
        ],
        says: (run, values) => {
          const peak = awake(run, 0, BEGINS + num(values, "days"));
          const before = awake(run, 0, LATE - 1);
          const end = awake(run, 0, END);
          const first = `With the leak ${shown(100 * peak, 2)} of a hundred immune cells are awake; on day 299, when it is long gone, ${shown(100 * before, 2)}; on day ${END}, ${shown(100 * end, 2)}.`;
          if (awake(run, 0, BEGINS - 1) > 0.2) return `${first} With so ready an answer this person is inflamed from the first day, without any leak from outside.`;
          if (peak < 0.2) return `${first} The circle never closed.`;
          return `${first} ${before > 0.2 ? "The circle has closed: it keeps itself going." : "It let go again by itself."}${before > 0.2 && end < 0.1 ? " What was given opened it." : ""}`;
        },
      },
    },
    {
      kind: "text",
      title: "Find the edge",
      text: [
        "Shorten the leak. Is there a length below which the circle does not close? Then make immune cells answer less readily: is there a point at which the inflammation lets go by itself?",
        "Now try to end it on day 300. First seal the wall. Then try the medicine that blocks the signal. What does that tell you about where a circle is best broken?",
      ],
    },
    {
      kind: "play",
      play: {
        id: "l4-tnf",
        title: "The signal alone",
        sentence: "A healthy person has no inflammation at all. After {hours} hours TNF is set to the level of a badly inflamed gut.",
        knobs: [{ kind: "number", name: "hours", label: "Hours until TNF is raised", start: 12, min: 0, max: 24, step: 6 }],
        names: ["TNF raised", "left alone"],
        scenario: (values) => scenario({ days: 3, a: person(), b: person(), given: [{ to: "a", what: "tnf_raised", at: num(values, "hours") }] }),
        pictures: [{ kind: "curve", observable: "epithelial_resistance[descending]", title: "How tight the lining of the colon is (resistance)" }],
        says: (run) => {
          const course = (cohort: number) => at(run, cohort, "epithelial_resistance[descending]", 3);
          return `After three days the lining resists ${shown(100 * (1 - course(0) / course(1)), 2)} % less than without the signal. In layers of cells in a dish the same signal opens the seams too.`;
        },
      },
    },
    { kind: "evidence", text: "That inflammation opens the wall is well established, in cells, in mice and in people with Crohn's disease. Which comes first in people is not known; both ways can lead in.", claims: ["C21", "C27"], sources: ["ma_2004", "zeissig_2004"] },
    {
      kind: "model",
      assumed: ["That TNF opens junctions and kills cells, and how strongly (from layers of cells).", "That antigen wakes macrophages beyond a threshold."],
      emerges: ["Two resting states, and that the way in is not the way out.", "That who tips differs from person to person."],
    },
  ],
  remember: "When something feeds its own cause, taking away the first cause may not be enough. One must break the circle.",
  further: ["Find another vicious circle, and one that calms itself instead (a thermostat).", "\"Which came first, the leak or the inflammation?\" Why is that hard to answer in somebody who is already ill?"],
  teachers: {
    aims: ["Explain positive feedback with an example.", "Understand that a system can have two resting states.", "See why the question of cause needs time."],
    timing: [
      { minutes: 2, what: "Read; microphone and loudspeaker, or a row of dominoes" },
      { minutes: 2, what: "Guess and look" },
      { minutes: 4, what: "Find the edge; seal or medicine on day 300" },
      { minutes: 2, what: "Draw the circle with two arrows; where can it be cut?" },
    ],
    answers: [
      { question: "Is there a shortest leak?", answer: "Yes. Ten days are too short for this person, thirty are enough; the length depends on how readily immune cells answer." },
      { question: "Seal or block?", answer: "In this person either opens the circle: the medicine though it is gone again after some weeks, the seal while it stays. In people whose circle is driven harder the seal does less (lesson 5)." },
      { question: "Does the whole year matter?", answer: "Wait for rest: what counts is the state in which it comes to rest." },
    ],
    misconceptions: [
      { says: "Remove the cause and the effect goes.", better: "Not when the effect has become its own cause." },
      { says: "The model proves that this happens in people.", better: "It shows that the circle suffices for it. We know of nobody who has looked for such a memory in people." },
    ],
    curriculum: ["Biology: regulation, inflammation", "Physics: feedback, hysteresis, stable states", "Geography: tipping points of climate"],
  },
};
