/* Scores of an appraisal: how far predictions are from what was published, row by row and between the rows of one paper.
 *
 * Geometric mean fold error: exp(mean |ln(predicted / reported)|) (Obach, Baxter, Liston et al. 1997, J Pharmacol Exp Ther 283:46).
 * Coverage says whether intervals are honest, their median width whether they say anything. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "study/statistics.h"
#include "zonula/appraisal.h"

/* Below this observed fold two rows are no contrast. */
static const double least_fold = 1.2;

/* --- Contrasts ------------------------------------------------------------------------------------------------------------------------ */

static int same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }
static int same_text(const char *a, const char *b) { return strcmp(a, b) == 0; }
/* A drink that one row prints and the other does not may well be the same. */
static int may_be_same(const char *a, const char *b) { return !*a || !*b || same_text(a, b); }

/* Measured alike in one paper: what differs is who was measured, or when. */
static int measured_alike(const struct zn_published *a, const struct zn_published *b) {
  return *a->paper && same_text(a->paper, b->paper) && same_text(a->test, b->test) && same_text(a->probe, b->probe) &&
         same_text(a->statistic, b->statistic) && same_text(a->unit, b->unit) && may_be_same(a->dose_g, b->dose_g) &&
         same_number(a->window_h[0], b->window_h[0]) && same_number(a->window_h[1], b->window_h[1]);
}

static int has_fold(const struct zn_verdict *v) {
  return v->in_scope && v->reported > 0.0 && v->predicted > 0.0 && isfinite(v->reported) && isfinite(v->predicted);
}

/* `contrast` goes from the row that reported less to the row that reported more, whatever their order in the file. */
static int is_contrast(struct zn_contrast *contrast, const struct zn_appraisal *appraisal, int a, int b) {
  const struct zn_verdict *v = appraisal->verdict;
  const int from = v[a].reported <= v[b].reported ? a : b, to = a + b - from;
  if (!has_fold(&v[a]) || !has_fold(&v[b]) || same_text(v[a].situation, v[b].situation) || !same_text(v[a].test, v[b].test)) return 0;
  if (!measured_alike(&appraisal->table->rows[a], &appraisal->table->rows[b])) return 0;
  const double reported = v[to].reported / v[from].reported, predicted = v[to].predicted / v[from].predicted;
  *contrast = (struct zn_contrast){.from = from,
                                   .to = to,
                                   .predicted = predicted,
                                   .reported = reported,
                                   .direction_right = predicted > 1.0,
                                   .fold_error = fmax(predicted / reported, reported / predicted)};
  return reported >= least_fold;
}

/* All pairs, in the order of their rows. With `found` NULL they are only counted. */
static int each_contrast(struct zn_contrast *found, const struct zn_appraisal *appraisal) {
  int n = 0;
  for (int a = 0; a < appraisal->table->n; a++)
    for (int b = a + 1; b < appraisal->table->n; b++) {
      struct zn_contrast contrast;
      if (!is_contrast(&contrast, appraisal, a, b)) continue;
      if (found) found[n] = contrast;
      n++;
    }
  return n;
}

static enum zn_status find_contrasts(struct zn_appraisal *appraisal, struct zn_error *error) {
  const int n = each_contrast(NULL, appraisal);
  appraisal->contrast = malloc(((size_t)n + 1) * sizeof *appraisal->contrast);
  if (!appraisal->contrast) return zn_fail(error, ZN_MEMORY, "no memory for %d contrasts", n);
  appraisal->n_contrasts = each_contrast(appraisal->contrast, appraisal);
  return ZN_OK;
}

/* --- Scores --------------------------------------------------------------------------------------------------------------------------- */

enum { OVERALL, BY_TEST, BY_CONDITION, BY_PROBE, KINDS };
static const char *const kind_names[KINDS] = {"overall", "test", "condition", "probe"};

static const char *name_of(const struct zn_verdict *verdict, int kind) {
  const char *const names[KINDS] = {"", verdict->test, verdict->condition, verdict->probe};
  return names[kind];
}

static double share(int part, int whole) { return whole ? (double)part / whole : NAN; }

