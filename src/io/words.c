#include "words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *zn_statistic_name(enum zn_statistic statistic) {
  static const char *const names[] = {"median", "mean", "geometric_mean"};
  return names[statistic];
}

const char *zn_statistic_words(enum zn_statistic statistic) {
  return statistic == ZN_STATISTIC_GEOMETRIC_MEAN ? "geometric mean" : zn_statistic_name(statistic);
}

const char *zn_overlay_kind_words(enum zn_overlay_kind kind) {
  static const char *const words[] = {"condition", "treatment", "diet"};
  return words[kind];
}

void zn_time_words(double hours, char words[32]) {
  const double days = floor(hours / 24.0), rest = hours - 24.0 * days;
  if (hours >= 48.0 && rest > 0.0 && rest == floor(rest))
    snprintf(words, 32, "%.0f d %.0f h", days, rest);
  else if (hours >= 48.0)
    snprintf(words, 32, "%.4g d", hours / 24.0);
  else if (hours < 2.0 && hours != floor(hours))
    snprintf(words, 32, "%.4g min", 60.0 * hours);
  else
    snprintf(words, 32, "%.4g h", hours);
}

/* How the text at `c` is written, and how long it is there. `begins`: no letter stands before it. */
static const char *sign_for(const char *c, int begins, int *length) {
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  *length = 1;
  if (*c == ' ' || *c == '.') return "·";
  if (!begins && isdigit((unsigned char)*c)) return raised[*c - '0'];
  if (!begins && *c == '-') return "⁻";
  if (begins && *c == 'u' && isalpha((unsigned char)c[1])) return "µ";
  if (begins && strncmp(c, "ohm", 3) == 0) {
    *length = 3;
    return "Ω";
  }
  return NULL;
}

/* Units of the tables are plain ASCII, as UDUNITS reads them: a digit behind a letter is a power. */
void zn_unit_words(const char *unit, char words[64]) {
  size_t n = 0;
  int begins = 1;
  words[0] = '\0';
  if (strcmp(unit, "1") == 0) return;
  for (int length; *unit && n < 60; unit += length) {
    const char *sign = sign_for(unit, begins, &length);
    n += (size_t)snprintf(words + n, 64 - n, "%.*s", sign ? 4 : 1, sign ? sign : unit);
    begins = !isalnum((unsigned char)*unit) && *unit != '-';
  }
}

int zn_has_interval(const struct zn_prediction *prediction) { return isfinite(prediction->lo90) && isfinite(prediction->hi90); }

int zn_spread_numbers(const struct zn_reported *reported) {
  if (!*reported->spread_kind) return 0;
  return strcmp(reported->spread_kind, "sd") == 0 || strcmp(reported->spread_kind, "sem") == 0 ? 1 : 2;
}

const char *zn_file_words(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
