/* An experiment in words: who lives through what, what is read, what must hold. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "words.h"
#include "writer.h"
#include "zonula/experiment.h"
#include "zonula/io.h"

/* Hands the text over, or says that there was no memory for it. */
static enum zn_status finish(char **text, struct zn_writer *out, struct zn_error *error) {
  zn_writer_add(out, "");
  const enum zn_status status = zn_writer_finish(out, "the words of an experiment", error);
  *text = status == ZN_OK ? out->data : NULL;
  if (status != ZN_OK) zn_writer_clear(out);
  return status;
}

/* "immune_normal" as people write it. */
static void plain(struct zn_writer *out, const char *name) {
  for (; *name; name++) zn_writer_format(out, "%c", *name == '_' ? ' ' : *name);
}

static void quantity(struct zn_writer *out, double value, const char *unit) {
  char words[64];
  zn_unit_words(unit, words);
  zn_writer_format(out, *words ? "%.4g %s" : "%.4g", value, words);
}

static void changes(struct zn_writer *out, const struct zn_change *change, int n) {
  static const char *const verbs[] = {[ZN_CHANGE_SET] = " set to ", [ZN_CHANGE_SCALE] = " times ", [ZN_CHANGE_SPREAD] = " spread "};
  for (int i = 0; i < n; i++) {
    const struct zn_parameter_info *info = zn_parameter_info(change[i].parameter);
    zn_writer_format(out, "%s%s%s", i ? ", " : "", info->name, verbs[change[i].kind]);
    if (change[i].kind == ZN_CHANGE_SET)
      quantity(out, change[i].value / info->to_internal, info->unit);
    else
      zn_writer_format(out, "%.4g", change[i].value);
  }
}

/* --- Who -------------------------------------------------------------------------------------------------------------------------- */

static void cohort(struct zn_writer *out, const struct zn_study *study, const struct zn_library *library, int index) {
  const struct zn_cohort *c = &study->cohorts[index];
  if (study->n_cohorts > 1) {
    plain(out, c->name);
    zn_writer_add(out, ": ");
  }
  zn_writer_format(out, "%d virtual people", c->people);
  for (int i = 0; i < c->n_overlays; i++) {
    const struct zn_overlay *o = &library->overlays[c->overlays[i]];
    zn_writer_format(out, "; %s: %s", zn_overlay_kind_words(o->kind), o->title);
  }
  if (c->n_changes) zn_writer_add(out, "; ");
  changes(out, c->changes, c->n_changes);
  for (int k = 0; k < index; k++)
    if (study->cohorts[k].seed == c->seed && study->cohorts[k].people == c->people) {
      zn_writer_add(out, "; the same people as ");
      plain(out, study->cohorts[k].name);
      break;
    }
  zn_writer_add(out, ".\n");
}

/* --- What happens ------------------------------------------------------------------------------------------------------------------ */

static int same_act(const struct zn_event *a, const struct zn_event *b) {
  if (a->kind != b->kind || a->cohort != b->cohort) return 0;
  if (a->kind == ZN_EVENT_SET) return a->parameter == b->parameter && a->value == b->value;
  if (a->kind == ZN_EVENT_MEASURE) return a->assay == b->assay;
  return a->overlay == b->overlay && a->dose == b->dose && a->duration_h == b->duration_h && a->effect == b->effect;
}

/* "From the start", "After 30 d", "28 times from 1 d to 28 d". */
static void when(struct zn_writer *out, const struct zn_study *study, int event) {
  const struct zn_event *e = &study->events[event];
  char from[32], to[32];
  int n = 0, last = event;
  for (int k = event; k < study->n_events; k++)
    if (same_act(&study->events[k], e)) n++, last = k;
  zn_time_words(e->time_h, from);
  zn_time_words(study->events[last].time_h, to);
  if (n > 1)
    zn_writer_format(out, "%d times from %s to %s", n, from, to);
  else if (e->time_h > 0.0)
    zn_writer_format(out, "After %s", from);
  else
    zn_writer_add(out, "At the start");
}

static void act(struct zn_writer *out, const struct zn_event *e, const struct zn_library *library) {
  char time[32];
  if (e->kind == ZN_EVENT_MEASURE) {
    zn_writer_format(out, "measured: %s", library->assays[e->assay].title);
  } else if (e->kind == ZN_EVENT_SET) {
    const struct zn_parameter_info *info = zn_parameter_info(e->parameter);
    zn_writer_format(out, "%s set to ", info->name);
    quantity(out, e->value / info->to_internal, info->unit);
  } else {
    const struct zn_overlay *o = &library->overlays[e->overlay];
    zn_writer_format(out, "given: %s", o->title);
    if (e->dose > 0.0) zn_writer_add(out, ", "), quantity(out, e->dose, o->dose_unit);
    if (e->duration_h > 0.0) {
      zn_time_words(e->duration_h, time);
      zn_writer_format(out, ", for %s", time);
    }
  }
}

static void timeline(struct zn_writer *out, const struct zn_study *study, const struct zn_library *library) {
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    int told = 0;
    for (int k = 0; k < i && !told; k++) told = same_act(&study->events[k], e);
    if (told) continue;
    when(out, study, i);
    if (e->cohort >= 0 && study->n_cohorts > 1) {
      zn_writer_add(out, ", ");
      plain(out, study->cohorts[e->cohort].name);
    }
    zn_writer_add(out, ": ");
    act(out, e, library);
    zn_writer_add(out, ".\n");
  }
}

/* --- What is read ------------------------------------------------------------------------------------------------------------------ */

