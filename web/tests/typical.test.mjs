/* Whom one begins with: a person near the middle, in health and in each disease that changes the wall most. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { courseOf } from "../src/engine/types.ts";
import { HEALTHY, START, studyText } from "../src/scenario/scenario.ts";
import { openModule } from "./support/module.mjs";

const engine = await openModule();
const SEEN = [
  "leak[jejunum]", "leak[ileum]", "pore[ileum]", "cell_loss[ileum]", "inflammatory_macrophages[ileum]", "inflammatory_macrophages[descending]",
  "tumour_necrosis_factor[ileum]", "serum_lps", "serum_crp", "stool_calprotectin", "mucus_thickness[descending]", "bacterial_contact[descending]",
];
const ROOM = 1.05; /* beyond the middle half, whose ends another crowd would have elsewhere */
const CROWD = { people: 200, seed: 4242 }; /* others than those among whom the person was chosen */

function atStart(condition, who) {
  const scenario = { ...START, a: { ...HEALTHY, condition, ...who }, days: 1 };
  return engine.run(studyText(scenario), { fileName: "typical.yaml", follow: SEEN, coursePoints: 2 });
}

for (const condition of ["healthy", "crohn_active", "colitis_active", "coeliac_untreated"])
  test(`the person one begins with is no rarity among people with ${condition}`, () => {
    const one = atStart(condition, {});
    const crowd = atStart(condition, CROWD);
    const far = SEEN.map((name) => {
      const value = courseOf(one, 0, name)[0];
      const [low, high] = [0.25, 0.75].map((quantile) => courseOf(crowd, 0, name, quantile)[0]);
      return value < low / ROOM || value > high * ROOM ? `${name}: ${value} is not in ${low} to ${high}` : null;
    }).filter(Boolean);
    assert.deepEqual(far, []);
  });
