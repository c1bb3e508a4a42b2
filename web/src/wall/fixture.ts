/* A run recorded with the native program, for tests of the wall (fixture.json); no part of the page. `null` is NaN. */

import { readFileSync } from "node:fs";
import type { Observable, Run } from "../engine/types";

type Numbers = (number | null)[];

interface Recorded {
  pictureHour: number[];
  observables: Observable[];
  solutes: string[];
  routes: string[];
  cohorts: { name: string; people: number; failed: number; picture: Numbers; routes: Numbers; permeability: Numbers; first: Record<string, number> }[];
}

const numbers = (values: Numbers): Float64Array => Float64Array.from(values, (value) => value ?? NaN);

function runOf(recorded: Recorded): Run {
  const { pictureHour, observables, solutes, routes, cohorts } = recorded;
  return {
    outline: { name: "wall", title: "", source: "none", summary: "", endHour: pictureHour[pictureHour.length - 1], cohorts: [], events: [], rows: 0, asks: null, broken: [] },
    exact: false,
    rows: [],
    cohorts: cohorts.map((one) => ({
      ...one,
      course: new Float64Array(0),
      picture: numbers(one.picture),
      routes: numbers(one.routes),
      permeability: numbers(one.permeability),
      names: null,
    })),
    courseHour: new Float64Array(0),
    follow: [],
    pictureHour: Float64Array.from(pictureHour),
    observables,
    solutes,
    routes,
    failures: [],
    experiment: null,
    steps: 0,
    took: 0,
  };
}

export const run = runOf(JSON.parse(readFileSync(new URL("fixture.json", import.meta.url), "utf8")) as Recorded);

/* Its cohorts. */
export const [healthy, crohn, coeliac, cirrhosis] = ["healthy", "crohn", "coeliac", "cirrhosis"].map((name) => run.cohorts.findIndex((cohort) => cohort.name === name));
