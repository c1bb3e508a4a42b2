/* Journeys in lanes: against CVODE, against each other, and with neighbours that fail. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dosing.h"
#include "human.h"
#include "solve/rodas.h"

enum { NODES = 97, SCENES = 6, MOMENTS = 5, AMOUNTS = sizeof(struct zn_whereabouts) / sizeof(double) };

static const double moments[MOMENTS] = {0.7, 2.0, 5.0, 8.3, 24.0};

/* A person and a wall for a day. */
struct scene {
  struct zn_parameters person;
  struct zn_wall_course course;
  double time_h[NODES];
  struct zn_wall wall[NODES];
};
static struct scene scenes[SCENES];

/* Lives a day from now on, the wall seen every quarter of an hour. */
static void watch(struct scene *s, struct human *h) {
  for (int i = 0; i < NODES; i++) {
    if (i) human_live(h, 0.25);
    s->time_h[i] = 0.25 * i;
    zn_body_wall(h->y, &h->person, &s->wall[i]);
  }
  s->person = h->person;
  s->course = (struct zn_wall_course){.n = NODES, .time_h = s->time_h, .wall = s->wall};
  human_leave(h);
}

/* Of real bodies: at rest, inflamed, in the first day of a drug and of heat. And made ones: a wall that jumps, and one that is noise. */
static int begin(void **state) {
  (void)state;
  struct human healthy = human_of(8, 0, ""), crohn = human_of(8, 1, "crohn_active"), coeliac = human_of(8, 2, "coeliac_untreated"),
               runner = human_of(8, 3, "");
  human_give(&crohn, ZN_OVERLAY_TREATMENT, "infliximab", 1.0);
  human_give(&runner, ZN_OVERLAY_TREATMENT, "exercise_heat", 1.0);
  watch(&scenes[0], &healthy);
  watch(&scenes[1], &crohn);
  watch(&scenes[2], &coeliac);
  watch(&scenes[3], &runner);
  struct dosing moving;
  dosing_draw(&moving, 8, 4);
  dosing_move(&moving);
  scenes[4] = (struct scene){.person = moving.person, .course = {.n = moving.n_wall, .time_h = scenes[4].time_h, .wall = scenes[4].wall}};
  memcpy(scenes[4].time_h, moving.wall_time_h, sizeof moving.wall_time_h);
  memcpy(scenes[4].wall, moving.wall, sizeof moving.wall);
  scenes[5] = scenes[0];
  scenes[5].course = (struct zn_wall_course){.n = NODES, .time_h = scenes[5].time_h, .wall = scenes[5].wall};
  for (int i = 0; i < NODES; i++) scenes[5].wall[i].segment[ZN_SEGMENT_ileum].leak *= 1.0 + 0.3 * sin(40.0 * i * i);
  return 0;
}

/* Journeys of every solute from every site in some scenes, or every third of them; half of them with a second dose. */
struct fleet {
  int n;
  struct zn_journey *journey;
  struct zn_dose (*dose)[2];
  struct zn_whereabouts (*at)[MOMENTS];
};

static struct fleet fleet_of(int first_scene, int last_scene, int every) {
  const size_t all = (size_t)(last_scene - first_scene) * (size_t)zn_solute_count() * DOSING_SITES;
  struct fleet f = {.journey = calloc(all, sizeof *f.journey), .dose = calloc(all, sizeof *f.dose), .at = calloc(all, sizeof *f.at)};
  for (int s = first_scene; s < last_scene; s++)
    for (int k = 0; k < zn_solute_count(); k++)
      for (int site = 0; site < DOSING_SITES; site++) {
        if ((s + k + site) % every) continue;
        const double amount = k % 3 == 0 ? 1.0 : k % 3 == 1 ? 14.6 : 80.0;
        f.dose[f.n][0] = (struct zn_dose){.amount_mmol = amount, .site = (enum zn_site)site, .drink_ml = 100.0, .solid_share = -1.0};
        f.dose[f.n][1] = (struct zn_dose){.time_h = 3.1, .amount_mmol = 0.2 * amount, .site = (enum zn_site)site, .solid_share = -1.0};
        f.journey[f.n] = (struct zn_journey){.solute = zn_solute_info(k),
                                             .person = &scenes[s].person,
                                             .wall = &scenes[s].course,
                                             .doses = f.dose[f.n],
                                             .n_doses = 1 + (k + site) % 2,
                                             .time_h = moments,
                                             .n_times = MOMENTS,
                                             .at = f.at[f.n]};
        f.n++;
      }
  return f;
}

