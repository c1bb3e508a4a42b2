/* Whole junctions: limits, closed forms, what was published, and that nothing depends on threads. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "strands.h"
#include "zonula/junction.h"

enum { MOST = 8 };
static const double per_s = 1.0 / 3600.0;

/* What a test asks for; unset numbers are few and small. */
struct scene {
  struct zn_parameters parameters;
  struct zn_junction_case cases[MOST];
  struct zn_junction_probe probes[MOST];
  struct zn_junction_request request;
  struct zn_junction *junction;
};

static void ask(struct scene *s, int from, int to, const char *const *names) {
  struct zn_error error = {0};
  *s = (struct scene){.request = {.replicates = 4, .seed = 17}};
  zn_parameters_default(&s->parameters);
  for (int n = from; n <= to; n++) s->cases[s->request.n_cases++] = (struct zn_junction_case){n, 1.0, 1.0};
  for (; *names; names++) assert_int_equal(zn_junction_probe_find(&s->probes[s->request.n_probes++], *names, &error), ZN_OK);
  s->request.n_by_strands = s->request.n_cases;
  s->request.n_shown = s->request.n_probes;
}

static const struct zn_junction *run(struct scene *s) {
  struct zn_error error = {0};
  s->request.cases = s->cases;
  s->request.probes = s->probes;
  if (zn_junction_run(&s->junction, &s->request, &s->parameters, &error) != ZN_OK) fail_msg("%s", error.text);
  return s->junction;
}

static const char *const peg[] = {"PEG 547", NULL};

/* --- Limits --------------------------------------------------------------------------------------------------------------------------- */

static void without_breaks_strands_are_in_series_and_nothing_passes_them(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 1, 6, peg);
  s.parameters.junction_opening_rate = 0.0;
  const struct zn_junction *j = run(&s);
  for (int c = 0; c < 6; c++) {
    const double strands = 300e6 / 0.18 * 1e-8 * (c + 1); /* ohm um over um/um2, in ohm cm2 */
    assert_near(j->row[c].bicellular_resistance / strands, 1.0, 1e-9);
    assert_near(j->row[c].intact_resistance / strands, 1.0, 1e-9);
    assert_near(j->row[c].resistance.mean, 1.0 / (1.0 / strands + 1.0 / j->tricellular_resistance), 1e-9 * strands);
    assert_true(j->row[c].resistance_sd < 1e-5 * strands);
    assert_true(j->row[c].bicellular[0].mean == 0.0 && j->row[c].watched[0].mean == 0.0);
    assert_near(j->row[c].total[0].mean / j->tricellular[0], 1.0, 1e-15);
  }
  zn_junction_free(s.junction);
}

static void what_is_wider_than_the_slit_cannot_pass_breaks(void **state) {
  (void)state;
  static const char *const names[] = {"mannitol", "dextran 40 kDa", "dextran 70 kDa", NULL}; /* 0.36, 4.46, 5.78 nm */
  struct scene s;
  ask(&s, 2, 2, names);
  const struct zn_junction *j = run(&s);
  assert_true(j->row[0].bicellular[0].mean > 0.0 && j->tricellular[0] > 0.0);
  assert_true(j->row[0].bicellular[1].mean == 0.0 && j->tricellular[1] > 0.0); /* the slit is 4 nm to either side, the pore 5 */
  assert_true(j->row[0].bicellular[2].mean == 0.0 && j->tricellular[2] == 0.0 && j->row[0].total[2].mean == 0.0);
  zn_junction_free(s.junction);
}

static void hindrance_in_a_slit_falls_from_one_to_nothing_and_lies_above_that_in_a_pore(void **state) {
  (void)state;
  assert_true(zn_slit_hindrance(0.0) == 1.0 && zn_slit_hindrance(1.0) == 0.0 && zn_slit_hindrance(2.0) == 0.0);
  for (int i = 1; i < 1000; i++) {
    const double l = i / 1000.0;
    assert_true(zn_slit_hindrance(l) < zn_slit_hindrance(l - 1e-3) && zn_slit_hindrance(l) > 0.0);
    assert_true(zn_slit_hindrance(l) > zn_pore_hindrance(l));
  }
}

