/* What a curve is, its picture as a file, its numbers as a table. */
import { colour } from "./colour.ts";
import { prettyUnit, shown } from "./number.ts";
import { csv } from "./save.ts";

export interface Series {
  label: string;
  values: ArrayLike<number>;
  /* A token of style/base.css, such as "--a". */
  colour: string;
  /* Between these most of the people lie. */
  band?: { low: ArrayLike<number>; high: ArrayLike<number> };
  dashed?: boolean;
}

export interface CurveData {
  title: string;
  /* Rising. */
  x: ArrayLike<number>;
  xLabel: string;
  yLabel: string;
  /* Of y, as the program writes it. */
  unit: string;
  series: Series[];
  /* y on a scale of factors. */
  log?: boolean;
  /* Times at which something is given or measured. */
  events?: { x: number; label: string }[];
}

export function curveCsv(data: CurveData): string {
  const unit = data.unit && data.unit !== "1" ? ` (${data.unit})` : "";
  const columns = data.series.flatMap((series) => [
    { title: `${series.label}${unit}`, values: series.values },
    ...(series.band ? [{ title: `${series.label} low${unit}`, values: series.band.low }, { title: `${series.label} high${unit}`, values: series.band.high }] : []),
  ]);
  const rows = Array.from({ length: data.x.length }, (_, i) => [data.x[i]!, ...columns.map((column) => column.values[i]!)]);
  return csv([data.xLabel, ...columns.map((column) => column.title)], rows);
}

export const yTitle = (data: CurveData) => [data.yLabel, prettyUnit(data.unit) && `(${prettyUnit(data.unit)})`].filter(Boolean).join(" ");

/* In words: where each line begins, ends, and its highest point. */
export function curveWords(data: CurveData): string {
  const lines = data.series.map((series) => {
    let top = 0;
    for (let i = 1; i < series.values.length; i++) if (series.values[i]! > series.values[top]!) top = i;
    const last = series.values.length - 1;
    if (last < 0) return `${series.label}: no numbers`;
    const unit = prettyUnit(data.unit);
    return `${series.label}: ${shown(series.values[0])} ${unit} at first, ${shown(series.values[last])} ${unit} at the end, highest ${shown(series.values[top])} ${unit} at ${shown(data.x[top])}`;
  });
  return `${data.title}. ${yTitle(data)} against ${data.xLabel}. ${lines.join("; ")}.`;
}

/* --- As an SVG file --------------------------------------------------------------------------------------------------------------------- */

const WIDE = 720;
const HIGH = 360;
const RIGHT = 16;
const TOP = 56;
const BOTTOM = 52;

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

/* Round steps, four to eight of them. */
export function ticks(low: number, high: number, wanted = 6): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough)!;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/* 1, 2, 5, 10 ...; where these are many, powers of ten; where there are none, round steps. */
export function logTicks(low: number, high: number, most = 8): number[] {
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 }, (_, i) => Math.floor(Math.log10(low)) + i);
  const of = (times: number[]) =>
    powers.flatMap((power) => times.map((one) => Number((one * 10 ** power).toPrecision(3)))).filter((one) => one >= low * 0.999 && one <= high * 1.001);
  const all = of([1, 2, 5]);
  if (all.length < 2) return ticks(low, high, 4);
  if (all.length <= most) return all;
  const tens = of([1]);
  return tens.filter((_, i) => i % Math.ceil(tens.length / most) === 0);
}

export function rangeOf(data: CurveData): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const series of data.series)
    for (const values of [series.values, ...(series.band ? [series.band.low, series.band.high] : [])])
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!;
        if (Number.isNaN(value) || (data.log && value <= 0)) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
  if (!(low <= high)) return data.log ? [1, 10] : [0, 1];
  if (data.log) return [low / 1.15, high * 1.15];
  const floor = low >= 0 && low < 0.5 * high ? 0 : low;
  /* What hardly moves is drawn as hardly moving. */
  const least = 0.1 * Math.max(Math.abs(low), Math.abs(high)) || 1;
  const room = Math.max(0.06 * (high - floor), (least - (high - floor)) / 2);
  return [floor === 0 ? 0 : floor - room, high + room];
}

