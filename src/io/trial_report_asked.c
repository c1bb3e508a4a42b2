/* The first sections of a trial's page: what was asked, and who took part. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "trial_report.h"
#include "words.h"
#include "zonula/io.h"

/* --- What was asked ------------------------------------------------------------------------------------------------------------------- */

static void design(struct zn_writer *out, const struct zn_trial_page *page) {
  static const char *const blindings[] = {"open: people know what they get", "single blind", "double blind"};
  const struct zn_trial *t = page->trial;
  zn_writer_format(out, "<p>%d people are recruited and allocated to %d arms ", t->people, t->n_arms);
  if (t->allocation == ZN_ALLOCATION_BLOCKS)
    zn_writer_format(out, "in permuted blocks of %d", t->block);
  else
    zn_writer_add(out, "each by a draw of their own");
  zn_writer_format(out, "; the trial is %s. ", blindings[t->blinding]);
  if (t->replicates > 1) zn_writer_format(out, "It is run %d times, each time with other people. ", t->replicates);
  if (t->null_replicates) {
    zn_writer_format(out, "In %d further null trials every arm gets what ", t->null_replicates);
    zn_html_text(out, t->arm[t->control].name);
    zn_writer_add(out, " gets, so whatever they find is found by chance.");
  }
  zn_writer_add(out, "</p>\n");
  if (!t->eligible) return;
  zn_writer_add(out, "<p>Only people for whom <code>");
  zn_html_text(out, t->eligible);
  zn_writer_add(out, "</code> is true are eligible");
  if (t->eligible_because && *t->eligible_because) {
    zn_writer_add(out, ": ");
    zn_html_text(out, t->eligible_because);
  }
  zn_writer_add(out, "</p>\n");
}

static void people_card(struct zn_writer *out, const struct zn_trial_page *page) {
  zn_writer_format(out, "<div class=\"card\"><h3>Who is recruited</h3>\n<p class=\"soft small\">%d in each trial · seed %llu</p>\n",
                   page->trial->people, (unsigned long long)page->run->study->cohorts[0].seed);
  zn_report_people(out, page->shown, 0);
  zn_writer_add(out, "</div>\n");
}

/* What an arm is given that not everybody gets, each once. */
static void given(struct zn_writer *out, const struct zn_trial_page *page, int arm) {
  const struct zn_study *s = page->run->study;
  int n = 0;
  for (int e = 0; e < s->n_events; e++) {
    char words[ZN_GIVEN_WORDS];
    int before = 0;
    if (s->events[e].kind != ZN_EVENT_GIVE || s->events[e].cohort != arm) continue;
    for (int k = 0; k < e; k++)
      before |= s->events[k].kind == ZN_EVENT_GIVE && s->events[k].cohort == arm && s->events[k].overlay == s->events[e].overlay;
    if (before) continue;
    zn_given_words(s, page->run->library, &s->events[e], words);
    zn_writer_add(out, n++ ? "<li>" : "<ul><li>");
    zn_html_text(out, page->run->library->overlays[s->events[e].overlay].title);
    zn_writer_add(out, "<br/><span class=\"small soft\">");
    zn_html_text(out, words);
    zn_writer_add(out, "</span></li>\n");
  }
  zn_writer_add(out, n ? "</ul>\n" : "<p>Nothing but what everybody gets.</p>\n");
}

static void arm_card(struct zn_writer *out, const struct zn_trial_page *page, int arm) {
  const struct zn_trial_arm *a = &page->trial->arm[arm];
  zn_writer_add(out, "<div class=\"card\"><h3>");
  zn_trial_arm_name(out, page, arm);
  zn_writer_add(out, "</h3>\n<p class=\"soft small\">");
  if (arm == page->trial->control) zn_writer_add(out, "the control · ");
  zn_writer_format(out, "ratio %g", a->ratio);
  if (a->adherence < 1.0) zn_writer_format(out, " · each thing given is taken by %.3g\u202f%%", 100.0 * a->adherence);
  if (a->drop_out > 0.0) zn_writer_format(out, " · %.3g\u202f%% have left by the end", 100.0 * a->drop_out);
  zn_writer_add(out, "</p>\n");
  given(out, page, arm);
  zn_writer_add(out, "</div>\n");
}

