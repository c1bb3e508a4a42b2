/* The site's index: counts, a bar of grades, what is outdated, and all claims by grade. */
#include <stdio.h>
#include <string.h>

#include "claims_site.h"
#include "html.h"
#include "report.h"

/* Without a script the page is whole and its anchors work; the script only hides what was not asked for. */
static const char script[] =
    "<script>\n(function(){\nvar text=document.getElementById('text'),grade=document.getElementById('grade'),"
    "verdict=document.getElementById('verdict'),shown=document.getElementById('shown');\n"
    "function look(){var n=0,word=text.value.toLowerCase();\n"
    "document.querySelectorAll('[data-grade]').forEach(function(li){\n"
    "var ok=(!grade.value||li.dataset.grade===grade.value)&&(!verdict.value||li.dataset.verdict===verdict.value)&&"
    "(!word||li.textContent.toLowerCase().indexOf(word)>=0);li.hidden=!ok;n+=ok?1:0;});\n"
    "document.querySelectorAll('section.of-grade').forEach(function(s){s.hidden=!s.querySelector('li:not([hidden])');});\n"
    "shown.textContent=n+' shown';}\n"
    "[text,grade,verdict].forEach(function(e){e.addEventListener('input',look);});\n"
    "document.getElementById('find').hidden=false;look();\n})();\n</script>\n";

/* --- Counts ------------------------------------------------------------------------------------------------------------------------- */

struct counts {
  int grade[ZN_CLAIM_GRADES], verdict[ZN_CLAIM_UNTRIABLE + 1], outdated;
};

static struct counts count(const struct zn_claim_site *site) {
  struct counts n = {{0}, {0}, 0};
  for (int i = 0; i < site->claims->n_claims; i++) {
    const struct zn_claim *c = &site->claims->claims[i];
    n.grade[c->grade]++;
    n.verdict[zn_claim_try(c, site->results, NULL)]++;
    n.outdated += zn_claim_is_outdated(c);
  }
  return n;
}

static void fact(struct zn_writer *page, const char *name, int n) {
  zn_report_fact(page, name);
  zn_writer_format(page, "%d</dd></div>", n);
}

static void bar(struct zn_writer *page, const struct counts *n) {
  zn_writer_add(page, "<div class=\"bar-of\" role=\"img\" aria-label=\"Claims by grade\">");
  for (int g = 0; g < ZN_CLAIM_GRADES; g++)
    if (n->grade[g])
      zn_writer_format(page, "<a class=\"g%d\" style=\"flex:%d\" href=\"#grade-%d\" title=\"%s\">%d</a>", g, n->grade[g], g,
                       zn_site_grade((enum zn_claim_grade)g), n->grade[g]);
  zn_writer_add(page, "</div>\n<ul class=\"legend\">");
  for (int g = 0; g < ZN_CLAIM_GRADES; g++)
    if (n->grade[g])
      zn_writer_format(page, "<li class=\"g%d\"><span class=\"dot\"></span>%s</li>", g, zn_site_grade((enum zn_claim_grade)g));
  zn_writer_add(page, "</ul>\n");
}

static void header(struct zn_writer *page, const struct zn_claim_site *site, const struct counts *n) {
  zn_site_head(page, "What is known about the gut barrier, claim by claim", "Claims about the gut barrier on trial");
  zn_writer_add(page,
                "<p class=\"lead\">The wall of the gut lets some matter through. That is normal. How much it lets through can rise, and a "
                "market has grown around the words “leaky gut”. Here the statements of one article about it are taken one by one: "
                "how sure is the evidence, what has changed since, and does a simulation of the gut agree?</p>\n<dl class=\"facts\">");
  fact(page, "Claims", site->claims->n_claims);
  fact(page, "Experiment holds", n->verdict[ZN_CLAIM_HOLDS]);
  fact(page, "Experiment fails", n->verdict[ZN_CLAIM_FAILS]);
  if (n->verdict[ZN_CLAIM_STALE]) fact(page, "Not run with these data", n->verdict[ZN_CLAIM_STALE]);
  fact(page, "No experiment", n->verdict[ZN_CLAIM_UNTRIED] + n->verdict[ZN_CLAIM_UNTRIABLE]);
  fact(page, "Outdated", n->outdated);
  zn_writer_add(page, "</dl>\n");
  bar(page, n);
}

/* --- Lists -------------------------------------------------------------------------------------------------------------------------- */

