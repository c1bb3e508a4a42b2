/* What comes with the page and can be opened, in groups, and a search in it. */
import type { StudyFile, TrialFile } from "../data/tables.ts";

interface Item {
  name: string;
  title: string;
  line: string;
  source: string;
  /* Trials are run by the program; this is how. */
  command: string | null;
  words: string;
}

export interface Group {
  id: string;
  title: string;
  says: string;
  items: Item[];
}

/* The first sentence, for a list. A full stop behind a single letter or a number ends none. */
export function firstSentence(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  const end = /^(?:.*?[a-z0-9)"'][a-z)"'])[.?!](?= [A-Z0-9"]|$)/.exec(plain);
  return end ? end[0] : plain;
}

/* A line that says something: two sentences where the first is short. */
function lineOf(text: string): string {
  const first = firstSentence(text);
  const rest = text.replace(/\s+/g, " ").trim().slice(first.length).trim();
  return first.length < 60 && rest ? `${first} ${firstSentence(rest)}` : first;
}

function item(file: StudyFile | TrialFile, line: string, command: string | null): Item {
  return { name: file.name, title: file.title, line, source: file.source, command, words: `${file.name} ${file.title} ${file.summary} ${line} ${file.source}`.toLowerCase().replaceAll("_", " ") };
}

/* What of a study only the program works out: "map", "matrix" or "discriminate". */
export const asks = (text: string): string | undefined => /^(map|matrix|discriminate):/m.exec(text)?.[1];
const isPublished = (study: StudyFile) => study.source !== "none" && /^reported:/m.test(study.text);

export function groupsOf(studies: StudyFile[], experiments: StudyFile[], trials: TrialFile[]): Group[] {
  const line = (study: StudyFile) => lineOf(study.summary);
  return [
    { id: "published", title: "Published studies", says: "People of a paper, its tests and its numbers: what the model predicts stands beside what was reported.", items: studies.filter(isPublished).map((one) => item(one, line(one), null)) },
    {
      id: "questions", title: "Questions to the model", says: "What nobody has measured: layers of defence taken away, a year of leak, tests against the true leak.",
      items: studies.filter((one) => !isPublished(one)).map((one) => item(one, line(one), asks(one.text) ? `zonula run ${one.file} --json > ${one.name}.json` : null)),
    },
    { id: "trials", title: "Virtual trials", says: "People allocated to arms, again and again. The program runs them; what it answers opens here.", items: trials.map((one) => item(one, lineOf(one.summary), `zonula trial ${one.file} --json > ${one.name}.json`)) },
    { id: "experiments", title: "Experiments behind claims", says: "Each puts a statement about the gut barrier on trial.", items: experiments.map((one) => item(one, one.asks ?? line(one), null)) },
  ];
}

/* Those in which every word occurs; groups that hold none are left out. */
export function search(groups: Group[], text: string): Group[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return groups;
  return groups.map((group) => ({ ...group, items: group.items.filter((one) => words.every((word) => one.words.includes(word))) })).filter((group) => group.items.length);
}
