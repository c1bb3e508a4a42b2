#include "report_people.h"

#include <math.h>

#include "zonula/physique.h"

static void choice(struct zn_writer *page, const struct zn_choice *c) {
  if (!c->by_sex && !c->by_age) return;
  zn_writer_add(page, "<p class=\"small\">");
  if (c->by_sex && (c->women == 0.0 || c->women == 1.0)) zn_writer_add(page, c->women == 1.0 ? "Women" : "Men");
  if (c->by_sex && c->women > 0.0 && c->women < 1.0) zn_writer_format(page, "%.3g %% women", 100.0 * c->women);
  if (c->by_age) zn_writer_format(page, "%s %g to %g years old", c->by_sex ? "," : "People", c->age_low, c->age_high);
  zn_writer_add(page, ".</p>\n");
}

static void number(struct zn_writer *page, const struct zn_wanted *t, double value) {
  zn_writer_format(page, "<td class=\"number\">%.4g</td>", zn_wanted_shown(t, value));
}

static void wanted(struct zn_writer *page, const struct zn_cohort *cohort, const struct zn_library *library) {
  const struct zn_matching *m = cohort->matching;
  double drawn[ZN_MOST_WANTED];
  if (zn_matching_drawn(drawn, cohort, library, NULL) != ZN_OK)
    for (int i = 0; i < ZN_MOST_WANTED; i++) drawn[i] = NAN;
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table>\n<thead><tr><th>Matched</th><th>Wanted</th><th>Weighted</th><th>These people</th><th>Without</th>"
      "<th>Tilt</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < m->n; i++) {
    const struct zn_wanted *t = &m->wanted[i];
    zn_writer_format(page, "<tr><td>%s of <code>", zn_wanted_word(t->summary));
    zn_html_text(page, zn_wanted_name(t));
    zn_writer_add(page, "</code>");
    if (*zn_wanted_unit(t)) zn_writer_add(page, ", "), zn_html_text(page, zn_wanted_unit(t));
    zn_writer_add(page, "</td>");
    number(page, t, t->value);
    number(page, t, t->reached);
    number(page, t, drawn[i]);
    number(page, t, t->natural);
    zn_writer_format(page, "<td class=\"number\">%.3g</td></tr>\n", t->tilt);
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n");
}

void zn_report_choice(struct zn_writer *page, const struct zn_cohort *cohort, const struct zn_library *library) {
  const struct zn_matching *m = cohort->matching;
  choice(page, &cohort->choice);
  if (!m) return;
  wanted(page, cohort, library);
  zn_writer_format(page,
                   "<p class=\"small soft\">Of %d people drawn for it each was weighted so that these numbers come out; the weighted ones "
                   "are worth %.0f equal ones. Candidates for this cohort are taken in proportion to that weight, one in %.3g. These "
                   "people have the numbers up to chance.</p>\n",
                   m->pilot, m->effective_share * m->pilot, 1.0 / m->acceptance);
}
