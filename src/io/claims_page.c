/* The page of one claim: what is known, what changed, what the model says. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "claims_site.h"
#include "html.h"
#include "report.h"

static void text_line(struct zn_writer *page, const char *before, const char *text, const char *after) {
  zn_writer_add(page, before);
  zn_html_text(page, text);
  zn_writer_add(page, after);
}

/* --- What is known ------------------------------------------------------------------------------------------------------------------ */

static const char *stance_words(enum zn_claim_stance stance) {
  static const char *const words[ZN_CLAIM_STANCES] = {"says so", "denies it", "leaves it open"};
  return words[stance];
}

static void header(struct zn_writer *page, const struct zn_claim_site *site, const struct zn_claim *c) {
  static const char *const sure[ZN_CLAIM_SURENESSES] = {"sure", "fairly sure", "not sure"};
  char over[160];
  snprintf(over, sizeof over, "%s · %s", c->id, c->section);
  zn_site_head(page, c->claim, over);
  zn_writer_add(page, "<p>");
  zn_site_grade_mark(page, c->grade);
  zn_site_verdict_mark(page, zn_claim_try(c, site->results, NULL));
  if (zn_claim_is_outdated(c)) zn_writer_add(page, "<span class=\"tag outside\">changed since the article</span>");
  zn_writer_format(page, "</p>\n<p class=\"soft\">The article %s, and is %s.</p>\n", stance_words(c->stance), sure[c->certainty]);
}

static void known(struct zn_writer *page, const struct zn_claim *c) {
  zn_report_open(page, "known", "What is known");
  text_line(page, "<p class=\"lead\">", c->evidence, "</p>\n");
  zn_writer_format(page, "<p>%s", zn_site_grade_meaning(c->grade));
  if (*c->lowered) text_line(page, c->grade == ZN_CLAIM_CONTRADICTED ? " Why: " : " Why not surer: ", c->lowered, ".");
  zn_writer_add(page, " <a href=\"method.html#grades\">What grades mean</a></p>\n</section>\n");
}

/* On a narrow screen each cell stands on a line of its own behind its name. */
static void open_cell(struct zn_writer *page, const char *name) { zn_writer_format(page, "<td data-name=\"%s\">", name); }

static void count_cell(struct zn_writer *page, const char *name, int n) {
  open_cell(page, name);
  zn_writer_format(page, n ? "%d</td>" : "–</td>", n);
}

static void effect_cell(struct zn_writer *page, const struct zn_finding *f) {
  const int percent = strcmp(f->measure, "%") == 0;
  open_cell(page, "Effect");
  if (isnan(f->effect)) {
    zn_writer_add(page, "in words</td>");
    return;
  }
  if (!percent) text_line(page, "", f->measure, " ");
  zn_html_number(page, f->effect);
  if (!isnan(f->low)) {
    zn_writer_add(page, " (");
    zn_html_number(page, f->low);
    zn_writer_add(page, " to ");
    zn_html_number(page, f->high);
    zn_writer_add(page, ")");
  }
  zn_writer_add(page, percent ? " %</td>" : "</td>");
}

static void finding(struct zn_writer *page, const struct zn_finding *f) {
  const struct zn_source_info *source = zn_source_info(f->source);
  text_line(page, "<tr><th scope=\"row\">", f->question, "<br/>");
  text_line(page, "<span class=\"small soft\">In ", f->people, "; ");
  text_line(page, "compared: ", f->comparison, ". ");
  text_line(page, "", source->cite, " ");
  zn_html_locator(page, source->locator);
  zn_writer_add(page, "</span></th>");
  open_cell(page, "Measured");
  text_line(page, "", f->outcome, "</td>");
  effect_cell(page, f);
  count_cell(page, "Studies", f->studies);
  count_cell(page, "People", f->participants);
  open_cell(page, "Certainty");
  zn_site_grade_mark(page, f->certainty);
  if (*f->lowered) text_line(page, " <span class=\"small soft\">", f->lowered, "</span>");
  zn_writer_add(page, "</td></tr>\n");
}