/* Beside an axis, where room is short: 10⁻⁶. */
export const axisMark = (value: number): string => shown(value).replace(/^1 × /, "");

/* Points that the widest of such marks takes, and what stands between it and the axis. */
export const axisWidth = (marks: string[]): number => 14 + 7 * Math.max(0, ...marks.map((mark) => mark.length));

export function curveSvg(data: CurveData): string {
  const [low, high] = rangeOf(data);
  const x0 = data.x[0] ?? 0;
  const x1 = data.x[data.x.length - 1] ?? 1;
  const marks = data.log ? logTicks(low, high) : ticks(low, high);
  /* The title of the axis stands left of its marks. */
  const left = 26 + Math.max(46, axisWidth(marks.map(axisMark)));
  const px = (x: number) => left + ((x - x0) / (x1 - x0 || 1)) * (WIDE - left - RIGHT);
  const share = (y: number) => (data.log ? Math.log(y / low) / Math.log(high / low) : (y - low) / (high - low));
  const py = (y: number) => HIGH - BOTTOM - Math.max(0, Math.min(1, share(y))) * (HIGH - TOP - BOTTOM);
  const at = (i: number, values: ArrayLike<number>) => `${px(data.x[i]!).toFixed(1)} ${py(values[i]!).toFixed(1)}`;
  const line = (values: ArrayLike<number>) => `M${Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i])).map((i) => at(i, values)).join("L")}`;
  const soft = colour("--soft");
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" viewBox="0 0 ${WIDE} ${HIGH}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escape(data.title)}</title><desc>${escape(curveWords(data))}</desc>`,
    `<rect width="100%" height="100%" fill="${colour("--card")}"/>`,
    `<text x="16" y="22" font-size="15" font-weight="600" fill="${colour("--ink")}">${escape(data.title)}</text>`,
  ];
  for (const y of marks)
    parts.push(`<path d="M${left} ${py(y).toFixed(1)}H${WIDE - RIGHT}" stroke="${colour("--line")}"/><text x="${left - 8}" y="${(py(y) + 4).toFixed(1)}" text-anchor="end" fill="${soft}">${axisMark(y)}</text>`);
  for (const x of ticks(x0, x1)) parts.push(`<text x="${px(x).toFixed(1)}" y="${HIGH - BOTTOM + 20}" text-anchor="middle" fill="${soft}">${shown(x, 4)}</text>`);
  for (const event of data.events ?? [])
    if (event.x >= x0 && event.x <= x1)
      parts.push(`<path d="M${px(event.x).toFixed(1)} ${TOP}V${HIGH - BOTTOM}" stroke="${soft}" stroke-dasharray="3 4"><title>${escape(event.label)}</title></path>`);
  for (const series of data.series) {
    if (series.band) {
      const back = Array.from({ length: data.x.length }, (_, i) => at(data.x.length - 1 - i, series.band!.low)).join("L");
      parts.push(`<path d="${line(series.band.high)}L${back}Z" fill="${colour(series.colour)}" fill-opacity="0.16"/>`);
    }
    parts.push(`<path d="${line(series.values)}" fill="none" stroke="${colour(series.colour)}" stroke-width="2.2" stroke-linejoin="round"${series.dashed ? ' stroke-dasharray="6 4"' : ""}/>`);
  }
  let place = left;
  for (const series of data.series) {
    parts.push(`<path d="M${place} 40h18" stroke="${colour(series.colour)}" stroke-width="3"${series.dashed ? ' stroke-dasharray="6 4"' : ""}/><text x="${place + 24}" y="44" fill="${colour("--ink")}">${escape(series.label)}</text>`);
    place += 40 + 7 * series.label.length;
  }
  parts.push(`<text x="${(left + WIDE - RIGHT) / 2}" y="${HIGH - 12}" text-anchor="middle" fill="${soft}">${escape(data.xLabel)}</text>`);
  parts.push(`<text transform="translate(18 ${(TOP + HIGH - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" fill="${soft}">${escape(yTitle(data))}</text></svg>`);
  return `${parts.join("\n")}\n`;
}
