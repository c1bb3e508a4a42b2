/* report.html of a trial: one page that stands alone. It says what was asked, who took part, what came out beside what was published, and
 * how sure that is. It asks no clock and calls nothing from elsewhere. */
#include "trial_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "words.h"
#include "zonula/io.h"

/* What the house's style sheet lacks. Figures keep a light ground; the flow is text and follows the reader's screen. */
static const char style[] =
    "svg.chart{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif}"
    ".chart text{fill:#3c4149}.chart .title{fill:#1d2127}.chart .net{stroke:#eceef0;stroke-width:1;fill:none}"
    ".chart .null{stroke:#5c636e;stroke-width:1.2;stroke-dasharray:4 3;fill:none}.chart .line{stroke:#8a8f98;stroke-width:1;fill:none}"
    ".chart .bar{stroke-width:2.4;stroke-linecap:round;fill:none}.chart .bar.ours{stroke:#0072b2;stroke-opacity:.55}"
    ".chart .bar.theirs{stroke:#d55e00;stroke-opacity:.6}.chart .bar.chance{stroke:#6b7280;stroke-opacity:.6}"
    ".chart .dot{stroke:#fff;stroke-width:.8}.chart .dot.ours{fill:#0072b2}.chart .dot.theirs{fill:#d55e00}.chart .dot.chance{fill:#6b7280}"
    ".chart path.theirs{stroke:#d55e00;stroke-width:1.8;fill:none}.chart path.dot.theirs{fill:#d55e00;stroke:#fff;stroke-width:.8}"
    ".chart .printed{fill:#d55e00;fill-opacity:.12}.chart .fill{fill:#0072b2;fill-opacity:.75}"
    ".chart .outline{fill:none;stroke:#4b5563;stroke-width:1.6}"
    ".chart .whisker{stroke:#5c636e;stroke-width:1.5}.chart .box{fill-opacity:.28;stroke-width:1}.chart .middle{stroke-width:3}"
    ".chart .ends.effect{fill:#0072b2}.chart .ends.futile{fill:#9aa3ad}.chart .ends.open{fill:#e3d3b5}"
    ".chart .curve{fill:none;stroke-width:2}.chart path.band{fill-opacity:.16;stroke:none}\n"
    ".flow{margin:1rem 0}.flow .top,.flow "
    ".columns{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr))}"
    ".flow .columns{margin-top:1.2rem;padding-top:1.2rem;border-top:2px solid var(--line)}"
    ".flow .box{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.5rem 1rem .6rem;margin:0}"
    ".flow .box p{margin:0}.flow .column .box+.box::before{content:'\\2193';display:block;color:var(--soft);margin:-2.05rem 0 .35rem}"
    ".flow .column .box+.box{margin-top:1.6rem}.flow .out{border-style:dashed}.flow h3{margin:.1rem 0 .5rem}\n"
    ".facts div{max-width:24rem}table.effects th[scope=row],table.published th[scope=row]{min-width:13rem}table.published "
    "td:last-child{min-width:9.5rem}table.published .strip{width:8rem}"
    "table.published th,table.published td{padding-right:.6rem}table.published .inside,table.published .outside{white-space:normal}"
    ".card ul{padding-left:1.1rem;margin:.3rem 0}\n";

/* --- Shared -------------------------------------------------------------------------------------------------------------------------- */

void zn_trial_count(struct zn_writer *out, int64_t n) {
  char digits[32];
  const int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
  for (int i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0 && length > 4) zn_writer_add(out, "\u202f");
    zn_writer_add_bytes(out, digits + i, 1);
  }
}

static void number_text(char text[32], double value) {
  if (isnan(value))
    strcpy(text, "–");
  else if (isinf(value))
    strcpy(text, value < 0.0 ? "−∞" : "∞");
  else
    snprintf(text, 32, "%s%.3g", value < 0.0 ? "−" : "", fabs(value));
}

void zn_trial_interval_text(char text[ZN_TRIAL_TEXT], double value, double low, double high) {
  char middle[32], from[32], to[32];
  number_text(middle, value);
  number_text(from, low);
  number_text(to, high);
  snprintf(text, ZN_TRIAL_TEXT, isnan(low) || isnan(high) ? "%s" : "%s (%s to %s)", middle, from, to);
}

void zn_trial_caption(struct zn_writer *out, const char *what, const char *of) {
  zn_writer_format(out, "<figure><figcaption><b>%s</b>: ", what);
  zn_html_text(out, of);
  zn_writer_add(out, "</figcaption>\n");
}

