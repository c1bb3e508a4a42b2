/* Plain text with few marks: [[id]] or [[id|as written]] is a term of the glossary, {C30} a claim, **...** is stressed. */
import { termOf } from "./terms.ts";

export type Piece = { kind: "text" | "strong"; text: string } | { kind: "term"; id: string; text: string } | { kind: "claim"; id: string; text: string };

const MARK = /\[\[([a-z0-9_]+)(?:\|([^\]]+))?\]\]|\{(C\d\d)\}|\*\*([^*]+)\*\*/g;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) found.push({ kind: "text", text: text.slice(from, match.index) });
    const [all, term, written, claim, strong] = match;
    if (term) found.push({ kind: "term", id: term, text: written ?? termOf(term)?.term.toLowerCase() ?? term });
    else if (claim) found.push({ kind: "claim", id: claim, text: claim });
    else found.push({ kind: "strong", text: strong! });
    from = match.index + all.length;
  }
  if (from < text.length) found.push({ kind: "text", text: text.slice(from) });
  return found;
}

/* As it is read aloud or looked through. */
export const bare = (text: string) => pieces(text).map((piece) => piece.text).join("");