/* One strand: a share of its pieces is open, each lets through kappa w, and nothing lies behind it. */
static void one_strand_lets_through_its_share_of_breaks(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 1, 1, peg);
  s.request.replicates = 32;
  const struct zn_junction *j = run(&s);
  const double share = 0.003 / 0.036, h = 4e-7, w = 20e-7, piece = 1e-5;
  const double kappa = s.probes[0].diffusivity / 6e-7 * zn_slit_hindrance(s.probes[0].radius / h);
  const double expected = 2.0 * h * 0.18e4 * share * kappa * w / piece;
  assert_true(j->row[0].bicellular[0].lo90 < expected * 1.03 && j->row[0].bicellular[0].hi90 > expected * 0.97);
  assert_near(j->row[0].bicellular[0].mean / expected, 1.0, 0.03);
  assert_near(j->row[0].watched[0].mean / expected, 1.0, 0.06);
  zn_junction_free(s.junction);
}

static void the_tricellular_pore_is_a_cylinder(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 4, 4, peg);
  s.parameters.junction_opening_rate = 0.0;
  const struct zn_junction *j = run(&s);
  assert_near(j->tricellular[0] * per_s / 3.68e-8, 1.0, 0.005);
  assert_near(j->tricellular_resistance / 4884.0, 1.0, 0.001);
  zn_junction_free(s.junction);
}

/* --- Chance --------------------------------------------------------------------------------------------------------------------------- */

static void open_shares_are_what_the_rates_say_and_nothing_is_lost(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 2, 6, peg);
  const struct zn_junction *j = run(&s);
  for (int c = 0; c < 5; c++) {
    assert_near(j->row[c].open.mean / j->row[c].expected_open, 1.0, 0.05);
    assert_true(j->row[c].imbalance < 1e-7);
  }
  zn_junction_free(s.junction);
}

/* The search for ways and watching them come must agree where ways are common enough to be watched. */
static void watching_finds_what_the_search_finds(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 2, 3, peg);
  s.request.replicates = 48;
  const struct zn_junction *j = run(&s);
  for (int c = 0; c < 2; c++) {
    const struct zn_junction_mean *search = j->row[c].bicellular, *watch = j->row[c].watched;
    const double error = (watch->hi90 - watch->lo90 + search->hi90 - search->lo90) / 3.29;
    assert_near(search->mean, watch->mean, 3.5 * error);
    assert_true(search->hi90 - search->lo90 < watch->hi90 - watch->lo90);
    assert_true(error < 0.1 * search->mean);
  }
  zn_junction_free(s.junction);
}

static void twice_the_stretches_narrow_the_interval_by_the_root_of_two(void **state) {
  (void)state;
  double width[2] = {0.0};
  for (int k = 0; k < 2; k++)
    for (uint64_t seed = 0; seed < 12; seed++) {
      struct scene s;
      ask(&s, 3, 3, peg);
      s.request.replicates = 12 << k;
      s.request.seed = seed;
      s.parameters.junction_followed_time = 0.2;
      s.parameters.junction_settling_time = 0.0;
      const struct zn_junction *j = run(&s);
      width[k] += (j->row[0].resistance.hi90 - j->row[0].resistance.lo90) / 12.0;
      zn_junction_free(s.junction);
    }
  assert_near(width[0] / width[1], sqrt(2.0), 0.2);
}

static void threads_change_no_bit(void **state) {
  (void)state;
  struct scene one, two;
  ask(&one, 2, 4, peg);
  ask(&two, 2, 4, peg);
  one.request.threads = 1;
  two.request.threads = 2;
  const struct zn_junction *a = run(&one), *b = run(&two);
  for (int c = 0; c < 3; c++) {
    assert_memory_equal(&a->row[c].resistance, &b->row[c].resistance, sizeof a->row[c].resistance);
    assert_memory_equal(a->row[c].bicellular, b->row[c].bicellular, sizeof *a->row[c].bicellular);
    assert_memory_equal(a->row[c].watched, b->row[c].watched, sizeof *a->row[c].watched);
    assert_memory_equal(a->picture[c].compartment, b->picture[c].compartment,
                        (size_t)a->picture[c].n_compartments * sizeof *a->picture[c].compartment);
  }
  zn_junction_free(one.junction);
  zn_junction_free(two.junction);
}

static void one_stretch_has_no_interval(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 2, 2, peg);
  s.request.replicates = 1;
  const struct zn_junction *j = run(&s);
  assert_true(isnan(j->row[0].resistance.lo90) && isnan(j->row[0].bicellular[0].hi90));
  zn_junction_free(s.junction);
}

/* --- What was published -------------------------------------------------------------------------------------------------------------- */

