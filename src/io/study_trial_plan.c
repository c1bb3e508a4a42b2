/* How often a trial is done, with how many people, and when it is looked at before the end. */
#include <stdlib.h>

#include "base/status.h"
#include "measure.h"
#include "study_trial.h"

/* A look is neither the beginning nor the end. */
static const struct zn_measure before_the_end = {.unit = "%", .to_internal = 0.01, .low = 1.0, .high = 99.0};

/* zn_interim_bounds tells looks apart that lie as far apart as this. */
static const double least_step = 1e-4;

enum zn_status zn_trial_check_size(int people, int replicates, int null_replicates, struct zn_error *error) {
  const long long all = (long long)people * ((long long)replicates + null_replicates);
  if (all <= ZN_MOST_TRIAL_PEOPLE) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "%d people in %d replicates are %lld in all; expected at most %lld", people, replicates + null_replicates,
                 all, ZN_MOST_TRIAL_PEOPLE);
}

static enum zn_status read_interim(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_interim_row *text = t->text->interim;
  const struct zn_node *node = zn_node_entry(t->node, "interim");
  struct zn_trial *out = t->out;
  if (!node) return ZN_OK;
  out->interim_share = calloc(text->at_count, sizeof *out->interim_share);
  if (!out->interim_share) return zn_fail(error, ZN_MEMORY, "no memory for the looks of a trial");
  for (const struct zn_node *look = zn_node_entry(node, "at")->first; look; look = look->next) {
    double *share = &out->interim_share[out->n_interim];
    ZN_TRY(zn_node_blame(zn_measure_read(&before_the_end, t->pass->units, look->text, share, error), look, t->pass->file, error));
    *share *= before_the_end.to_internal;
    if (out->n_interim++ && *share < share[-1] + least_step)
      return zn_node_refuse(look, t->pass->file, error,
                            "the look at %s is not after the one before it; expected rising shares, 0.01 %% or more apart", look->text);
  }
  out->spending = (enum zn_spending)text->spending;
  return zn_trial_read_quantity(t, node, "futility", &zn_trial_share, text->futility, &out->futility, error);
}

static enum zn_status read_number(const struct zn_trial_pass *t, const char *key, uint32_t written, int least, int *number,
                                  struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(t->node, key);
  if (!node) return ZN_OK;
  if (written < (uint32_t)least || written > ZN_MOST_REPLICATES)
    return zn_node_refuse(node, t->pass->file, error, "%u is out of bounds; expected %d to %d", written, least, ZN_MOST_REPLICATES);
  *number = (int)written;
  return ZN_OK;
}

static enum zn_status read_replicates(const struct zn_trial_pass *t, struct zn_error *error) {
  struct zn_trial *out = t->out;
  const int named = t->pass->study->n_named > 0;
  out->replicates = 1;
  ZN_TRY(read_number(t, "replicates", t->text->replicates, 1, &out->replicates, error));
  ZN_TRY(read_number(t, "null_replicates", t->text->null_replicates, 0, &out->null_replicates, error));
  const char *key = out->null_replicates ? "null_replicates" : "replicates";
  const struct zn_node *node = zn_node_entry(t->node, key);
  if (named && out->replicates + out->null_replicates > 1)
    return zn_node_refuse(node, t->pass->file, error, "the people of a table are there once; expected 'people' instead of 'people_from'");
  if (out->null_replicates && out->n_arms == 1)
    return zn_node_refuse(node, t->pass->file, error, "with one arm there is nothing that chance could give; expected no null replicates");
  return zn_trial_blame(t, t->node, key, zn_trial_check_size(out->people, out->replicates, out->null_replicates, error), error);
}

/* All people are looked at in any case. */
static enum zn_status read_power(const struct zn_trial_pass *t, struct zn_error *error) {
  struct zn_trial *out = t->out;
  const struct zn_node *node = zn_trial_first_of(t, "power");
  uint32_t before = 0;
  out->power_people = calloc(t->text->power_count + 1u, sizeof *out->power_people);
  if (!out->power_people) return zn_fail(error, ZN_MEMORY, "no memory for the sizes of a trial");
  for (unsigned i = 0; i < t->text->power_count; i++, node = node->next) {
    const uint32_t size = t->text->power[i];
    if (size <= before || size > (uint32_t)out->people)
      return zn_node_refuse(node, t->pass->file, error, "%u %s; expected rising numbers from 1 to the %d people recruited", size,
                            size > before ? "people are more than there are"
                            : i           ? "is not above the one before it"
                                          : "people are nobody",
                            out->people);
    before = size;
    if (size < (uint32_t)out->people) out->power_people[out->n_power++] = (int)size;
  }
  return ZN_OK;
}

enum zn_status zn_trial_read_plan(const struct zn_trial_pass *t, struct zn_error *error) {
  ZN_TRY(read_interim(t, error));
  ZN_TRY(read_replicates(t, error));
  return read_power(t, error);
}
