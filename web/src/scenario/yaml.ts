/* Writes the few forms of YAML that study files use. */

/* Words that YAML 1.1 or 1.2 would take for something else than text. */
const TAKEN = /^(y|n|yes|no|true|false|on|off|null|~)$/i;
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$/;
const QUANTITY = /^[0-9]+(\.[0-9]+)? [A-Za-z]+$/;

/* A text, in quotes where it needs them. JSON's quotes are YAML's. */
export function text(value: string): string {
  const plain = (PLAIN.test(value) && !TAKEN.test(value)) || QUANTITY.test(value);
  return plain ? value : JSON.stringify(value);
}

export function list(values: string[]): string {
  return `[${values.map(text).join(", ")}]`;
}

/* {key: value, ...} on one line; what is undefined is left out. */
export function map(entries: [string, string | undefined][]): string {
  const there = entries.filter(([, value]) => value !== undefined);
  return `{${there.map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
}

/* Hours, as days where they are whole ones. */
export function time(hours: number): string {
  return hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}
