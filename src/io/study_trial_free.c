#include <stdlib.h>

#include "zonula/trial.h"

static void free_endpoints(struct zn_trial *t) {
  for (int i = 0; i < t->n_endpoints; i++) {
    free(t->endpoint[i].name);
    free(t->endpoint[i].label);
    free(t->endpoint[i].expression);
    free(t->endpoint[i].look_h);
  }
  free(t->endpoint);
}

static void free_analyses(struct zn_trial *t) {
  for (int i = 0; i < t->n_analyses; i++) {
    free(t->analysis[i].label);
    free(t->analysis[i].by);
    free(t->analysis[i].among);
  }
  free(t->analysis);
}

static void free_reported(struct zn_trial *t) {
  for (int i = 0; i < t->n_reported; i++) {
    free(t->reported[i].label);
    free(t->reported[i].unit);
    free(t->reported[i].note);
  }
  free(t->reported);
}

void zn_trial_free(struct zn_trial *t) {
  if (!t) return;
  for (int i = 0; i < t->n_arms; i++) free(t->arm[i].name);
  for (int i = 0; i < t->n_reads; i++) free(t->read[i]);
  free(t->arm);
  free(t->read);
  free(t->eligible);
  free(t->eligible_because);
  free_endpoints(t);
  free_analyses(t);
  free(t->interim_share);
  free(t->power_people);
  free_reported(t);
  free(t);
}
