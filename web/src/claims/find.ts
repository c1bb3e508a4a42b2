/* Which claims are seen. */
import type { Claim, Finding } from "../data/tables.ts";
import { prettyUnit, shown } from "../ui/number.ts";

export interface Filter {
  search: string;
  section: string;
  grade: string;
  stance: string;
  /* "runs": has an experiment; "changed": something changed since; or a tag of the model. */
  only: string;
}

export const EVERYTHING: Filter = { search: "", section: "", grade: "", stance: "", only: "" };

export const GRADES = ["high", "moderate", "low", "very_low", "none", "contradicted"];

export const hasChanged = (claim: Claim) => claim.changed !== "none" && claim.changed !== "";

const spoken = (claim: Claim) => [claim.id, claim.section, claim.claim, claim.evidence, claim.changed, claim.how, claim.lowered, ...claim.sources].join(" ").toLowerCase();

function suits(claim: Claim, only: string): boolean {
  if (only === "") return true;
  if (only === "runs") return claim.experiment !== "";
  if (only === "changed") return hasChanged(claim);
  if (only === "must_hold") return claim.must_hold;
  return claim.tag === only;
}

/* Claims that suit every part of the filter; a search wants all of its words. */
export function findClaims(claims: Claim[], filter: Filter): Claim[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return claims.filter(
    (claim) =>
      (!filter.section || claim.section === filter.section) &&
      (!filter.grade || claim.grade === filter.grade) &&
      (!filter.stance || claim.stance === filter.stance) &&
      suits(claim, filter.only) &&
      words.every((word) => spoken(claim).includes(word)),
  );
}

export function countBy(claims: Claim[], key: "grade" | "section"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const claim of claims) counts.set(claim[key], (counts.get(claim[key]) ?? 0) + 1);
  return counts;
}

/* The size of an effect as people write it: "34 ohm cm²", "hazard ratio 6.1 (1.6 to 17)", "1 % of dose (quartiles 0.7 to 1.5)". */
export function effectOf({ effect, measure, low, high }: Pick<Finding, "effect" | "measure" | "low" | "high">): string {
  if (effect === null) return "";
  const [, what = "", spread] = /^(.*?)(?: \(([^)]*)\))?$/.exec(measure === "text" ? "" : measure) ?? [];
  const between = low === null || high === null ? "" : ` (${spread ? `${spread} ` : ""}${shown(low)} to ${shown(high)})`;
  const isUnit = what !== "" && !/ratio|difference|score/.test(what);
  return `${isUnit ? `${shown(effect)} ${prettyUnit(what)}` : `${what} ${shown(effect)}`.trim()}${between}`;
}

/* What the grade means for the claim, in a sentence. */
export const GRADE_SAYS: Record<string, string> = {
  high: "Studies make us very sure of it as it is worded.",
  moderate: "Studies make us fairly sure of it; more of them could change the picture.",
  low: "Studies give it some support; the truth may be different.",
  very_low: "Studies say next to nothing for certain.",
  none: "Nobody has looked, as far as was found.",
  contradicted: "Evidence speaks against it as it is worded.",
};

export const STANCE_SAYS: Record<string, string> = { asserts: "says so", denies: "says that it is not so", uncertain: "says that it is not known" };
