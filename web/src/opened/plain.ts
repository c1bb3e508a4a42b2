/* Any JSON of the program as single values and tables; what is neither is named. */
import type { Cells, Column } from "../ui/Table.svelte";
import { shown, words } from "../ui/number.ts";

export interface Plain {
  facts: { name: string; value: string }[];
  tables: { name: string; columns: Column[]; rows: Cells[]; more: number }[];
  left: string[];
}

const MOST = 300;
type Row = Record<string, unknown>;
const isObject = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is string | number | boolean | null => value === null || ["string", "number", "boolean"].includes(typeof value);
const told = (value: unknown): string => (typeof value === "number" ? shown(value, 6) : value === null ? "not known" : value === true ? "yes" : value === false ? "no" : String(value));

function tableOf(name: string, rows: Row[], left: Set<string>): Plain["tables"][number] {
  const seen = rows.slice(0, MOST);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const plain = keys.filter((key) => seen.every((row) => row[key] === undefined || isScalar(row[key]) || (Array.isArray(row[key]) && (row[key] as unknown[]).every(isScalar))));
  for (const key of keys) if (!plain.includes(key)) left.add(name ? `${name}: ${key}` : key);
  const numeric = (key: string) => seen.every((row) => row[key] === null || row[key] === undefined || typeof row[key] === "number");
  return {
    name,
    columns: plain.map((key) => ({ key, title: words(key), number: numeric(key) })),
    rows: seen.map((row) => Object.fromEntries(plain.map((key) => [key, cellOf(row[key])]))),
    more: rows.length - seen.length,
  };
}

function cellOf(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return value;
  return Array.isArray(value) ? value.map(told).join(", ") : told(value);
}

export function plainly(value: unknown): Plain {
  const left = new Set<string>();
  const plain: Plain = { facts: [], tables: [], left: [] };
  const isTable = (one: unknown): one is Row[] => Array.isArray(one) && one.length > 0 && one.every(isObject);
  if (isTable(value)) plain.tables.push(tableOf("", value, left));
  else if (isObject(value))
    for (const [key, one] of Object.entries(value)) {
      if (isScalar(one)) plain.facts.push({ name: words(key), value: told(one) });
      else if (isTable(one)) plain.tables.push(tableOf(key, one, left));
      else if (isObject(one) && Object.values(one).every(isScalar)) for (const [inner, part] of Object.entries(one)) plain.facts.push({ name: `${words(key)}, ${words(inner)}`, value: told(part) });
      else if (Array.isArray(one) && one.every(isScalar)) plain.facts.push({ name: words(key), value: one.length ? one.map(told).join(", ") : "none" });
      else left.add(key);
    }
  plain.left = [...left];
  return plain;
}
