/* The same people before and after diets. */
#include "zonula/eaten.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "part.h"
#include "situation.h"
#include "study/statistics.h"
#include "zonula/io.h"

enum { DEFAULT_PEOPLE = 192, MOMENTS = 2 };

/* Two days of the plan: on the first everybody is looked at, on the second the diet begins. */
static const double first_day_h = 24.0;

/* --- What is looked at ---------------------------------------------------------------------------------------------------------------- */

static const struct look {
  const char *name, *brief, *assay, *reading; /* without a reading: lactulose over mannitol in urine of the first five hours */
} looks[ZN_EATEN_OUTCOMES] = {[ZN_EATEN_SCFA] = {"scfa_descending", "SCFA", "stool", "scfa[descending]"},
                              [ZN_EATEN_BUTYRATE] = {"butyrate_descending", "butyrate", "stool", "butyrate[descending]"},
                              [ZN_EATEN_BIFIDOBACTERIA] = {"bifidobacteria", "bifidobacteria", "stool", "bifidobacteria"},
                              [ZN_EATEN_RICHNESS] = {"species_richness", "species", "stool", "species_richness"},
                              [ZN_EATEN_INNER_MUCUS] = {"mucus_inner_descending", "inner mucus", "biopsy", "mucus_inner[descending]"},
                              [ZN_EATEN_CONTACT] = {"bacterial_contact_descending", "contact", "biopsy", "bacterial_contact[descending]"},
                              [ZN_EATEN_VILLI] = {"villus_height_crypt_depth", "villus/crypt", "biopsy", "villus_height_crypt_depth"},
                              [ZN_EATEN_LPS] = {"serum_lps", "LPS", "serum", "serum_lps"},
                              [ZN_EATEN_RATIO] = {"lactulose_mannitol_0_5_h", "L/M 0-5 h", "lactulose_mannitol", NULL}};

struct zn_eaten_outcome_info zn_eaten_outcome_info(enum zn_eaten_outcome outcome) {
  const struct look *look = &looks[outcome];
  if (!look->reading)
    return (struct zn_eaten_outcome_info){look->name, "lactulose over mannitol, urine of 5 h", look->brief, "1", "emergent"};
  const struct zn_readable_info info = zn_readable_info(zn_readable_find(look->reading));
  return (struct zn_eaten_outcome_info){look->name, info.label, look->brief, info.unit, info.tag};
}

static struct zn_reported question_of(enum zn_eaten_outcome outcome, double time_h, const struct zn_library *library) {
  const struct look *look = &looks[outcome];
  const int is_reading = look->reading != NULL;
  return (struct zn_reported){.label = "",
                              .time_h = time_h,
                              .assay = zn_library_assay(library, look->assay),
                              .quantity = is_reading ? ZN_QUANTITY_READING : ZN_QUANTITY_RATIO,
                              .probe = is_reading ? -1 : zn_solute_find("lactulose"),
                              .over = is_reading ? -1 : zn_solute_find("mannitol"),
                              .observable = is_reading ? zn_readable_find(look->reading) : -1,
                              .window_h = {0.0, 5.0},
                              .statistic = ZN_STATISTIC_MEDIAN,
                              .value = 1.0,
                              .spread = {NAN, NAN},
                              .spread_kind = "",
                              .unit = "",
                              .to_unit = 1.0,
                              .note = ""};
}

/* --- One arm as a study --------------------------------------------------------------------------------------------------------------- */

enum { MOST_EVENTS = MOMENTS * ZN_EATEN_OUTCOMES + ZN_EATEN_STEPS };

struct plan {
  struct zn_situation situation;
  struct zn_cohort cohort;
  struct zn_event event[MOST_EVENTS];
  struct zn_reported reported[MOMENTS * ZN_EATEN_OUTCOMES];
  int condition; /* healthy */
};