/* How an endpoint is made from what is read. */
static void endpoint_made(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_endpoint *e) {
  char from[32], to[32];
  if (e->kind != ZN_ENDPOINT_TIME) {
    zn_writer_add(out, e->kind == ZN_ENDPOINT_RESPONDER ? "yes where <code>" : "<code>");
    zn_html_text(out, e->expression);
    zn_writer_add(out, "</code>");
    if (e->kind == ZN_ENDPOINT_RESPONDER) zn_writer_add(out, e->missing_is_failure ? "; who left counts as no" : "; who left is left out");
    return;
  }
  const struct zn_reported *row = &page->run->study->reported[e->first_row];
  zn_time_words(e->look_h[0], from);
  zn_time_words(e->look_h[e->n_looks - 1], to);
  zn_writer_add(out, isnan(e->above) ? "time until below " : "time until above ");
  zn_html_quantity(out, isnan(e->above) ? e->below : e->above, row->unit);
  zn_writer_add(out, ": ");
  zn_report_observable(out, row->observable);
  zn_writer_format(out, "; %d looks from %s to %s; who has it at the first look %s", e->n_looks, from, to,
                   e->first_counts ? "counts from then on" : "does not count");
}

static void endpoints(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_writer_add(
      out,
      "<h3>What is compared</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th>Endpoint</th><th>How it is made</th></tr></thead>\n"
      "<tbody>\n");
  for (int e = 0; e < t->n_endpoints; e++) {
    zn_writer_add(out, "<tr><th scope=\"row\">");
    zn_html_text(out, t->endpoint[e].label);
    zn_writer_add(out, "</th><td>");
    endpoint_made(out, page, &t->endpoint[e]);
    zn_writer_add(out, "</td></tr>\n");
  }
  zn_writer_add(out, "</tbody>\n</table></div>\n");
}

/* The reads by the names that expressions use. */
static void reads(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  if (!t->n_reads) return;
  zn_writer_add(out, "<p class=\"small\">Read in everybody: ");
  for (int r = 0; r < t->n_reads; r++) {
    const struct zn_reported *row = &page->run->study->reported[t->first_row + r];
    char time[32];
    zn_time_words(row->time_h, time);
    zn_writer_add(out, r ? "; <code>" : "<code>");
    zn_html_text(out, t->read[r]);
    zn_writer_add(out, "</code>: ");
    if (row->assay >= 0) {
      zn_html_text(out, page->run->library->assays[row->assay].title);
    } else
      zn_report_observable(out, row->observable);
    zn_writer_format(out, " at %s", time);
    if (row->assay >= 0 && row->window_h[1] > row->window_h[0]) {
      char from[32], to[32];
      zn_time_words(row->window_h[0], from);
      zn_time_words(row->window_h[1], to);
      zn_writer_format(out, ", %s to %s after it", from, to);
    }
  }
  zn_writer_add(out, ".</p>\n");
}

/* Whatever acts on people, with how well that is known. */
static void rests_on(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_library *library = page->run->library;
  int n = 0;
  for (int k = 0; k < library->n_overlays; k++) n += zn_report_uses(page->shown, k);
  if (!n) return;
  zn_writer_add(out,
                "<h3>What it rests on</h3>\n<p>Effects marked assumed were put in, at the size that stands with them; a trial cannot say "
                "whether they are right.</p>\n<div class=\"scroll\"><table>\n<thead><tr><th>What acts</th><th>Kind</th><th>Its effect</th>"
                "<th>Sources</th></tr></thead>\n<tbody>\n");
  for (int k = 0; k < library->n_overlays; k++) {
    const struct zn_overlay *o = &library->overlays[k];
    if (!zn_report_uses(page->shown, k)) continue;
    zn_writer_add(out, "<tr><th scope=\"row\">");
    zn_html_text(out, o->title);
    zn_writer_format(out, "</th><td>%s</td><td>", zn_overlay_kind_words(o->kind));
    zn_html_mark(out, "tag", o->tag);
    zn_html_mark(out, "grade", o->grade);
    if (o->n_uncertain) zn_writer_add(out, "<span class=\"small soft\">of unknown size</span>");
    zn_writer_add(out, "</td><td class=\"small\">");
    zn_html_sources(out, o->sources);
    zn_writer_add(out, "</td></tr>\n");
  }
  zn_writer_add(out, "</tbody>\n</table></div>\n");
}

void zn_trial_page_asked(struct zn_writer *out, const struct zn_trial_page *page) {
  zn_report_open(out, "asked", "What was asked");
  design(out, page);
  people_card(out, page);
  zn_writer_add(out, "<div class=\"cards\">\n");
  for (int a = 0; a < page->trial->n_arms; a++) arm_card(out, page, a);
  zn_writer_add(out, "</div>\n");
  endpoints(out, page);
  reads(out, page);
  zn_report_happened(out, page->shown);
  rests_on(out, page);
  zn_writer_add(out, "</section>\n");
}