struct zn_chart zn_trial_frame(void) {
  return (struct zn_chart){.width = 400, .height = 260, .left = 58, .right = 20, .top = 12, .bottom = 48};
}

void zn_trial_arm_name(struct zn_writer *out, const struct zn_trial_page *page, int arm) {
  zn_writer_format(out, "<span class=\"swatch\" style=\"background:%s\"></span>", zn_report_colour(arm));
  zn_report_cohort(out, page->shown, arm);
}

struct zn_trial_clock zn_trial_clock_for(double end_h) {
  if (end_h <= 72.0) return (struct zn_trial_clock){1.0, "hours"};
  if (end_h <= 70.0 * 24.0) return (struct zn_trial_clock){24.0, "days"};
  if (end_h <= 800.0 * 24.0) return (struct zn_trial_clock){168.0, "weeks"};
  return (struct zn_trial_clock){8766.0, "years"};
}

const struct zn_trial_reported *zn_trial_published_effect(const struct zn_trial *trial, int analysis, int *after) {
  while (++*after < trial->n_reported) {
    const struct zn_trial_reported *r = &trial->reported[*after];
    if (r->kind == ZN_REPORTED_EFFECT && r->analysis == analysis) return r;
  }
  return NULL;
}

/* --- The top ------------------------------------------------------------------------------------------------------------------------- */

static void fact_share(struct zn_writer *out, const char *name, int found, int of, double low, double high) {
  zn_report_fact(out, name);
  zn_writer_format(out, "%.3g\u202f%% <span class=\"small soft\">%.3g to %.3g</span></dd></div>", 100.0 * found / of, 100.0 * low,
                   100.0 * high);
}

static void facts(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  const struct zn_trial_effect *e = &page->effect[0];
  const struct zn_power *p = &page->run->power[t->n_power];
  char words[ZN_TRIAL_WORDS];
  int judged = 0, inside = 0;
  for (int i = 0; i < t->n_reported; i++) judged += page->run->verdict[i].inside >= 0, inside += page->run->verdict[i].inside > 0;
  zn_writer_add(out, "<dl class=\"facts\">");
  zn_report_fact(out, "Virtual people");
  zn_trial_count(out, page->run->people);
  zn_writer_add(out, "</dd></div>");
  zn_report_fact(out, "of whom failed");
  zn_writer_add(out, "<a href=\"#failures\">");
  zn_trial_count(out, page->run->failed);
  zn_writer_add(out, "</a></dd></div>");
  if (t->n_analyses) {
    zn_trial_effect_words(page->run->study, 0, words);
    zn_writer_add(out, "<div><dt>Primary effect: ");
    zn_html_text(out, words);
    zn_writer_add(out, t->replicates > 1 ? "; median and 95\u202f% of trials</dt><dd>" : "</dt><dd>");
    zn_html_result(out, e->estimate);
    zn_writer_add(out, " <span class=\"small soft\">");
    zn_html_result(out, e->low);
    zn_writer_add(out, " to ");
    zn_html_result(out, e->high);
    zn_writer_add(out, "</span></dd></div>");
    if (p->replicates > 1) fact_share(out, "Power, 95\u202f% interval", p->found, p->replicates, p->low, p->high);
    if (p->null_replicates) fact_share(out, "Found by chance", p->null_found, p->null_replicates, p->null_low, p->null_high);
  }
  if (judged) {
    zn_report_fact(out, "Predictions inside the published interval");
    zn_writer_format(out, "%d of %d</dd></div>", inside, judged);
  }
  zn_writer_add(out, "</dl>\n");
}

