#include "strip.h"

#include <math.h>

#include "words.h"

/* Where a ratio lies; beyond the ends it is held there. */
static double on_strip(double ratio) { return 88.0 + fmin(fmax(log2(ratio), -2.15), 2.15) * 36.0; }

void zn_strip(struct zn_writer *page, const struct zn_prediction *p, double reported) {
  const double ratio = p->predicted / reported;
  if (!(ratio > 0.0) || !isfinite(ratio)) {
    zn_writer_add(page, "–");
    return;
  }
  zn_writer_format(page, "<svg class=\"strip\" viewBox=\"0 0 176 24\" role=\"img\" aria-label=\"predicted over reported %.2f\">", ratio);
  zn_writer_format(page, "<rect class=\"band\" x=\"%.1f\" y=\"3\" width=\"%.1f\" height=\"18\"/><path class=\"line\" d=\"M88 1V23\"/>",
                   on_strip(0.5), on_strip(2.0) - on_strip(0.5));
  if (zn_has_interval(p)) {
    const double low = p->lo90 / reported, high = p->hi90 / reported;
    zn_writer_format(page, "<path class=\"bar\" d=\"M%.1f 12H%.1f\"/>", on_strip(low > 0.0 ? low : 1e-9), on_strip(high));
  }
  const double x = on_strip(ratio);
  if (zn_has_interval(p) && !p->inside)
    zn_writer_format(page, "<path class=\"off\" d=\"M%.1f 6l6 6l-6 6l-6 -6Z\"/>", x);
  else
    zn_writer_format(page, "<circle class=\"dot\" cx=\"%.1f\" cy=\"12\" r=\"5\"/>", x);
  zn_writer_add(page, "</svg>");
}

void zn_strip_scale(struct zn_writer *page, const char *what) {
  static const char *const marks[] = {"¼", "½", "1", "2", "4"};
  zn_writer_format(page, "%s<svg class=\"strip\" viewBox=\"0 0 176 12\" aria-hidden=\"true\" style=\"height:.8rem\">", what);
  for (int i = 0; i < 5; i++)
    zn_writer_format(page, "<text x=\"%.1f\" y=\"10\" text-anchor=\"middle\">%s</text>", on_strip(exp2(i - 2)), marks[i]);
  zn_writer_add(page, "</svg>");
}
