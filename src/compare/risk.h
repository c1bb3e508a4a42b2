/* Who is at risk, and to whom it happens, each time that it happens to anybody. */
#ifndef ZN_COMPARE_RISK_H
#define ZN_COMPARE_RISK_H

#include "zonula/comparison.h"

/* At one time, in each group. Whoever is followed up to a time is still at risk at it. */
struct zn_risk {
  int at_risk[2], events[2];
};

/* Checks the people, counts them into `c`, and lists the times of events in falling order: (*risk) [*n], free() it. ZN_ARGUMENT,
 * ZN_MEMORY. */
enum zn_status zn_risk_list(struct zn_comparison *c, struct zn_risk **risk, int *n_times, const double *time, const int *event,
                            const int *group, int n, struct zn_error *error);

#endif
