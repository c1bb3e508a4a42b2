/* Fisher's exact test of a table of two by two, as fisher.test of R: given both margins, how many of the treated say yes follows the
 * noncentral hypergeometric distribution of the odds ratio. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "finish.h"
#include "root.h"

/* All tables with these margins: of `first` to `first + n - 1` treated who say yes. */
struct tables {
  int first, n, seen;
  double *log_chance; /* [n] at an odds ratio of 1, up to a constant */
};

/* Chance of fewer than `seen`, of `seen`, and of more; and the mean number. */
struct chances {
  double less, same, more, mean;
};

static struct chances chances_at(const struct tables *t, double log_odds) {
  struct chances c = {0.0, 0.0, 0.0, 0.0};
  double most = -INFINITY;
  for (int i = 0; i < t->n; i++) most = fmax(most, t->log_chance[i] + i * log_odds);
  for (int i = 0; i < t->n; i++) {
    const double chance = exp(t->log_chance[i] + i * log_odds - most);
    *(i < t->seen ? &c.less : i > t->seen ? &c.more : &c.same) += chance;
    c.mean += i * chance;
  }
  const double sum = c.less + c.same + c.more;
  return (struct chances){c.less / sum, c.same / sum, c.more / sum, c.mean / sum};
}

static enum zn_status open_tables(struct tables *t, int control_yes, int control_no, int treated_yes, int treated_no,
                                  struct zn_error *error) {
  const int yes = control_yes + treated_yes, treated = treated_yes + treated_no, no = control_no + treated_no;
  const int last = yes < treated ? yes : treated;
  t->first = treated > no ? treated - no : 0;
  t->n = last - t->first + 1;
  t->seen = treated_yes - t->first;
  t->log_chance = malloc((size_t)t->n * sizeof *t->log_chance);
  if (!t->log_chance) return zn_fail(error, ZN_MEMORY, "no memory for %d tables", t->n);
  t->log_chance[0] = 0.0;
  for (int i = 1; i < t->n; i++) {
    const double k = t->first + i; /* from k - 1 to k: one more of the treated says yes, one more of the control says no */
    t->log_chance[i] = t->log_chance[i - 1] + log((yes - k + 1.0) / k * (treated - k + 1.0) / (no - treated + k));
  }
  return ZN_OK;
}

/* Tables no likelier than the one seen, but for rounding: R's allowance. */
static double two_sided(const struct tables *t) {
  double sum = 0.0, rare = 0.0, most = -INFINITY;
  for (int i = 0; i < t->n; i++) most = fmax(most, t->log_chance[i]);
  for (int i = 0; i < t->n; i++) {
    const double chance = exp(t->log_chance[i] - most);
    sum += chance;
    if (t->log_chance[i] <= t->log_chance[t->seen] + log1p(1e-7)) rare += chance;
  }
  return fmin(rare / sum, 1.0);
}

/* --- The odds ratio at which something is as asked ------------------------------------------------------------------------------------ */

struct asked {
  const struct tables *tables;
  double tail;
};

static double mean_beyond_seen(const void *context, double log_odds) {
  const struct asked *a = context;
  return chances_at(a->tables, log_odds).mean - a->tables->seen;
}

/* Logarithms, because tails fall by powers of ten. */
static double few_beyond_tail(const void *context, double log_odds) {
  const struct asked *a = context;
  const struct chances c = chances_at(a->tables, log_odds);
  return log(c.less + c.same) - log(a->tail);
}

static double many_beyond_tail(const void *context, double log_odds) {
  const struct asked *a = context;
  const struct chances c = chances_at(a->tables, log_odds);
  return log(c.more + c.same) - log(a->tail);
}

static double odds_where(double (*f)(const void *, double), const struct asked *asked) {
  double width = 2.0;
  while (width < 700.0 && signbit(f(asked, -width)) == signbit(f(asked, width))) width *= 2.0;
  return exp(zn_root(f, asked, -width, width));
}

enum zn_status zn_compare_fisher(struct zn_comparison *c, int control_yes, int control_no, int treated_yes, int treated_no,
                                 double confidence, struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_FISHER, confidence, error));
  if (control_yes < 0 || control_no < 0 || treated_yes < 0 || treated_no < 0)
    return zn_fail(error, ZN_ARGUMENT, "a table with %d, %d, %d and %d people cannot be", control_yes, control_no, treated_yes, treated_no);
  c->n[0] = control_yes + control_no;
  c->n[1] = treated_yes + treated_no;
  c->events[0] = control_yes;
  c->events[1] = treated_yes;
  struct tables t;
  ZN_TRY(open_tables(&t, control_yes, control_no, treated_yes, treated_no, error));
  if (t.n > 1) { /* else nobody, or everybody, is in one group or says one thing */
    const struct asked asked = {&t, 0.5 * (1.0 - confidence)};
    const int none = t.seen == 0, all = t.seen == t.n - 1;
    c->estimate = none ? 0.0 : all ? INFINITY : odds_where(mean_beyond_seen, &asked);
    c->low = none ? 0.0 : odds_where(many_beyond_tail, &asked);
    c->high = all ? INFINITY : odds_where(few_beyond_tail, &asked);
    c->p_value = two_sided(&t);
    c->z = zn_score_of_p(c->p_value, log(c->estimate));
  }
  free(t.log_chance);
  return ZN_OK;
}
