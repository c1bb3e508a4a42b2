/* Predicted against reported as figures: every unit twice, coloured by probe and by condition; and the contrasts within papers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "report_validation.h"
#include "scatter.h"

enum { COLOURS = 6, MOST_LABELS = 8, TIP = 200 };

/* --- Who gets a colour ---------------------------------------------------------------------------------------------------------------- */

/* The names that occur most often among some rows, at most COLOURS of them; the rest are others. */
struct key {
  const char *name[COLOURS];
  int count[COLOURS], n, others;
};

static int key_find(const struct key *key, const char *name) {
  for (int i = 0; i < key->n; i++)
    if (strcmp(key->name[i], name) == 0) return i;
  return ZN_SCATTER_OTHER;
}

/* Takes the next most frequent name of `names` into the key; 0 when none is left. */
static int key_add(struct key *key, const char *const *names, int n) {
  int most = 0, best = -1;
  for (int i = 0; i < n; i++) {
    int count = 0;
    if (key_find(key, names[i]) >= 0) continue;
    for (int k = 0; k < n; k++) count += strcmp(names[k], names[i]) == 0;
    if (count > most || (count == most && best >= 0 && strcmp(names[i], names[best]) < 0)) most = count, best = i;
  }
  if (best < 0 || key->n == COLOURS) return key->others += best >= 0, 0;
  key->name[key->n] = names[best];
  key->count[key->n++] = most;
  return 1;
}

static void show_key(struct zn_writer *page, const struct key *key) {
  for (int i = 0; i < key->n; i++) {
    zn_writer_format(page, " <span class=\"nowrap\"><span class=\"swatch\" style=\"background:%s;margin:0 .3em 0 .5em\"></span>",
                     zn_report_colour(i));
    zn_report_words(page, key->name[i]);
    zn_writer_add(page, "</span>");
  }
  if (key->others)
    zn_writer_add(page,
                  " <span class=\"nowrap\"><span class=\"swatch\" style=\"background:#8d939b;margin:0 .3em 0 .5em\"></span>others</span>");
}

/* --- One figure ----------------------------------------------------------------------------------------------------------------------- */

/* Points on their way to a figure, and what they are coloured by. */
struct cloud {
  struct zn_scatter_point *point;
  const char **name, **label;
  char (*tip)[TIP], (*link)[16];
  int n;
};

static void cloud_clear(struct cloud *cloud) {
  free(cloud->point);
  free(cloud->name);
  free(cloud->label);
  free(cloud->tip);
  free(cloud->link);
}

static enum zn_status cloud_begin(struct cloud *cloud, int most, struct zn_error *error) {
  const size_t n = (size_t)most + 1;
  *cloud = (struct cloud){.point = calloc(n, sizeof *cloud->point),
                          .name = calloc(n, sizeof *cloud->name),
                          .label = calloc(n, sizeof *cloud->label),
                          .tip = calloc(n, sizeof *cloud->tip),
                          .link = calloc(n, sizeof *cloud->link)};
  if (cloud->point && cloud->name && cloud->label && cloud->tip && cloud->link) return ZN_OK;
  cloud_clear(cloud);
  return zn_fail(error, ZN_MEMORY, "no memory for a figure of %d points", most);
}

static double distance(const struct zn_scatter_point *p) { return fabs(log2(p->y / p->x)); }

/* Whether two names would cover each other. */
static int collide(const struct zn_scatter_point *a, const struct zn_scatter_point *b, const struct zn_scatter *s) {
  const double across = log(a->x / b->x) / log(s->high[0] / s->low[0]), up = log(a->y / b->y) / log(s->high[1] / s->low[1]);
  return fabs(across) < 0.11 && fabs(up) < 0.035;
}

/* Only what is more than twofold off is named, the furthest first, and what would cover a name that stands already is not. */
static void keep_labels(struct cloud *cloud, const struct zn_scatter *scatter) {
  int named = 0;
  for (int i = 0; i < cloud->n; i++) cloud->point[i].label = NULL;
  while (named < MOST_LABELS) {
    int best = -1;
    for (int i = 0; i < cloud->n; i++) {
      int free_place = distance(&cloud->point[i]) > 1.0 && !cloud->point[i].label;
      for (int k = 0; k < cloud->n && free_place; k++)
        free_place = !cloud->point[k].label || !collide(&cloud->point[i], &cloud->point[k], scatter);
      if (free_place && (best < 0 || distance(&cloud->point[i]) > distance(&cloud->point[best]))) best = i;
    }
    if (best < 0) return;
    cloud->point[best].label = cloud->label[best];
    named++;
  }
}

static void draw(struct zn_writer *page, struct cloud *cloud, struct zn_scatter *scatter, const char *heading) {
  struct key key = {0};
  while (key_add(&key, cloud->name, cloud->n)) continue;
  for (int i = 0; i < cloud->n; i++) {
    cloud->point[i].colour = key_find(&key, cloud->name[i]);
    cloud->point[i].tip = cloud->tip[i];
    cloud->point[i].link = cloud->link[i];
  }
  keep_labels(cloud, scatter);
  scatter->n = cloud->n;
  scatter->point = cloud->point;
  zn_writer_format(page, "<figure><figcaption><b>%s</b>", heading);
  show_key(page, &key);
  zn_writer_add(page, "</figcaption>\n");
  zn_scatter_draw(page, scatter);
  zn_writer_add(page, "</figure>\n");
}