static void header(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_study *study = page->run->study;
  zn_writer_add(out, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(out, zn_version());
  zn_writer_add(out, " · a virtual trial of the human intestinal barrier</div>\n<h1>");
  zn_html_text(out, study->title);
  zn_writer_add(out, "</h1>\n<p>");
  zn_html_text(out, study->summary);
  zn_writer_add(out, "</p>\n");
  if (strcmp(study->source, "none") != 0 && *study->source) {
    zn_writer_add(out, "<p class=\"soft\">Published as ");
    zn_html_locator(out, study->source);
    zn_writer_add(out, "</p>\n");
  }
  facts(out, page);
  zn_writer_add(
      out,
      "<p class=\"small soft\">Everybody below is virtual. The page says what this model expects of a trial like the one described; it is "
      "no evidence about people, and never a diagnosis of anybody.</p>\n</header>\n");
}

static void contents(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  const struct zn_report_part parts[] = {{1, "asked", "What was asked"},
                                         {1, "flow", "Who took part"},
                                         {t->n_analyses > 0, "effects", "Effects"},
                                         {1, "published", "Published and predicted"},
                                         {1, "endpoints", "Endpoints, arm by arm"},
                                         {zn_trial_has_looks(t), "survival", "Time until it happens"},
                                         {t->replicates > 1 || t->null_replicates, "power", "Power"},
                                         {t->replicates > 1, "trials", "One trial after the other"},
                                         {page->run->stop != NULL, "interim", "Looking before the end"},
                                         {page->shown->study->n_follow > 0, "courses", "Courses over time"},
                                         {1, "numbers", "Numbers behind it"},
                                         {1, "failures", "Failures"},
                                         {1, "reading", "How to read this"},
                                         {1, "made", "How to make it again"},
                                         {1, "sources", "Sources"}};
  zn_report_contents(out, parts, sizeof parts / sizeof *parts);
}

/* --- The end ------------------------------------------------------------------------------------------------------------------------- */

static void failures(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial_run *run = page->run;
  zn_report_open(out, "failures", "Failures");
  if (!run->failed) {
    zn_writer_add(out, "<p>0 people failed: everybody was followed to the end of the study, or until they left.</p>\n</section>\n");
    return;
  }
  zn_writer_add(out, "<p>");
  zn_trial_count(out, run->failed);
  zn_writer_add(out, run->failed == 1 ? " person" : " people");
  zn_writer_add(out, " of ");
  zn_trial_count(out, run->people);
  zn_writer_format(out,
                   " could not be followed to the end. They count nowhere else on this page.%s</p>\n<div class=\"scroll\"><table>\n"
                   "<thead><tr><th>Arm</th><th class=\"number\">Person</th><th class=\"number\">Replicate</th><th class=\"number\">Came "
                   "to</th><th>What happened</th></tr></thead>\n<tbody>\n",
                   run->failed > run->n_outcomes ? " The first stand below." : "");
  for (int i = 0; i < run->n_outcomes; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    const int replicate = o->number / page->trial->people;
    char time[32];
    zn_time_words(o->time_h, time);
    zn_writer_add(out, "<tr><td>");
    zn_report_cohort(out, page->shown, o->cohort);
    zn_writer_format(out, "</td><td class=\"number\">%d</td><td class=\"number\">%s%d</td><td class=\"number\">%s</td><td>", o->number,
                     replicate < page->trial->replicates ? "" : "null ",
                     replicate < page->trial->replicates ? replicate + 1 : replicate - page->trial->replicates + 1, time);
    zn_html_text(out, zn_status_text(o->status));
    zn_writer_add(out, ": ");
    zn_html_text(out, o->text);
    zn_writer_add(out, "</td></tr>\n");
  }
  zn_writer_add(out, "</tbody>\n</table></div>\n</section>\n");
}

static void reading(struct zn_writer *out) {
  zn_report_open(out, "reading", "How to read this");
  zn_writer_add(
      out,
      "<p>A virtual trial is the model, allocated and analysed as a trial. What it finds was put into it by mechanisms, numbers and the "
      "assumed effects of treatments; many of them were chosen. It can say what would follow, how many people it would take to see it, and "
      "how often chance would look the same. It cannot say that a treatment works.</p>\n"
      "<p>The spread over trials is that of who is recruited and how they are allocated and measured. It does not contain what the model "
      "leaves "
      "out, nor doubt about its numbers; so power is that of a world which is exactly like the model.</p>\n"
      "<p>A published number outside the predicted range is a disagreement worth a look: the model, a number behind it, the way the trial "
      "was "
      "put into the file, or the paper may be the reason. A number inside it proves nothing yet.</p>\n"
      "<p>Behaviour marked <span class=\"mark tag emergent\">emergent</span> follows from the mechanism; behaviour marked "
      "<span class=\"mark tag assumed\">assumed</span> was put in. Marks of evidence grade the source of an effect or a number, not its "
      "size. Nothing here is advice to a person, diagnoses anybody or replaces medical care.</p>\n</section>\n");
}

static void made(struct zn_writer *out, const struct zn_trial_page *page, const char *command) {
  const struct zn_study *study = page->run->study;
  zn_report_made(out, command);
  zn_writer_add(out,
                "<p>The same version, data and seed give this page again, byte for byte, on any number of processor cores and processes, "
                "stopped and continued however often.</p>\n");
  zn_report_version(out);
  zn_writer_add(out, "<tr><th>Trial</th><td>");
  zn_html_text(out, *study->file ? zn_file_words(study->file) : study->name);
  zn_writer_format(out, "</td></tr>\n<tr><th>Seed</th><td>%llu</td></tr>\n<tr><th>Integration steps</th><td>",
                   (unsigned long long)study->cohorts[0].seed);
  zn_trial_count(out, (int64_t)page->run->steps);
  zn_writer_add(out, "</td></tr>\n</tbody>\n</table></div>\n</section>\n");
}

/* --- The page ------------------------------------------------------------------------------------------------------------------------ */

/* Everything that the sections of other reports want to see of a run: arms are its cohorts. */
struct shown {
  struct zn_run run;
  struct zn_cohort recruited; /* all arms are the same people: the same with one cohort only */
  struct zn_study people;
  struct zn_run once;
  struct zn_cohort_result *cohort;
};

static enum zn_status show(struct shown *shown, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_study *study = run->study;
  const size_t arms = (size_t)study->trial->n_arms, course = (size_t)study->n_follow * (size_t)run->course_points * 5;
  *shown = (struct shown){.people = *study, .cohort = calloc(arms, sizeof *shown->cohort)};
  if (!shown->cohort) return zn_fail(error, ZN_MEMORY, "no memory for the page of %zu arms", arms);
  for (size_t a = 0; a < arms; a++) shown->cohort[a] = (struct zn_cohort_result){.course = run->course ? run->course + a * course : NULL};
  static char everybody[] = "everybody";
  shown->recruited = study->cohorts[0];
  shown->recruited.name = everybody;
  shown->people.n_cohorts = 1;
  shown->people.cohorts = &shown->recruited;
  shown->run = (struct zn_run){.study = study,
                               .library = run->library,
                               .course_points = run->course_points,
                               .course_time_h = run->course_time_h,
                               .cohort = shown->cohort};
  shown->once = shown->run;
  shown->once.study = &shown->people;
  return ZN_OK;
}

static enum zn_status sections(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_run *once, struct zn_error *error) {
  zn_trial_page_asked(out, page);
  zn_trial_page_flow(out, page);
  if (page->trial->n_analyses) zn_trial_page_effects(out, page);
  zn_trial_page_published(out, page);
  zn_trial_page_endpoints(out, page);
  ZN_TRY(zn_trial_page_survival(out, page, error));
  zn_trial_page_power(out, page);
  zn_trial_page_replicates(out, page);
  zn_trial_page_interim(out, page);
  ZN_TRY(zn_report_courses(out, page->shown, error));
  return zn_report_numbers(out, once, error);
}

static enum zn_status write_page(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_run *once, const char *command,
                                 struct zn_error *error) {
  zn_report_head(out, page->run->study->title, style);
  header(out, page);
  contents(out, page);
  ZN_TRY(sections(out, page, once, error));
  failures(out, page);
  reading(out);
  made(out, page, command);
  zn_report_sources(out);
  zn_report_foot(out);
  return ZN_OK;
}

enum zn_status zn_trial_write_report(const struct zn_trial_run *run, const char *path, const char *command, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  struct zn_writer out = {0};
  struct zn_locale locale;
  struct shown shown;
  ZN_TRY(show(&shown, run, error));
  struct zn_trial_effect *effect = calloc(2 * (size_t)t->n_analyses + 1, sizeof *effect);
  enum zn_status status = effect ? zn_locale_plain(&locale, error) : zn_fail(error, ZN_MEMORY, "no memory for %d effects", t->n_analyses);
  if (status == ZN_OK) {
    const struct zn_trial_page page = {.run = run, .trial = t, .shown = &shown.run, .effect = effect};
    for (int i = 0; i < 2 * t->n_analyses && status == ZN_OK; i++)
      status = zn_trial_effect_of(&effect[i], run, i % t->n_analyses, i / t->n_analyses, error);
    if (status == ZN_OK) status = write_page(&out, &page, &shown.once, command, error);
    zn_locale_restore(&locale);
  }
  free(effect);
  free(shown.cohort);
  return zn_writer_save(&out, path, status, error);
}
