/* What experiments say of claims. */
#include <stdlib.h>
#include <string.h>

#include "zonula/claims.h"
#include "zonula/experiment.h"
#include "zonula/parameters.h"

const char *zn_claim_verdict_words(enum zn_claim_verdict verdict) {
  static const char *const words[] = {[ZN_CLAIM_HOLDS] = "holds",
                                      [ZN_CLAIM_FAILS] = "fails",
                                      [ZN_CLAIM_STALE] = "stale",
                                      [ZN_CLAIM_UNTRIED] = "no experiment",
                                      [ZN_CLAIM_UNTRIABLE] = "not simulatable"};
  return words[verdict];
}

enum zn_claim_verdict zn_claim_try(const struct zn_claim *claim, const struct zn_experiment_results *results,
                                   const struct zn_experiment_result **result) {
  char digest[17];
  if (result) *result = NULL;
  if (claim->tag == ZN_CLAIM_NOT_SIMULATABLE) return ZN_CLAIM_UNTRIABLE;
  if (!*claim->experiment) return ZN_CLAIM_UNTRIED;
  const struct zn_experiment_result *found = zn_experiment_results_find(results, claim->experiment);
  if (!found || zn_experiment_digest(digest, claim->experiment, NULL) != ZN_OK || strcmp(digest, found->digest) != 0) return ZN_CLAIM_STALE;
  if (result) *result = found;
  return found->intact.holds ? ZN_CLAIM_HOLDS : ZN_CLAIM_FAILS;
}

/* A denial is worded as one ("no evidence supports ..."), so that its grade is about the denial as well. */
int zn_claim_is_outdated(const struct zn_claim *claim) { return claim->grade == ZN_CLAIM_CONTRADICTED; }

int zn_claim_has_changed(const struct zn_claim *claim) { return *claim->changed && strcmp(claim->changed, "none") != 0; }

/* The first number of four digits that can be a year, as in "Turpin et al. 2020, Gastroenterology 159:2092"; 0: none. */
static int year_of(const char *cite) {
  static const char digits[] = "0123456789";
  for (const char *c = cite + strcspn(cite, digits); *c; c += strcspn(c, digits)) {
    const size_t n = strspn(c, digits);
    const long year = strtol(c, NULL, 10);
    if (n == 4 && year >= 1800 && year < 2100) return (int)year;
    c += n;
  }
  return 0;
}

int zn_claim_newest_source(const struct zn_claim *claim) {
  int newest = -1, best = 0;
  for (int i = 0; i < claim->n_sources; i++) {
    const int year = year_of(zn_source_info(claim->sources[i])->cite);
    if (year <= best) continue;
    best = year;
    newest = claim->sources[i];
  }
  return newest;
}