static void measure(struct zn_study *plan, int assay, double time_h, const struct zn_library *library) {
  for (int i = 0; i < plan->n_events; i++)
    if (plan->events[i].kind == ZN_EVENT_MEASURE && plan->events[i].assay == assay && plan->events[i].time_h == time_h) return;
  plan->events[plan->n_events++] =
      (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = time_h, .cohort = -1, .overlay = -1, .assay = assay};
  plan->end_h = fmax(plan->end_h, time_h + library->assays[assay].length_h);
}

/* All that is asked at one moment. */
static enum zn_status look(struct zn_study *plan, double time_h, const struct zn_library *library, struct zn_error *error) {
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    const struct zn_reported r = plan->reported[plan->n_reported++] = question_of((enum zn_eaten_outcome)k, time_h, library);
    if (r.assay < 0) return zn_fail(error, ZN_ARGUMENT, "the library lacks the assay %s", looks[k].assay);
    measure(plan, r.assay, time_h, library);
  }
  return ZN_OK;
}

/* Each diet ends where the next one begins; the last one goes on while people are looked at. */
static double eat(struct zn_study *plan, const struct zn_eaten_arm *arm) {
  double time_h = first_day_h;
  for (int i = 0; i < arm->n_steps; i++) {
    const double length_h = 24.0 * arm->step[i].days;
    plan->events[plan->n_events++] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                                       .time_h = time_h,
                                                       .cohort = -1,
                                                       .overlay = arm->step[i].overlay,
                                                       .duration_h = i + 1 < arm->n_steps ? length_h : 0.0,
                                                       .assay = -1};
    time_h += length_h;
  }
  return time_h;
}

static enum zn_status make_plan(struct plan *p, const struct zn_eaten_arm *arm, const struct zn_library *library, struct zn_error *error) {
  *p = (struct plan){.condition = zn_library_overlay(library, ZN_OVERLAY_CONDITION, "healthy")};
  if (p->condition < 0) return zn_fail(error, ZN_ARGUMENT, "the library lacks the condition healthy");
  p->cohort = (struct zn_cohort){.name = "eaters", .seed = 1, .n_overlays = 1, .overlays = &p->condition};
  p->situation.plan = (struct zn_study){.name = "diet",
                                        .title = "",
                                        .source = "",
                                        .summary = "",
                                        .file = "",
                                        .n_cohorts = 1,
                                        .cohorts = &p->cohort,
                                        .events = p->event,
                                        .reported = p->reported};
  struct zn_study *plan = &p->situation.plan;
  ZN_TRY(look(plan, 0.0, library, error));
  const double end_h = eat(plan, arm);
  ZN_TRY(look(plan, end_h, library, error));
  p->situation.n_questions = plan->n_reported;
  return ZN_OK;
}

/* --- What comes of it ----------------------------------------------------------------------------------------------------------------- */

/* Everything that is worked with. */
struct work {
  struct zn_eaten *eaten;
  const struct zn_validate_options *options;
  struct zn_ensemble *ensemble;
  struct zn_variants members;
  int people; /* persons of each of them */
  struct zn_part part;
};

/* `value` [variants][MOMENTS][ZN_EATEN_OUTCOMES][people]; `room` [3][variants * people]. Only who is known at both moments counts. */
static enum zn_status summarise(struct zn_eaten_change *change, int outcome, const struct work *w, const double *value, double *room,
                                struct zn_error *error) {
  const size_t people = (size_t)w->people, all = (size_t)w->members.n * people;
  double *before = room, *after = room + all, *fold = room + 2 * all;
  int n = 0;
  for (size_t v = 0; v < (size_t)w->members.n; v++)
    for (size_t i = 0; i < people; i++) {
      const double *of_variant = value + v * MOMENTS * ZN_EATEN_OUTCOMES * people;
      const double a = of_variant[(size_t)outcome * people + i], b = of_variant[(size_t)(ZN_EATEN_OUTCOMES + outcome) * people + i];
      if (isnan(a) || isnan(b)) continue;
      before[n] = a;
      after[n] = b;
      fold[n++] = b / a;
    }
  if (!n) return zn_fail(error, ZN_NUMERICAL, "nobody could be followed through a diet to %s", looks[outcome].name);
  *change = (struct zn_eaten_change){zn_middle_of(before, n), zn_middle_of(after, n), zn_middle_of(fold, n), n};
  return ZN_OK;
}