/* --- Who took part -------------------------------------------------------------------------------------------------------------------- */

/* The endpoint by which people are counted: of the primary analysis. */
static int primary_endpoint(const struct zn_trial *t) { return t->n_analyses ? t->analysis[0].endpoint : 0; }

static void box(struct zn_writer *out, const char *class, const char *heading) {
  zn_writer_format(out, "<div class=\"box%s\"><p class=\"small soft\">%s</p><p>", class, heading);
}

static void end_box(struct zn_writer *out) { zn_writer_add(out, "</p></div>\n"); }

static void number(struct zn_writer *out, int64_t n, const char *what) {
  zn_writer_add(out, "<b>");
  zn_trial_count(out, n);
  zn_writer_format(out, "</b> %s", what);
}

/* How people come not to count; nothing where there are none of that kind. */
static void lost(struct zn_writer *out, int64_t n, const char *why, int *said) {
  if (!n) return;
  if (*said) zn_writer_add(out, "; ");
  number(out, n, why);
  *said = 1;
}

static void lost_box(struct zn_writer *out, const struct zn_trial *t, const struct zn_arm_flow *flow) {
  int said = 0;
  box(out, " out", "Left out");
  lost(out, flow->not_eligible, "not eligible", &said);
  lost(out, flow->failed, "could not be simulated", &said);
  if (!said) zn_writer_add(out, t->eligible ? "nobody" : "nobody: the trial sets no condition");
  end_box(out);
}

static void arm_column(struct zn_writer *out, const struct zn_trial_page *page, int arm) {
  const struct zn_trial *t = page->trial;
  const struct zn_endpoint *e = &t->endpoint[primary_endpoint(t)];
  const struct zn_arm_endpoint *a = &page->run->arm[arm * t->n_endpoints + primary_endpoint(t)];
  const struct zn_arm_flow *flow = &page->run->flow[arm];
  zn_writer_add(out, "<div class=\"column\"><h3>");
  zn_trial_arm_name(out, page, arm);
  zn_writer_add(out, "</h3>\n");
  box(out, "", "Allocated");
  number(out, flow->allocated, "people");
  end_box(out);
  lost_box(out, t, flow);
  box(out, " out", "Followed");
  number(out, flow->left, "left early");
  if (flow->rescued) {
    zn_writer_add(out, ", ");
    number(out, flow->rescued, "needed rescue");
  }
  if (e->kind == ZN_ENDPOINT_TIME && !e->first_counts) zn_writer_add(out, "; who has it at the first look does not count");
  end_box(out);
  box(out, "", "Counted");
  number(out, a->people, "in: ");
  zn_html_text(out, e->label);
  if (e->kind == ZN_ENDPOINT_RESPONDER && e->missing_is_failure) zn_writer_add(out, " (who left counts as no)");
  if (a->missing) {
    zn_writer_add(out, "; ");
    number(out, a->missing, "without a value");
  }
  end_box(out);
  zn_writer_add(out, "</div>\n");
}

void zn_trial_page_flow(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_report_open(out, "flow", "Who took part");
  zn_writer_format(out, "<p>People of %s%s. <a href=\"#failures\">", t->replicates == 1 ? "the trial" : "all trials together",
                   t->null_replicates ? ", without the null trials" : "");
  zn_trial_count(out, page->run->failed);
  zn_writer_format(out, " people failed</a>%s.</p>\n<div class=\"flow\">\n<div class=\"top\">\n",
                   t->null_replicates ? ", null trials included" : "");
  box(out, "", "Recruited");
  number(out, (int64_t)t->people * t->replicates, "people");
  if (t->replicates > 1) zn_writer_format(out, ", %d in each of %d trials", t->people, t->replicates);
  end_box(out);
  zn_writer_add(out, "</div>\n<div class=\"columns\">\n");
  for (int a = 0; a < t->n_arms; a++) arm_column(out, page, a);
  zn_writer_add(out, "</div>\n</div>\n");
  if (page->run->rescued) {
    zn_writer_add(out, "<p class=\"small soft\">Rescue was needed by ");
    zn_trial_count(out, page->run->rescued);
    zn_writer_add(out, " people, null trials included.</p>\n");
  }
  zn_writer_add(out, "</section>\n");
}
