#include "analysis.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

const struct zn_analytic *zn_analytic_of(const struct zn_test *test, int solute, enum zn_fluid fluid, struct zn_error *error) {
  /* A method is that of the urine; serum has its own. */
  const char *method = fluid == ZN_FLUID_URINE ? test->assay->method : NULL;
  const struct zn_analytic *found = zn_analytic_info(zn_analytic_find(solute, fluid, method));
  if (!found)
    zn_fail(error, ZN_ARGUMENT, "test %s: nothing is known of measuring %s in %s%s%s", test->assay->name, zn_solute_info(solute)->name,
            zn_fluid_name(fluid), method && *method ? " by " : "", method && *method ? method : "");
  return found;
}

double zn_background(const struct zn_test *test, const struct zn_analytic *a) {
  const struct zn_solute *solute = zn_solute_info(a->solute);
  const double transfused = a->stored_blood * test->person.assay_stored_blood;
  if (!(zn_test_uniform(test, "whether from food", solute->name, 0.0, 0.0) < a->background_share)) return transfused;
  const double from_food = a->background * exp(a->background_spread * zn_test_normal(test, "from food", solute->name, 0.0, 0.0));
  return from_food / solute->molar_mass + transfused;
}

double zn_analysed(const struct zn_test *test, const struct zn_analytic *a, double concentration, const double window_h[2]) {
  const struct zn_solute *solute = zn_solute_info(a->solute);
  char whose[200];
  snprintf(whose, sizeof whose, "%s/%s/%s", test->assay->name, solute->name, zn_fluid_name(a->fluid));
  /* Lognormal with mean 1 and SD cv. */
  const double variance = log1p(a->cv * a->cv);
  const double error = exp(sqrt(variance) * zn_test_normal(test, "analysis", whose, window_h[0], window_h[1]) - 0.5 * variance);
  const double printed = concentration * error, detection = a->detection / solute->molar_mass;
  return printed < detection ? test->person.assay_below_detection * detection : printed;
}