static void finder(struct zn_writer *page, const struct counts *n) {
  zn_writer_add(page,
                "<form class=\"find\" id=\"find\" hidden=\"hidden\" onsubmit=\"return false\"><input id=\"text\" type=\"search\" "
                "placeholder=\"Find words\" "
                "aria-label=\"Find words\"/><select id=\"grade\" aria-label=\"Grade\"><option value=\"\">All grades</option>");
  for (int g = 0; g < ZN_CLAIM_GRADES; g++)
    if (n->grade[g]) zn_writer_format(page, "<option value=\"%d\">%s</option>", g, zn_site_grade((enum zn_claim_grade)g));
  zn_writer_add(page, "</select><select id=\"verdict\" aria-label=\"The model\"><option value=\"\">With or without experiment</option>");
  for (int v = 0; v <= ZN_CLAIM_UNTRIABLE; v++)
    if (n->verdict[v]) zn_writer_format(page, "<option value=\"%d\">%s</option>", v, zn_site_verdict((enum zn_claim_verdict)v));
  zn_writer_add(page, "</select><span class=\"soft\" id=\"shown\"></span></form>\n");
}

static void link_to(struct zn_writer *page, const struct zn_claim *c) {
  zn_writer_format(page, "<a href=\"%s.html\"><span class=\"id\">%s</span>", c->id, c->id);
  zn_html_text(page, c->claim);
  zn_writer_add(page, "</a>");
}

static void survival(struct zn_writer *page, const struct zn_experiment_result *r) {
  if (!r) return;
  const struct zn_criterion_result *c = &r->intact.criterion[r->intact.worst];
  zn_writer_format(page, "<span class=\"small soft\">survives in %.0f %% (%.0f to %.0f %%) of %s</span>", 100.0 * c->survives,
                   100.0 * c->lo90, 100.0 * c->hi90, c->kind == ZN_CRITERION_EACH ? "people" : "parameter sets");
}

static void entry(struct zn_writer *page, const struct zn_claim_site *site, const struct zn_claim *c) {
  const struct zn_experiment_result *result;
  const enum zn_claim_verdict verdict = zn_claim_try(c, site->results, &result);
  zn_writer_format(page, "<li data-grade=\"%d\" data-verdict=\"%d\">", (int)c->grade, (int)verdict);
  link_to(page, c);
  zn_writer_add(page, "<p>");
  zn_site_verdict_mark(page, verdict);
  survival(page, result);
  zn_writer_add(page, "</p></li>\n");
}

static void of_grade(struct zn_writer *page, const struct zn_claim_site *site, int grade) {
  zn_writer_format(page, "<section class=\"of-grade\" id=\"grade-%d\">\n<h2><span class=\"g%d\"><span class=\"dot\"></span></span>", grade,
                   grade);
  zn_html_words(page, zn_site_grade((enum zn_claim_grade)grade));
  zn_writer_format(page, "</h2>\n<p class=\"soft\">%s</p>\n<ul class=\"claims\">\n", zn_site_grade_meaning((enum zn_claim_grade)grade));
  for (int i = 0; i < site->claims->n_claims; i++)
    if ((int)site->claims->claims[i].grade == grade) entry(page, site, &site->claims->claims[i]);
  zn_writer_add(page, "</ul>\n</section>\n");
}

static void outdated(struct zn_writer *page, const struct zn_claim_site *site) {
  zn_report_open(page, "changed", "What has changed since");
  zn_writer_add(page,
                "<p>These statements of the article are no longer so. Later studies, or studies that it did not know, speak against "
                "them.</p>\n<ul class=\"claims\">\n");
  for (int i = 0; i < site->claims->n_claims; i++) {
    const struct zn_claim *c = &site->claims->claims[i];
    const int newest = zn_claim_newest_source(c);
    if (!zn_claim_is_outdated(c)) continue;
    zn_writer_add(page, "<li>");
    link_to(page, c);
    zn_writer_add(page, "<p>");
    zn_html_text(page, c->evidence);
    zn_writer_add(page, "</p>");
    if (newest >= 0) {
      zn_writer_add(page, "<p class=\"small soft\">Newest source: ");
      zn_html_text(page, zn_source_info(newest)->cite);
      zn_writer_add(page, " ");
      zn_html_locator(page, zn_source_info(newest)->locator);
      zn_writer_add(page, "</p>");
    }
    zn_writer_add(page, "</li>\n");
  }
  zn_writer_add(page, "</ul>\n</section>\n");
}

void zn_site_index(struct zn_writer *page, const struct zn_claim_site *site) {
  static const char *const parts[][2] = {
      {"changed", "What has changed"}, {"grade-0", "High certainty"},    {"grade-1", "Moderate"},        {"grade-2", "Low"},
      {"grade-3", "Very low"},         {"grade-4", "Nobody has looked"}, {"grade-5", "Evidence against"}};
  const struct counts n = count(site);
  header(page, site, &n);
  zn_site_open(page, parts, sizeof parts / sizeof *parts);
  if (n.outdated) outdated(page, site);
  finder(page, &n);
  for (int g = 0; g < ZN_CLAIM_GRADES; g++)
    if (n.grade[g]) of_grade(page, site, g);
  zn_writer_add(page, script);
  zn_site_foot(page);
}
