/* The report's first section: who, under which conditions, what was done and how it was measured. */
#include <math.h>

#include "html.h"
#include "report.h"
#include "report_people.h"
#include "words.h"
#include "zonula/io.h"

/* What nobody knows about a treatment, and where its interval comes from. */
static void uncertain(struct zn_writer *page, const struct zn_overlay *o) {
  for (int i = 0; i < o->n_uncertain; i++) {
    const struct zn_uncertain *u = &o->uncertain[i];
    zn_writer_add(page, "<p class=\"small\">Uncertain: <code>");
    zn_html_text(page, u->name);
    zn_writer_format(page, "</code> times %.3g; nine in ten of what is thought possible: %.3g to %.3g. ", u->middle, u->low, u->high);
    zn_html_text(page, u->why);
    zn_writer_add(page, " <span class=\"soft\">");
    zn_html_sources(page, u->sources);
    zn_writer_add(page, "</span></p>\n");
  }
}

static void overlay(struct zn_writer *page, const struct zn_overlay *o) {
  zn_writer_add(page, "<h4>");
  zn_html_text(page, o->title);
  zn_writer_format(page, " <span class=\"soft small\">%s</span></h4>\n<p>", zn_overlay_kind_words(o->kind));
  zn_html_text(page, o->meaning);
  zn_writer_add(page, "</p>\n<p class=\"small\">");
  zn_html_mark(page, "tag", o->tag);
  zn_html_mark(page, "grade", o->grade);
  zn_writer_add(page, "<span class=\"soft\">");
  zn_html_sources(page, o->sources);
  zn_writer_add(page, "</span></p>\n");
  uncertain(page, o);
}

static void own_changes(struct zn_writer *page, const struct zn_cohort *cohort) {
  if (!cohort->n_changes) return;
  zn_writer_add(page, "<h4>Set for this study</h4>\n<p class=\"small\">");
  for (int i = 0; i < cohort->n_changes; i++) {
    zn_writer_format(page, "%s<code>", i ? "; " : "");
    zn_html_text(page, zn_parameter_info(cohort->changes[i].parameter)->name);
    zn_writer_add(page, "</code> ");
    zn_report_change(page, &cohort->changes[i]);
  }
  zn_writer_add(page, "</p>\n");
}

/* Who they are by name, and what the table says of them. */
static void own_people(struct zn_writer *page, const struct zn_cohort *cohort) {
  enum { MOST_NAMES = 20, MOST_NUMBERS = 40 };
  const struct zn_named_people *named = cohort->named;
  if (!named) return;
  zn_writer_add(page, "<h4>Named in ");
  zn_html_text(page, zn_file_words(named->file));
  zn_writer_add(page, "</h4>\n<p class=\"small\">");
  for (int i = 0; i < named->people && i < MOST_NAMES; i++) {
    zn_writer_add(page, i ? ", " : "");
    zn_html_text(page, named->name[i]);
    if (named->drawn_as[i] == i) continue;
    zn_writer_add(page, " (twin of ");
    zn_html_text(page, named->name[named->drawn_as[i]]);
    zn_writer_add(page, ")");
  }
  if (named->people > MOST_NAMES) zn_writer_format(page, " and %d more", named->people - MOST_NAMES);
  zn_writer_add(page, named->n ? "</p>\n<p class=\"small\">Each with their own " : "");
  for (int i = 0; i < named->n && i < MOST_NUMBERS; i++) {
    zn_writer_add(page, i ? ", <code>" : "<code>");
    zn_html_text(page, zn_parameter_info(named->parameter[i])->name);
    zn_writer_add(page, "</code>");
  }
  if (named->n > MOST_NUMBERS) zn_writer_format(page, " and %d further numbers", named->n - MOST_NUMBERS);
  zn_writer_add(page, "</p>\n");
}

void zn_report_people(struct zn_writer *page, const struct zn_run *run, int cohort) {
  const struct zn_cohort *c = &run->study->cohorts[cohort];
  if (!c->n_overlays) zn_writer_add(page, "<p>Healthy people on the reference diet.</p>\n");
  for (int i = 0; i < c->n_overlays; i++) overlay(page, &run->library->overlays[c->overlays[i]]);
  zn_report_choice(page, c, run->library);
  own_changes(page, c);
  own_people(page, c);
}

static void cohort(struct zn_writer *page, const struct zn_run *run, int index) {
  const struct zn_cohort *c = &run->study->cohorts[index];
  zn_writer_format(page, "<div class=\"card\"><h3><span class=\"swatch\" style=\"background:%s\"></span>", zn_report_colour(index));
  zn_report_cohort(page, run, index);
  zn_writer_format(page, "</h3>\n<p class=\"soft small\">%d %s · seed %llu</p>\n", c->people, c->people == 1 ? "person" : "people",
                   (unsigned long long)c->seed);
  zn_report_people(page, run, index);
  zn_writer_add(page, "</div>\n");
}

/* --- The timeline ----------------------------------------------------------------------------------------------------------------- */

