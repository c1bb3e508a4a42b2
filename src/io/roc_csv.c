/* roc.csv: the curves of everybody and of each group, corner by corner. tests.csv: one row for each group and test. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

static void begin_row(struct zn_writer *csv, const struct zn_told_group *group, const struct zn_told_by *by) {
  zn_csv_text(csv, group->label);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, by->label);
}

enum zn_status zn_discrimination_write_curves(const struct zn_discrimination *d, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "group,test,threshold,false_alarms,sensitivity\n");
  for (int g = 0; g < d->n_groups; g++)
    for (int e = 0; e < d->n_tests + d->n_combinations; e++)
      for (int i = 0; i < d->group[g].by[e].roc.n_points; i++) {
        const struct zn_roc_point *p = &d->group[g].by[e].roc.point[i];
        begin_row(&csv, &d->group[g], &d->group[g].by[e]);
        zn_csv_number(&csv, p->threshold);
        zn_csv_number(&csv, p->false_alarms);
        zn_csv_number(&csv, p->hits);
        zn_writer_add(&csv, "\n");
      }
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

static void test_row(struct zn_writer *csv, const struct zn_discrimination *d, int g, int e) {
  const struct zn_told_by *by = &d->group[g].by[e];
  const struct zn_study *study = d->run->study;
  begin_row(csv, &d->group[g], by);
  zn_writer_format(csv, ",%s,", e < d->n_tests ? "test" : "combination");
  zn_csv_text(csv, e < d->n_tests ? study->reported[study->n_reported + e].unit : "ln odds");
  zn_writer_format(csv, ",%d,%d", by->roc.people, by->roc.having);
  const double numbers[] = {by->roc.auc,
                            by->roc.lo95,
                            by->roc.hi95,
                            by->roc.hits_90,
                            by->roc.threshold_90,
                            by->roc.youden.threshold,
                            by->roc.youden.hits,
                            1.0 - by->roc.youden.false_alarms,
                            by->roc.rank_correlation,
                            by->gain,
                            by->gain_lo95,
                            by->gain_hi95};
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) zn_csv_number(csv, numbers[k]);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_discrimination_write_tests(const struct zn_discrimination *d, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "group,test,kind,unit,people,with_it,auc,auc_lo95,auc_hi95,sensitivity_at_90_specificity,threshold_at_90_specificity,"
                "youden_threshold,youden_sensitivity,youden_specificity,rank_correlation,gain,gain_lo95,gain_hi95\n");
  for (int g = 0; g < d->n_groups; g++)
    for (int e = 0; e < d->n_tests + d->n_combinations; e++) test_row(&csv, d, g, e);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
