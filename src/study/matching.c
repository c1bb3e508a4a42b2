/* People who match what a paper says of its own: weights by exponential tilting, then rejection by candidates. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"
#include "physique.h"
#include "person.h"

/* The pilot's people have this seed. Fewer candidates than that share taken would make studies slow and weights wild. */
enum { PILOT = 16384, PILOT_SEED = 0x5eed, MOST_STEPS = 60, HALVINGS = 40, BISECTIONS = 16, MOST_CANDIDATES = 20000 };
static const double least_acceptance = 0.002;

const char *zn_wanted_word(enum zn_wanted_kind summary) {
  static const char *const words[ZN_WANTED_KINDS] = {
#define WORD(name, word) [ZN_WANTED_##name] = word,
      ZN_WANTED_LIST(WORD)
#undef WORD
  };
  return words[summary];
}

const char *zn_wanted_name(const struct zn_wanted *t) {
  if (t->parameter < 0 && t->attribute == ZN_ATTRIBUTE_SEX) return "men";
  return t->parameter >= 0 ? zn_parameter_info(t->parameter)->name : zn_attribute_info(t->attribute).name;
}

double zn_wanted_shown(const struct zn_wanted *t, double value) {
  return t->parameter >= 0 ? value / zn_parameter_info(t->parameter)->to_internal : value;
}

const char *zn_wanted_unit(const struct zn_wanted *t) {
  const char *unit = t->parameter >= 0 ? zn_parameter_info(t->parameter)->unit : zn_attribute_info(t->attribute).unit;
  return strcmp(unit, "1") == 0 ? "" : unit;
}

/* --- One candidate ----------------------------------------------------------------------------------------------------------------------
 */

/* What candidates are drawn with. */
struct source {
  const struct zn_matching *matching;
  const struct zn_cohort *cohort;
  const struct zn_library *library;
};

static const double *numbers(const struct zn_matching *m, int which) { return m->numbers + which * zn_parameter_count(); }

static double parameter_of(const struct source *s, const struct zn_scores *scores, int number, int candidate, int k) {
  const double median = numbers(s->matching, 2)[k], spread = numbers(s->matching, 3)[k];
  const int place = zn_score_place(s->library->people, k);
  if (spread == 0.0) return median;
  const double z = place >= 0 ? scores->of[place] : zn_person_score(s->cohort, number, k, candidate);
  return zn_held_parameter(median * exp(spread * z), median, k);
}

/* A cohort with what it set by hand when it was fitted. */
static struct zn_cohort as_fitted(const struct zn_cohort *cohort) {
  struct zn_cohort then = *cohort;
  if (cohort->matching) then.changes = cohort->matching->changes, then.n_changes = cohort->matching->n_changes;
  return then;
}

/* What a candidate has of everything that is asked for, value [wanted]. */
static void look(const struct source *s, int number, int candidate, double *value) {
  static const size_t followed[] = {offsetof(struct zn_parameters, person_weight),
                                    offsetof(struct zn_parameters, solute_glomerular_filtration)};
  struct zn_scores scores;
  struct zn_physique physique;
  double follow[2];
  zn_scores_draw(&scores, s->cohort, s->library, number, candidate, numbers(s->matching, 0), numbers(s->matching, 1));
  zn_scores_attributes(&physique, &scores, s->cohort, s->library, number, candidate);
  for (int i = 0; i < 2; i++) follow[i] = parameter_of(s, &scores, number, candidate, (int)(followed[i] / sizeof(double)));
  zn_physique_follow(&physique, follow[0], follow[1]);
  for (int i = 0; i < s->matching->n; i++) {
    const struct zn_wanted *t = &s->matching->wanted[i];
    value[i] = t->parameter >= 0 ? parameter_of(s, &scores, number, candidate, t->parameter) : physique.value[t->attribute];
  }
}

/* What somebody with that value adds to a wanted number: on average nothing, once it is reached. */
static double adds(const struct zn_wanted *t, double value) {
  const double off = value - t->mean;
  switch (t->summary) {
    case ZN_WANTED_SD:
      return (off * off - t->value * t->value) / (t->scale * t->scale);
    case ZN_WANTED_LOWER:
      return (value <= t->value) - 0.25;
    case ZN_WANTED_MEDIAN:
      return (value <= t->value) - 0.5;
    case ZN_WANTED_UPPER:
      return (value <= t->value) - 0.75;
    case ZN_WANTED_MEAN:
    case ZN_WANTED_SHARE:
    case ZN_WANTED_KINDS:
      break;
  }
  return (value - t->value) / t->scale;
}

/* --- The fit ------------------------------------------------------------------------------------------------------------------------- */

