/* What is usually read of a test, made from its file: recoveries over the whole collection and the ratio of the first two probes; for what shows
 * readings, those of one place. */
import type { Assay } from "../data/tables.ts";
import type { Read, Test } from "./scenario.ts";

/* Lower-case words for a name of the study language; a letter first. */
function word(name: string): string {
  const small = name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(small) ? small : `p_${small}`;
}

function urine(assay: Assay): Read[] {
  const probes = (assay.probes ?? []).map((probe) => probe.solute);
  const window: [number, number] = [0, assay.length_h ?? 0];
  const reads: Read[] = probes.map((probe) => ({ name: word(probe), probe, window }));
  const [wide, small] = largerFirst(probes);
  if (wide && small) reads.unshift({ name: `${word(wide)}_over_${word(small)}`, probe: wide, over: small, window });
  return reads;
}

/* The small probe of every pair that people drink; the other one stands above. */
const SMALL = ["mannitol", "13C-mannitol", "rhamnose", "erythritol"];

function largerFirst(probes: string[]): string[] {
  const small = probes.find((probe) => SMALL.includes(probe));
  const wide = probes.find((probe) => !SMALL.includes(probe));
  return small && wide ? [wide, small] : [];
}

function transit(assay: Assay): Read[] {
  const probe = assay.probes?.[0]?.solute;
  const places = ["stomach", "small_bowel", "colon"] as const;
  return probe ? places.map((place) => ({ name: place, probe, place, window: [0, 4] as [number, number] })) : [];
}

function throughTissue(assay: Assay): Read[] {
  const readings = (assay.readings ?? []).filter((reading) => reading.endsWith("[ileum]"));
  const fluxes = (assay.probes ?? []).map(({ solute }) => ({ name: `p_${word(solute)}`, probe: solute, segment: "ileum" }));
  return [...readings.map((reading) => ({ name: word(reading), reading })), ...fluxes];
}

export function readsOf(assay: Assay): Read[] {
  switch (assay.kind) {
    case "urine":
      return urine(assay);
    case "transit":
      return transit(assay);
    case "chamber":
    case "perfusion":
      return throughTissue(assay);
    case "reading":
      return (assay.readings ?? []).map((reading) => ({ name: word(reading), reading }));
  }
}

export function testOf(assay: Assay, at: number): Test {
  return { assay: assay.name, at, reads: readsOf(assay) };
}
