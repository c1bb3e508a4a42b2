/* Courses of the followed observables over time, one small figure for each and each cohort. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "report.h"
#include "words.h"

/* Size in px; what stands above the plot: a row for each treatment. */
static const double width = 460.0, height = 270.0, row_height = 21.0;
enum { QUANTILES = 5, MEDIAN = 2 };

/* The unit of the time axis: what gives few, round numbers. */
struct clock {
  double hours;
  const char *name;
};

static struct clock clock_for(double end_h) {
  if (end_h <= 3.0) return (struct clock){1.0 / 60.0, "minutes"};
  if (end_h <= 72.0) return (struct clock){1.0, "hours"};
  if (end_h <= 70.0 * 24.0) return (struct clock){24.0, "days"};
  if (end_h <= 800.0 * 24.0) return (struct clock){168.0, "weeks"};
  return (struct clock){8766.0, "years"};
}

static const double *quantiles(const struct zn_run *run, int cohort, int f, int point) {
  return run->cohort[cohort].course + ((size_t)f * (size_t)run->course_points + (size_t)point) * QUANTILES;
}

/* Axis that all cohorts share: from 0, unless everything lies far from it; logarithmic when it spans a factor between 50 and 10^5:
 * beyond, the small end is a start from nothing. */
struct axis {
  double low, high;
  int logarithmic;
};

static struct axis axis_for(const struct zn_run *run, int f) {
  double low = INFINITY, high = -INFINITY;
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int i = 0; i < run->course_points; i++) {
      const double *q = quantiles(run, c, f, i);
      if (!isfinite(q[0])) continue;
      low = fmin(low, q[0]);
      high = fmax(high, q[QUANTILES - 1]);
    }
  if (low > 0.0 && high > 50.0 * low && high < 1e5 * low) return (struct axis){low / 1.3, high * 1.3, 1};
  if (low >= 0.0 && low < 0.6 * high) return (struct axis){0.0, 1.08 * high, 0};
  const double air =
      fmax(0.12 * (high - low), 0.02 * fabs(high) + 1e-9); /* a course at rest is a line in mid-figure, not its rounding errors */
  return (struct axis){low - air, high + air, 0};
}

static int anything(const struct zn_run *run, int cohort, int f) {
  for (int i = 0; i < run->course_points; i++)
    if (isfinite(quantiles(run, cohort, f, i)[MEDIAN])) return 1;
  return 0;
}

/* --- Treatments and measurements ------------------------------------------------------------------------------------------------------ */

static int concerns(const struct zn_event *e, int cohort) { return e->cohort < 0 || e->cohort == cohort; }

/* Row of a treatment among those a cohort gets, by first gift. */
static int row_of(const struct zn_study *study, int cohort, int overlay) {
  int row = 0;
  for (int e = 0; e < study->n_events; e++) {
    const struct zn_event *event = &study->events[e];
    if (event->kind != ZN_EVENT_GIVE || !concerns(event, cohort)) continue;
    if (event->overlay == overlay) return row;
    int seen = 0;
    for (int k = 0; k < e; k++)
      seen |= study->events[k].kind == ZN_EVENT_GIVE && concerns(&study->events[k], cohort) && study->events[k].overlay == event->overlay;
    row += !seen;
  }
  return row;
}

/* Rows of the cohort with most treatments: all figures leave as much room, so that their axes line up. */
static int most_rows(const struct zn_study *study) {
  int most = 0;
  for (int c = 0; c < study->n_cohorts; c++) most = row_of(study, c, -1) > most ? row_of(study, c, -1) : most;
  return most;
}

/* A treatment's title, and its dose if that is always the same. */
static void treatment_words(struct zn_writer *words, const struct zn_run *run, int cohort, const struct zn_event *event) {
  const struct zn_overlay *o = &run->library->overlays[event->overlay];
  int same = event->dose > 0.0;
  char unit[64];
  for (int k = 0; k < run->study->n_events; k++) {
    const struct zn_event *other = &run->study->events[k];
    if (other->kind == ZN_EVENT_GIVE && concerns(other, cohort) && other->overlay == event->overlay) same &= other->dose == event->dose;
  }
  zn_writer_add(words, o->title);
  if (!same) return;
  zn_unit_words(o->dose_unit, unit);
  zn_writer_format(words, ", %.4g %s", event->dose, unit);
}

