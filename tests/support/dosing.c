#include "dosing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "life.h"

static struct zn_wall healthy_wall(void) {
  struct zn_wall wall = {.gastric_leak = 1.0};
  for (int s = 0; s < ZN_SEGMENTS; s++)
    wall.segment[s] = (struct zn_wall_segment){
        .leak = 1.0, .pore = 1.0, .cell_loss = 0.013, .absorptive_area = 1.0, .mucus_cm = s < ZN_COLON ? 0.015 : 0.018, .contact = 1.0};
  return wall;
}

static void hold_still(struct dosing *d) {
  d->n_wall = 1;
  d->wall_time_h[0] = 0.0;
  d->wall[0] = healthy_wall();
}

void dosing_begin(struct dosing *d) {
  zn_parameters_default(&d->person);
  hold_still(d);
}

void dosing_draw(struct dosing *d, uint64_t seed, int number) {
  life_draw(&d->person, seed, number);
  hold_still(d);
}

void dosing_move(struct dosing *d) {
  static const double when[] = {0.0, 1.0, 2.2, 3.0, 3.0, 5.0, 8.0, 12.0};
  static const double opening[] = {1.0, 1.6, 1.1, 0.8, 2.9, 2.0, 3.1, 1.2};
  d->n_wall = (int)(sizeof when / sizeof *when);
  for (int i = 0; i < d->n_wall; i++) {
    d->wall_time_h[i] = when[i];
    d->wall[i] = healthy_wall();
    d->wall[i].gastric_leak = opening[i];
    for (int s = 0; s < ZN_SEGMENTS; s++) {
      struct zn_wall_segment *w = &d->wall[i].segment[s];
      w->leak = opening[i];
      w->pore = 2.0 - 0.3 * opening[i];
      w->cell_loss *= opening[i];
      w->absorptive_area = 1.3 - 0.2 * opening[i];
      w->mucus_cm /= opening[i];
      w->contact = opening[i];
    }
  }
}

void dosing_close_gaps(struct dosing *d) {
  d->person.solute_pore_conductance = d->person.solute_leak_conductance = d->person.solute_cell_loss_conductance = 0.0;
  d->person.solute_gastric_conductance = 0.0;
}

void dosing_bare_cells(struct dosing *d) {
  d->person.solute_unstirred_layer = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) d->person.solute_mucus_share[s] = 1e-12;
}

const struct zn_solute *dosing_solute(const char *name) {
  const int index = zn_solute_find(name);
  if (index < 0) fail_msg("no solute %s", name);
  return zn_solute_info(index);
}

struct zn_solute dosing_through_cells(double permeability) {
  struct zn_solute solute = *dosing_solute("iohexol");
  solute.name = "through cells";
  solute.membrane_permeability = permeability;
  return solute;
}

void dosing_follow_all(const struct dosing *d, const struct zn_solute *solute, const struct zn_dose *doses, int n_doses,
                       const double *time_h, int n, struct zn_whereabouts *at) {
  const struct zn_wall_course course = {.n = d->n_wall, .time_h = d->wall_time_h, .wall = d->wall};
  struct zn_error error = {0};
  const enum zn_status status = zn_solute_follow(solute, &d->person, &course, doses, n_doses, time_h, n, at, &error);
  if (status != ZN_OK) fail_msg("%s: %s", zn_status_text(status), error.text);
}

void dosing_follow(const struct dosing *d, const struct zn_solute *solute, enum zn_site site, const double *time_h, int n,
                   struct zn_whereabouts *at) {
  const struct zn_dose dose = {.amount_mmol = 1.0, .site = site, .drink_ml = 100.0, .solid_share = -1.0};
  dosing_follow_all(d, solute, &dose, 1, time_h, n, at);
}

double dosing_beyond(const struct zn_whereabouts *at) { return at->liver + at->blood + at->other + at->urine; }

double dosing_total(const struct zn_whereabouts *at) {
  double sum = at->stomach + at->faeces + at->digested + at->fermented + dosing_beyond(at);
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) sum += at->small_bowel[s];
  for (int s = 0; s < ZN_COLON_SEGMENTS; s++) sum += at->colon[s];
  return sum;
}

double dosing_by_route(const struct zn_whereabouts *at) { return at->by_pore + at->by_leak + at->by_cell_loss + at->by_cell; }

double dosing_by_segment(const struct zn_whereabouts *at) {
  double sum = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) sum += at->crossed[s];
  return sum;
}

void dosing_must_equal(const char *what, double a, double b, double tolerance, double tiny) {
  const double size = fmax(fabs(a), fabs(b));
  if (!(fabs(a - b) <= tolerance * size || size < tiny)) fail_msg("%s: %.12g and %.12g", what, a, b);
}