static int same_bound(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

/* Whether two entries differ in nothing but their time. */
static int same_act(const struct zn_event *a, const struct zn_event *b) {
  if (a->kind != b->kind || a->cohort != b->cohort) return 0;
  if (a->kind != ZN_EVENT_GIVE) return a->assay == b->assay;
  if (a->rescue != b->rescue || a->missed != b->missed) return 0;
  if (a->rescue && (a->observable != b->observable || !same_bound(a->above, b->above) || !same_bound(a->below, b->below))) return 0;
  return a->overlay == b->overlay && a->dose == b->dose && a->duration_h == b->duration_h && a->effect == b->effect;
}

/* Who does not get it: whoever does not need rescue, and whoever misses it. */
static void who_gets_it(struct zn_writer *page, const struct zn_event *e) {
  if (e->rescue) {
    const struct zn_observable_info *info = zn_observable_info(e->observable);
    zn_writer_add(page, isnan(e->above) ? ", as rescue: only to people below " : ", as rescue: only to people above ");
    zn_html_quantity(page, isnan(e->above) ? e->below : e->above, info->unit);
    zn_writer_add(page, " at that moment: ");
    zn_report_observable(page, e->observable);
    if (e->places > 1) zn_writer_add(page, ", or the largest of its places");
  }
  if (e->missed > 0.0) zn_writer_format(page, "; each person misses it with probability %.3g", e->missed);
}

static void act(struct zn_writer *page, const struct zn_run *run, const struct zn_event *e) {
  char time[32], words[ZN_GIVEN_WORDS];
  if (e->kind == ZN_EVENT_MEASURE) {
    zn_writer_add(page, "Measured: ");
    zn_html_text(page, run->library->assays[e->assay].title);
    return;
  }
  const struct zn_overlay *o = &run->library->overlays[e->overlay];
  zn_writer_add(page, "Given: ");
  zn_html_text(page, o->title);
  if (e->dose > 0.0) {
    zn_writer_add(page, ", ");
    zn_html_quantity(page, e->dose, o->dose_unit);
  }
  if (e->duration_h > 0.0) {
    zn_time_words(e->duration_h, time);
    zn_writer_format(page, ", for %s", time);
  }
  who_gets_it(page, e);
  zn_given_words(run->study, run->library, e, words);
  zn_writer_add(page, "<br/><span class=\"small soft\">");
  zn_html_text(page, words);
  zn_writer_add(page, "</span>");
}

/* Whether an entry of the timeline is told here; what a matrix or a map does to its cells is told with them. */
static int is_told(const struct zn_study *s, int event) {
  const struct zn_event *e = &s->events[event];
  return (e->kind == ZN_EVENT_GIVE || e->kind == ZN_EVENT_MEASURE) && e->cohort < s->n_cohorts;
}

/* All times of an entry; of many the first ones and the last. */
static void when(struct zn_writer *page, const struct zn_study *s, int event) {
  enum { MANY = 12, FIRST = 3 };
  int all = 0, n = 0;
  for (int k = event; k < s->n_events; k++) all += same_act(&s->events[k], &s->events[event]);
  for (int k = event; k < s->n_events; k++) {
    char time[32];
    if (!same_act(&s->events[k], &s->events[event])) continue;
    n++;
    if (all > MANY && n > FIRST && n < all) continue;
    zn_time_words(s->events[k].time_h, time);
    zn_writer_format(page, "%s<span class=\"nowrap\">%s</span>", n == 1 ? "" : all > MANY && n == all ? ", …, " : ", ", time);
  }
  if (all > MANY) zn_writer_format(page, " (%d times)", all);
}

/* Repeated entries stand on one line with all their times. */
static void timeline(struct zn_writer *page, const struct zn_run *run) {
  const struct zn_study *s = run->study;
  int n = 0;
  for (int i = 0; i < s->n_events; i++) n += is_told(s, i);
  if (!n) return;
  zn_writer_add(page,
                "<h3>What happened</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th>When</th><th>What</th><th>To "
                "whom</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < s->n_events; i++) {
    int seen = !is_told(s, i);
    for (int k = 0; k < i; k++) seen |= same_act(&s->events[k], &s->events[i]);
    if (seen) continue;
    zn_writer_add(page, "<tr><td>");
    when(page, s, i);
    zn_writer_add(page, "</td><td>");
    act(page, run, &s->events[i]);
    zn_writer_add(page, "</td><td>");
    if (s->events[i].cohort < 0)
      zn_writer_add(page, "everybody");
    else
      zn_report_cohort(page, run, s->events[i].cohort);
    zn_writer_add(page, "</td></tr>\n");
  }
  char end[32];
  zn_time_words(s->end_h, end);
  zn_writer_format(page, "</tbody>\n</table></div>\n<p class=\"small soft\">Followed for %s. Food came as %s.</p>\n", end,
                   s->meals ? "meals" : "a daily mean, without meals");
}

/* --- Treatments and tests --------------------------------------------------------------------------------------------------------- */

/* Whether an overlay was given on the way, and is not already told with a cohort. */
static int given(const struct zn_run *run, int index) {
  for (int e = 0; e < run->study->n_events; e++)
    if (run->study->events[e].kind == ZN_EVENT_GIVE && run->study->events[e].overlay == index) return 1;
  return 0;
}

static void treatments(struct zn_writer *page, const struct zn_run *run) {
  int n = 0;
  for (int k = 0; k < run->library->n_overlays; k++) {
    if (!given(run, k)) continue;
    zn_writer_add(page, n++ ? "" : "<h3>Treatments and diets given</h3>\n<div class=\"cards\">\n");
    zn_writer_add(page, "<div class=\"card\">");
    overlay(page, &run->library->overlays[k]);
    zn_writer_add(page, "</div>\n");
  }
  if (n) zn_writer_add(page, "</div>\n");
}

static void probes(struct zn_writer *page, const struct zn_assay *a) {
  char time[32];
  const double gram = 1.0;
  for (int i = 0; i < a->n_probes; i++) {
    const struct zn_solute *solute = zn_solute_info(a->probes[i].solute);
    const double mass = a->probes[i].amount_mmol * solute->molar_mass / gram;
    zn_writer_add(page, i ? ", " : "<p class=\"small\">Probes: ");
    zn_html_text(page, solute->name);
    zn_writer_add(page, " ");
    zn_html_quantity(page, mass < 0.1 ? 1e3 * mass : mass, mass < 0.1 ? "mg" : "g");
  }
  if (!a->n_probes) return;
  if (a->drink_ml > 0.0) {
    zn_writer_add(page, "; in ");
    zn_html_quantity(page, a->drink_ml, "mL");
  }
  zn_time_words(a->length_h, time);
  zn_writer_format(page, "; %s %s.</p>\n", a->kind == ZN_ASSAY_URINE ? "urine collected for" : "watched for", time);
}

/* What lies in the bath, and how the tissue was treated. */
static void bath(struct zn_writer *page, const struct zn_assay *a) {
  char time[32];
  zn_writer_add(page, "<p class=\"small\">");
  for (int i = 0; i < a->n_probes; i++) {
    zn_html_text(page, zn_solute_info(a->probes[i].solute)->name);
    zn_writer_add(page, " ");
    zn_html_quantity(page, 1e6 * a->probes[i].concentration, "umol/L");
    zn_writer_add(page, "; ");
  }
  if (a->kind == ZN_ASSAY_PERFUSION && a->flow == 0.0) {
    zn_writer_add(page, "A dose into the segment; from the course in blood");
  } else if (a->kind == ZN_ASSAY_PERFUSION) {
    zn_html_quantity(page, a->segment_cm, "cm");
    zn_writer_add(page, " perfused at ");
    zn_html_quantity(page, a->flow / 60.0, "mL/min");
  } else {
    zn_html_quantity(page, a->exposed_cm2, "cm2");
    zn_time_words(a->mounted_h, time);
    zn_writer_format(page, " mounted %s before, ", time);
    zn_time_words(a->length_h, time);
    zn_writer_format(page, "fluxes followed for %s", time);
  }
  zn_writer_add(page, ".</p>\n");
}

static void assays(struct zn_writer *page, const struct zn_run *run) {
  int n = 0;
  for (int k = 0; k < run->library->n_assays; k++) {
    const struct zn_assay *a = &run->library->assays[k];
    int used = 0;
    for (int e = 0; e < run->study->n_events; e++)
      used |= run->study->events[e].kind == ZN_EVENT_MEASURE && run->study->events[e].assay == k;
    if (!used) continue;
    zn_writer_add(page, n++ ? "" : "<h3>How it was measured</h3>\n<div class=\"cards\">\n");
    zn_writer_add(page, "<div class=\"card\"><h4>");
    zn_html_text(page, a->title);
    zn_writer_add(page, "</h4>\n<p>");
    zn_html_text(page, a->meaning);
    zn_writer_add(page, "</p>\n");
    if (a->kind == ZN_ASSAY_CHAMBER || a->kind == ZN_ASSAY_PERFUSION)
      bath(page, a);
    else
      probes(page, a);
    zn_writer_add(page, "<p class=\"small soft\">");
    zn_html_sources(page, a->sources);
    zn_writer_add(page, "</p></div>\n");
  }
  if (n) zn_writer_add(page, "</div>\n");
}

void zn_report_happened(struct zn_writer *page, const struct zn_run *run) {
  timeline(page, run);
  treatments(page, run);
  assays(page, run);
}

void zn_report_asked(struct zn_writer *page, const struct zn_run *run) {
  zn_report_open(page, "asked", "What was asked");
  zn_writer_add(page, "<h3>Who</h3>\n<div class=\"cards\">\n");
  for (int c = 0; c < run->study->n_cohorts; c++) cohort(page, run, c);
  zn_writer_add(page, "</div>\n");
  zn_report_happened(page, run);
  zn_writer_add(page, "</section>\n");
}