static void fleet_leave(struct fleet *f) {
  free(f->journey);
  free(f->dose);
  free(f->at);
}

static void all_came_through(const struct fleet *f) {
  for (int i = 0; i < f->n; i++)
    if (f->journey[i].status != ZN_OK) fail_msg("%s", f->journey[i].error.text);
}

/* --- Accuracy -------------------------------------------------------------------------------------------------------------------- */

/* The largest difference of any amount, as a share of the first dose; `urine`: of urine alone, as a share of itself. */
static double apart(const struct fleet *a, const struct fleet *b, double *urine) {
  double worst = 0.0;
  *urine = 0.0;
  for (int i = 0; i < a->n; i++) {
    const double dose = a->dose[i][0].amount_mmol;
    for (int m = 0; m < MOMENTS; m++) {
      const double *x = (const double *)&a->at[i][m], *y = (const double *)&b->at[i][m];
      for (int k = 0; k < AMOUNTS; k++) worst = fmax(worst, fabs(x[k] - y[k]) / dose);
      if (b->at[i][m].urine > 1e-6 * dose) *urine = fmax(*urine, fabs(a->at[i][m].urine / b->at[i][m].urine - 1.0));
    }
  }
  return worst;
}

static double mean_steps(const struct fleet *f) {
  double steps = 0.0;
  for (int i = 0; i < f->n; i++) steps += (double)f->journey[i].steps / f->n;
  return steps;
}

/* Every solute from every site, each in two of the scenes; the finer integration is CVODE's, which knows nothing of bends, units and lanes.
 */
static void lanes_come_within_a_millionth_of_the_dose(void **state) {
  (void)state;
  struct fleet truth = fleet_of(0, SCENES, 3), lanes = fleet_of(0, SCENES, 3), cvode = fleet_of(0, SCENES, 3);
  double urine, urine_by_cvode;
  for (int i = 0; i < truth.n; i++) zn_journey_follow(&truth.journey[i], 1e-10);
  for (int i = 0; i < cvode.n; i++) zn_journey_follow(&cvode.journey[i], ZN_JOURNEY_BDF_TOLERANCE);
  zn_journeys_follow(lanes.journey, lanes.n, zn_lanes_best(), ZN_JOURNEY_TOLERANCE);
  all_came_through(&truth);
  all_came_through(&lanes);
  all_came_through(&cvode);
  const double error = apart(&lanes, &truth, &urine), by_cvode = apart(&cvode, &truth, &urine_by_cvode);
  print_message("             %d journeys: lanes %.1e of the dose, %.1e of urine, in %.0f steps; CVODE %.1e, %.1e, in %.0f\n", lanes.n,
                error, urine, mean_steps(&lanes), by_cvode, urine_by_cvode, mean_steps(&cvode));
  assert_true(error < 1e-6);
  assert_true(urine < 3e-6);
  fleet_leave(&truth);
  fleet_leave(&lanes);
  fleet_leave(&cvode);
}

static void nothing_is_lost_in_lanes(void **state) {
  (void)state;
  struct fleet f = fleet_of(0, SCENES, 1);
  double worst = 0.0;
  zn_journeys_follow(f.journey, f.n, zn_lanes_best(), ZN_JOURNEY_TOLERANCE);
  all_came_through(&f);
  for (int i = 0; i < f.n; i++)
    for (int m = 0; m < MOMENTS; m++) {
      double given = f.dose[i][0].amount_mmol;
      if (f.journey[i].n_doses == 2 && moments[m] >= 3.1) given += f.dose[i][1].amount_mmol;
      worst = fmax(worst, fabs(dosing_total(&f.at[i][m]) / given - 1.0));
    }
  print_message("             %.1e of the dose at most\n", worst);
  assert_true(worst < 1e-12);
  fleet_leave(&f);
}

/* --- Lanes ----------------------------------------------------------------------------------------------------------------------- */

