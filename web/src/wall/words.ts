/* The picture in words, made from the same state as the picture. */

import { PLACES } from "../scenario/labels";
import type { Flux, Route } from "./flux";
import { magnification, ROUTES } from "./flux";
import { MACROPHAGES, T_CELLS, type Scene } from "./scene";

/* How the page calls one of two people: "A", or "A, a name". */
export const named = (letter: string, title: string): string => (title === letter ? letter : `${letter}, ${title}`);

/* Three digits, as people write them; no exponent between a thousandth and a million. */
export function say(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return "no number";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return powerOf(value, digits);
  if (size >= 10 ** (digits + 1)) return String(Math.round(value));
  return String(Number(value.toPrecision(size >= 10 ** digits ? digits + 1 : digits)));
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (power: number): string => (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((digit) => RAISED[Number(digit)]).join("");

/* 2.1·10⁻⁵ */
export function powerOf(value: number, digits = 2): string {
  if (!(Math.abs(value) > 0) || !Number.isFinite(value)) return say(value);
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  return `${Number(mantissa) === 1 ? "" : `${mantissa}·`}10${raised(Number(power))}`;
}

const spaced = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/* How much a dot of a solute stands for, in dots of mannitol: "1/10", "10 000". */
export function worthOf(decade: number): string {
  const times = magnification(decade);
  return times > 1 ? `1/${spaced(times)}` : spaced(1 / times);
}

/* "3.3 million million": molecules of mannitol that go through a square centimetre while one dot does, from 1 mmol/L, where a dot a second is
 * `dot` hundredths of a cm/h. */
const AVOGADRO = 6.02214076e23;
export function moleculesInWords(dot: number): string {
  const molPerSecond = ((dot / 100) * 1e-6) / 3600;
  return `${say(molPerSecond * AVOGADRO * 1e-12)} million million`;
}

function junctions(scene: Scene): string {
  const { leak } = scene;
  const how = leak < 0.8 ? "tighter than usual" : leak < 1.35 ? "closed as in health" : leak < 2.5 ? "partly open" : leak < 5 ? "open" : "wide open";
  return `The junctions are ${how}: the leak is ${say(leak)} times, the pores are ${say(scene.pore)} times those of a healthy reference person.`;
}

function mucus(scene: Scene): string {
  if (!scene.colon) return `One loose layer of mucus, ${say(scene.mucusUm)} µm thick, lies on the cells.`;
  return `Inner mucus is ${say(scene.innerUm)} µm thick, outer mucus ${say(scene.mucusUm - scene.innerUm)} µm.`;
}

function cells(scene: Scene): string {
  const percent = 100 * scene.lost;
  const surface = scene.colon ? "" : ` Villi are ${say(scene.villusToCrypt)} times as high as crypts are deep.`;
  return `${percent < 0.05 ? "Hardly any" : `${say(percent)} % of the`} epithelium is lost.${surface}`;
}

function immune(scene: Scene): string {
  const awake = scene.awakeMacrophages + scene.awakeTCells === 0 ? "No immune cell that is drawn is awake" : `${scene.awakeMacrophages} of ${MACROPHAGES} macrophages and ${scene.awakeTCells} of ${T_CELLS} T cells that are drawn are awake`;
  const red = scene.redness < 0.2 ? "calm" : scene.redness < 0.5 ? "irritated" : "inflamed";
  return `${awake}; the tissue is ${red}. Bacteria at the cells: ${say(scene.contact)} times the healthy reference.`;
}

function beyond(scene: Scene): string {
  const shunt = scene.shunt > 0.005 ? `, and ${say(100 * scene.shunt)} % of the gut's blood passes it by` : "";
  return `The liver filters at ${say(100 * scene.kupffer)} % of normal${shunt}. Blood holds ${say(scene.lpsPgPerMl)} pg/mL of LPS.`;
}

const ROUTE_WORDS: Record<Route, string> = { pore: "through pores", leak: "through the leak", cellLoss: "where cells are lost", cell: "through cells" };

/* "mannitol: 96 % through pores, 4 % through the leak" */
export function fluxInWords(flux: Flux): string {
  if (flux.all === 0) return `${flux.solute} does not cross`;
  const parts = ROUTES.filter((route) => flux.share[route] >= 0.005)
    .sort((a, b) => flux.share[b] - flux.share[a])
    .map((route) => `${Math.round(100 * flux.share[route])} % ${ROUTE_WORDS[route]}`);
  return `${flux.solute} ${parts.join(", ")} (${powerOf(flux.all)} cm/h)`;
}

/* Sentences of the whole picture. */
export function describe(scene: Scene, fluxes: Flux[], who: string): string[] {
  const crossing = fluxes.length > 0 ? [`What crosses: ${fluxes.map(fluxInWords).join("; ")}.`] : [];
  return [`${who}, ${PLACES[scene.segment]}.`, mucus(scene), junctions(scene), cells(scene), immune(scene), beyond(scene), ...crossing];
}

/* What is marked as different: by more than a tenth. */
const differs = (ratio: number): boolean => Number.isFinite(ratio) && ratio > 0 && Math.abs(Math.log(ratio)) > Math.log(1.1);

/* Behind a number, by its ratio to the other person's. */
export const markOf = (ratio: number): "" | " ▲" | " ▼" => (!differs(ratio) ? "" : ratio > 1 ? " ▲" : " ▼");

const DIFFERENCES: [label: string, value: (scene: Scene) => number][] = [
  ["mucus", (scene) => scene.mucusUm],
  ["inner mucus", (scene) => scene.innerUm],
  ["leak", (scene) => scene.leak],
  ["pores", (scene) => scene.pore],
  ["lost cells", (scene) => scene.lost],
  ["bacteria at the cells", (scene) => scene.contact],
  ["TNF in the tissue", (scene) => scene.tnf],
  ["LPS in blood", (scene) => scene.lpsPgPerMl],
];

export interface Difference {
  label: string;
  /* B over A. */
  ratio: number;
}

/* What differs by more than a tenth, the largest first. */
export function differencesOf(a: Scene, b: Scene): Difference[] {
  return DIFFERENCES.map(([label, value]) => ({ label, ratio: value(b) / value(a) }))
    .filter(({ ratio }) => differs(ratio))
    .sort((p, q) => Math.abs(Math.log(q.ratio)) - Math.abs(Math.log(p.ratio)));
}

/* "×1.6", "÷36" */
export const foldOf = (ratio: number): string => (ratio >= 1 ? `×${say(ratio)}` : `÷${say(1 / ratio)}`);

export function differencesInWords(a: Scene, b: Scene): string {
  const all = differencesOf(a, b);
  if (all.length === 0) return "B differs from A by less than a tenth in everything that is drawn.";
  return `B against A: ${all.map(({ label, ratio }) => `${label} ${foldOf(ratio)}`).join(", ")}.`;
}