/* The people of each member of the ensemble are other people. */
static enum zn_status simulate(double *value, struct work *w, const struct zn_situation *situation, struct zn_error *error) {
  struct zn_run_options run = zn_part_options(&w->part);
  run.exact = 1;
  return zn_situation_simulate(value, situation, &w->members, w->people, w->eaten->library, &run, error);
}

static enum zn_status follow(struct work *w, int arm, double *value, double *room, struct zn_error *error) {
  struct plan plan;
  ZN_TRY(make_plan(&plan, &w->eaten->arm[arm], w->eaten->library, error));
  ZN_TRY(simulate(value, w, &plan.situation, error));
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) ZN_TRY(summarise(&w->eaten->change[arm][k], k, w, value, room, error));
  w->part.done += w->eaten->people;
  return ZN_OK;
}

static enum zn_status follow_all(struct work *w, struct zn_error *error) {
  const size_t people = (size_t)w->eaten->people;
  double *value = malloc(MOMENTS * ZN_EATEN_OUTCOMES * people * sizeof *value), *room = malloc(3 * people * sizeof *room);
  enum zn_status status = value && room ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %zu people", people);
  for (int i = 0; i < w->eaten->n && status == ZN_OK; i++) status = follow(w, i, value, room, error);
  free(value);
  free(room);
  return status;
}

/* --- All of it ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status begin(struct work *w, const struct zn_eaten_arm *arm, int n, struct zn_error *error) {
  struct zn_eaten *e = w->eaten;
  ZN_TRY(zn_ensemble_load(&w->ensemble, e->library, error));
  e->seed = w->options->seed ? w->options->seed : 1;
  w->members = zn_variants_of(w->ensemble, e->seed);
  w->people = zn_people_of_each(w->options->people > 0 ? w->options->people : DEFAULT_PEOPLE, w->members.n);
  e->n = n;
  e->people = w->members.n * w->people;
  e->members = w->ensemble->members;
  w->part.all = n * e->people;
  e->arm = calloc((size_t)n + 1, sizeof *e->arm);
  e->diet = calloc((size_t)n + 1, sizeof *e->diet);
  e->change = calloc((size_t)n + 1, sizeof *e->change);
  if (!e->arm || !e->diet || !e->change) return zn_fail(error, ZN_MEMORY, "no memory for %d diets", n);
  memcpy(e->arm, arm, (size_t)n * sizeof *arm);
  for (int i = 0; i < n; i++) zn_eaten_diet_of(&e->diet[i], arm[i].step[arm[i].n_steps - 1].overlay, e->library);
  return ZN_OK;
}

enum zn_status zn_diets_eat(struct zn_eaten **out, const struct zn_eaten_arm *arm, int n, const struct zn_library *library,
                            const struct zn_validate_options *options, struct zn_error *error) {
  struct work w = {.options = options, .part = {.run = &options->run}, .eaten = calloc(1, sizeof *w.eaten)};
  *out = NULL;
  if (!w.eaten) return zn_fail(error, ZN_MEMORY, "no memory for diets");
  w.eaten->library = library;
  enum zn_status status = begin(&w, arm, n, error);
  if (status == ZN_OK) status = follow_all(&w, error);
  zn_ensemble_free(w.ensemble);
  if (status == ZN_OK)
    *out = w.eaten;
  else
    zn_eaten_free(w.eaten);
  return status;
}

void zn_eaten_free(struct zn_eaten *eaten) {
  if (!eaten) return;
  free(eaten->arm);
  free(eaten->diet);
  free(eaten->change);
  free(eaten);
}
