/* What a bench leaves behind: a table of all numbers, and the figure. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "gnuplot.h"
#include "writer.h"
#include "zonula/bench.h"

/* --- The table: one row for each number, what it belongs to in the columns before it -------------------------------------------------- */

static void row(struct zn_writer *csv, const char *what, const char *engine, double tolerance, int people, int threads, int lanes) {
  zn_writer_format(csv, "%s,%s,", what, engine);
  if (tolerance > 0.0) zn_writer_format(csv, "%g", tolerance);
  zn_writer_format(csv, ",%d,%d,%d,", people, threads, lanes);
}

static int lanes_of(const struct zn_bench *b, enum zn_bench_engine engine) {
  return engine == ZN_BENCH_LANES ? b->lanes : engine == ZN_BENCH_SCALAR;
}

static void write_rows(struct zn_writer *csv, const struct zn_bench *b) {
  for (int i = 0; i < b->n_points; i++) {
    const struct zn_bench_point *p = &b->point[i];
    const char *name = zn_bench_engine_name(p->engine);
    row(csv, "people_per_s", name, p->relative_tolerance, b->people, 1, lanes_of(b, p->engine));
    zn_writer_format(csv, "%.6g\n", p->people_per_s);
    row(csv, "error", name, p->relative_tolerance, b->people, 1, lanes_of(b, p->engine));
    zn_writer_format(csv, "%.6g\n", p->error);
    row(csv, "failed", name, p->relative_tolerance, b->people, 1, lanes_of(b, p->engine));
    zn_writer_format(csv, "%d\n", p->failed);
  }
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) {
    row(csv, "people_per_s_at_equal_error", zn_bench_engine_name((enum zn_bench_engine)e), 0.0, b->people, 1,
        lanes_of(b, (enum zn_bench_engine)e));
    zn_writer_format(csv, "%.6g\n", b->at_equal_error[e]);
  }
  for (int i = 0; i < b->n_loads; i++) {
    row(csv, "load_people_per_s", "lanes", 0.0, b->load[i].people, b->load[i].threads, b->lanes);
    zn_writer_format(csv, "%.6g\n", b->load[i].people_per_s);
  }
  for (int i = 0; i < b->n_kernels; i++) {
    row(csv, "peak_operations_per_s", "lanes", 0.0, 0, 1, b->kernel[i].lanes);
    zn_writer_format(csv, "%.6g\n", b->kernel[i].peak);
    row(csv, "step_operations_per_s", "lanes", 0.0, 0, 1, b->kernel[i].lanes);
    zn_writer_format(csv, "%.6g\n", b->kernel[i].step);
  }
}

enum zn_status zn_bench_write_csv(const struct zn_bench *bench, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_format(&csv, "# %s; CVODE: %s\nwhat,engine,relative_tolerance,people,threads,lanes,value\n", bench->machine,
                   bench->cvode_build);
  write_rows(&csv, bench);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

/* --- The figure ----------------------------------------------------------------------------------------------------------------------- */

/* Told apart without colour too: by the shape of their points. */
static const char *const colours[ZN_BENCH_ENGINES] = {"#b4552d", "#7a7f87", "#0f6b5c"};
static const int shapes[ZN_BENCH_ENGINES] = {4, 6, 7};
static const char *const titles[ZN_BENCH_ENGINES] = {"CVODE", "Rodas5P, one person at a time", "Rodas5P, people side by side"};

static void write_data(struct zn_writer *script, const struct zn_bench *b) {
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) {
    zn_writer_format(script, "$engine%d << EOD\n", e);
    for (int i = 0; i < b->n_points; i++)
      if ((int)b->point[i].engine == e) zn_writer_format(script, "%.6g %.6g\n", b->point[i].error, b->point[i].people_per_s);
    zn_writer_add(script, "EOD\n");
  }
  zn_writer_add(script, "$loads << EOD\n");
  for (int i = 0; i < b->n_loads; i++)
    if (b->load[i].threads == 1) zn_writer_format(script, "%d %.6g\n", b->load[i].people, b->load[i].people_per_s);
  zn_writer_add(script, "EOD\n$threads << EOD\n");
  for (int i = 0; i < b->n_loads; i++)
    if (b->load[i].threads > 1) zn_writer_format(script, "%d %.6g %d\n", b->load[i].people, b->load[i].people_per_s, b->load[i].threads);
  zn_writer_add(script, "EOD\n");
}

