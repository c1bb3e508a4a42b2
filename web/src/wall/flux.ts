/* What crosses: how often a dot of a solute takes a route. All solutes are thought to stand before the wall at one concentration, so that
 * a dot counts permeability: a dot a second of a solute is `dot` times 10^-decade cm/h. The decade is a solute's own, since permeabilities
 * differ by ten orders, and stays the same for all states and places, so that two pictures can be compared by eye. */

import { routesOf, type Run, type Segment } from "../engine/types";
import type { Composition } from "./layout";

export const ROUTES = ["pore", "leak", "cellLoss", "cell"] as const;
export type Route = (typeof ROUTES)[number];

export const ROUTE_NAMES: Record<Route, string> = {
  pore: "pores",
  leak: "leak",
  cellLoss: "lost cells",
  cell: "through cells",
};

/* On a small sheet a dot stands for more. */
export const DOT: Record<Composition, number> = { wide: 2, half: 2, tall: 4, strip: 4 };

/* Chosen so that a healthy ileum lets some dots a second through and the sickest wall not more than one can follow; what passes mostly where
 * cells are lost, and so differs most, is at the lower end. */
const DECADES: Record<string, number> = {
  mannitol: 2,
  "13C-mannitol": 2,
  rhamnose: 2,
  lactulose: 3,
  sucrose: 3,
  sucralose: 3,
  "51Cr-EDTA": 3,
  iohexol: 4,
  "PEG 400": 1,
  "PEG 4000": 4,
  "dextran 4 kDa": 4,
  "dextran 40 kDa": 6,
  ovalbumin: 5,
  "gliadin 33-mer": 4,
  LPS: 4,
  glucose: -2,
  "oleic acid": -1,
  butyrate: 1,
  "E. coli": 8,
};

/* The decade of any other solute follows from what the jejunum of the run's first cohort lets through at its first picture. */
function decadeOf(run: Run, solute: string): number {
  const known = DECADES[solute];
  if (known !== undefined) return known;
  const routes = routesOf(run, 0, 0, solute, "jejunum");
  const permeability = routes ? routes.pore + routes.leak + routes.cellLoss + routes.cell : NaN;
  return permeability > 0 && Number.isFinite(permeability) ? Math.ceil(-Math.log10(permeability)) : 3;
}

/* Against a dot of mannitol: 10 says that a dot stands for a tenth as much. */
export const magnification = (decade: number): number => 10 ** (decade - DECADES["mannitol"]);

export interface Flux {
  solute: string;
  decade: number;
  /* cm/h. */
  permeability: Record<Route, number>;
  /* Dots a second. */
  rate: Record<Route, number>;
  /* Of the whole, 0..1; 0 where nothing crosses at all. */
  share: Record<Route, number>;
  all: number;
}

const byRoute = (value: (route: Route) => number): Record<Route, number> => ({
  pore: value("pore"),
  leak: value("leak"),
  cellLoss: value("cellLoss"),
  cell: value("cell"),
});

/* Null where the run was not asked for this solute's routes, or nobody of the cohort has a number. */
export function fluxOf(run: Run, cohort: number, picture: number, solute: string, segment: Segment, dot = 1): Flux | null {
  const routes = routesOf(run, cohort, picture, solute, segment);
  if (!routes) return null;
  const permeability = byRoute((route) => Math.max(routes[route], 0));
  const all = permeability.pore + permeability.leak + permeability.cellLoss + permeability.cell;
  if (!Number.isFinite(all)) return null;
  const decade = decadeOf(run, solute);
  return {
    solute,
    decade,
    permeability,
    rate: byRoute((route) => (permeability[route] * 10 ** decade) / dot),
    share: byRoute((route) => (all > 0 ? permeability[route] / all : 0)),
    all,
  };
}

export function fluxesOf(run: Run, cohort: number, picture: number, solutes: string[], segment: Segment, dot = 1): Flux[] {
  return solutes.map((solute) => fluxOf(run, cohort, picture, solute, segment, dot)).filter((flux): flux is Flux => flux !== null);
}

/* More dots than this of one solute in a second run into each other; the rest is told in words. */
const MOST_DOTS_PER_SECOND = 20;

/* By how much all of a solute's rates are cut so that they stay below that; 1: not at all. */
export function cutOf(flux: Flux): number {
  const all = flux.rate.pore + flux.rate.leak + flux.rate.cellLoss + flux.rate.cell;
  return all > MOST_DOTS_PER_SECOND ? MOST_DOTS_PER_SECOND / all : 1;
}

/* Width of an arrow of the still picture, px: straight with the flux. */
const PX_PER_DOT_PER_SECOND = 4.8;
export const arrowPx = (dotsPerSecond: number): number => Math.min(PX_PER_DOT_PER_SECOND * dotsPerSecond, 40);
