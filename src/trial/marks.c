#include "marks.h"

#include <inttypes.h>
#include <math.h>
#include <sha2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "zonula/parameters.h"
#include "zonula/physique.h"

/* Everything is hashed as words, not as bytes of structs: those have holes. */
static void text(SHA2_CTX *hash, const char *word) {
  const char *said = word ? word : "\1"; /* none is not "" */
  SHA256Update(hash, (const uint8_t *)said, strlen(said) + 1);
}

static void number(SHA2_CTX *hash, double value) {
  char word[40];
  snprintf(word, sizeof word, "%a", value);
  text(hash, isnan(value) ? "nan" : word);
}

static void changes(SHA2_CTX *hash, const struct zn_change *change, int n) {
  number(hash, n);
  for (int i = 0; i < n; i++) {
    text(hash, zn_parameter_info(change[i].parameter)->name);
    number(hash, change[i].kind);
    number(hash, change[i].value);
  }
}

static void overlay(SHA2_CTX *hash, const struct zn_overlay *o) {
  text(hash, o->name);
  changes(hash, o->changes, o->n_changes); /* a diet of one's own travels in no digest of the data */
}

static void named(SHA2_CTX *hash, const struct zn_named_people *people) {
  number(hash, people ? people->people : -1);
  for (int i = 0; people && i < people->people; i++) {
    text(hash, people->name[i]);
    number(hash, people->drawn_as[i]);
    for (int k = 0; k < people->n; k++) {
      text(hash, zn_parameter_info(people->parameter[k])->name);
      number(hash, people->value[(size_t)i * (size_t)people->n + (size_t)k]);
    }
    number(hash, people->candidate ? people->candidate[i] : 0);
    for (int a = 0; people->attribute && a < ZN_DRAWN_ATTRIBUTES; a++)
      number(hash, people->attribute[(size_t)i * ZN_DRAWN_ATTRIBUTES + (size_t)a]);
  }
}

static void matching(SHA2_CTX *hash, const struct zn_matching *m) {
  number(hash, m ? m->n : -1);
  for (int i = 0; m && i < m->n; i++) {
    const struct zn_wanted *w = &m->wanted[i];
    text(hash, zn_wanted_name(w));
    number(hash, w->summary);
    number(hash, w->value);
    number(hash, w->tilt);
  }
}

static void cohort(SHA2_CTX *hash, const struct zn_cohort *c, const struct zn_library *library) {
  number(hash, c->n_overlays);
  for (int i = 0; i < c->n_overlays; i++) overlay(hash, &library->overlays[c->overlays[i]]);
  changes(hash, c->changes, c->n_changes);
  number(hash, c->start);
  number(hash, (double)c->member);
  named(hash, c->named);
  const double whom[] = {c->choice.by_sex, c->choice.women, c->choice.by_age, c->choice.age_low, c->choice.age_high};
  for (size_t i = 0; i < sizeof whom / sizeof *whom; i++) number(hash, whom[i]);
  matching(hash, c->matching);
}

static void event(SHA2_CTX *hash, const struct zn_event *e, const struct zn_library *library) {
  const double what[] = {e->kind, e->time_h, e->cohort, e->dose, e->duration_h, e->value, e->effect, e->missed, e->rescue};
  for (size_t i = 0; i < sizeof what / sizeof *what; i++) number(hash, what[i]);
  if (e->kind == ZN_EVENT_GIVE) overlay(hash, &library->overlays[e->overlay]);
  if (e->kind == ZN_EVENT_MEASURE) text(hash, library->assays[e->assay].name);
  if (e->kind == ZN_EVENT_SET) text(hash, zn_parameter_info(e->parameter)->name);
  if (!e->rescue) return;
  text(hash, zn_observable_info(e->observable)->name);
  number(hash, e->places);
  number(hash, e->above);
  number(hash, e->below);
}