static void score_rows(struct zn_score *score, double *width, const struct zn_appraisal *appraisal, int kind, const char *name) {
  int folds = 0, close = 0, near = 0, intervals = 0, inside = 0, widths = 0;
  double sum = 0.0;
  for (int i = 0; i < appraisal->table->n; i++) {
    const struct zn_verdict *v = &appraisal->verdict[i];
    if (!same_text(name_of(v, kind), name)) continue;
    score->rows++;
    if (!v->in_scope) continue;
    score->in_scope++;
    if (isfinite(v->fold_error)) {
      folds++;
      sum += log(v->fold_error);
      close += v->fold_error <= 1.5;
      near += v->fold_error <= 2.0;
    }
    if (!isfinite(v->lo90) || !isfinite(v->hi90)) continue;
    intervals++;
    inside += v->inside != 0;
    if (v->lo90 > 0.0) width[widths++] = v->hi90 / v->lo90;
  }
  score->gmfe = folds ? exp(sum / folds) : NAN;
  score->within_1_5_fold = share(close, folds);
  score->within_2_fold = share(near, folds);
  score->coverage_90 = share(inside, intervals);
  score->median_width_fold = widths ? zn_statistic_of(ZN_STATISTIC_MEDIAN, width, widths) : NAN;
}

/* A contrast counts in the group of either of its rows. */
static void score_contrasts(struct zn_score *score, const struct zn_appraisal *appraisal, int kind, const char *name) {
  int right = 0;
  double sum = 0.0;
  for (int i = 0; i < appraisal->n_contrasts; i++) {
    const struct zn_contrast *c = &appraisal->contrast[i];
    if (!same_text(name_of(&appraisal->verdict[c->from], kind), name) && !same_text(name_of(&appraisal->verdict[c->to], kind), name))
      continue;
    score->contrasts++;
    right += c->direction_right != 0;
    sum += log(c->fold_error);
  }
  score->direction_right = share(right, score->contrasts);
  score->contrast_gmfe = score->contrasts ? exp(sum / score->contrasts) : NAN;
}

/* --- Groups --------------------------------------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Makes the groups of one kind from the names that occur; `names` and `width` are room for as many as there are rows. */
static void add_groups(struct zn_appraisal *appraisal, int kind, const char **names, double *width) {
  const int n = appraisal->table->n;
  for (int i = 0; i < n; i++) names[i] = name_of(&appraisal->verdict[i], kind);
  qsort(names, (size_t)n, sizeof *names, by_text);
  for (int i = 0; i < n; i++) {
    if (i && same_text(names[i], names[i - 1])) continue;
    struct zn_score_group *group = &appraisal->group[appraisal->n_groups++];
    *group = (struct zn_score_group){.kind = kind_names[kind], .name = names[i]};
    score_rows(&group->score, width, appraisal, kind, names[i]);
    score_contrasts(&group->score, appraisal, kind, names[i]);
  }
}

static void score_all(struct zn_appraisal *appraisal, const char **names, double *width) {
  appraisal->overall = (struct zn_score){0};
  score_rows(&appraisal->overall, width, appraisal, OVERALL, "");
  score_contrasts(&appraisal->overall, appraisal, OVERALL, "");
  for (int kind = BY_TEST; kind < KINDS; kind++) add_groups(appraisal, kind, names, width);
}

enum zn_status zn_appraisal_score(struct zn_appraisal *appraisal, struct zn_error *error) {
  const size_t n = (size_t)appraisal->table->n;
  free(appraisal->contrast);
  free(appraisal->group);
  appraisal->contrast = NULL;
  appraisal->n_contrasts = appraisal->n_groups = 0;
  appraisal->group = calloc(3 * n + 1, sizeof *appraisal->group);
  const char **names = malloc((n + 1) * sizeof *names);
  double *width = malloc((n + 1) * sizeof *width);
  enum zn_status status = appraisal->group && names && width ? find_contrasts(appraisal, error)
                                                             : zn_fail(error, ZN_MEMORY, "no memory for the scores of %zu rows", n);
  if (status == ZN_OK) score_all(appraisal, names, width);
  free(names);
  free(width);
  return status;
}
