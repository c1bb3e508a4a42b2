/* not yet */
#include "base/status.h"
#include "zonula/claims.h"
enum zn_status zn_claims_write_site(const struct zn_claims *claims, const struct zn_experiment_results *results, const char *folder,
                                    struct zn_error *error) {
  (void)claims;
  (void)results;
  (void)folder;
  return zn_fail(error, ZN_ARGUMENT, "no site yet");
}