static void reading(struct zn_writer *out, int observable) {
  const struct zn_readable_info info = zn_readable_info(observable);
  const char *place = strchr(info.name, '[');
  zn_writer_add(out, info.label);
  if (place) zn_writer_format(out, ", %.*s", (int)strcspn(place + 1, "]"), place + 1);
}

static void window(struct zn_writer *out, const struct zn_reported *r) {
  if (r->window_h[1] > r->window_h[0]) zn_writer_format(out, ", %.4g to %.4g h", r->window_h[0], r->window_h[1]);
}

static void what_is_read(struct zn_writer *out, const struct zn_reported *r) {
  static const char *const words[] = {[ZN_QUANTITY_RECOVERY] = "share of the dose found again, ",
                                      [ZN_QUANTITY_RATIO] = "ratio of ",
                                      [ZN_QUANTITY_IN_PLACE] = "share of the dose in one place, ",
                                      [ZN_QUANTITY_READING] = "",
                                      [ZN_QUANTITY_AMOUNT] = "amount in urine, ",
                                      [ZN_QUANTITY_RATE] = "excretion, ",
                                      [ZN_QUANTITY_CONCENTRATION] = "concentration, ",
                                      [ZN_QUANTITY_FLUX] = "flux of ",
                                      [ZN_QUANTITY_PERMEABILITY] = "permeability to "};
  zn_writer_add(out, words[r->quantity]);
  if (r->quantity == ZN_QUANTITY_READING)
    reading(out, r->observable);
  else if (r->probe >= 0)
    zn_writer_add(out, zn_solute_info(r->probe)->name);
  if (r->quantity == ZN_QUANTITY_RATIO && r->over >= 0) zn_writer_format(out, " to %s", zn_solute_info(r->over)->name);
  if (r->quantity != ZN_QUANTITY_READING) window(out, r);
}

static void reads(struct zn_writer *out, const struct zn_study *study, const struct zn_library *library) {
  const struct zn_experiment *e = study->experiment;
  for (int i = 0; i < e->n_reads; i++) {
    const struct zn_reported *r = &study->reported[e->first_row + i];
    char time[32], unit[64];
    zn_writer_format(out, "%s is ", e->read[i]);
    what_is_read(out, r);
    zn_unit_words(r->unit, unit);
    if (*unit) zn_writer_format(out, " (%s)", unit);
    zn_time_words(r->time_h, time);
    zn_writer_format(out, r->time_h > 0.0 ? ", after %s" : ", at the start", time);
    if (r->cohort >= 0 && study->n_cohorts > 1) {
      zn_writer_add(out, ", of ");
      plain(out, study->cohorts[r->cohort].name);
    }
    if (r->assay >= 0)
      zn_writer_format(out, ", by %s.\n", library->assays[r->assay].title);
    else
      zn_writer_add(out, ", as it truly is.\n");
  }
}

enum zn_status zn_experiment_words(char **text, const struct zn_study *study, const struct zn_library *library, struct zn_error *error) {
  struct zn_writer out = {0};
  struct zn_locale locale;
  char end[32];
  *text = NULL;
  ZN_TRY(zn_locale_plain(&locale, error));
  for (int c = 0; c < study->n_cohorts; c++) cohort(&out, study, library, c);
  timeline(&out, study, library);
  zn_time_words(study->end_h, end);
  zn_writer_format(&out, "Followed for %s; food as %s.\n", end, study->meals ? "meals" : "a daily mean");
  reads(&out, study, library);
  zn_locale_restore(&locale);
  return finish(text, &out, error);
}

/* --- What must hold ---------------------------------------------------------------------------------------------------------------- */

static void bounds(struct zn_writer *out, const struct zn_criterion *c) {
  if (isfinite(c->above) && isfinite(c->below))
    zn_writer_format(out, " lies between %.4g and %.4g", c->above, c->below);
  else if (isfinite(c->above))
    zn_writer_format(out, " lies above %.4g", c->above);
  else
    zn_writer_format(out, " lies below %.4g", c->below);
}

enum zn_status zn_criterion_words(char **text, const struct zn_criterion *c, struct zn_error *error) {
  static const char *const of[] = {[ZN_CRITERION_EACH] = "",
                                   [ZN_CRITERION_MEDIAN] = "the median of ",
                                   [ZN_CRITERION_MEAN] = "the mean of ",
                                   [ZN_CRITERION_RISK_RATIO] = "the risk ratio of ",
                                   [ZN_CRITERION_AUC] = "the area under the ROC curve of ",
                                   [ZN_CRITERION_RANK_CORRELATION] = "the rank correlation of "};
  struct zn_writer out = {0};
  struct zn_locale locale;
  *text = NULL;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_format(&out, "%s%s", of[c->kind], c->value);
  if (c->by) zn_writer_format(&out, c->kind == ZN_CRITERION_RANK_CORRELATION ? " with %s" : " where %s, against where not,", c->by);
  bounds(&out, c);
  if (c->kind == ZN_CRITERION_EACH) zn_writer_format(&out, ", in at least %.4g %% of people", 100.0 * c->in);
  if (c->among) zn_writer_format(&out, ", among those in whom %s", c->among);
  zn_locale_restore(&locale);
  return finish(text, &out, error);
}

enum zn_status zn_broken_words(char **text, const struct zn_broken *broken, struct zn_error *error) {
  struct zn_writer out = {0};
  struct zn_locale locale;
  *text = NULL;
  ZN_TRY(zn_locale_plain(&locale, error));
  changes(&out, broken->changes, broken->n_changes);
  zn_locale_restore(&locale);
  return finish(text, &out, error);
}