struct fit {
  struct zn_matching *m;
  int people;
  double *value;  /* [people][m->n] */
  double *weight; /* [people] sum 1 */
  double *sorted; /* [people][2] */
};

/* ln of the mean of exp(sum of tilt times what is added), and the weights. */
static double weigh(struct fit *f, int n, const double *tilt, double *largest) {
  double sum = 0.0;
  *largest = -INFINITY;
  for (int i = 0; i < f->people; i++) {
    f->weight[i] = 0.0;
    for (int j = 0; j < n; j++) f->weight[i] += tilt[j] * adds(&f->m->wanted[j], f->value[(size_t)i * (size_t)f->m->n + (size_t)j]);
    *largest = fmax(*largest, f->weight[i]);
  }
  for (int i = 0; i < f->people; i++) sum += f->weight[i] = exp(f->weight[i] - *largest);
  for (int i = 0; i < f->people; i++) f->weight[i] /= sum;
  return *largest + log(sum / f->people);
}

/* Weighted means of what is added, and how these vary together. */
static void slopes(const struct fit *f, int n, double *mean, double *product) {
  double own[ZN_MOST_WANTED];
  memset(mean, 0, (size_t)n * sizeof *mean);
  memset(product, 0, (size_t)(n * n) * sizeof *product);
  for (int i = 0; i < f->people; i++) {
    for (int j = 0; j < n; j++) own[j] = adds(&f->m->wanted[j], f->value[(size_t)i * (size_t)f->m->n + (size_t)j]);
    for (int j = 0; j < n; j++) {
      mean[j] += f->weight[i] * own[j];
      for (int k = 0; k <= j; k++) product[j * n + k] += f->weight[i] * own[j] * own[k];
    }
  }
  for (int j = 0; j < n; j++)
    for (int k = 0; k <= j; k++) product[j * n + k] -= mean[j] * mean[k];
}

/* Newton's step, by Cholesky; a little is added to the diagonal, so that numbers that say the same do no harm. */
static int step_of(double *step, double *product, const double *mean, int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) {
      double rest = product[i * n + j] + (i == j ? 1e-9 : 0.0);
      for (int k = 0; k < j; k++) rest -= product[i * n + k] * product[j * n + k];
      if (i == j && !(rest > 0.0)) return 0;
      product[i * n + j] = i == j ? sqrt(rest) : rest / product[j * n + j];
    }
  for (int i = 0; i < n; i++) {
    step[i] = mean[i];
    for (int k = 0; k < i; k++) step[i] -= product[i * n + k] * step[k];
    step[i] /= product[i * n + i];
  }
  for (int i = n - 1; i >= 0; i--) {
    for (int k = i + 1; k < n; k++) step[i] -= product[k * n + i] * step[k];
    step[i] /= product[i * n + i];
  }
  return 1;
}

static double largest_of(const double *value, int n) {
  double largest = 0.0;
  for (int i = 0; i < n; i++) largest = fmax(largest, fabs(value[i]));
  return largest;
}

/* Fits the first n wanted numbers; whether their weights reach them, and leave enough of the candidates. */
static int reach(struct fit *f, int n) {
  double tilt[ZN_MOST_WANTED] = {0}, next[ZN_MOST_WANTED], step[ZN_MOST_WANTED], mean[ZN_MOST_WANTED];
  double product[ZN_MOST_WANTED * ZN_MOST_WANTED], largest, now = weigh(f, n, tilt, &largest);
  for (int k = 0; k < MOST_STEPS; k++) {
    slopes(f, n, mean, product);
    if (largest_of(mean, n) < 1e-9) break;
    if (!step_of(step, product, mean, n)) return 0;
    double then = INFINITY, share = 1.0;
    for (int h = 0; h < HALVINGS && !(then <= now); h++, share *= 0.5) {
      for (int i = 0; i < n; i++) next[i] = tilt[i] - share * step[i];
      then = weigh(f, n, next, &largest);
    }
    memcpy(tilt, next, sizeof tilt);
    now = then;
    if (largest_of(tilt, n) > 60.0) return 0;
  }
  slopes(f, n, mean, product);
  for (int i = 0; i < n; i++) f->m->wanted[i].tilt = tilt[i];
  f->m->log_largest = largest;
  f->m->log_mean = now;
  f->m->acceptance = exp(now - largest);
  return largest_of(mean, n) < 1e-6 && f->m->acceptance >= least_acceptance;
}

