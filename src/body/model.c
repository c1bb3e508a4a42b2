/* The body compiled for one person: rates, wall, and where the search for a steady state begins. */
#include <string.h>

#include "model.inc"
#include "zonula/body.h"

void zn_body_rates(double time_h, const double *y, const struct zn_parameters *person, double *dydt) {
  zn_model_rates(time_h, (const struct zn_body_states *)y, person, (struct zn_body_states *)dydt);
}

void zn_body_wall(const double *y, const struct zn_parameters *person, struct zn_wall *out) {
  struct zn_body_gives g;
  zn_body_gives((const struct zn_body_states *)y, person, &g);
  for (int s = 0; s < ZN_SEGMENTS; s++)
    out->segment[s] = (struct zn_wall_segment){.leak = g.epithelium.leak[s],
                                               .pore = g.epithelium.pore[s],
                                               .cell_loss = g.epithelium.cell_loss[s],
                                               .absorptive_area = g.epithelium.absorptive_area[s],
                                               .mucus_cm = g.mucus.thickness[s],
                                               .contact = g.mucus.contact[s]};
  out->gastric_leak = g.epithelium.gastric_leak;
}

/* Where inflammation is sought: far on the active side, so that the search comes to rest on that branch if there is one. */
static void inflame(struct zn_body_states *y) {
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    y->immune.antigen[s] = 8.0;
    y->immune.macrophages[s] = 0.5;
    y->immune.effector_t_cells[s] = 0.4;
    y->epithelium.kinase[s] = 0.8;
    y->epithelium.leak[s] *= 1.6;
    y->epithelium.pore[s] *= 1.6;
    y->epithelium.cell_loss[s] = 0.3;
  }
}

/* Nothing in the body depends on these three, so where they begin cannot change where the search ends; from zero they would take a
 * fourth of its steps. */
static void fill_readings(struct zn_circulation_states *y, int inflamed) {
  y->il6 = inflamed ? 1e-10 : 2e-12;
  y->crp = inflamed ? 2e-5 : 1e-6;
  y->lbp = inflamed ? 2e-5 : 5e-6;
}

/* Round numbers near health, not data: the answer of the search does not depend on them. */
void zn_body_guess(enum zn_branch branch, const struct zn_parameters *p, double *flat) {
  for (int i = 0; i < ZN_BODY_STATES; i++) flat[i] = zn_state_info(i)->scale;
  struct zn_body_states *y = (struct zn_body_states *)flat;
  memset(&y->lumen, 0, sizeof y->lumen);
  memset(&y->circulation, 0, sizeof y->circulation);
  for (int s = 0; s < ZN_COLON_SEGMENTS; s++) {
    y->mucus.inner[s] = p->mucus_inner_thickness[s];
    y->mucus.outer[s] = 2.0 * p->mucus_inner_thickness[s];
    y->epithelium.energy[s] = 1.0;
  }
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) {
    y->mucus.loose[s] = p->mucus_loose_thickness;
    y->epithelium.villus[s] = p->epithelium_villus_healthy;
  }
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    y->epithelium.kinase[s] = y->immune.macrophages[s] = y->immune.effector_t_cells[s] = 0.02;
    y->epithelium.leak[s] = p->epithelium_constitutive_leak;
    y->epithelium.pore[s] = p->epithelium_constitutive_pore;
    y->epithelium.cell_loss[s] = 0.01;
  }
  y->immune.gluten_drive = y->immune.gluten_antibody = 0.5 * p->immune_hla_dq;
  y->circulation.anti_inflammatory = p->circulation_s_c / p->circulation_mu_c;
  y->circulation.defence = 1.0;
  fill_readings(&y->circulation, branch == ZN_BRANCH_INFLAMED);
  if (branch == ZN_BRANCH_INFLAMED) inflame(y);
}

void zn_body_reference(const double *flat, struct zn_parameters *p) {
  const struct zn_body_states *y = (const struct zn_body_states *)flat;
  for (int s = 0; s < ZN_COLON_SEGMENTS; s++) {
    p->microbiota_reference_fermentable[s] = zn_fermentable_fibre(&y->microbiota, s, p);
    p->microbiota_reference_degraders[s] = zn_mucin_degraders(&y->microbiota, s, p);
    p->microbiota_reference_mass[s] = zn_microbial_mass(&y->microbiota, s);
    p->microbiota_reference_gram_negative[s] = zn_gram_negative_mass(&y->microbiota, s, p);
    p->mucus_reference_exposure[s] = zn_mucus_exposure(&y->mucus, s, p);
    p->mucus_reference_stimulus[s] = zn_mucus_stimulus(y->microbiota.butyrate[s], y->microbiota.group[s][ZN_GROUP_bifidobacteria], p);
    p->mucus_reference_inulin[s] = y->microbiota.fibre[s][ZN_FIBRE_inulin];
    p->epithelium_reference_burnt[s] = zn_butyrate_burnt(y->microbiota.butyrate[s], p);
  }
  p->microbiota_reference_room = zn_niche_room(p);
}
