/* Shapes of JSON, said once: a reader is made of a shape, and so is its type. What does not fit is refused at its place; what the shape does not
 * name is told, so that it can be listed. */

type Scalar = "text" | "number" | "number or null" | "text or null" | "true or false" | "true, false or null" | "anything";

/* A list has one shape for all that is in it; `orNull` may be null; `table` has names of its own. A key that ends in ? may be missing. */
export type Shape = Scalar | readonly [Shape] | { readonly orNull: Shape } | { readonly table: Shape } | { readonly [key: string]: Shape };

type Scalars = { text: string; number: number; "number or null": number | null; "text or null": string | null; "true or false": boolean; "true, false or null": boolean | null; anything: unknown };
type Keys<S> = { [K in keyof S as K extends `${string}?` ? never : K]: Of<S[K]> } & { [K in keyof S as K extends `${infer Name}?` ? Name : never]?: Of<S[K]> };

export type Of<S> = S extends Scalar
  ? Scalars[S]
  : S extends readonly [infer One]
    ? Of<One>[]
    : S extends { readonly orNull: infer One }
      ? Of<One> | null
      : S extends { readonly table: infer One }
        ? Record<string, Of<One>>
        : Keys<S>;

/* What does not fit: where, and what was expected there. */
export class Misfit extends Error {
  constructor(
    readonly where: string,
    readonly expected: string,
  ) {
    super(`${where}: expected ${expected}`);
  }
}

const SAYS: Partial<Record<Scalar, string>> = { text: "a text", number: "a number", "number or null": "a number or null", "text or null": "a text or null" };

const FITS: Record<Scalar, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  "number or null": (value) => value === null || typeof value === "number",
  "text or null": (value) => value === null || typeof value === "string",
  "true or false": (value) => typeof value === "boolean",
  "true, false or null": (value) => value === null || typeof value === "boolean",
  anything: (value) => value !== undefined,
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/* Throws a Misfit; adds to `unknown` the places of keys that the shape does not name, entries of a list together. */
export function fit(shape: Shape, value: unknown, where: string, unknown: Set<string>, plainly = where): void {
  if (typeof shape === "string") {
    if (!FITS[shape](value)) throw new Misfit(where, SAYS[shape] ?? shape);
  } else if (Array.isArray(shape)) fitList((shape as readonly [Shape])[0], value, where, unknown, plainly);
  else if ("orNull" in shape) {
    if (value !== null) fit(shape.orNull as Shape, value, where, unknown, plainly);
  } else if (!isObject(value)) throw new Misfit(where, "an object with names in it");
  else if ("table" in shape) for (const [key, one] of Object.entries(value)) fit(shape.table as Shape, one, `${where}.${key}`, unknown, `${plainly}.*`);
  else fitKeys(shape as Record<string, Shape>, value, where, unknown, plainly);
}

function fitList(shape: Shape, value: unknown, where: string, unknown: Set<string>, plainly: string): void {
  if (!Array.isArray(value)) throw new Misfit(where, "a list");
  /* Long lists of bare numbers are the bulk of large files. */
  if (typeof shape === "string") {
    const at = value.findIndex((one) => !FITS[shape](one));
    if (at >= 0) throw new Misfit(`${where}, entry ${at + 1}`, SAYS[shape] ?? shape);
  } else value.forEach((one, i) => fit(shape, one, `${where}, entry ${i + 1}`, unknown, plainly));
}

function fitKeys(shape: Record<string, Shape>, value: Record<string, unknown>, where: string, unknown: Set<string>, plainly: string): void {
  const place = (key: string, from: string) => (from ? `${from}: ${key}` : key);
  const known = new Set<string>();
  for (const [written, one] of Object.entries(shape)) {
    const key = written.replace(/\?$/, "");
    known.add(key);
    if (value[key] === undefined && key !== written) continue;
    fit(one, value[key], place(key, where), unknown, place(key, plainly));
  }
  for (const key of Object.keys(value)) if (!known.has(key)) unknown.add(place(key, plainly));
}

/* Keys of an object's shape that must be there. */
export const required = (shape: Shape): string[] => (isObject(shape) ? Object.keys(shape).filter((key) => !key.endsWith("?")) : []);