/* --- What the pilot is like ---------------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static double quantile(struct fit *f, int j, double share) {
  double below = 0.0;
  for (int i = 0; i < f->people; i++) {
    f->sorted[2 * i] = f->value[(size_t)i * (size_t)f->m->n + (size_t)j];
    f->sorted[2 * i + 1] = f->weight[i];
  }
  qsort(f->sorted, (size_t)f->people, 2 * sizeof *f->sorted, by_value);
  int i = 0;
  while (i + 1 < f->people && (below += f->sorted[2 * i + 1]) < share - 1e-9) i++;
  return f->sorted[2 * i];
}

/* The summary that wanted number j asks for, in the pilot with its present weights. */
static double summary_of(struct fit *f, int j) {
  const struct zn_wanted *t = &f->m->wanted[j];
  double mean = 0.0, square = 0.0;
  if (t->summary == ZN_WANTED_LOWER) return quantile(f, j, 0.25);
  if (t->summary == ZN_WANTED_MEDIAN) return quantile(f, j, 0.5);
  if (t->summary == ZN_WANTED_UPPER) return quantile(f, j, 0.75);
  for (int i = 0; i < f->people; i++) mean += f->weight[i] * f->value[(size_t)i * (size_t)f->m->n + (size_t)j];
  if (t->summary != ZN_WANTED_SD) return mean;
  for (int i = 0; i < f->people; i++) {
    const double off = f->value[(size_t)i * (size_t)f->m->n + (size_t)j] - mean;
    square += f->weight[i] * off * off;
  }
  return sqrt(square);
}

/* An SD is counted from the mean that is asked for, or else from that of the pilot. */
static void prepare(struct fit *f) {
  double largest;
  weigh(f, 0, NULL, &largest);
  for (int j = 0; j < f->m->n; j++) {
    struct zn_wanted *t = &f->m->wanted[j];
    const enum zn_wanted_kind asked = t->summary;
    t->natural = summary_of(f, j);
    t->summary = ZN_WANTED_MEAN, t->mean = summary_of(f, j);
    t->summary = ZN_WANTED_SD, t->scale = summary_of(f, j);
    t->summary = asked;
    for (int k = 0; k < j; k++) {
      const struct zn_wanted *other = &f->m->wanted[k];
      if (other->summary == ZN_WANTED_MEAN && other->parameter == t->parameter && other->attribute == t->attribute) t->mean = other->value;
    }
  }
}

/* Wanted number j cannot be reached together with those before it: the nearest value that can lies between what it is with these and what
 * was asked for. */
static enum zn_status refuse(struct fit *f, int j, struct zn_error *error) {
  struct zn_wanted *t = &f->m->wanted[j];
  const double asked = t->value;
  if (j && !reach(f, j)) return zn_fail(error, ZN_INPUT, "the people cannot be matched");
  if (!j) prepare(f);
  double possible = summary_of(f, j), impossible = asked;
  for (int i = 0; i < BISECTIONS; i++) {
    t->value = 0.5 * (possible + impossible);
    *(reach(f, j + 1) ? &possible : &impossible) = t->value;
  }
  t->value = asked;
  zn_fail(error, ZN_INPUT,
          "nobody can be drawn such that the %s of '%s' is %.4g%s%s%s; the nearest that is possible: %.4g, where one candidate in %.0f is "
          "taken",
          zn_wanted_word(t->summary), zn_wanted_name(t), zn_wanted_shown(t, asked), *zn_wanted_unit(t) ? " " : "", zn_wanted_unit(t),
          j ? " with what stands before it" : "", zn_wanted_shown(t, possible), 1.0 / least_acceptance);
  if (error) error->line = t->line;
  return ZN_INPUT;
}

static enum zn_status fit_all(struct fit *f, struct zn_error *error) {
  double squares = 0.0;
  prepare(f);
  for (int j = 0; j < f->m->n; j++)
    if (!(f->m->wanted[j].scale > 0.0)) {
      zn_fail(error, ZN_INPUT, "'%s' is the same in everybody here; expected something in which people differ",
              zn_wanted_name(&f->m->wanted[j]));
      if (error) error->line = f->m->wanted[j].line;
      return ZN_INPUT;
    }
  if (!reach(f, f->m->n))
    for (int j = 0; j < f->m->n; j++)
      if (!reach(f, j + 1)) return refuse(f, j, error);
  for (int j = 0; j < f->m->n; j++) f->m->wanted[j].reached = summary_of(f, j);
  for (int i = 0; i < f->people; i++) squares += f->weight[i] * f->weight[i];
  f->m->effective_share = 1.0 / (squares * f->people);
  return ZN_OK;
}

static enum zn_status open_fit(struct fit *f, struct zn_matching *m, int people, struct zn_error *error) {
  const size_t n = (size_t)people;
  *f = (struct fit){.m = m, .people = people};
  f->value = malloc((n * (size_t)m->n + 1) * sizeof *f->value);
  f->weight = malloc((n + 1) * sizeof *f->weight);
  f->sorted = malloc((n + 1) * 2 * sizeof *f->sorted);
  return f->value && f->weight && f->sorted ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to match people");
}