static void every_width_and_every_order_give_the_same_bytes(void **state) {
  (void)state;
  static const int widths[] = {1, 2, 4, 8}, strides[] = {1, 101, 997, 331};
  struct fleet first = fleet_of(2, 5, 1);
  zn_journeys_follow(first.journey, first.n, 1, ZN_JOURNEY_TOLERANCE);
  for (int w = 0; w < 4; w++) {
    if (!zn_lanes_fit(widths[w])) continue;
    struct fleet f = fleet_of(2, 5, 1);
    assert_true(strides[w] == 1 || f.n % strides[w] != 0); /* primes, so every place is met once */
    struct zn_journey *mixed = calloc((size_t)f.n, sizeof *mixed);
    for (int i = 0; i < f.n; i++) mixed[(i * strides[w]) % f.n] = f.journey[i];
    zn_journeys_follow(mixed, f.n, widths[w], ZN_JOURNEY_TOLERANCE);
    assert_memory_equal(f.at, first.at, (size_t)f.n * sizeof *f.at);
    for (int i = 0; i < f.n; i++) assert_int_equal(mixed[(i * strides[w]) % f.n].steps, first.journey[i].steps);
    free(mixed);
    fleet_leave(&f);
  }
  all_came_through(&first);
  fleet_leave(&first);
}

static void where_somebody_looks_does_not_change_a_bit(void **state) {
  (void)state;
  double often[240];
  struct zn_whereabouts seen[240], once;
  for (int i = 0; i < 240; i++) often[i] = 0.1 * (i + 1);
  for (int s = 0; s < SCENES; s++) {
    const struct zn_dose dose = {.amount_mmol = 5.0, .drink_ml = 100.0, .solid_share = -1.0};
    struct zn_journey j = {.solute = dosing_solute("lactulose"), .person = &scenes[s].person, .wall = &scenes[s].course, .doses = &dose};
    j.n_doses = 1;
    j.time_h = often;
    j.n_times = 240;
    j.at = seen;
    zn_journeys_follow(&j, 1, 1, ZN_JOURNEY_TOLERANCE);
    j.time_h = &often[239];
    j.n_times = 1;
    j.at = &once;
    zn_journeys_follow(&j, 1, 1, ZN_JOURNEY_TOLERANCE);
    assert_memory_equal(&once, &seen[239], sizeof once);
  }
}

/* --- The wall's course ------------------------------------------------------------------------------------------------------------- */

static long steps_over(const struct zn_wall_course *course, double *urine) {
  const struct zn_dose dose = {.amount_mmol = 5.0, .drink_ml = 100.0, .solid_share = -1.0};
  struct zn_whereabouts at;
  struct zn_journey j = {dosing_solute("mannitol"), &scenes[0].person, course, &dose, 1, &moments[MOMENTS - 1], 1, .at = &at};
  zn_journeys_follow(&j, 1, 1, ZN_JOURNEY_TOLERANCE);
  assert_int_equal(j.status, ZN_OK);
  *urine = at.urine;
  return j.steps;
}

/* From 1 to 3 in a day, in one stroke or told in 96 parts, which may be off by a share. */
static long steps_over_ramp(int parts, double off, double *urine) {
  static struct scene s;
  s.course = (struct zn_wall_course){.n = parts + 1, .time_h = s.time_h, .wall = s.wall};
  for (int i = 0; i <= parts; i++) {
    s.time_h[i] = 24.0 * i / parts;
    s.wall[i] = scenes[0].wall[0];
    for (int k = 0; k < ZN_SEGMENTS; k++) s.wall[i].segment[k].leak = (1.0 + 2.0 * i / parts) * (i % 2 ? 1.0 + off : 1.0 - off);
  }
  return steps_over(&s.course, urine);
}

static void a_wall_that_runs_straight_costs_no_steps_however_often_it_was_seen(void **state) {
  (void)state;
  double once, often, trembling, bent;
  const long few = steps_over_ramp(1, 0.0, &once), same = steps_over_ramp(96, 0.0, &often);
  const long steady = steps_over_ramp(96, 1e-10, &trembling), many = steps_over_ramp(96, 1e-3, &bent);
  print_message("             %ld steps, %ld when told in parts, %ld when they tremble, %ld when they bend\n", few, same, steady, many);
  assert_int_equal(same, few);
  assert_int_equal(steady, few);
  assert_true(many > few && many > 96);
  assert_true(fabs(often / once - 1.0) < 1e-9 && fabs(trembling / once - 1.0) < 1e-8 && fabs(bent / once - 1.0) > 1e-7);
}

/* --- What is no journey, or cannot be followed --------------------------------------------------------------------------------------- */

enum { ODD = 9 };

