/* The program of this machine, which the page must agree with. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NATIVE } from "./module.mjs";
import { scratch } from "./scratch.mjs";

/* What `zonula ... --json` answers, or the error that it gives. */
export function ask(words) {
  const { stdout, stderr, error } = spawnSync(NATIVE, [...words, "--json", "--quiet"], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  if (stdout) return { answer: JSON.parse(stdout) };
  const line = stderr.split("\n").find((one) => one.startsWith('{"error"'));
  if (!line) throw new Error(`zonula ${words.join(" ")} said: ${stderr}`);
  return { error: JSON.parse(line).error };
}

export function run(file, ...flags) {
  return ask(["run", file, "--no-cache", "--threads", "1", "--out", join(scratch, "out"), ...flags]);
}

/* What the program says of a study that it reads without running it: null, or the error, as "zonula: FILE:LINE: TEXT" has it. */
export function refusalOf(file) {
  const { stderr, status } = spawnSync(NATIVE, ["export", "people", file, "--out", join(scratch, "people.csv")], { encoding: "utf8" });
  if (status === 0) return null;
  const text = stderr.trimEnd().replace(/^zonula: /, "");
  const rest = text.startsWith(`${file}:`) ? text.slice(file.length + 1) : null;
  if (rest === null) return { file: "", line: null, text };
  const line = /^(\d+): /.exec(rest);
  return { file, line: line ? Number(line[1]) : null, text: rest.slice(line ? line[0].length : 1) };
}

export function write(name, content) {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

/* Who takes part in a study, a row each, as `zonula export people` writes them. */
export function people(file) {
  const path = join(scratch, "people.csv");
  const { status, stderr } = spawnSync(NATIVE, ["export", "people", file, "--out", path], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [header, ...rows] = readFileSync(path, "utf8").trim().split("\n").map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column.replaceAll(`"`, "").replace(/ \(.*\)$/, ""), row[i]])));
}
