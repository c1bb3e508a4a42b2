/* What the package `yaml` finds wrong, in the words of libyaml and with the line that libyaml would name, so that the page refuses a text as
 * the program does. As near as can be told from outside: what is not listed here keeps the words of the package. */
import { type Document, isMap, isSeq, type ParsedNode, type YAMLParseError } from "yaml";

/* A text on its way from YAML to nodes. */
export interface Parsed {
  text: string;
  documents: Document.Parsed[];
  /* From 1, of an offset in the text. */
  lineOf: (offset: number) => number;
  columnOf: (offset: number) => number;
}

/* Something that is refused, on its way out. */
export class Refusal {
  constructor(
    readonly text: string,
    readonly line: number,
  ) {}
}

const INVALID = "this is not valid YAML: ";
const BRACKETS = "; a name with [ ] inside { } needs quotation marks";
const COLON = "; a text that holds ': ' needs quotation marks";

/* Where the next thing stands behind an offset. */
function behind(p: Parsed, offset: number): number {
  let at = offset;
  for (;;) {
    while (at < p.text.length && /\s/.test(p.text[at])) at++;
    if (p.text[at] !== "#") return at;
    while (at < p.text.length && p.text[at] !== "\n") at++;
  }
}

/* The innermost list or mapping of blocks that holds an offset or ends before it. */
function surroundings(p: Parsed, offset: number): ParsedNode | null {
  let found: ParsedNode | null = null;
  const look = (node: ParsedNode | null | undefined): void => {
    if (!node || !(isMap(node) || isSeq(node)) || !node.range || node.range[0] > offset) return;
    if (!(node as { flow?: boolean }).flow && p.columnOf(node.range[0]) === p.columnOf(offset)) found = node as ParsedNode;
    for (const item of node.items) {
      if (isMap(node)) look((item as { value?: ParsedNode }).value);
      else look(item as ParsedNode);
    }
  };
  look(p.documents[0]?.contents);
  return found;
}

function isFirstKey(p: Parsed, offset: number): boolean {
  const node = p.documents[0]?.contents;
  return !!node?.range && node.range[0] === offset;
}

/* The text of libyaml for an error of the package, as near as can be told from outside, and the line that it would name. */
export function inTheWordsOfLibyaml(p: Parsed, errors: YAMLParseError[]): Refusal {
  const [first] = errors;
  const { code, message } = first;
  const line = p.lineOf(first.pos[0]);
  const several = errors.find((e) => e.code === "MULTILINE_IMPLICIT_KEY" && e.pos[0] === first.pos[0]);
  const unclosed = errors.find((e) => e.message.startsWith("Flow "));
  const say = (text: string, at = line) => new Refusal(INVALID + text, at);
  const missing = (end: string, at = line) => say(`did not find expected ',' or '${end}'${BRACKETS}`, at);
  const notAllowed = (at = line) => say(`mapping values are not allowed in this context${COLON}`, at);
  if (code === "BAD_SCALAR_START") return say("found character that cannot start any token");
  if (code === "BAD_DQ_ESCAPE")
    return say(/\\[xuU]/.test(message) ? "did not find expected hexdecimal number" : "found unknown escape character");
  if (code === "KEY_OVER_1024_CHARS") return notAllowed();
  if (message.startsWith("Missing closing")) return say("found unexpected end of stream", p.lineOf(p.text.length));
  if (message.startsWith("Block scalar header")) return say("did not find expected comment or line break");
  if (/^Unexpected , in flow/.test(message)) return say("did not find expected node content");
  if (code === "BLOCK_IN_FLOW") return missing(closing(p, first.pos[0]));
  if (message.includes("between flow sequence items")) return missing("]");
  if (message.includes("between flow map items")) return missing("}");
  if (unclosed && (unclosed === first || / at node end$/.test(message))) return missing(unclosed.message.startsWith("Flow map") ? "}" : "]");
  if (message === "Sequence item without - indicator") return say("did not find expected '-' indicator");
  if (code === "BLOCK_AS_IMPLICIT_KEY" && message.startsWith("A block sequence")) return say("did not find expected key");
  if (code === "BLOCK_AS_IMPLICIT_KEY") return notAllowed(p.lineOf(colonBehind(p, first.pos[0])));
  if (message.startsWith("Unexpected block-seq-ind on same line"))
    return say(`block sequence entries are not allowed in this context${COLON}`);
  if (code === "MULTILINE_IMPLICIT_KEY" && errors.some((e) => e.message.startsWith("Unexpected block-seq-ind")))
    return say("did not find expected key");
  if (several)
    return isFirstKey(p, first.pos[0]) || /["']/.test(p.text[first.pos[0]])
      ? notAllowed(p.lineOf(colonBehind(p, first.pos[0])))
      : say("could not find expected ':'", p.lineOf(colonBehind(p, first.pos[0])));
  if (message.startsWith("Implicit map keys")) return say("could not find expected ':'", p.lineOf(behind(p, first.pos[1])));
  if (code === "BAD_INDENT" || code === "UNEXPECTED_TOKEN") {
    const at = behind(p, first.pos[0]);
    return say(expectedAt(p, at), p.lineOf(at));
  }
  return say(message);
}

/* The bracket that closes the innermost of those open at an offset. */
function closing(p: Parsed, offset: number): string {
  let depth = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if ("]}".includes(p.text[i])) depth++;
    if ("[{".includes(p.text[i]) && depth-- === 0) return p.text[i] === "[" ? "]" : "}";
  }
  return "}";
}

/* The colon that makes a key of what begins at an offset. */
function colonBehind(p: Parsed, offset: number): number {
  const at = p.text.slice(offset).search(/:(\s|$)/);
  return at < 0 ? offset : offset + at;
}

function expectedAt(p: Parsed, offset: number): string {
  const top = p.documents[0]?.contents;
  if (top?.range && p.columnOf(offset) < p.columnOf(top.range[0])) return "did not find expected <document start>";
  const around = surroundings(p, offset);
  return around && isSeq(around) ? "did not find expected '-' indicator" : "did not find expected key";
}