/* A treatment: a bar for as long as it works, an arrow for a dose, its name where it begins. */
static void mark_treatment(struct zn_writer *script, const struct zn_run *run, int cohort, int e, struct clock clock) {
  const struct zn_event *event = &run->study->events[e];
  const struct zn_overlay *o = &run->library->overlays[event->overlay];
  const double from = event->time_h / clock.hours, end = run->study->end_h / clock.hours;
  const double to = event->duration_h > 0.0 ? fmin(from + event->duration_h / clock.hours, end) : end;
  const double y = 1.0 - (row_height * (row_of(run->study, cohort, event->overlay) + 1.0) + 2.0) / height;
  int first = 1;
  for (int k = 0; k < e; k++)
    first &= !(run->study->events[k].kind == ZN_EVENT_GIVE && concerns(&run->study->events[k], cohort) &&
               run->study->events[k].overlay == event->overlay);
  if ((o->n_changes || o->n_uncertain) && event->effect != ZN_EFFECT_NONE)
    zn_writer_format(script, "set arrow from first %.6g,screen %.4f to first %.6g,screen %.4f nohead lw 4 lc rgb '#b9a25a' front\n", from,
                     y, to, y);
  if (o->dose_state >= 0)
    zn_writer_format(
        script,
        "set arrow from first %.6g,screen %.4f to first %.6g,screen %.4f head filled size screen 0.013,25 lw 1.4 lc rgb '#7a6420' front\n",
        from, y + 9.0 / height, from, y - 4.0 / height);
  if (!first) return;
  struct zn_writer words = {0};
  treatment_words(&words, run, cohort, event);
  zn_writer_add(script, "set label ");
  zn_gnuplot_text(script, words.data ? words.data : o->title);
  zn_writer_clear(&words);
  zn_writer_format(script, " at first %.6g,screen %.4f %s offset character %s,0 font ',11' textcolor rgb '#5d4c16' front\n", from,
                   y + 10.0 / height, from > 0.6 * end ? "right" : "left", from > 0.6 * end ? "-0.8" : "0.8");
}

/* In a colour of its own: gnuplot joins a line to the one before it, dashes and all, when both look alike. */
static void mark_measurement(struct zn_writer *script, double time) {
  zn_writer_format(script, "set arrow from first %.6g,graph 0 to first %.6g,graph 1 nohead dt (8,10) lw 1 lc rgb '#6f7680' back\n", time,
                   time);
  zn_writer_format(script, "set label '▲' at first %.6g,graph 0 center offset character 0,0.35 font ',9' textcolor rgb '#3c4149' front\n",
                   time);
}

static void mark_events(struct zn_writer *script, const struct zn_run *run, int cohort, struct clock clock) {
  for (int e = 0; e < run->study->n_events; e++) {
    const struct zn_event *event = &run->study->events[e];
    if (!concerns(event, cohort)) continue;
    if (event->kind == ZN_EVENT_GIVE)
      mark_treatment(script, run, cohort, e, clock);
    else
      mark_measurement(script, event->time_h / clock.hours);
  }
}

/* --- One figure ----------------------------------------------------------------------------------------------------------------------- */

