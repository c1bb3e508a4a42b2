/* Writes public/data/*.json: what the native program knows of its tables, and the shipped studies. Nothing of it is typed a second time.
 * node tools/tables.mjs PROGRAM */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const top = dirname(web);
const out = join(web, "public/data");
const program = process.argv[2];
if (!program) {
  console.error("tables.mjs: expected the program, for example ../build/release/zonula");
  process.exit(2);
}

const kinds = ["parameters", "conditions", "treatments", "diets", "foods", "assays", "solutes", "markers", "observables", "sources", "claims"];

const ask = (...words) => JSON.parse(execFileSync(resolve(program), words, { encoding: "utf8", cwd: top, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));

function write(name, value) {
  const text = JSON.stringify(value);
  JSON.parse(text);
  writeFileSync(join(out, `${name}.json`), `${text}\n`);
}

/* A study as the page lists it; `text` is what the engine reads. */
function study(folder, file) {
  const text = readFileSync(join(top, folder, file), "utf8");
  const { title, summary, source, experiment } = parse(text);
  const named = [...text.matchAll(/people_from: *([^,}\s]+)/g)].map((match) => match[1]);
  const files = Object.fromEntries(named.map((name) => [name, readFileSync(join(top, folder, name), "utf8")]));
  const more = named.length ? { files } : {};
  return { name: file.replace(/\.yaml$/, ""), file: `${folder}/${file}`, title, summary, source, asks: experiment?.asks ?? null, text, ...more };
}

/* A trial as the page names it: the program runs it. */
function trial(file) {
  const { title, source, summary } = parse(readFileSync(join(top, "studies/trials", file), "utf8"));
  return { name: file.replace(/\.yaml$/, ""), file: `studies/trials/${file}`, title, source, summary };
}

const trials = () => readdirSync(join(top, "studies/trials")).filter((file) => file.endsWith(".yaml")).sort().map(trial);
const studies = (folder) => readdirSync(join(top, folder)).filter((file) => file.endsWith(".yaml")).sort().map((file) => study(folder, file));

mkdirSync(out, { recursive: true });
for (const kind of kinds) write(kind, ask("list", kind, "--json"));
write("verdicts", ask("claims", "--json"));
write("studies", studies("studies"));
write("experiments", studies("studies/claims"));
write("trials", trials());
write("about", { ...ask("version", "--json"), tables: [...kinds, "verdicts", "studies", "experiments", "trials"] });
