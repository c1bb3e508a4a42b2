/* Numbers as people read them. */

const MANY = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: true });
const UP = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

function power(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => UP[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/* To `digits` significant ones, without zeros that say nothing: 0.0312, 1.2, 31,400, 2.1 × 10⁻⁷. */
export function shown(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "not known";
  if (value === Infinity) return "without limit";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return `${Number(mantissa)} × ${power(Number(exponent))}`;
  }
  if (size >= 10 ** digits) return MANY.format(Number(value.toPrecision(digits)));
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/* Without the unit of a pure number. */
export function withUnit(value: number | null | undefined, unit: string, digits = 3): string {
  const number = shown(value, digits);
  if (number === "not known" || unit === "1" || unit === "") return number;
  return unit === "%" ? `${number} %` : `${number} ${prettyUnit(unit)}`;
}

/* cm2 as cm², ug as µg. */
export function prettyUnit(unit: string): string {
  if (unit === "1") return "";
  return unit
    .replace(/([A-Za-z])(-?\d)/g, (_, letter: string, digit: string) => `${letter}${digit.startsWith("-") ? "⁻" : ""}${UP[Math.abs(Number(digit))]}`)
    .replace(/\bu(?=[gmLM])/g, "µ");
}

/* 36 h, 5 d, 3 weeks, 2.5 years: hours in the unit that suits. */
export function span(hours: number): string {
  if (hours < 48 && hours % 24 !== 0) return `${shown(hours)} h`;
  const days = hours / 24;
  if (days <= 120) return `${shown(days)} ${days === 1 ? "day" : "days"}`;
  const years = Number((days / 365.25).toPrecision(2));
  if (days < 360) return `${shown(days / 30.4375, 2)} months`;
  return `${shown(years)} ${years === 1 ? "year" : "years"}`;
}

/* A moment: "start", "6 h", "day 12". */
export function moment(hours: number): string {
  if (hours === 0) return "start";
  return hours < 48 ? `${shown(hours)} h` : `day ${shown(hours / 24)}`;
}

/* name_of_a_thing[place] as words. */
export function words(name: string): string {
  return name.replaceAll("_", " ").replace(/\[(.*)\]/, ", $1");
}

/* With a capital letter, as a title begins; names such as 51Cr-EDTA stay. */
export function begin(text: string): string {
  return /^[a-z]+\b/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
}

/* How one number stands to another, in words. */
export function fold(one: number, other: number): string {
  const ratio = one / other;
  if (!Number.isFinite(ratio) || ratio <= 0) return "";
  if (Math.abs(ratio - 1) < 0.005) return "the same";
  return ratio > 1 ? `${shown(ratio, 2)} times` : `${shown(100 * ratio, 2)} %`;
}