/* --- Predicted against reported ------------------------------------------------------------------------------------------------------ */

static int drawable(const struct zn_verdict *v) { return v->in_scope && v->reported > 0.0 && v->predicted > 0.0; }

static int of_unit(const struct zn_appraisal *a, int i, const char *unit) {
  return drawable(&a->verdict[i]) && strcmp(a->table->rows[i].unit, unit) == 0;
}

static int first_of_unit(const struct zn_appraisal *a, int i) {
  if (!drawable(&a->verdict[i])) return 0;
  for (int k = 0; k < i; k++)
    if (of_unit(a, k, a->table->rows[i].unit)) return 0;
  return 1;
}

static void add_row(struct cloud *cloud, const struct zn_appraisal *a, int i, int by_condition) {
  const struct zn_published *row = &a->table->rows[i];
  const struct zn_verdict *v = &a->verdict[i];
  const int n = cloud->n++;
  cloud->label[n] = row->id;
  cloud->name[n] = by_condition ? v->condition : v->probe;
  snprintf(cloud->tip[n], TIP, "%s, %s: %s, %s; reported %.3g, predicted %.3g (%.3g to %.3g)", row->id, row->paper, v->situation, v->probe,
           v->reported, v->predicted, v->lo90, v->hi90);
  snprintf(cloud->link[n], sizeof *cloud->link, "#row%d", i + 1);
  cloud->point[n] = (struct zn_scatter_point){
      .x = v->reported, .y = v->predicted, .low = v->lo90, .high = v->hi90, .off = isfinite(v->lo90) && !v->inside, .label = row->id};
}

/* Both axes alike: what holds every value with some air around, not every interval. */
static void square(struct zn_scatter *scatter, const struct cloud *cloud) {
  double low = INFINITY, high = 0.0;
  for (int i = 0; i < cloud->n; i++) {
    low = fmin(low, fmin(cloud->point[i].x, cloud->point[i].y));
    high = fmax(high, fmax(cloud->point[i].x, cloud->point[i].y));
  }
  for (int axis = 0; axis < 2; axis++) scatter->low[axis] = low / 2.0, scatter->high[axis] = high * 2.0;
}

static enum zn_status figure_of_unit(struct zn_writer *page, const struct zn_appraisal *a, const char *unit, int by_condition,
                                     struct zn_error *error) {
  struct cloud cloud;
  char titles[2][64], heading[96];
  const char *words = zn_published_unit(unit);
  ZN_TRY(cloud_begin(&cloud, a->table->n, error));
  for (int i = 0; i < a->table->n; i++)
    if (of_unit(a, i, unit)) add_row(&cloud, a, i, by_condition);
  snprintf(titles[0], sizeof titles[0], "reported%s%.40s", *words ? ", " : "", words);
  snprintf(titles[1], sizeof titles[1], "predicted%s%.40s", *words ? ", " : "", words);
  snprintf(heading, sizeof heading, "%s, by %s",
           strcmp(unit, "ratio") == 0             ? "Ratios"
           : strcmp(unit, "percent_of_dose") == 0 ? "Recoveries"
                                                  : "Readings",
           by_condition ? "condition" : "probe");
  struct zn_scatter scatter = {.x_title = titles[0], .y_title = titles[1]};
  square(&scatter, &cloud);
  draw(page, &cloud, &scatter, heading);
  cloud_clear(&cloud);
  return ZN_OK;
}

enum zn_status zn_report_agreement(struct zn_writer *page, const struct zn_appraisal *a, struct zn_error *error) {
  enum zn_status status = ZN_OK;
  zn_report_open(page, "agreement", "Predicted against reported");
  zn_report_grid(page, 2);
  for (int i = 0; i < a->table->n; i++)
    for (int by_condition = 0; by_condition < 2 && status == ZN_OK && first_of_unit(a, i); by_condition++)
      status = figure_of_unit(page, a, a->table->rows[i].unit, by_condition, error);
  zn_writer_add(page,
                "</div>\n<p class=\"small soft\">On the line both agree; the band is twofold either way; bars are 90 % intervals of the "
                "prediction. Circles: the reported value is inside its interval; diamonds: outside. Rows more than twofold off are named. "
                "Point at a mark to see what it is; click to find its row.</p>\n</section>\n");
  return status;
}

/* --- Contrasts ----------------------------------------------------------------------------------------------------------------------- */