static void close_fit(struct fit *f) {
  free(f->value);
  free(f->weight);
  free(f->sorted);
}

/* Medians and spreads by condition and of the cohort. */
static enum zn_status keep_numbers(struct zn_matching *m, const struct zn_cohort *cohort, struct zn_error *error) {
  const size_t n = (size_t)zn_parameter_count();
  struct zn_cohort by_condition = *cohort;
  free(m->numbers);
  m->numbers = malloc(4 * n * sizeof *m->numbers);
  if (!m->numbers) return zn_fail(error, ZN_MEMORY, "no memory to match people");
  free(m->changes);
  m->n_changes = cohort->n_changes;
  m->changes = malloc(((size_t)m->n_changes + 1) * sizeof *m->changes);
  if (!m->changes) return zn_fail(error, ZN_MEMORY, "no memory to match people");
  if (m->n_changes) memcpy(m->changes, cohort->changes, (size_t)m->n_changes * sizeof *m->changes);
  by_condition.n_changes = 0;
  zn_cohort_numbers(&by_condition, m->library, (struct zn_parameters *)(void *)m->numbers, m->numbers + n);
  zn_cohort_numbers(cohort, m->library, (struct zn_parameters *)(void *)(m->numbers + 2 * n), m->numbers + 3 * n);
  return ZN_OK;
}

enum zn_status zn_matching_fit(struct zn_matching *m, const struct zn_cohort *cohort, const struct zn_library *library,
                               struct zn_error *error) {
  struct zn_cohort pilot = *cohort;
  if (!library->people) return zn_fail(error, ZN_ARGUMENT, "this library says nothing of how people look");
  m->library = library;
  m->pilot = PILOT;
  ZN_TRY(keep_numbers(m, cohort, error));
  pilot.seed = PILOT_SEED, pilot.matching = NULL, pilot.named = NULL;
  const struct source source = {m, &pilot, library};
  struct fit f;
  enum zn_status status = open_fit(&f, m, PILOT, error);
  for (int i = 0; i < PILOT && status == ZN_OK; i++) look(&source, i, 0, f.value + (size_t)i * (size_t)m->n);
  if (status == ZN_OK) status = fit_all(&f, error);
  close_fit(&f);
  return status;
}

void zn_matching_clear(struct zn_matching *m) {
  free(m->wanted);
  free(m->numbers);
  free(m->changes);
  *m = (struct zn_matching){0};
}

/* --- Rejection ----------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_person_candidate(int *candidate, double *weight, const struct zn_cohort *cohort, const struct zn_library *library,
                                   int number, struct zn_error *error) {
  const struct zn_matching *m = cohort->matching;
  const struct zn_cohort then = as_fitted(cohort);
  const struct source source = {m, &then, library};
  const uint32_t stream = zn_stream("matching");
  double value[ZN_MOST_WANTED];
  *candidate = cohort->named && cohort->named->candidate ? cohort->named->candidate[number] : 0;
  *weight = 1.0;
  if (!m) return ZN_OK;
  for (int c = 0; c < MOST_CANDIDATES; c++) {
    double tilt = 0.0;
    look(&source, number, c, value);
    for (int j = 0; j < m->n; j++) tilt += m->wanted[j].tilt * adds(&m->wanted[j], value[j]);
    tilt = fmin(tilt, m->log_largest);
    if (zn_uniform(cohort->seed, (uint32_t)number, stream, (uint32_t)c) >= exp(tilt - m->log_largest)) continue;
    *candidate = c;
    *weight = exp(tilt - m->log_mean);
    return ZN_OK;
  }
  return zn_fail(error, ZN_INPUT, "no candidate for person %d of '%s' matches; %d were looked at", number, cohort->name, MOST_CANDIDATES);
}

enum zn_status zn_matching_drawn(double *drawn, const struct zn_cohort *cohort, const struct zn_library *library, struct zn_error *error) {
  struct zn_matching m = *cohort->matching;
  const struct zn_cohort then = as_fitted(cohort);
  const struct source source = {&m, &then, library};
  const int people = cohort->people < PILOT ? cohort->people : PILOT;
  struct fit f;
  enum zn_status status = open_fit(&f, &m, people, error);
  for (int i = 0; i < people && status == ZN_OK; i++) {
    double weight;
    int candidate;
    status = zn_person_candidate(&candidate, &weight, cohort, library, i, error);
    if (status == ZN_OK) look(&source, i, candidate, f.value + (size_t)i * (size_t)m.n);
    f.weight[i] = 1.0 / people;
  }
  for (int j = 0; j < m.n && status == ZN_OK; j++) drawn[j] = summary_of(&f, j);
  close_fit(&f);
  return status;
}
