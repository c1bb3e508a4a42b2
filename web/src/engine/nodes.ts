/* YAML text becomes a stream of nodes (web/wasm/nodes.h), which the readers in WebAssembly take for a document. What is no YAML, or not of
 * the plain part of it that Zonula's files use, is refused with the words and the line of src/io/document.c and libyaml. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments } from "yaml";
import { StudyError } from "./types.ts";
import { inTheWordsOfLibyaml, type Parsed, Refusal } from "./yaml_errors.ts";

export type Node = { line: number; key?: string } & ({ kind: "text"; text: string } | { kind: "list" | "mapping"; entries: Node[] });

/* Deeper than any file of ours, as in document.c. */
const DEEPEST = 8;
const MARK = "\u0001nodes\n";

/* --- What is YAML, but not plain ----------------------------------------------------------------------------------------------------- */

/* Control characters, also those above 0x7F, can be written as escapes; nobody needs them. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

function checkPlain(node: ParsedNode, line: number): void {
  if (isAlias(node)) throw new Refusal("aliases (*name) are not used here; write the entry again", line);
  if (node.anchor) throw new Refusal("anchors (&name) are not used here; a text that begins with & needs quotation marks", line);
  if (node.tag) throw new Refusal("tags (!name) are not used here; a text that begins with ! needs quotation marks", line);
}

function textOf(value: unknown, line: number): string {
  const text = value === null || value === undefined ? "" : String(value);
  if (CONTROL.test(text)) throw new Refusal("the text holds a tab or another control character; expected plain text", line);
  return text;
}

/* The node, or a text of nothing where there is none at `offset`. */
function treeOf(p: Parsed, node: ParsedNode | null, offset: number, depth: number): Node {
  const line = p.lineOf(node?.range ? node.range[0] : offset);
  if (node) checkPlain(node, line);
  if (depth > DEEPEST) throw new Refusal("lists and mappings are nested too deeply here", line);
  if (node && isSeq(node)) {
    const entries = (node.items as ParsedNode[]).map((item) => treeOf(p, item, node.range[0], depth + 1));
    return { kind: "list", line, entries };
  }
  if (node && isMap(node)) {
    const pairs = node.items as { key: ParsedNode; value: ParsedNode | null }[];
    return { kind: "mapping", line, entries: pairs.map((pair) => entryOf(p, pair.key, pair.value, depth)) };
  }
  return { kind: "text", line, text: textOf(node && isScalar(node) ? node.value : "", line) };
}

function entryOf(p: Parsed, key: ParsedNode, value: ParsedNode | null, depth: number): Node {
  const line = p.lineOf(key.range[0]);
  checkPlain(key, line);
  if (!isScalar(key)) throw new Refusal("a list or mapping cannot be a key; expected a word", line);
  return { ...treeOf(p, value, key.range[1], depth + 1), key: textOf(key.value, line), line };
}

/* --- A document ---------------------------------------------------------------------------------------------------------------------- */

/* YAML forbids tabs as indentation. */
function checkTabs(text: string): void {
  const line = text.split("\n").findIndex((one) => /^ *\t/.test(one));
  if (line >= 0) throw new Refusal("the line is indented with a tab; expected spaces", line + 1);
}

function parse(text: string): Parsed {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, {
    schema: "failsafe",
    uniqueKeys: false,
    lineCounter: counter,
    prettyErrors: false,
    logLevel: "silent",
  });
  const place = (offset: number) => (counter.lineStarts.length ? counter.linePos(offset) : { line: 1, col: 1 });
  return {
    text,
    documents: Array.isArray(documents) ? (documents as Document.Parsed[]) : [],
    lineOf: (offset) => place(offset).line,
    columnOf: (offset) => place(offset).col,
  };
}

/* What is wrong first, from top to bottom: libyaml hands over piece by piece, so nobody hears of what comes later. */
function earlier(a: Refusal | null, b: Refusal | null): Refusal | null {
  return a && b ? (b.line <= a.line ? b : a) : (a ?? b);
}

function refusalOf<T>(what: () => T): T | Refusal {
  try {
    return what();
  } catch (e) {
    if (e instanceof Refusal) return e;
    throw e;
  }
}

/* null where the document holds nothing. */
function contentsOf(document: Document.Parsed): ParsedNode | null {
  const node = document.contents as ParsedNode | null;
  return node && isScalar(node) && node.range[0] === node.range[1] ? null : node;
}

function read(text: string): Node | Refusal {
  checkTabs(text);
  const p = parse(text);
  const [document, second] = p.documents;
  if (!document) return new Refusal("the file is empty; expected 'key: value' lines", text.split("\n").length);
  const errors = document.errors.filter((e) => e.code !== "TAG_RESOLVE_FAILED" && e.code !== "TAB_AS_INDENT");
  const broken = errors.length ? inTheWordsOfLibyaml(p, errors) : null;
  const tree = refusalOf(() => treeOf(p, contentsOf(document), text.length, 0));
  if (broken || tree instanceof Refusal) return earlier(tree instanceof Refusal ? tree : null, broken) as Refusal;
  if (!second) return tree;
  const start = p.text.indexOf("\n---", document.range[1] - 1);
  if (start < 0) {
    const line = p.lineOf(second.contents?.range?.[0] ?? text.length);
    return new Refusal("this is not valid YAML: did not find expected <document start>", line);
  }
  return new Refusal("a second document begins here; expected one document in a file", p.lineOf(start + 1));
}

/* The tree of a text; throws StudyError. */
export function readNodes(text: string, file: string): Node {
  const tree = refusalOf(() => read(text));
  if (tree instanceof Refusal) throw new StudyError("input", tree.text, file, tree.line);
  return tree;
}

/* --- The stream ---------------------------------------------------------------------------------------------------------------------- */

const KINDS = { text: 0, list: 1, mapping: 2 } as const;
const encoder = new TextEncoder();

/* A tree as web/wasm/nodes.h has it. */
export function packNodes(root: Node): Uint8Array {
  const bytes: number[] = [];
  const addNumber = (number: number): void => {
    let rest = number;
    do {
      bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
      rest >>>= 7;
    } while (rest);
  };
  const addBytes = (text: string): void => {
    for (const byte of encoder.encode(text)) bytes.push(byte);
  };
  const addText = (text: string): void => {
    addNumber(encoder.encode(text).length);
    addBytes(text);
  };
  const add = (node: Node, inMapping: boolean): void => {
    addNumber(KINDS[node.kind]);
    addNumber(node.line);
    if (inMapping) addText(node.key ?? "");
    if (node.kind === "text") {
      addText(node.text);
      return;
    }
    addNumber(node.entries.length);
    for (const entry of node.entries) add(entry, node.kind === "mapping");
  };
  addBytes(MARK);
  add(root, false);
  return Uint8Array.from(bytes);
}