static void script_of(struct zn_writer *script, const struct zn_run *run, int cohort, int f) {
  const struct zn_observable_info *info = zn_observable_info(run->study->follow[f]);
  const struct clock clock = clock_for(run->study->end_h);
  const struct axis axis = axis_for(run, f);
  char name[48], unit[64];
  const char *colour = zn_report_colour(cohort);
  snprintf(name, sizeof name, "course_%d_%d", f + 1, cohort + 1);
  zn_unit_words(info->unit, unit);
  zn_gnuplot_figure(script, name, (int)width, (int)height);
  zn_writer_format(
      script,
      "set tmargin at screen %.4f\nset lmargin at screen 0.15\nset rmargin at screen 0.96\nset xrange [0:%.6g]\nset yrange [%.6g:%.6g]\n",
      1.0 - (row_height * most_rows(run->study) + 12.0) / height, run->study->end_h / clock.hours, axis.low, axis.high);
  zn_writer_format(script, "set xlabel '%s' offset 0,0.3\nset ylabel '%s%s' offset 0.8,0\n", clock.name, unit,
                   axis.logarithmic ? (*unit ? " (log scale)" : "log scale") : "");
  if (axis.logarithmic) {
    zn_writer_add(script, "set logscale y\n");
    zn_gnuplot_log_tics(script, 'y', axis.low, axis.high);
  }
  mark_events(script, run, cohort, clock);
  zn_writer_add(script, "$q << EOD\n");
  for (int i = 0; i < run->course_points; i++) {
    const double *q = quantiles(run, cohort, f, i);
    zn_writer_format(script, "%.6g", run->course_time_h[i] / clock.hours);
    for (int k = 0; k < QUANTILES; k++) zn_writer_format(script, " %.6g", axis.logarithmic ? fmax(q[k], axis.low) : q[k]);
    zn_writer_add(script, "\n");
  }
  zn_writer_format(
      script,
      "EOD\nplot $q using 1:2:6 with filledcurves fc rgb '%s' fs transparent solid 0.16 noborder, $q using 1:3:5 with filledcurves fc rgb "
      "'%s' fs transparent solid 0.28 noborder, $q using 1:4 with lines lw 2.4 lc rgb '%s'\n",
      colour, colour, colour);
}

static void caption(struct zn_writer *page, const struct zn_run *run, int cohort, int f) {
  zn_writer_add(page, "<figcaption><b>");
  zn_report_observable(page, run->study->follow[f]);
  zn_writer_add(page, "</b> ");
  zn_html_mark(page, "tag", zn_observable_info(run->study->follow[f])->tag);
  if (run->study->n_cohorts > 1) {
    zn_writer_format(page, "<br/><span class=\"swatch\" style=\"background:%s\"></span>", zn_report_colour(cohort));
    zn_report_cohort(page, run, cohort);
  }
  zn_writer_add(page, "</figcaption>\n");
}

static void figure(struct zn_writer *page, const struct zn_run *run, int cohort, int f, const char *svg) {
  zn_writer_add(page, "<figure>");
  caption(page, run, cohort, f);
  zn_writer_add(page, svg ? svg : "<p>Nobody of this cohort was followed to the end, so there is no course.</p>");
  zn_writer_add(page, "</figure>\n");
}

enum zn_status zn_report_courses(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  const int cohorts = run->study->n_cohorts, all = run->study->n_follow * cohorts;
  if (!all) return ZN_OK;
  struct zn_writer script = {0};
  char **svg = calloc((size_t)all, sizeof *svg);
  int n = 0, k = 0;
  for (int i = 0; i < all; i++)
    if (anything(run, i % cohorts, i / cohorts)) script_of(&script, run, i % cohorts, i / cohorts), n++;
  enum zn_status status = svg ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %d figures", all);
  if (status == ZN_OK && n) status = zn_gnuplot_draw(&script, n, svg, error);
  zn_report_open(page, "courses", "Courses over time");
  zn_writer_add(
      page,
      "<p>Line: median of the cohort. Dark band: its middle half. Light band: nine in ten people. ▲ with a dashed line: a measurement. "
      "Above: treatments and diets, as a bar while they work, with an arrow at each dose.</p>\n");
  zn_report_grid(page, cohorts > 1 && cohorts < 4 ? cohorts : 2);
  for (int i = 0; status == ZN_OK && i < all; i++)
    figure(page, run, i % cohorts, i / cohorts, anything(run, i % cohorts, i / cohorts) ? svg[k++] : NULL);
  zn_writer_add(page, "</div>\n</section>\n");
  for (int i = 0; svg && i < n; i++) free(svg[i]);
  free(svg);
  zn_writer_clear(&script);
  return status;
}
