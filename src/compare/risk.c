#include "risk.h"

#include <stdlib.h>

#include "base/status.h"
#include "finish.h"
#include "ranked.h"

/* From the latest time backwards, the people met so far are those at risk. */
static int walk(struct zn_risk *risk, const struct zn_ranked *order, const int *event, const int *group, int n) {
  int at_risk[2] = {0, 0}, times = 0;
  for (int from = n - 1; from >= 0;) {
    int events[2] = {0, 0};
    const double now = order[from].value;
    for (; from >= 0 && order[from].value == now; from--) {
      const int i = order[from].index;
      at_risk[group[i]]++;
      events[group[i]] += event[i];
    }
    if (events[0] + events[1]) risk[times++] = (struct zn_risk){{at_risk[0], at_risk[1]}, {events[0], events[1]}};
  }
  return times;
}

enum zn_status zn_risk_list(struct zn_comparison *c, struct zn_risk **risk, int *n_times, const double *time, const int *event,
                            const int *group, int n, struct zn_error *error) {
  *risk = NULL;
  *n_times = 0;
  ZN_TRY(zn_comparison_check_marks("the group", group, n, error));
  ZN_TRY(zn_comparison_check_marks("the event", event, n, error));
  ZN_TRY(zn_comparison_check_values("the times", time, n, error));
  for (int i = 0; i < n; i++) {
    c->n[group[i]]++;
    c->events[group[i]] += event[i];
  }
  struct zn_ranked *order = zn_ranked_make(time, n, error);
  if (!order) return ZN_MEMORY;
  *risk = malloc(((size_t)n + 1) * sizeof **risk);
  if (*risk) *n_times = walk(*risk, order, event, group, n);
  free(order);
  return *risk ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to follow %d people", n);
}
