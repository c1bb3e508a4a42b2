/* junction.html: one page that stands alone about a junction. */
#include "junction_report.h"

#include <math.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"

static const double per_s = 1.0 / 3600.0;

static void head(struct zn_writer *page, const struct zn_junction *j) {
  const struct zn_report_part parts[] = {{1, "strands", "By strands"},        {1, "figures", "Figures"},
                                         {1, "moment", "One moment"},         {j->n_scan > 0, "leak", "The leak route"},
                                         {1, "numbers", "Numbers behind it"}, {1, "made", "How to make it again"}};
  zn_report_head(page, "Tight junction", "");
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page,
                   " · a simulation of the human intestinal barrier</div>\n<h1>A tight junction of strands that break and reseal</h1>\n<p>"
                   "%d stretches of each junction, followed for %.3g h each. The model is that of Tervonen et al. 2019, with numbers for "
                   "a kidney cell line; what it can say about a gut is discussed in docs/junction.md.</p>\n</header>\n",
                   j->replicates, j->parameters.junction_followed_time);
  zn_report_contents(page, parts, sizeof parts / sizeof *parts);
}

static void mean_cell(struct zn_writer *page, const struct zn_junction_mean *mean, double unit) {
  zn_writer_add(page, "<td class=\"number\">");
  zn_html_result(page, mean->mean * unit);
  if (!isnan(mean->lo90)) {
    zn_writer_add(page, " <span class=\"soft\">(");
    zn_html_result(page, mean->lo90 * unit);
    zn_writer_add(page, " to ");
    zn_html_result(page, mean->hi90 * unit);
    zn_writer_add(page, ")</span>");
  }
  zn_writer_add(page, "</td>");
}

static void table(struct zn_writer *page, const struct zn_junction *j) {
  zn_report_open(page, "strands", "By number of strands");
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table>\n<thead><tr><th>Solute</th><th class=\"number\">Strands</th><th class=\"number\">TER, ohm cm²"
      "</th><th class=\"number\">Side by side</th><th class=\"number\">Claude</th><th class=\"number\">Breaks, cm/s</th><th "
      "class=\"number\">Tricellular</th><th class=\"number\">All</th></tr></thead>\n<tbody>\n");
  for (int s = 0; s < j->n_shown; s++)
    for (int c = 0; c < j->n_by_strands; c++) {
      const struct zn_junction_row *r = &j->row[c];
      zn_writer_add(page, "<tr><td>");
      zn_html_text(page, j->probe[s].name);
      zn_writer_format(page, "</td><td class=\"number\">%d</td>", r->what.strands);
      mean_cell(page, &r->resistance, 1.0);
      zn_html_result_cell(page, r->tissue.mean);
      zn_html_result_cell(page, zn_junction_claude(j, &j->row[0], r->what.strands));
      mean_cell(page, &r->bicellular[s], per_s);
      zn_html_result_cell(page, j->tricellular[s] * per_s);
      zn_html_result_cell(page, r->total[s].mean * per_s);
      zn_writer_add(page, "</tr>\n");
    }
  zn_writer_add(
      page,
      "</tbody>\n</table></div>\n<p class=\"small soft\">In brackets: the 90 % interval of the mean, from the spread between stretches; it "
      "holds no doubt about the model and its numbers. TER is the mean over time of one stretch, as in the published model; side "
      "by side is what many stretches in parallel have. The rule of Claude is anchored at the first row.</p>\n</section>\n");
}

static void leak(struct zn_writer *page, const struct zn_junction *j) {
  static const double times[] = {2.0, 3.0, 5.0};
  const double life_s = 3600.0 / j->parameters.junction_sealing_rate;
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("solute_leak_conductance"));
  if (!j->n_scan) return;
  zn_report_open(page, "leak", "The leak route");
  zn_writer_format(page, "<p>With %d strands, all that passes of ", j->row[j->n_by_strands].what.strands);
  zn_html_text(page, j->probe[0].name);
  zn_writer_add(page, " is what pores of the leak route's radius with a porosity over length of ");
  zn_html_result(page, zn_junction_leak(j, 0, j->row[j->n_by_strands].total[0].mean));
  zn_writer_format(page, " 1/cm of smooth area would let through; the model of the body has %g (%g to %g).</p>\n", info->value, info->low,
                   info->high);
  zn_writer_add(page,
                "<div class=\"scroll\"><table>\n<thead><tr><th class=\"number\">Leak</th><th class=\"number\">Breaks form, times as "
                "often</th><th class=\"number\">or live, times as long</th><th class=\"number\">Life, s</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    const double longer = 1.0 / zn_junction_sealing_for(j, 0, times[i]);
    zn_writer_format(page, "<tr><td class=\"number\">×%g</td>", times[i]);
    zn_html_result_cell(page, zn_junction_opening_for(j, 0, times[i]));
    zn_html_result_cell(page, longer);
    zn_html_result_cell(page, life_s * longer);
    zn_writer_add(page, "</tr>\n");
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n</section>\n");
}

static void numbers(struct zn_writer *page, const struct zn_junction *j) {
  zn_report_open(page, "numbers", "Numbers behind it");
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table>\n<thead><tr><th>Number</th><th class=\"number\">Value</th><th>Meaning</th><th>Source</th></tr>"
      "</thead>\n<tbody>\n");
  for (int k = 0; k < zn_parameter_count(); k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (strcmp(info->room, "junction") != 0) continue;
    zn_writer_add(page, "<tr><td>");
    zn_html_words(page, info->name + strlen("junction_"));
    zn_writer_add(page, "</td><td class=\"number\">");
    zn_html_quantity(page, ((const double *)&j->parameters)[k] / info->to_internal, info->unit);
    zn_writer_add(page, "</td><td>");
    zn_html_text(page, info->meaning);
    zn_writer_add(page, "</td><td>");
    zn_html_sources(page, info->source);
    zn_writer_add(page, " ");
    zn_html_mark(page, "grade", info->grade);
    zn_writer_add(page, "</td></tr>\n");
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n</section>\n");
}

static void made(struct zn_writer *page, const struct zn_junction *j, const char *command) {
  zn_report_made(page, command);
  if (j->variant) zn_writer_add(page, "<p>Calculated as the public code does where it looks wrong (docs/junction.md).</p>\n");
  zn_writer_add(
      page,
      "<p>The same version, data and seed give this page again, byte for byte, on any number of processor cores.</p>\n</section>\n"
      "</main>\n<footer>Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page, " · data %s · seed %llu · a simulation, never a diagnosis</footer>\n</div>\n</body>\n</html>\n", zn_data_digest(),
                   (unsigned long long)j->seed);
}

enum zn_status zn_junction_write_report(const struct zn_junction *junction, const char *path, const char *command, struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  head(&page, junction);
  table(&page, junction);
  zn_report_open(&page, "figures", "Figures");
  enum zn_status status = zn_junction_figures(&page, junction, error);
  zn_writer_add(&page, "</section>\n");
  zn_report_open(&page, "moment", "One moment");
  zn_junction_drawing(&page, junction, junction->n_by_strands / 2);
  zn_writer_add(&page, "</section>\n");
  leak(&page, junction);
  numbers(&page, junction);
  made(&page, junction, command);
  zn_locale_restore(&locale);
  return zn_writer_save(&page, path, status, error);
}
