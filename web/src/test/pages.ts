/* The pages of docs/assays, taken apart: what a test measures, its weaknesses, its noise. The files themselves are part of the page when it is
 * built; nothing of them is written a second time. */

export interface Block {
  kind: "paragraph" | "list";
  /* One text for a paragraph, one for each item of a list. */
  texts: string[];
}

export interface Section {
  title: string;
  blocks: Block[];
}

export interface Page {
  title: string;
  sections: Section[];
  /* Other pages that it sends readers to, by name. */
  sees: string[];
}

/* Part of a line: plain, strong, or a name out of the program. */
export interface Piece {
  kind: "plain" | "strong" | "name";
  text: string;
}

const HEADING = /^##\s+(.*)$/;
const LEAD = /^\*\*([A-Z][^*]*)\.\*\*\s*(.*)$/;

/* Lines to blocks: blank lines part them, "* " begins an item, what is indented goes on. Tables and code are left to the document. */
function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of lines) {
    if (!line.trim() || line.startsWith("|") || line.startsWith("![")) {
      open = false;
      continue;
    }
    const item = line.match(/^\* (.*)$/);
    const last = blocks.at(-1);
    if (item) {
      if (open && last?.kind === "list") last.texts.push(item[1]!);
      else blocks.push({ kind: "list", texts: [item[1]!] });
    } else if (open && last) last.texts.push(`${last.texts.pop()} ${line.trim()}`);
    else blocks.push({ kind: "paragraph", texts: [line.trim()] });
    open = true;
  }
  return blocks;
}

export function pageOf(markdown: string): Page {
  const title = markdown.match(/^# (.*)$/m)?.[1]?.replaceAll("`", "") ?? "";
  const sections: { title: string; lines: string[] }[] = [{ title: "", lines: [] }];
  for (const line of markdown.split("\n").slice(1)) {
    const heading = line.match(HEADING) ?? line.match(LEAD);
    if (heading) sections.push({ title: heading[1]!.replace(/\.$/, ""), lines: heading[2] ? [heading[2]] : [] });
    else sections.at(-1)!.lines.push(line);
  }
  const sees = [...markdown.matchAll(/\]\((\w+)\.md\)/g)].map((found) => found[1]!);
  return { title, sections: sections.map((one) => ({ title: one.title, blocks: blocksOf(one.lines) })).filter((one) => one.blocks.length), sees: [...new Set(sees)] };
}

export function sectionOf(page: Page, title: string): Section | null {
  return page.sections.find((one) => one.title.toLowerCase().startsWith(title.toLowerCase())) ?? null;
}

/* **strong**, `name`, [text](link): links become their text, since the page has no documents to go to. */
export function piecesOf(text: string): Piece[] {
  const bare = text.replace(/\[([^\]]*)\]\([^)]*\)/g, (_, shown: string) => shown.replace(/\.md$/, "").replaceAll("_", " "));
  return bare
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter(Boolean)
    .map((part): Piece => {
      if (part.startsWith("**")) return { kind: "strong", text: part.slice(2, -2).replaceAll("`", "") };
      if (part.startsWith("`")) return { kind: "name", text: part.slice(1, -1) };
      return { kind: "plain", text: part.replaceAll(/(?<!\*)\*(?!\*)/g, "") };
    });
}

/* The page of a test; null where there is none. All of them come in one piece, when the first is asked for. */
async function fetchPage(name: string): Promise<Page | null> {
  const { DOCUMENTS } = await import("./documents.ts");
  const text = DOCUMENTS[name];
  return text === undefined ? null : pageOf(text);
}

/* What is to be known of a test: its own page, and those it sends readers to where it lacks a section itself. */
export async function fetchSection(name: string, title: string): Promise<Section[]> {
  const page = await fetchPage(name);
  if (!page) return [];
  const own = sectionOf(page, title);
  if (own) return [own];
  const others = await Promise.all(page.sees.filter((one) => one !== "urine" && one !== name).map(fetchPage));
  const found = others.flatMap((other) => (other ? (sectionOf(other, title) ?? []) : []));
  const lead = page.sections.filter((one) => one.title === "");
  return found.length ? [...lead, ...found] : lead;
}
