/* Words that lessons and claims use, each in one plain sentence. `id` stands in addresses (#/glossary/tight_junction) and in marked texts
 * (rich.ts). */

export interface Term {
  id: string;
  term: string;
  says: string;
  /* Other words for it, found by the search. */
  also?: string[];
  /* Other terms that help. */
  see?: string[];
}

export const TERMS: Term[] = [
  { id: "antibody", term: "Antibody", says: "A protein that the body makes to grip one particular shape; medicines can be antibodies too.", see: ["infliximab"] },
  { id: "antigen", term: "Antigen", says: "Anything that immune cells can recognise, such as a piece of a microbe or of food." },
  { id: "anti_tnf", term: "Anti-TNF", says: "A medicine that blocks tumour necrosis factor, one of the main signals of inflammation.", also: ["TNF blocker"], see: ["tnf", "infliximab"] },
  { id: "area_under_curve", term: "Area under the curve", says: "A score for how well a test tells two groups apart: 0.5 is a coin toss, 1 is perfect.", also: ["AUC", "ROC"] },
  { id: "assumed", term: "Assumed", says: "Put into the model by its authors; what comes out of the model cannot prove it.", see: ["emergent"] },
  { id: "bacteria", term: "Bacteria", says: "Living things of a single cell; the gut holds some forty trillion of them, nearly all in the colon.", also: ["microbes"] },
  { id: "barrier", term: "Barrier", says: "Everything that keeps what is in the gut from getting into the body: mucus, cells, immune defence and more.", see: ["permeability"] },
  { id: "bifidobacteria", term: "Bifidobacteria", says: "A group of gut bacteria that live well on some kinds of fibre, such as inulin.", see: ["fibre"] },
  { id: "bistable", term: "Two resting states", says: "A system that can come to rest in either of two ways, and stays in the one it is in until it is pushed hard enough.", also: ["bistable", "hysteresis"], see: ["feedback"] },
  { id: "broken_model", term: "Broken model", says: "The model with one mechanism taken away, to see whether that mechanism was really the reason for a result." },
  { id: "butyrate", term: "Butyrate", says: "A short-chain fatty acid that microbes make from fibre and that cells of the colon use as fuel.", see: ["scfa"] },
  { id: "calprotectin", term: "Calprotectin", says: "A protein of white blood cells that turns up in stool when the gut is inflamed." },
  { id: "cell_loss", term: "Cell loss", says: "Gaps that stay for a while where cells of the lining have died or been shed faster than neighbours close up.", see: ["unrestricted"] },
  { id: "coeliac_disease", term: "Coeliac disease", says: "An illness in which gluten makes the immune system damage the lining of the small bowel.", also: ["celiac"], see: ["gluten", "villus"] },
  { id: "colon", term: "Colon", says: "The large bowel, the last and most crowded part of the gut, where most microbes live." },
  { id: "control", term: "Control group", says: "People who are treated alike in all but one thing, so that a difference can be put down to that thing." },
  { id: "criterion", term: "Criterion", says: "A bound that a result must lie within, written down before the result is looked at." },
  { id: "crohns_disease", term: "Crohn's disease", says: "A lasting illness in which parts of the gut, often the end of the small bowel, are inflamed.", see: ["inflammation"] },
  { id: "crp", term: "C-reactive protein", says: "A protein that the liver sends into blood when there is inflammation somewhere in the body.", also: ["CRP"] },
  { id: "diffusion", term: "Diffusion", says: "The spreading of particles by their own random jostling, from where there are many to where there are few." },
  { id: "dose", term: "Dose", says: "How much of something is given, often per kilogram of body weight." },
  { id: "edta", term: "51Cr-EDTA", says: "A harmless molecule with a faintly radioactive label, drunk to see how much of it comes through the wall into urine.", also: ["chromium EDTA"], see: ["probe"] },
  { id: "emergent", term: "Emergent", says: "Nobody wrote the answer into the model: it follows from mechanisms that were put in for other reasons.", see: ["assumed"] },
  { id: "endotoxin", term: "Endotoxin", says: "A piece of the outer coat of some bacteria to which the immune system answers strongly.", also: ["LPS", "lipopolysaccharide"] },
  { id: "ensemble", term: "Ensemble", says: "Many versions of the model, each with other numbers that fit the measurements about equally well." },
  { id: "enterocyte", term: "Enterocyte", says: "A cell of the gut's lining that takes up food and holds tight to its neighbours.", see: ["epithelium"] },
  { id: "epithelium", term: "Epithelium", says: "The lining of the gut: one single layer of cells.", also: ["lining"], see: ["enterocyte"] },
  { id: "feedback", term: "Feedback", says: "When the effect of something comes back and changes its own cause; a vicious circle is feedback that makes itself stronger.", also: ["vicious circle"] },
  { id: "fibre", term: "Fibre", says: "The parts of plants that we cannot digest ourselves and that feed microbes in the colon.", also: ["fiber"] },
  { id: "fodmap", term: "FODMAPs", says: "Small sugars and short chains of them that are taken up badly and fermented quickly, and can cause gas." },
  { id: "gluten", term: "Gluten", says: "A mix of proteins in wheat, barley and rye." },
  { id: "grade", term: "Grade", says: "How sure studies make us of a claim as it is worded: high, moderate, low or very low; none when nobody looked; contradicted when evidence speaks against it.", also: ["GRADE", "certainty"] },
  { id: "immune_gain", term: "Immune gain", says: "How readily immune cells in the wall answer to the same amount of antigen; a number of the model, 1 in health." },
  { id: "immune_system", term: "Immune system", says: "Cells and substances that find, remember and remove what could do harm." },
  { id: "indirect", term: "Indirectness", says: "A reason to be less sure: the study was done in animals, cells or other people than those the claim is about." },
  { id: "inflammation", term: "Inflammation", says: "The body's alarm: immune cells gather, signals rise, and tissue swells and may be damaged." },
  { id: "infliximab", term: "Infliximab", says: "An antibody used as a medicine that blocks tumour necrosis factor.", see: ["anti_tnf"] },
  { id: "lactulose", term: "Lactulose", says: "A sugar of two rings that is not digested in the small bowel; in the lactulose test it is the larger probe.", see: ["ratio", "mannitol"] },
  { id: "lamina_propria", term: "Lamina propria", says: "The tissue just under the lining of the gut, full of immune cells and small blood vessels." },
  { id: "leak_route", term: "Leak route", says: "Wider, rarer gaps between cells, through which larger molecules can pass.", also: ["leak"], see: ["pore_route", "unrestricted"] },
  { id: "liver_filter", term: "Liver as a filter", says: "Nearly all blood from the gut goes through the liver first, where cells take out microbes and their pieces." },
  { id: "lumen", term: "Lumen", says: "The hollow inside of the gut, where food and microbes are; it counts as outside of the body." },
  { id: "macrophage", term: "Macrophage", says: "A large immune cell that eats what does not belong; those of the gut usually do so quietly.", also: ["phagocyte"] },
  { id: "mannitol", term: "Mannitol", says: "A small sugar alcohol; in the lactulose test it is the smaller probe.", see: ["ratio", "lactulose"] },
  { id: "model", term: "Model", says: "A set of equations that stands for something real, simpler than it, and useful as long as one remembers that." },
  { id: "mucus", term: "Mucus", says: "A slippery gel on the lining of the gut; in the colon its inner part keeps nearly all bacteria away from the cells." },
  { id: "nanometre", term: "Nanometre", says: "A millionth of a millimetre; a sugar molecule is about one across.", also: ["nm"] },
  { id: "noise", term: "Noise", says: "Differences between readings that have nothing to do with what one wants to know." },
  { id: "permeability", term: "Permeability", says: "How easily a wall lets matter through; it is not one number, for each kind of matter has its own." },
  { id: "placebo", term: "Placebo", says: "A treatment that looks like the real one and holds nothing that acts." },
  { id: "pore_route", term: "Pore route", says: "Many very small pores between cells, through which water, salts and the smallest sugars pass.", also: ["pore", "claudin-2"], see: ["leak_route"] },
  { id: "portal_vein", term: "Portal vein", says: "The vein that carries blood from the gut to the liver." },
  { id: "probe", term: "Probe", says: "Something one drinks in order to measure how much of it gets through the wall." },
  { id: "ratio", term: "Lactulose to mannitol ratio", says: "How much of the larger sugar, for each part of the smaller, reaches the urine; one common test of permeability.", also: ["L/M ratio", "sugar test"], see: ["lactulose", "mannitol"] },
  { id: "random", term: "By chance", says: "Not to be foretold in the single case, though over many cases the shares are known." },
  { id: "relative", term: "First-degree relative", says: "A parent, brother, sister or child." },
  { id: "remission", term: "Remission", says: "A time in which an illness is quiet." },
  { id: "resistance", term: "Epithelial resistance", says: "How hard it is for an electric current of salt to cross the lining; a tight wall resists more." },
  { id: "scfa", term: "Short-chain fatty acids", says: "Small acids that microbes make when they ferment fibre; acetate, propionate and butyrate are the main ones.", also: ["SCFA"] },
  { id: "sepsis", term: "Sepsis", says: "A life-threatening answer of the whole body to an infection that has got out of hand." },
  { id: "small_bowel", term: "Small bowel", says: "The long, thin part of the gut, of duodenum, jejunum and ileum, where most food is taken up.", also: ["small intestine", "ileum", "jejunum", "duodenum"] },
  { id: "t_cell", term: "T cell", says: "An immune cell that recognises one shape, and can call others to an attack." },
  { id: "threshold", term: "Threshold", says: "A level below which little happens and above which much does." },
  { id: "tight_junction", term: "Tight junction", says: "A seam of proteins that joins each cell of the lining to its neighbours near the top.", also: ["zonula occludens", "junction"] },
  { id: "tnf", term: "Tumour necrosis factor", says: "A signal between immune cells that drives inflammation and opens junctions.", also: ["TNF"] },
  { id: "tolerance", term: "Tolerance", says: "The immune system's habit of leaving food and harmless microbes alone." },
  { id: "unrestricted", term: "Unrestricted route", says: "The way through a place where cells are missing; even bacteria can pass there.", see: ["cell_loss"] },
  { id: "villus", term: "Villus", says: "A tiny finger of the small bowel's lining; many of them make a large surface for taking up food.", also: ["villi"] },
  { id: "zonulin", term: "Zonulin", says: "A name for a protein said to open junctions; kits sold to measure it have been shown to measure other proteins." },
];

const byId = new Map(TERMS.map((term) => [term.id, term]));

export function termOf(id: string): Term | null {
  return byId.get(id) ?? null;
}

const spoken = (term: Term) => [term.term, ...(term.also ?? []), term.says].join(" ").toLowerCase();

/* Terms that hold every word of the search. */
export function findTerms(search: string): Term[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return TERMS.filter((term) => words.every((word) => spoken(term).includes(word))).sort((one, other) => one.term.localeCompare(other.term, "en"));
}
