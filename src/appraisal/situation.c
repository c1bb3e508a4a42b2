#include "situation.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* --- Which there are ------------------------------------------------------------------------------------------------------------------ */

/* Rows of one rule, or of one study, share their people. */
static int shares(const struct zn_row_reading *a, const struct zn_row_reading *b) {
  return a->in_scope && b->in_scope && a->study == b->study && a->people == b->people;
}

static int seen_before(const struct zn_row_reading *readings, int i) {
  for (int k = 0; k < i; k++)
    if (shares(&readings[k], &readings[i])) return 1;
  return 0;
}

/* Readings have no window of their own: one question all the same. */
static int questions_of(const struct zn_row_reading *r) { return !r->in_scope ? 0 : r->n_windows > 1 ? r->n_windows : 1; }

static void gather(struct zn_situation *s, struct zn_question *storage, const struct zn_row_reading *readings, int first, int n) {
  *s = (struct zn_situation){.questions = storage};
  for (int k = first; k < n; k++)
    for (int w = 0; shares(&readings[first], &readings[k]) && w < questions_of(&readings[k]); w++)
      s->questions[s->n_questions++] = (struct zn_question){k, w};
}

enum zn_status zn_situations_find(struct zn_situations *out, const struct zn_row_reading *readings, int n, const struct zn_library *library,
                                  struct zn_error *error) {
  size_t questions = 1, situations = 1;
  *out = (struct zn_situations){0};
  for (int i = 0; i < n; i++) {
    questions += (size_t)questions_of(&readings[i]);
    situations += readings[i].in_scope && !seen_before(readings, i);
  }
  out->question = malloc(questions * sizeof *out->question);
  out->situation = malloc(situations * sizeof *out->situation);
  if (!out->question || !out->situation) return zn_fail(error, ZN_MEMORY, "no memory for the situations of %d rows", n);
  struct zn_question *storage = out->question;
  for (int i = 0; i < n; i++) {
    if (!readings[i].in_scope || seen_before(readings, i)) continue;
    struct zn_situation *s = &out->situation[out->n++];
    gather(s, storage, readings, i, n);
    storage += s->n_questions;
    ZN_TRY(zn_situation_plan(s, readings, library, error));
  }
  return ZN_OK;
}

void zn_situations_clear(struct zn_situations *situations) {
  for (int i = 0; i < situations->n; i++) zn_situation_unplan(&situations->situation[i]);
  free(situations->question);
  free(situations->situation);
  *situations = (struct zn_situations){0};
}

/* --- Simulating ----------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_situation_simulate(double *value, const struct zn_situation *situation, const struct zn_variants *variants, int people,
                                     const struct zn_library *library, const struct zn_run_options *options, struct zn_error *error) {
  struct zn_crowded crowded;
  struct zn_run *run = NULL;
  enum zn_status status = zn_crowded_make(&crowded, &situation->plan, variants, people, library, error);
  if (status == ZN_OK) status = zn_run_study(&run, &crowded.study, library, options, error);
  for (int r = 0; status == ZN_OK && r < crowded.study.n_reported; r++) {
    const size_t place = (size_t)r * (size_t)people;
    memcpy(value + place, run->cohort[crowded.study.reported[r].cohort].value + place, (size_t)people * sizeof *value);
  }
  zn_run_free(run);
  zn_crowded_clear(&crowded);
  return status;
}