static void findings(struct zn_writer *page, const struct zn_claim_site *site, const struct zn_claim *c) {
  if (!c->n_findings) return;
  zn_report_open(page, "findings", "Summary of findings");
  zn_writer_add(page,
                "<table class=\"findings\">\n<thead><tr><th>What was asked</th><th>What was measured</th><th>Effect, with its "
                "95&nbsp;% interval</th><th>Studies</th><th>People</th><th>Certainty</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < c->n_findings; i++) finding(page, &site->claims->findings[c->first_finding + i]);
  zn_writer_add(page, "</tbody>\n</table>\n</section>\n");
}

static void changed(struct zn_writer *page, const struct zn_claim *c) {
  zn_report_open(page, "changed", "What has changed since the article");
  text_line(page, "<p>", zn_claim_has_changed(c) ? c->changed : "Nothing that was found.", "</p>\n</section>\n");
}

/* --- What the model says ------------------------------------------------------------------------------------------------------------ */

/* An experiment asks for what evidence makes one expect, which need not be what the claim says. */
static const char *agreement(const struct zn_claim *c, enum zn_claim_verdict verdict) {
  if (verdict == ZN_CLAIM_FAILS) return "The experiment below asks for what today's evidence makes one expect. The model does not show it.";
  if (c->grade == ZN_CLAIM_CONTRADICTED)
    return "The experiment below asks for what today's evidence makes one expect. The model shows it, and so speaks against the claim as "
           "it is "
           "worded.";
  return "The experiment below asks for what today's evidence makes one expect. The model shows it.";
}

static void model(struct zn_writer *page, const struct zn_claim *c, enum zn_claim_verdict verdict) {
  static const char *const meaning[ZN_CLAIM_TAGS] = {
      "<b>Emergent:</b> nobody wrote this answer into the model. It follows from mechanisms that are there for other reasons.",
      "<b>Assumed:</b> the model was told this. An experiment can show what follows from it, not that it is true.",
      "<b>Not simulatable:</b> the model cannot speak of it."};
  zn_report_open(page, "model", "What the model says");
  zn_writer_add(page, "<p>");
  zn_site_verdict_mark(page, verdict);
  if (c->must_hold) zn_writer_add(page, "<span class=\"tag\"><a href=\"method.html#experiments\">must hold</a></span>");
  zn_writer_format(page, "</p>\n<p>%s <a href=\"method.html#emergent\">More</a></p>\n", meaning[c->tag]);
  text_line(page, "<p>", c->how, "</p>\n");
  if (verdict == ZN_CLAIM_HOLDS || verdict == ZN_CLAIM_FAILS) zn_writer_format(page, "<p>%s</p>\n", agreement(c, verdict));
  zn_writer_add(page, "</section>\n");
}

static void sources(struct zn_writer *page, const struct zn_claim *c) {
  zn_report_open(page, "sources", "Sources");
  zn_writer_add(page, c->n_sources ? "<ul class=\"sources\">\n" : "<p>None: nobody seems to have looked.</p>\n");
  for (int i = 0; i < c->n_sources; i++) {
    const struct zn_source_info *s = zn_source_info(c->sources[i]);
    text_line(page, "<li>", s->cite, " ");
    zn_html_locator(page, s->locator);
    if (*s->note) text_line(page, " <span class=\"soft\">", s->note, "</span>");
    zn_writer_add(page, "</li>\n");
  }
  zn_writer_add(page, c->n_sources ? "</ul>\n</section>\n" : "</section>\n");
}

static void neighbours(struct zn_writer *page, const struct zn_claims *claims, int row) {
  zn_writer_add(page, "<p class=\"next\">");
  for (int to = row - 1; to <= row + 1; to += 2) {
    if (to < 0 || to >= claims->n_claims) continue;
    zn_writer_format(page, "<a href=\"%s.html\">%s%s%s</a>", claims->claims[to].id, to < row ? "← " : "", claims->claims[to].id,
                     to > row ? " →" : "");
  }
  zn_writer_add(page, "</p>\n");
}

static void again(struct zn_writer *page, const struct zn_claim *c) {
  zn_report_open(page, "again", "Run it again");
  zn_writer_format(page, "<pre><code>zonula claims --run --no-cache %s</code></pre>\n</section>\n", c->id);
}

enum zn_status zn_site_claim(struct zn_writer *page, const struct zn_claim_site *site, int row, struct zn_error *error) {
  static const char *const parts[][2] = {
      {"known", "What is known"}, {"changed", "What has changed"}, {"model", "What the model says"}, {"sources", "Sources"}};
  const struct zn_claim *c = &site->claims->claims[row];
  const struct zn_experiment_result *result;
  const enum zn_claim_verdict verdict = zn_claim_try(c, site->results, &result);
  struct zn_study *study = NULL;
  char digest[17];
  if (*c->experiment && zn_experiment_digest(digest, c->experiment, NULL) == ZN_OK)
    ZN_TRY(zn_experiment_study(&study, c->experiment, site->library, error));
  if (study && result && !zn_experiment_result_fits(result, study->experiment)) result = NULL;
  header(page, site, c);
  zn_site_open(page, parts, sizeof parts / sizeof *parts);
  known(page, c);
  findings(page, site, c);
  changed(page, c);
  model(page, c, verdict);
  const enum zn_status status = study ? zn_site_experiment(page, study, site->library, result, error) : ZN_OK;
  if (study) again(page, c);
  sources(page, c);
  neighbours(page, site->claims, row);
  zn_site_foot(page);
  zn_study_free(study);
  return status;
}