static void add_contrast(struct cloud *cloud, const struct zn_appraisal *a, int i) {
  const struct zn_contrast *c = &a->contrast[i];
  const struct zn_published *from = &a->table->rows[c->from], *to = &a->table->rows[c->to];
  const int n = cloud->n++;
  cloud->label[n] = to->id;
  cloud->name[n] = a->verdict[c->to].probe;
  snprintf(cloud->tip[n], TIP, "%s, %s to %s: %s to %s; reported %.2f-fold, predicted %.2f-fold", to->paper, from->id, to->id,
           a->verdict[c->from].situation, a->verdict[c->to].situation, c->reported, c->predicted);
  snprintf(cloud->link[n], sizeof *cloud->link, "#row%d", c->to + 1);
  cloud->point[n] = (struct zn_scatter_point){.x = c->reported, .y = c->predicted, .low = NAN, .high = NAN, .off = !c->direction_right};
}

static enum zn_status contrast_figure(struct zn_writer *page, const struct zn_appraisal *a, struct zn_error *error) {
  struct cloud cloud;
  double low = 1.0, high = 2.0;
  ZN_TRY(cloud_begin(&cloud, a->n_contrasts, error));
  for (int i = 0; i < a->n_contrasts; i++) {
    add_contrast(&cloud, a, i);
    low = fmin(low, a->contrast[i].predicted);
    high = fmax(high, fmax(a->contrast[i].predicted, a->contrast[i].reported));
  }
  struct zn_scatter scatter = {
      .x_title = "reported, fold", .y_title = "predicted, fold", .low = {0.85, low / 1.4}, .high = {high * 1.4, high * 1.4}, .cross = 1};
  draw(page, &cloud, &scatter, "Contrasts within papers, by probe");
  cloud_clear(&cloud);
  return ZN_OK;
}

static void contrast_row(struct zn_writer *page, const struct zn_appraisal *a, const struct zn_contrast *c) {
  const int ends[2] = {c->from, c->to};
  zn_writer_add(page, "<tr><td>");
  zn_report_locator(page, a->table->rows[c->to].doi, a->table->rows[c->to].paper);
  zn_writer_add(page, "</td><td>");
  zn_html_text(page, a->verdict[c->to].probe);
  zn_writer_add(page, "</td><td>");
  for (int k = 0; k < 2; k++) {
    zn_writer_format(page, "%s<a href=\"#row%d\">", k ? " → " : "", ends[k] + 1);
    zn_report_words(page, a->verdict[ends[k]].situation);
    zn_writer_add(page, "</a>");
  }
  zn_writer_format(page, "</td><td class=\"number\">%.2f</td><td class=\"number\">%.2f</td><td>%s</td></tr>\n", c->reported, c->predicted,
                   c->direction_right ? "<span class=\"inside\">● same way</span>" : "<span class=\"outside\">◆ other way</span>");
}

/* Those that go the other way, or the others. */
static void contrast_table(struct zn_writer *page, const struct zn_appraisal *a, int right) {
  zn_writer_add(page,
                "<div class=\"scroll\"><table><thead><tr><th>Paper</th><th>Probe</th><th>From less to more</th><th "
                "class=\"number\">Reported,<br/>fold</th>"
                "<th class=\"number\">Predicted,<br/>fold</th><th>Model goes the</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < a->n_contrasts; i++)
    if (a->contrast[i].direction_right == right) contrast_row(page, a, &a->contrast[i]);
  zn_writer_add(page, "</tbody></table></div>\n");
}

static void how_to_read(struct zn_writer *page, const struct zn_appraisal *a, int wrong) {
  zn_writer_format(page, "<div class=\"card\"><h3>%d of %d go the other way</h3>\n", wrong, a->n_contrasts);
  zn_writer_add(
      page,
      "<p class=\"small\">Each mark is a pair, taken from the row that reported less to the row that reported more: reported folds "
      "are always above 1.</p><p class=\"small\">On the line the model moves by the reported factor; the band is twofold either "
      "way. Below the dashed line at 1 the model moves the other way (diamonds).</p><p class=\"small\">A number that several pairs "
      "share, such as one group of controls, counts in each of them.</p></div>\n");
}

enum zn_status zn_report_contrasts(struct zn_writer *page, const struct zn_appraisal *a, struct zn_error *error) {
  int wrong = 0;
  zn_report_open(page, "contrasts", "Contrasts within papers");
  zn_writer_add(
      page,
      "<p>Two rows of one paper with the same test, probe, window, statistic and unit, measured in people of different situations, "
      "whose reported values differ 1.2-fold or more. Whatever a laboratory does to every value alike falls out of their ratio: "
      "a mechanism that is right moves the right way by the right factor.</p>\n");
  if (!a->n_contrasts) {
    zn_writer_add(page, "<p>This table holds none.</p>\n</section>\n");
    return ZN_OK;
  }
  for (int i = 0; i < a->n_contrasts; i++) wrong += !a->contrast[i].direction_right;
  zn_report_grid(page, 2);
  const enum zn_status status = contrast_figure(page, a, error);
  how_to_read(page, a, wrong);
  zn_writer_add(page, "</div>\n");
  if (wrong) contrast_table(page, a, 0);
  zn_writer_format(page, "<details><summary>The %d that go the same way</summary>\n", a->n_contrasts - wrong);
  contrast_table(page, a, 1);
  zn_writer_add(page, "</details>\n</section>\n");
  return status;
}
