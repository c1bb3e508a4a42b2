/* What must hold in an experiment, and whether it does in this run. */
#include "base/status.h"
#include "claims_site.h"
#include "html.h"
#include "report.h"

enum zn_status zn_report_experiment(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  const struct zn_experiment *e = run->study->experiment;
  struct zn_experiment_result *result;
  if (!e) return ZN_OK;
  ZN_TRY(zn_experiment_judge(&result, run, error));
  zn_report_open(page, "experiment", "What must hold");
  zn_writer_add(page, "<p class=\"lead\">");
  zn_html_text(page, e->asks);
  zn_writer_format(page,
                   "</p>\n<p>Judged by the people of this run, drawn around the numbers of the table; <code>zonula claims</code> asks the "
                   "same of the calibrated ensemble%s.</p>\n",
                   e->n_broken ? ", and with each mechanism taken away" : "");
  enum zn_status status = ZN_OK;
  for (int k = 0; k < e->n_criteria && status == ZN_OK; k++) status = zn_site_criterion(page, e, result, k, error);
  zn_writer_add(page, "</section>\n");
  zn_experiment_result_free(result);
  return status;
}
