/* What can be read from the body: the one place where states become instrument readings. */
#include <string.h>

#include "model.inc"
#include "rows.h"
#include "zonula/body.h"

#define ZN_OBSERVABLE(name, shape, factor, unit, room, tag, label) double name ZN_SHAPE_##shape;
struct observed {
#include "observables.def"
};
#undef ZN_OBSERVABLE
enum { OBSERVABLES = sizeof(struct observed) / sizeof(double) };

struct observable {
  struct zn_observable_info info;
  double factor; /* shown = internal * factor */
};

#define ZN_ROW(index, observable, per, unit_text, room_text, tag_text, label_text) \
  {{.name = observable index, .label = label_text, .unit = unit_text, .room = room_text, .tag = tag_text}, per},
#define ZN_OBSERVABLE(name, shape, ...) ZN_ROWS_##shape(#name, __VA_ARGS__)
static const struct observable observables[] = {
#include "observables.def"
};
#undef ZN_OBSERVABLE
_Static_assert(sizeof observables / sizeof *observables == OBSERVABLES, "one row per observable");

int zn_observable_count(void) { return OBSERVABLES; }

const struct zn_observable_info *zn_observable_info(int index) {
  return index >= 0 && index < OBSERVABLES ? &observables[index].info : NULL;
}

int zn_observable_find(const char *name) {
  for (int i = 0; i < OBSERVABLES; i++)
    if (strcmp(observables[i].info.name, name) == 0) return i;
  return -1;
}

static void observe_colon(const struct zn_body_states *y, const struct zn_body_gives *g, struct observed *o) {
  const struct zn_microbiota_states *m = &y->microbiota;
  o->pathobiont_at_wall = 0.0;
  for (int s = 0; s < ZN_COLON_SEGMENTS; s++) {
    double mass = 0.0;
    for (int k = 0; k < ZN_GROUPS; k++) mass += m->group[s][k];
    o->scfa[s] = m->acetate[s] + m->propionate[s] + m->butyrate[s];
    o->butyrate[s] = m->butyrate[s];
    o->ph[s] = g->microbiota.ph[s];
    o->microbial_mass[s] = mass;
    o->mucus_inner[s] = y->mucus.inner[s];
    o->pathobiont_at_wall += m->group[s][ZN_GROUP_pathobiont] / mass * g->mucus.contact[ZN_COLON + s];
  }
  o->bifidobacteria = m->group[ZN_COLON_SEGMENTS - 1][ZN_GROUP_bifidobacteria];
  o->species_richness = m->richness;
}

/* A parameter of a person over that of the table. */
static double relative(const double *value, const struct zn_parameters *p) {
  const struct zn_parameter_info *info = zn_parameter_info((int)(value - (const double *)p));
  return *value / (info->value * info->to_internal);
}

static void observe_wall(const struct zn_body_states *y, const struct zn_body_gives *g, const struct zn_parameters *p, struct observed *o) {
  o->stool_calprotectin = o->inflammation = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    const double lost = g->epithelium.cell_loss[s];
    const double conductance =
        p->assay_conductance_share[s] * (p->assay_conductance_base + p->assay_conductance_pore * g->epithelium.pore[s] +
                                         p->assay_conductance_leak * g->epithelium.leak[s] + p->assay_conductance_cell_loss * lost);
    o->mucus_thickness[s] = g->mucus.thickness[s];
    o->bacterial_contact[s] = g->mucus.contact[s];
    o->leak[s] = g->epithelium.leak[s];
    o->probe_leak[s] = g->epithelium.leak[s] * relative(&p->solute_leak_conductance, p) * relative(&p->solute_leak_share[s], p);
    o->pore[s] = g->epithelium.pore[s];
    o->cell_loss[s] = lost;
    o->epithelial_resistance[s] = 1.0 / conductance;
    o->apoptosis[s] = p->assay_apoptosis_base + p->assay_apoptosis_cell_loss * lost;
    o->secretory_tone[s] = y->immune.secretory_tone[s];
    o->tumour_necrosis_factor[s] = g->immune.cytokine[s];
    o->inflammatory_macrophages[s] = y->immune.macrophages[s];
    o->inflammation = fmax(o->inflammation, y->immune.macrophages[s]);
    o->effector_t_cells[s] = y->immune.effector_t_cells[s];
    o->stool_calprotectin += p->assay_calprotectin_macrophages * p->immune_spill_share[s] * y->immune.macrophages[s] *
                             (1.0 + p->assay_calprotectin_t_cells * y->immune.effector_t_cells[s]);
  }
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) o->absorptive_area[s] = g->epithelium.absorptive_area[s];
  o->villus_height_crypt_depth = y->epithelium.villus[ZN_SEGMENT_duodenum] * y->epithelium.trophic;
}