/* An independent reimplementation of the public code, small samples: TER within 4 %, permeability within a factor of 1.3. */
static void the_public_codes_numbers_come_out_when_porosity_slows_hops(void **state) {
  (void)state;
  static const double resistance[] = {20.0, 37.9, 52.0, 66.3, 79.7}, permeability[] = {6.8e-6, 4.6e-7, 4.5e-8, 1.2e-8, 5.7e-9};
  struct scene s;
  ask(&s, 2, 6, peg);
  s.request.variant = ZN_JUNCTION_POROSITY_ON_HOPS;
  s.request.replicates = 8;
  const struct zn_junction *j = run(&s);
  for (int c = 0; c < 5; c++) {
    assert_near(j->row[c].resistance.mean / resistance[c], 1.0, 0.04);
    assert_near(log(j->row[c].bicellular[0].mean * per_s / permeability[c]), 0.0, log(1.3));
  }
  zn_junction_free(s.junction);
}

static void permeability_falls_far_more_steeply_with_strands_than_resistance_rises(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 2, 6, peg);
  s.request.replicates = 8;
  const struct zn_junction *j = run(&s);
  for (int c = 1; c < 5; c++) {
    assert_true(j->row[c].resistance.mean > j->row[c - 1].resistance.mean);
    assert_true(j->row[c].resistance.mean < 2.1 * j->row[c - 1].resistance.mean);
    assert_true(j->row[c].bicellular[0].mean * 8.0 < j->row[c - 1].bicellular[0].mean);
  }
  zn_junction_free(s.junction);
}

static void porosity_on_hops_inflates_what_many_strands_and_large_solutes_let_through(void **state) {
  (void)state;
  static const char *const names[] = {"PEG 547", "dextran 10 kDa", NULL};
  struct scene ours, theirs;
  ask(&ours, 2, 6, names);
  ask(&theirs, 2, 6, names);
  theirs.request.variant = ZN_JUNCTION_POROSITY_ON_HOPS;
  const struct zn_junction *a = run(&ours), *b = run(&theirs);
  const double few = b->row[0].bicellular[0].mean / a->row[0].bicellular[0].mean;
  const double many = b->row[4].bicellular[0].mean / a->row[4].bicellular[0].mean;
  assert_true(few > 0.999 && few < 1.05);
  assert_true(many > 10.0);
  for (int c = 0; c < 5; c++) /* what is carried from compartment to compartment is as large whatever the hops' rate, but for the factor */
    assert_near(b->row[c].carried[0] / a->row[c].carried[0] * (2.0 * 4e-7 * 0.18e4), 1.0, 0.35);
  assert_true(b->row[2].bicellular[1].mean / a->row[2].bicellular[1].mean > 3.0);
  zn_junction_free(ours.junction);
  zn_junction_free(theirs.junction);
}

static void shorter_breaks_hardly_change_the_mean_over_time_but_short_circuit_an_epithelium(void **state) {
  (void)state;
  struct scene ours, theirs;
  ask(&ours, 2, 4, peg);
  ask(&theirs, 2, 4, peg);
  theirs.request.variant = ZN_JUNCTION_SHORT_BREAKS;
  const struct zn_junction *a = run(&ours), *b = run(&theirs);
  assert_true(b->row[2].resistance.mean > 0.97 * a->row[2].resistance.mean && b->row[2].resistance.mean < a->row[2].resistance.mean);
  assert_true(b->row[0].tissue.mean < 0.01 * a->row[0].tissue.mean);
  zn_junction_free(ours.junction);
  zn_junction_free(theirs.junction);
}

/* The numbers that stand in the public resistance file, where its help text has others. */
static void the_resistance_files_own_numbers_give_a_hundredfold_resistance(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 4, 4, peg);
  s.parameters.junction_opening_rate *= 0.005 / 0.03;
  s.parameters.junction_boundary_length *= 0.05 / 0.18;
  s.parameters.junction_tricellular_density *= 0.001 / 0.014;
  s.parameters.junction_cleft_half_width *= 5.0 / 4.0;
  s.parameters.junction_strand_resistance *= 10.62e9 / 0.3e9;
  const struct zn_junction *j = run(&s);
  assert_near(j->row[0].bicellular_resistance / 8193.0, 1.0, 0.02);
  assert_near(j->tricellular_resistance / 68373.0, 1.0, 0.001);
  assert_near(j->row[0].resistance.mean / 7300.0, 1.0, 0.02);
  zn_junction_free(s.junction);
}

