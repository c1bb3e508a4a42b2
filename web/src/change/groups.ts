/* How conditions, treatments and rooms of the model are put side by side for who looks for one. Names that no group has come last, under "Other". */

export interface Group {
  title: string;
  names: string[];
}

export const CONDITIONS: Group[] = [
  { title: "Health and what is near it", names: ["healthy", "elderly", "endurance_athlete", "first_degree_relative", "immune_susceptible", "obesity", "undernutrition"] },
  { title: "Crohn's disease and colitis", names: ["crohn_active", "crohn_remission", "crohn_unspecified", "colitis_active", "ileostomy"] },
  { title: "Coeliac disease and gluten", names: ["coeliac_untreated", "coeliac_partial", "coeliac_gluten_free", "gluten_traces"] },
  { title: "Irritable bowel and food allergy", names: ["irritable_bowel", "irritable_bowel_diarrhoea", "irritable_bowel_leaky", "irritable_bowel_after_infection", "food_allergy", "food_allergy_challenged"] },
  { title: "Infection", names: ["infectious_diarrhoea", "environmental_enteropathy", "hiv_enteropathy"] },
  { title: "Drugs, rays, surgery", names: ["nsaid_user", "chemotherapy", "radiotherapy", "abdominal_surgery", "bile_acid_challenge"] },
  { title: "Liver, kidney, heart", names: ["fatty_liver", "alcoholism", "cirrhosis", "cirrhosis_severe", "kidney_disease", "kidney_failure", "heart_failure"] },
  { title: "Severe illness", names: ["acute_pancreatitis_mild", "acute_pancreatitis_severe", "critical_illness_mild", "critical_illness_severe"] },
  { title: "Elsewhere in the body", names: ["diabetes_type_1", "diabetes_type_2", "cystic_fibrosis", "systemic_inflammatory_disease"] },
];

export const TREATMENTS: Group[] = [
  { title: "Drugs", names: ["infliximab", "vedolizumab", "prednisolone", "larazotide", "larazotide_half_mg", "larazotide_quarter_mg", "transglutaminase_inhibitor", "aspirin", "indomethacin", "misoprostol", "stored_blood"] },
  { title: "Supplements and fibre", names: ["arabinoxylan", "arabinoxylan_half", "inulin", "probiotic", "glutamine", "zinc", "zinc_carnosine", "antioxidants", "collagen", "bone_broth", "digestive_enzymes", "herbal_antimicrobials"] },
  { title: "Stressors", names: ["alcohol", "exercise_easy", "exercise_moderate", "exercise_moderate_hot", "exercise_heat", "mental_stress"] },
  { title: "Gluten", names: ["gluten_free_diet", "gluten_3_g", "gluten_7_5_g", "gluten_challenge", "gluten_challenge_low"] },
  {
    title: "Thought experiments",
    names: ["leak_halved", "leak_less_30", "leak_doubled", "leak_tripled", "pore_tripled", "kinase_always_on", "cells_lost", "immune_gain_tripled", "tnf_raised", "bacteria_into_blood", "protein_tripled", "without_mucus", "without_secretions", "without_phagocytes", "without_liver"],
  },
];

/* In the order in which food meets them. */
export const ROOMS: { name: string; title: string }[] = [
  { name: "diet", title: "Diet" },
  { name: "lumen", title: "Lumen" },
  { name: "microbiota", title: "Microbes" },
  { name: "mucus", title: "Mucus" },
  { name: "epithelium", title: "Epithelium" },
  { name: "immune", title: "Immune system" },
  { name: "liver", title: "Liver" },
  { name: "circulation", title: "Blood and body" },
  { name: "person", title: "Person" },
  { name: "solute", title: "How probes travel" },
  { name: "junction", title: "Net of strands" },
  { name: "assay", title: "Tests and laboratories" },
];

export interface Grouped {
  value: string;
  label: string;
  group: string;
}

/* Choices for a list, group by group; each thing once, in the order of its group. */
export function grouped(things: { name: string; title: string }[], groups: Group[]): Grouped[] {
  const known = new Set(groups.flatMap((group) => group.names));
  const rest = { title: "Other", names: things.map((thing) => thing.name).filter((name) => !known.has(name)) };
  return [...groups, rest].flatMap((group) =>
    group.names.flatMap((name) => things.filter((thing) => thing.name === name).map((thing) => ({ value: name, label: thing.title, group: group.title }))),
  );
}
