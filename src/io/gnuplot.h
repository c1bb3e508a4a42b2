/* Figures by gnuplot: a script goes in, SVG comes out that can stand inside a web page. */
#ifndef ZN_IO_GNUPLOT_H
#define ZN_IO_GNUPLOT_H

#include <math.h>

#include "writer.h"

/* Begins a figure in a script: everything is as gnuplot has it at the start, in the report's fonts and lines. `name` (letters,
 * digits, '_') begins all ids of the figure, so that figures can stand on one page. Size in px at full width. */
void zn_gnuplot_figure(struct zn_writer *script, const char *name, int width, int height);

/* A text as a gnuplot string: nothing in it is a command, a variable or markup. */
void zn_gnuplot_text(struct zn_writer *script, const char *text);

/* Marks on a logarithmic axis, 'x' or 'y', between two positive ends: 1, 2, 5 where there are few decades, else powers of ten. */
void zn_gnuplot_log_tics(struct zn_writer *script, char axis, double low, double high);

/* The least and the largest of the positive numbers it was shown; begin with ZN_GNUPLOT_NO_SPAN, of which `high` is 0. And a logarithmic
 * axis, 'x' or 'y', over it with room at both ends: `room` times as far. */
struct zn_gnuplot_span {
  double low, high;
};
#define ZN_GNUPLOT_NO_SPAN ((struct zn_gnuplot_span){HUGE_VAL, 0.0})
void zn_gnuplot_widen(struct zn_gnuplot_span *span, double value);
void zn_gnuplot_log_axis(struct zn_writer *script, char axis, struct zn_gnuplot_span span, double room);

/* Runs gnuplot on a script of `n` figures and hands out `n` SVG elements in `svg`; free each. ZN_IO, naming gnuplot, when it is
 * not installed or refuses the script. */
enum zn_status zn_gnuplot_draw(const struct zn_writer *script, int n, char **svg, struct zn_error *error);

#endif