/* --- Channels, rule, leak ------------------------------------------------------------------------------------------------------------ */

static void channels_lower_the_resistance_and_let_no_solute_through(void **state) {
  (void)state;
  struct scene without, with;
  ask(&without, 4, 4, peg);
  ask(&with, 4, 4, peg);
  with.request.channels = 1;
  const struct zn_junction *a = run(&without), *b = run(&with);
  assert_near(b->channel_open, 1.0 / (1.0 + 0.5 + 2.0), 1e-12);
  assert_memory_equal(a->row[0].bicellular, b->row[0].bicellular, sizeof *a->row[0].bicellular);
  /* intact: a strand's own conductance and n channels of 90 pS, open for their share, side by side */
  const double strand = 1.0 / 300e6 * 1e4, channels = 20e4 * 90e-12 * b->channel_open;
  assert_near(a->row[0].intact_resistance / b->row[0].intact_resistance, 1.0 + channels / strand, 1e-9);
  assert_true(b->row[0].resistance.mean < a->row[0].resistance.mean);
  zn_junction_free(without.junction);
  zn_junction_free(with.junction);
}

static void the_rule_of_claude_is_a_power_of_its_open_share(void **state) {
  (void)state;
  struct scene s;
  ask(&s, 2, 2, peg);
  const struct zn_junction *j = run(&s);
  assert_near(zn_junction_claude(j, &j->row[0], 2) / j->row[0].resistance.mean, 1.0, 1e-12);
  assert_near(zn_junction_claude(j, &j->row[0], 5) / j->row[0].resistance.mean, pow(0.4, -3.0), 1e-9);
  zn_junction_free(s.junction);
}

/* Through pores of the leak route's radius, of this porosity over length, the probe must pass as fast, on the smooth area. */
static void the_leak_route_of_a_junction_lets_as_much_through(void **state) {
  (void)state;
  static const char *const names[] = {"lactulose", NULL};
  struct scene s;
  ask(&s, 4, 4, names);
  const struct zn_junction *j = run(&s);
  struct zn_parameters person = s.parameters;
  struct zn_permeability body;
  const struct zn_wall_segment wall = {.leak = 1.0, .pore = 1.0, .absorptive_area = 1.0};
  const struct zn_solute *lactulose = zn_solute_info(zn_solute_find("lactulose"));
  person.solute_leak_conductance = zn_junction_leak(j, 0, j->row[0].total[0].mean);
  zn_solute_permeability(lactulose, &person, &wall, ZN_SEGMENT_jejunum, &body);
  assert_near(body.leak / (lactulose->paracellular_factor * s.parameters.junction_smooth_amplification * j->row[0].total[0].mean), 1.0,
              1e-12);
  zn_junction_free(s.junction);
}

static void kinetics_found_for_a_leak_give_that_leak(void **state) {
  (void)state;
  static const double factors[] = {1.0, 1.4, 2.0};
  struct scene s, again;
  ask(&s, 4, 4, peg);
  s.request.replicates = 8;
  for (int i = 0; i < 6; i++)
    s.cases[s.request.n_cases++] = (struct zn_junction_case){4, i < 3 ? factors[i] : 1.0, i < 3 ? 1.0 : 1.0 / factors[i - 3]};
  s.request.n_scan = 3;
  const struct zn_junction *j = run(&s);
  const double opening = zn_junction_opening_for(j, 0, 3.0), sealing = zn_junction_sealing_for(j, 0, 3.0);
  assert_true(opening > 1.0 && opening < 2.0 && sealing < 1.0 && sealing > 0.5);
  assert_true(isnan(zn_junction_opening_for(j, 0, 1e6)));
  ask(&again, 4, 4, peg);
  again.request.replicates = 8;
  again.cases[1] = (struct zn_junction_case){4, opening, 1.0};
  again.cases[2] = (struct zn_junction_case){4, 1.0, sealing};
  again.request.n_cases = 3;
  const struct zn_junction *k = run(&again);
  for (int c = 1; c < 3; c++) assert_near(k->row[c].total[0].mean / k->row[0].total[0].mean, 3.0, 0.5);
  zn_junction_free(s.junction);
  zn_junction_free(again.junction);
}

/* --- What is refused ----------------------------------------------------------------------------------------------------------------- */