/* Odd ones: walls and people of no numbers, no emptying time, doses far too large, far too small, none, and less than none. */
static void odd_journeys(struct zn_journey *j, struct zn_whereabouts at[ODD][MOMENTS]) {
  static struct scene lost, torn, open;
  static struct zn_parameters nobody, empty;
  static struct zn_dose dose[ODD];
  struct scene *const walls[] = {&lost, &torn, &open};
  for (int i = 0; i < 3; i++) {
    *walls[i] = scenes[3];
    walls[i]->course = (struct zn_wall_course){.n = NODES, .time_h = walls[i]->time_h, .wall = walls[i]->wall};
  }
  lost.wall[40].segment[ZN_SEGMENT_jejunum].leak = NAN;
  torn.wall[0].segment[ZN_SEGMENT_ileum].leak = INFINITY;
  open.wall[20].segment[ZN_SEGMENT_ileum].leak = 1e300;
  nobody = empty = scenes[0].person;
  nobody.solute_glomerular_filtration = NAN;
  empty.solute_drink_emptying_time = 0.0;
  for (int i = 0; i < ODD; i++) {
    dose[i] = (struct zn_dose){.amount_mmol = 1.0, .drink_ml = 100.0, .solid_share = -1.0};
    j[i] = (struct zn_journey){
        dosing_solute(i % 2 ? "glucose" : "lactulose"), &scenes[0].person, &scenes[0].course, &dose[i], 1, moments, MOMENTS, .at = at[i]};
  }
  j[0].wall = &lost.course;
  j[1].wall = &torn.course;
  j[2].wall = &open.course;
  j[3].person = &nobody;
  j[4].person = &empty;
  dose[5].amount_mmol = 1e300;
  dose[6].amount_mmol = 1e-300;
  dose[7].amount_mmol = 0.0;
  dose[8].amount_mmol = -1.0;
}

/* A status or the right answer, and never an answer that is not a number; among others, who notice nothing. */
static void what_cannot_be_followed_says_so_and_disturbs_nobody(void **state) {
  (void)state;
  static struct zn_whereabouts odd_at[ODD][MOMENTS];
  struct fleet alone = fleet_of(3, 4, 1), beside = fleet_of(3, 4, 1);
  struct zn_journey *mixed = calloc((size_t)beside.n + ODD, sizeof *mixed), odd[ODD];
  odd_journeys(odd, odd_at);
  zn_journeys_follow(alone.journey, alone.n, zn_lanes_best(), ZN_JOURNEY_TOLERANCE);
  for (int i = 0, next = 0, rest = 0; i < beside.n + ODD; i++) mixed[i] = i % 5 == 2 && rest < ODD ? odd[rest++] : beside.journey[next++];
  zn_journeys_follow(mixed, beside.n + ODD, zn_lanes_best(), ZN_JOURNEY_TOLERANCE);
  assert_memory_equal(alone.at, beside.at, (size_t)alone.n * sizeof *alone.at);
  for (int k = 0; k < ODD; k++) {
    const struct zn_journey *j = &mixed[5 * k + 2];
    print_message("             %d: %s\n", k, j->status == ZN_OK ? "followed" : j->error.text);
    if (k < 2 || k == 3 || k == 4) assert_int_equal(j->status, ZN_NUMERICAL);
    if (k == 6 || k == 7) assert_int_equal(j->status, ZN_OK);
    if (k == 8) assert_int_equal(j->status, ZN_ARGUMENT);
    for (int m = 0; m < MOMENTS && j->status == ZN_OK; m++)
      assert_true(fabs(dosing_total(&j->at[m]) - j->doses->amount_mmol) <= 1e-9 * j->doses->amount_mmol);
  }
  free(mixed);
  fleet_leave(&alone);
  fleet_leave(&beside);
}

static void nobody_is_followed_at_once(void **state) {
  (void)state;
  zn_journeys_follow(NULL, 0, zn_lanes_best(), ZN_JOURNEY_TOLERANCE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lanes_come_within_a_millionth_of_the_dose),
      cmocka_unit_test(nothing_is_lost_in_lanes),
      cmocka_unit_test(every_width_and_every_order_give_the_same_bytes),
      cmocka_unit_test(where_somebody_looks_does_not_change_a_bit),
      cmocka_unit_test(a_wall_that_runs_straight_costs_no_steps_however_often_it_was_seen),
      cmocka_unit_test(what_cannot_be_followed_says_so_and_disturbs_nobody),
      cmocka_unit_test(nobody_is_followed_at_once),
  };
  return cmocka_run_group_tests(tests, begin, humans_end);
}