static void plot_precision(struct zn_writer *script, const struct zn_bench *b, struct zn_gnuplot_span rate) {
  struct zn_gnuplot_span error = ZN_GNUPLOT_NO_SPAN;
  for (int i = 0; i < b->n_points; i++) zn_gnuplot_widen(&error, b->point[i].error);
  zn_gnuplot_log_axis(script, 'x', error, 1.5);
  zn_gnuplot_log_axis(script, 'y', rate, 1.5);
  zn_writer_add(script,
                "set title 'Speed and error: up and left is better' offset 0,-0.4\n"
                "set xlabel 'largest error of any person, share of the peak'\nset ylabel 'people a second, one core'\n"
                "set grid\nset key bottom right samplen 1.5\nplot ");
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) {
    zn_writer_format(script, "%s$engine%d using 1:2 with linespoints lc rgb '%s' lw 1.6 pt %d ps 0.7 title ", e ? ", " : "", e, colours[e],
                     shapes[e]);
    zn_gnuplot_text(script, titles[e]);
  }
  zn_writer_add(script, "\n");
}

static void plot_loads(struct zn_writer *script, const struct zn_bench *b, struct zn_gnuplot_span rate) {
  struct zn_gnuplot_span people = ZN_GNUPLOT_NO_SPAN;
  int more = 0;
  for (int i = 0; i < b->n_loads; i++) zn_gnuplot_widen(&people, b->load[i].people), more += b->load[i].threads > 1;
  zn_gnuplot_log_axis(script, 'x', people, 1.5);
  zn_gnuplot_log_axis(script, 'y', rate, 1.5);
  zn_writer_format(script,
                   "set title 'Cost against people' offset 0,-0.4\nset xlabel 'people in one run'\nset ylabel 'people a second'\n"
                   "plot $loads using 1:2 with linespoints lc rgb '%s' lw 1.6 pt 7 ps 0.7 title 'one thread'",
                   colours[ZN_BENCH_LANES]);
  if (more)
    zn_writer_add(script,
                  ", $threads using 1:2 with points lc rgb '#1d2127' pt 8 ps 0.9 title 'more threads', "
                  "$threads using 1:2:3 with labels offset -1.4,0.3 notitle");
  zn_writer_add(script, "\nunset multiplot\n");
}

static void write_script(struct zn_writer *script, const struct zn_bench *b) {
  struct zn_gnuplot_span rate = ZN_GNUPLOT_NO_SPAN;
  for (int i = 0; i < b->n_points; i++) zn_gnuplot_widen(&rate, b->point[i].people_per_s);
  for (int i = 0; i < b->n_loads; i++) zn_gnuplot_widen(&rate, b->load[i].people_per_s);
  zn_gnuplot_figure(script, "bench", 980, 430);
  write_data(script, b);
  zn_writer_add(script, "set multiplot layout 1,2\n");
  plot_precision(script, b, rate);
  plot_loads(script, b, rate);
}

/* The drawing as a file of its own: it names its language, and lies on white. */
static enum zn_status write_svg(const char *svg, const char *path, struct zn_error *error) {
  static const char head[] = "<svg ";
  struct zn_writer file = {0};
  const char *body = strchr(svg, '>') + 1;
  zn_writer_add(&file, "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
  zn_writer_add_bytes(&file, svg + sizeof head - 1, (size_t)(body - svg) - (sizeof head - 1));
  zn_writer_format(&file, "\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%s", body);
  return zn_writer_save(&file, path, ZN_OK, error);
}

enum zn_status zn_bench_write_figure(const struct zn_bench *bench, const char *path, struct zn_error *error) {
  struct zn_writer script = {0};
  struct zn_locale locale;
  char *svg = NULL;
  ZN_TRY(zn_locale_plain(&locale, error));
  write_script(&script, bench);
  zn_locale_restore(&locale);
  enum zn_status status = zn_gnuplot_draw(&script, 1, &svg, error);
  if (status == ZN_OK) status = write_svg(svg, path, error);
  zn_writer_clear(&script);
  free(svg);
  return status;
}