static void glycols_of_any_mass_follow_the_published_laws(void **state) {
  (void)state;
  struct zn_junction_probe probe, listed;
  struct zn_error error = {0};
  assert_int_equal(zn_junction_probe_find(&probe, "PEG 547", &error), ZN_OK);
  assert_int_equal(zn_junction_probe_find(&listed, "PEG 546", &error), ZN_OK); /* a row of the table, from the same paper */
  assert_near(probe.radius / listed.radius, 1.0, 0.01);
  assert_near(probe.diffusivity / listed.diffusivity, 1.0, 0.01);
}

static void unknown_solutes_are_answered_with_the_nearest(void **state) {
  (void)state;
  struct zn_junction_probe probe;
  struct zn_error error = {0};
  assert_int_equal(zn_junction_probe_find(&probe, "manitol", &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "nearest: mannitol"));
  assert_int_equal(zn_junction_probe_find(&probe, "PEG 50", &error), ZN_INPUT);
  assert_int_equal(zn_junction_probe_find(&probe, "PEG 1e9", &error), ZN_INPUT);
  assert_int_equal(zn_junction_probe_find(&probe, "", &error), ZN_INPUT);
}

static int stop_at_once(void *context, int done, int all) {
  (void)done, (void)all;
  ++*(int *)context;
  return 1;
}

static void who_asks_to_stop_is_obeyed(void **state) {
  (void)state;
  struct scene s;
  struct zn_error error = {0};
  int told = 0;
  ask(&s, 2, 6, peg);
  s.request.cases = s.cases;
  s.request.probes = s.probes;
  s.request.threads = 1;
  s.request.progress = stop_at_once;
  s.request.progress_context = &told;
  assert_int_equal(zn_junction_run(&s.junction, &s.request, &s.parameters, &error), ZN_INTERRUPTED);
  assert_null(s.junction);
  assert_int_equal(told, 1);
}

static void a_request_that_is_none_is_refused(void **state) {
  (void)state;
  struct scene s;
  struct zn_error error = {0};
  ask(&s, 2, 2, peg);
  s.request.cases = s.cases;
  s.request.probes = s.probes;
  s.cases[0].strands = 13;
  assert_int_equal(zn_junction_run(&s.junction, &s.request, &s.parameters, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "1 to 12 strands"));
  s.cases[0] = (struct zn_junction_case){2, 1.0, 0.0};
  assert_int_equal(zn_junction_run(&s.junction, &s.request, &s.parameters, &error), ZN_ARGUMENT);
  s.request.n_cases = 0;
  assert_int_equal(zn_junction_run(&s.junction, &s.request, &s.parameters, &error), ZN_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_breaks_strands_are_in_series_and_nothing_passes_them),
      cmocka_unit_test(what_is_wider_than_the_slit_cannot_pass_breaks),
      cmocka_unit_test(hindrance_in_a_slit_falls_from_one_to_nothing_and_lies_above_that_in_a_pore),
      cmocka_unit_test(one_strand_lets_through_its_share_of_breaks),
      cmocka_unit_test(the_tricellular_pore_is_a_cylinder),
      cmocka_unit_test(open_shares_are_what_the_rates_say_and_nothing_is_lost),
      cmocka_unit_test(watching_finds_what_the_search_finds),
      cmocka_unit_test(twice_the_stretches_narrow_the_interval_by_the_root_of_two),
      cmocka_unit_test(threads_change_no_bit),
      cmocka_unit_test(one_stretch_has_no_interval),
      cmocka_unit_test(the_public_codes_numbers_come_out_when_porosity_slows_hops),
      cmocka_unit_test(permeability_falls_far_more_steeply_with_strands_than_resistance_rises),
      cmocka_unit_test(porosity_on_hops_inflates_what_many_strands_and_large_solutes_let_through),
      cmocka_unit_test(shorter_breaks_hardly_change_the_mean_over_time_but_short_circuit_an_epithelium),
      cmocka_unit_test(the_resistance_files_own_numbers_give_a_hundredfold_resistance),
      cmocka_unit_test(channels_lower_the_resistance_and_let_no_solute_through),
      cmocka_unit_test(the_rule_of_claude_is_a_power_of_its_open_share),
      cmocka_unit_test(the_leak_route_of_a_junction_lets_as_much_through),
      cmocka_unit_test(kinetics_found_for_a_leak_give_that_leak),
      cmocka_unit_test(glycols_of_any_mass_follow_the_published_laws),
      cmocka_unit_test(unknown_solutes_are_answered_with_the_nearest),
      cmocka_unit_test(who_asks_to_stop_is_obeyed),
      cmocka_unit_test(a_request_that_is_none_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
