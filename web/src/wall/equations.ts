/* The numbered equations of the rooms' pages (src/body/<room>/README.md, src/solute/README.md), read from their Markdown, so that nothing is
 * written down twice. */

export interface Equation {
  number: number;
  title: string;
  /* The text after the title, without line references. */
  text: string;
  /* Names in backticks, in order, once each: parameters and ids of sources. */
  names: string[];
}

export interface Page {
  /* What the letters mean, as the page says before its equations. */
  symbols: string;
  equations: Equation[];
}

/* A reference like `mucus.inc:58` (`zn_mucus_rates`), with or without a bracket, and function names of their own. */
const REFERENCES = /\s*`[\w./]+\.(?:inc|c|h|def):\d+`(?:\s*\(`\w+`\))?(?: for \d and \d)?/g;
const FUNCTIONS = /\s*`zn_\w+`/g;
/* A last sentence of nothing but names; those of papers have a year. */
const FUNCTIONS_AT_END = /(^|[.)])\s*(?:`(?!\w*_\d{4})\w+`[,.\s]*)+$/;

function tidy(text: string): string {
  return text
    .replace(REFERENCES, "")
    .replace(FUNCTIONS, "")
    .replaceAll("**", "")
    .replace(/,(?:\s*,)+/g, ",")
    .replace(/\s+([.,;])/g, "$1")
    .replace(/(?:^|(?<=[.;]))\s*[,.]+(?=\s|$)/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/\s+/g, " ")
    .trim()
    .replace(FUNCTIONS_AT_END, "$1");
}

const namesIn = (text: string): string[] => [...new Set([...text.matchAll(/`([a-z0-9_]+)`/g)].map((match) => match[1]))];

export function pageOf(markdown: string): Page {
  const lines = markdown.split("\n");
  const symbols: string[] = [];
  const equations: Equation[] = [];
  let gathered: string[] | null = null;
  let number = 0;
  const close = (): void => {
    const match = gathered && /^\*\*(.+?)\.?\*\*\s*(.*)$/.exec(gathered.join(" "));
    if (match) {
      const text = tidy(match[2]);
      equations.push({ number, title: match[1], text, names: namesIn(text) });
    }
    gathered = null;
  };
  let inside = false;
  for (const line of lines) {
    const item = /^(\d+)\.\s+(.*)$/.exec(line);
    if (/^##? /.test(line)) {
      close();
      inside = /^## Equations/.test(line);
    }
    if (item && /^\*\*/.test(item[2])) {
      close();
      number = Number(item[1]);
      gathered = [item[2]];
    } else if (gathered && /^\s{2,}\S/.test(line)) gathered.push(line.trim());
    else if (line.trim() === "") close();
    else if (inside && !gathered && equations.length === 0 && !line.startsWith("#")) symbols.push(line.trim());
  }
  close();
  return { symbols: tidy(symbols.join(" ")), equations };
}

/* One point of a list that has no numbers, by the bold words that it begins with. */
export function bulletOf(markdown: string, title: string): Equation | null {
  const item = markdown.split(/\n\* |\n\n/).find((one) => one.startsWith(`**${title}**`));
  if (!item) return null;
  const text = tidy(item.slice(title.length + 4).replace(/\n/g, " "));
  return { number: 0, title, text, names: namesIn(text) };
}

/* --- Showing them ------------------------------------------------------------------------------------------------------------------------ */

export type Piece = { kind: "text" | "name" | "sub" | "sup"; text: string };

/* Text in pieces: names in backticks, lowered indices (`k_D`), raised ones (`10^x`), the rest. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const pattern = /`([^`]+)`|_([A-Za-z0-9+−]{1,4})(?![A-Za-z0-9_])|\^(\([^)]*\)|[−-]?[A-Za-z0-9/.]+)/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    if (match[1] !== undefined) pieces.push({ kind: "name", text: match[1] });
    else if (match[2] !== undefined) pieces.push({ kind: "sub", text: match[2] });
    else pieces.push({ kind: "sup", text: match[3].replace(/^\((.*)\)$/, "$1") });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/* Whether a sentence says what equals what, and not why. */
const isFormula = (sentence: string): boolean => / = |\/\(/.test(sentence);

export interface Layers {
  /* Each on a line of its own. */
  formulas: string[];
  /* What letters in them are. */
  letters: string[];
  why: string;
}

/* The text of an equation in three layers: formulas first, then what their letters are, then where it comes from. */
export function layersOf(text: string): Layers {
  const sentences = text.split(/(?<=[^A-Z]\.|\/[A-Z]\.)\s+(?=[A-ZΦβ\d`])/);
  let n = 1;
  while (n < sentences.length && isFormula(sentences[n])) n++;
  const clauses = sentences.slice(0, n).flatMap((sentence) => sentence.replace(/\.$/, "").split(/;\s+/));
  return {
    formulas: clauses.filter((clause, i) => i === 0 || / [=×] /.test(clause)),
    letters: clauses.filter((clause, i) => i > 0 && !/ [=×] /.test(clause)),
    why: sentences.slice(n).join(" "),
  };
}