static void row(SHA2_CTX *hash, const struct zn_reported *r, const struct zn_library *library) {
  const double what[] = {r->cohort, r->time_h, r->quantity, r->fluid, r->ratio_of, r->place, r->places, r->segment, r->to_unit};
  for (size_t i = 0; i < sizeof what / sizeof *what; i++) number(hash, what[i]);
  number(hash, r->window_h[0]);
  number(hash, r->window_h[1]);
  text(hash, r->assay < 0 ? NULL : library->assays[r->assay].name);
  text(hash, r->probe < 0 ? NULL : zn_solute_info(r->probe)->name);
  text(hash, r->over < 0 ? NULL : zn_solute_info(r->over)->name);
  text(hash, r->observable < 0 ? NULL : zn_readable_info(r->observable).name);
}

/* What makes each person's row of numbers; not what is made of all rows in the end, which may change between two runs. */
static void asked(SHA2_CTX *hash, const struct zn_trial *t) {
  number(hash, t->control);
  number(hash, t->allocation);
  number(hash, t->block);
  number(hash, t->replicates);
  for (int k = 0; k < t->n_arms; k++) {
    text(hash, t->arm[k].name);
    number(hash, t->arm[k].ratio);
    number(hash, t->arm[k].drop_out);
  }
  for (int r = 0; r < t->n_reads; r++) text(hash, t->read[r]);
  text(hash, t->eligible);
  for (int k = 0; k < t->n_endpoints; k++) {
    const struct zn_endpoint *e = &t->endpoint[k];
    text(hash, e->expression);
    number(hash, e->missing_is_failure);
    number(hash, e->first_counts);
    for (int i = 0; i < e->n_looks; i++) number(hash, e->look_h[i]);
    number(hash, e->above);
    number(hash, e->below);
  }
  for (int k = 0; k < t->n_analyses; k++) {
    text(hash, t->analysis[k].by);
    text(hash, t->analysis[k].among);
  }
}

static void study_mark(char out[ZN_MARK_ROOM], const struct zn_study *study, const struct zn_library *library) {
  SHA2_CTX hash;
  SHA256Init(&hash);
  for (int c = 0; c < study->n_cohorts; c++) cohort(&hash, &study->cohorts[c], library);
  number(&hash, study->n_events);
  for (int i = 0; i < study->n_events; i++) event(&hash, &study->events[i], library);
  for (int r = 0; r < study->n_reported + study->n_read; r++) row(&hash, &study->reported[r], library);
  for (int f = 0; f < study->n_follow; f++) text(&hash, zn_observable_info(study->follow[f])->name);
  number(&hash, study->end_h);
  number(&hash, study->meals);
  asked(&hash, study->trial);
  SHA256End(&hash, out);
  out[16] = 0;
}

__attribute__((format(printf, 3, 4))) static void add(struct zn_trial_marks *m, const char *what, const char *format, ...) {
  va_list words;
  va_start(words, format);
  vsnprintf(m->text[m->n], ZN_MARK_ROOM, format, words);
  va_end(words);
  m->mark[m->n] = (struct zn_store_mark){.what = what, .value = m->text[m->n]};
  m->n++;
}

void zn_trial_marks_make(struct zn_trial_marks *m, const struct zn_study *study, const struct zn_library *library,
                         const struct zn_trial_options *options) {
  const struct zn_run_options *run = &options->run;
  char digest[ZN_MARK_ROOM];
  m->n = 0;
  study_mark(digest, study, library);
  add(m, "version", "%s", ZN_VERSION);
  add(m, "equations", "%.16s", ZN_MODEL_DIGEST);
  add(m, "data", "%s", zn_embedded_numbers_digest);
  add(m, "seed", "%" PRIu64, study->cohorts[0].seed);
  add(m, "people in each replicate", "%d", study->trial->people);
  add(m, "study", "%s", digest);
  add(m, "engine", "%s, tolerance %g", run->engine == ZN_ENGINE_CVODE ? "cvode" : "lanes",
      run->relative_tolerance > 0.0 ? run->relative_tolerance : 1e-6);
  add(m, "reading", "%s, %d points", run->exact ? "exact" : "as laboratories do", study->n_follow ? run->course_points : 0);
}
