/* Units without UDUNITS-2: its words from a table, its products, quotients and powers here. Stands for src/base/units.c, with the same
 * words of refusal; a native test holds one against the other. */
#include "base/units.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "unit_table.h"

enum { LONGEST_UNIT = 128, LONGEST_WORD = 40, MOST_POWER = 120, DEEPEST = 16 };

struct zn_units {
  int nothing;
};

enum zn_status zn_units_open(struct zn_units **units, struct zn_error *error) {
  *units = calloc(1, sizeof **units);
  return *units ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for units");
}

void zn_units_close(struct zn_units *units) { free(units); }

/* --- Reading ------------------------------------------------------------------------------------------------------------------------- */

/* What was read so far means. */
struct meaning {
  double factor;
  int power[ZN_UNIT_BASES];
  int foreign; /* a unit, but none of ours */
};

struct reader {
  const char *at;
  int depth;
};

static int read_product(struct reader *r, struct meaning *out);

static int compare(const void *name, const void *word) { return strcmp(name, ((const struct zn_unit_word *)word)->name); }

static int read_name(struct reader *r, struct meaning *out) {
  char name[LONGEST_WORD];
  size_t length = 0;
  if (*r->at == '%')
    length = 1;
  else
    while (isalnum((unsigned char)r->at[length]) || r->at[length] == '_') length++;
  while (length > 1 && isdigit((unsigned char)r->at[length - 1])) length--; /* digits at the end are a power */
  if (!length || length >= sizeof name) return 0;
  memcpy(name, r->at, length);
  name[length] = '\0';
  const struct zn_unit_word *word = bsearch(name, zn_unit_table, (size_t)zn_unit_table_length, sizeof *word, compare);
  if (!word) return 0;
  r->at += length;
  *out = (struct meaning){.factor = word->to_internal, .foreign = word->to_internal == 0.0};
  for (int i = 0; i < ZN_UNIT_BASES; i++) out->power[i] = word->power[i];
  return 1;
}

/* A name, a number or something in parentheses. */
static int read_basic(struct reader *r, struct meaning *out) {
  if (*r->at == '(') {
    r->at++;
    if (++r->depth > DEEPEST || !read_product(r, out) || *r->at != ')') return 0;
    r->at++;
    r->depth--;
    return 1;
  }
  if (!isdigit((unsigned char)*r->at) && !(*r->at == '.' && isdigit((unsigned char)r->at[1]))) return read_name(r, out);
  char *end;
  *out = (struct meaning){.factor = strtod(r->at, &end)};
  r->at = end;
  return out->factor != 0.0;
}

static double raised(double factor, int power) {
  double product = 1.0;
  for (int i = 0; i < abs(power); i++) product *= factor;
  return power < 0 ? 1.0 / product : product;
}

static int read_power(struct reader *r, struct meaning *out) {
  if (!read_basic(r, out)) return 0;
  const char *before = r->at;
  if (*r->at == '^')
    r->at++;
  else if (strncmp(r->at, "**", 2) == 0)
    r->at += 2;
  const int must = r->at > before, sign = *r->at == '-' || *r->at == '+';
  if (!isdigit((unsigned char)r->at[sign])) return must || sign ? 0 : 1;
  char *end;
  const long power = strtol(r->at, &end, 10);
  if (labs(power) > MOST_POWER) return 0;
  r->at = end;
  out->factor = raised(out->factor, (int)power);
  for (int i = 0; i < ZN_UNIT_BASES; i++) out->power[i] *= (int)power;
  return 1;
}

/* What joins two units: 1 times, -1 by, 0 nothing. */
static int read_join(struct reader *r) {
  const char *before = r->at;
  while (*r->at == ' ') r->at++;
  const int per = r->at > before && (strncmp(r->at, "per ", 4) == 0 || strncmp(r->at, "PER ", 4) == 0);
  if (per || *r->at == '/' || *r->at == '*' || *r->at == '.') {
    const int by = per || *r->at == '/';
    r->at += per ? 4 : 1;
    while (*r->at == ' ') r->at++;
    return by ? -1 : 1;
  }
  return r->at > before && *r->at && *r->at != ')';
}

static int read_product(struct reader *r, struct meaning *out) {
  while (*r->at == ' ') r->at++;
  if (!read_power(r, out)) return 0;
  for (int join; (join = read_join(r));) {
    struct meaning next;
    if (!read_power(r, &next)) return 0;
    out->factor = join > 0 ? out->factor * next.factor : out->factor / next.factor;
    out->foreign |= next.foreign;
    for (int i = 0; i < ZN_UNIT_BASES; i++) out->power[i] += join * next.power[i];
  }
  return 1;
}

/* UDUNITS reads origins (degrees, dates) and logarithms as well; none of them is a unit that can be used. */
static int is_shifted(const char *text) {
  static const char *const words[] = {"@", " since ", " after ", " from ", " ref ", "(re "};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strstr(text, words[i])) return 1;
  return 0;
}

static int fits(const struct meaning *m) {
  for (int i = 0; i < ZN_UNIT_BASES; i++)
    if (abs(m->power[i]) > MOST_POWER) return 0;
  return !m->foreign && isfinite(m->factor) && m->factor > 0.0;
}

enum zn_status zn_unit_parse(const struct zn_units *units, const char *text, double *to_internal, struct zn_dimension *dimension,
                             struct zn_error *error) {
  char trimmed[LONGEST_UNIT];
  struct meaning m;
  (void)units;
  if (snprintf(trimmed, sizeof trimmed, "%s", *text ? text : "1") >= (int)sizeof trimmed)
    return zn_fail(error, ZN_INPUT, "'%.40s...' is too long for a unit", text);
  size_t length = strlen(trimmed);
  while (length && trimmed[length - 1] == ' ') trimmed[--length] = '\0';
  struct reader r = {.at = trimmed};
  const int shifted = is_shifted(trimmed), whole = !shifted && read_product(&r, &m) && !*r.at;
  if (!whole && !shifted) return zn_fail(error, ZN_INPUT, "'%s' is not a unit; expected for example mg/kg, 1/day, mmol/L", text);
  if (shifted || !fits(&m))
    return zn_fail(error, ZN_INPUT, "unit '%s' cannot be used here; expected time, length, mass, amount or conductance", text);
  *to_internal = zn_unit_tidy(m.factor);
  *dimension = (struct zn_dimension){(signed char)m.power[0], (signed char)m.power[1], (signed char)m.power[2], (signed char)m.power[3],
                                     (signed char)m.power[4]};
  return ZN_OK;
}
