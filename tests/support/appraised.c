#include "appraised.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char ids[APPRAISED_MOST][16];

void appraised_begin(struct appraised *a) {
  memset(a, 0, sizeof *a);
  a->table = (struct zn_published_table){.file = "table.csv", .rows = a->row};
  a->appraisal = (struct zn_appraisal){.table = &a->table, .verdict = a->verdict};
}

static struct zn_published plain_row(int index) {
  snprintf(ids[index], sizeof ids[index], "R%d", index + 1);
  return (struct zn_published){.id = ids[index],
                               .subgroup = "",
                               .test = "dual_sugar",
                               .dose_g = "",
                               .window_h = {0.0, 5.0},
                               .statistic = "median",
                               .unit = "percent_of_dose",
                               .spread_kind = "",
                               .spread = {NAN, NAN},
                               .n = 20,
                               .journal = "",
                               .doi = "",
                               .url = "",
                               .note = "",
                               .study = "",
                               .line = index + 2};
}

int appraised_add(struct appraised *a, struct appraised_row row) {
  const int i = a->table.n++;
  const double root = sqrt(row.width);
  a->row[i] = plain_row(i);
  a->row[i].paper = (char *)row.paper;
  a->row[i].condition = (char *)row.condition;
  a->row[i].probe = (char *)row.probe;
  a->row[i].value = row.reported;
  struct zn_verdict *v = &a->verdict[i];
  *v = (struct zn_verdict){.in_scope = 1,
                           .reason = "",
                           .assumed = "",
                           .situation = (char *)row.situation,
                           .test = "dual_sugar",
                           .condition = (char *)row.condition,
                           .probe = (char *)row.probe,
                           .people = 20,
                           .predicted = row.predicted,
                           .lo90 = root > 0.0 ? row.predicted / root : NAN,
                           .hi90 = root > 0.0 ? row.predicted * root : NAN,
                           .reported = row.reported,
                           .fold_error = row.reported > 0.0 ? fmax(row.predicted / row.reported, row.reported / row.predicted) : NAN};
  v->inside = row.reported >= v->lo90 && row.reported <= v->hi90;
  return i;
}

int appraised_add_out(struct appraised *a, const char *condition, const char *reason) {
  const int i = a->table.n++;
  a->row[i] = plain_row(i);
  a->row[i].paper = "Nobody 1900";
  a->row[i].condition = (char *)condition;
  a->row[i].probe = "LMR";
  a->row[i].value = 1.0;
  a->verdict[i] = (struct zn_verdict){.reason = (char *)reason,
                                      .assumed = "",
                                      .situation = "",
                                      .test = "dual_sugar",
                                      .condition = (char *)condition,
                                      .probe = "LMR",
                                      .predicted = NAN,
                                      .lo90 = NAN,
                                      .hi90 = NAN,
                                      .reported = 1.0,
                                      .fold_error = NAN};
  return i;
}

void appraised_clear(struct appraised *a) {
  free(a->appraisal.contrast);
  free(a->appraisal.group);
  memset(a, 0, sizeof *a);
}