/* What stands in villi is gone where they are flat. */
static void observe_under_epithelium(const struct zn_body_states *y, const struct zn_parameters *p, struct observed *o) {
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    const double villus =
        s < ZN_SMALL_BOWEL_SEGMENTS ? y->epithelium.villus[s] * y->epithelium.trophic / p->epithelium_villus_healthy : 1.0;
    o->subepithelial_resistance[s] = p->assay_subepithelial_resistance[s] * (1.0 + p->assay_subepithelial_villus_share * (villus - 1.0));
  }
}

/* Enterocytes hand both to the blood, and both leave it within minutes to hours: no state of their own. Citrulline is made by the
 * cells that are there; the binding protein comes from those that die, which few do in health. */
static void observe_enterocytes(const struct zn_body_states *y, const struct zn_body_gives *g, const struct zn_parameters *p,
                                struct observed *o) {
  double area = 0.0, shed = 0.0;
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) {
    const double share = p->assay_enterocyte_share[s];
    area += share * g->epithelium.absorptive_area[s];
    shed += share * (g->epithelium.absorptive_area[s] * (1.0 + p->assay_ifabp_stress * g->circulation.stress) +
                     p->assay_ifabp_gluten * y->immune.gluten_drive * p->epithelium_gluten_reach[s] +
                     p->assay_ifabp_cell_loss * y->epithelium.cell_loss[s]);
  }
  o->serum_citrulline = p->assay_citrulline_healthy * area;
  o->serum_ifabp = p->assay_ifabp_healthy * shed;
}

static void observe_blood(const struct zn_body_states *y, const struct zn_body_gives *g, const struct zn_parameters *p,
                          struct observed *o) {
  o->coeliac_drive = y->immune.gluten_drive;
  o->coeliac_antibody = y->immune.gluten_antibody;
  o->kupffer_function = y->liver.kupffer;
  o->serum_lps = y->circulation.lps;
  o->serum_il6 = y->circulation.il6;
  o->serum_tnf = p->assay_tnf_base + p->assay_tnf_gut * g->immune.spill + p->assay_tnf_systemic * y->circulation.phagocytes;
  o->serum_crp = y->circulation.crp;
  o->serum_lbp = y->circulation.lbp;
  o->serum_infliximab = y->circulation.infliximab_central / p->circulation_infliximab_central_volume;
  o->blood_bacteria = y->circulation.bacteria;
  o->tissue_damage = y->circulation.damage;
  o->defence = y->circulation.defence;
}

void zn_observe(const double *y, const struct zn_parameters *person, double *out) {
  const struct zn_body_states *states = (const struct zn_body_states *)y;
  struct zn_body_gives g;
  struct observed o;
  zn_body_gives(states, person, &g);
  observe_colon(states, &g, &o);
  observe_wall(states, &g, person, &o);
  observe_under_epithelium(states, person, &o);
  observe_enterocytes(states, &g, person, &o);
  observe_blood(states, &g, person, &o);
  memcpy(out, &o, sizeof o);
  for (int i = 0; i < OBSERVABLES; i++) out[i] *= observables[i].factor;
}
