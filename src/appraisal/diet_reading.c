#include "diet_reading.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Words ---------------------------------------------------------------------------------------------------------------------------- */

/* Where one of the words of a list parted by '|' begins in `text`, whatever the case; the first such place, NULL for none. */
static const char *place_of(const char *text, const char *list) {
  for (; *text; text++)
    for (const char *word = list; *word;) {
      const size_t length = strcspn(word, "|");
      size_t k = 0;
      while (k < length && text[k] && tolower((unsigned char)text[k]) == tolower((unsigned char)word[k])) k++;
      if (length && k == length) return text;
      word += length + (word[length] == '|');
    }
  return NULL;
}

/* The first rule of a part whose words stand in the text. */
static const struct zn_diet_rule *rule_for(const struct zn_diet_rules *rules, enum zn_diet_part part, const char *text) {
  for (int i = 0; i < rules->n; i++)
    if (rules->rule[i].part == part && place_of(text, rules->rule[i].words)) return &rules->rule[i];
  return NULL;
}

/* An effect is told by what it says first: "decrease; a probiotic restores it". */
static const struct zn_diet_rule *effect_rule(const struct zn_diet_rules *rules, const char *text) {
  const struct zn_diet_rule *first = NULL;
  const char *at = NULL;
  for (int i = 0; i < rules->n; i++) {
    const char *place = rules->rule[i].part == ZN_DIET_EFFECT ? place_of(text, rules->rule[i].words) : NULL;
    if (place && (!at || place < at)) at = place, first = &rules->rule[i];
  }
  return first;
}

__attribute__((format(printf, 3, 4))) static void say(char *text, size_t room, const char *format, ...) {
  const size_t used = strlen(text);
  va_list arguments;
  va_start(arguments, format);
  if (used + 1 < room) vsnprintf(text + used, room - used, format, arguments);
  va_end(arguments);
}

#define SAY(text, ...) say(text, sizeof(text), __VA_ARGS__)

static void assume(struct zn_diet_reading *r, const char *what) {
  if (*what && !strstr(r->assumed, what)) SAY(r->assumed, "%s%s", *r->assumed ? "; " : "", what);
}

/* --- The rules that fit --------------------------------------------------------------------------------------------------------------- */

static const struct zn_diet_rule *find(struct zn_diet_reading *r, const struct zn_diet_rules *rules, enum zn_diet_part part,
                                       const char *what, const char *text) {
  const struct zn_diet_rule *rule = rule_for(rules, part, text);
  if (rule && rule->possible)
    assume(r, rule->why);
  else if (!*r->reason && rule)
    SAY(r->reason, "the %s '%.60s' cannot be represented%s%s", what, text, *rule->why ? ": " : "", rule->why);
  else if (!*r->reason)
    SAY(r->reason, "no rule of data/reading/diets.csv knows the %s '%.60s'", what, text);
  return rule && rule->possible ? rule : NULL;
}

static int has_open_step(const struct zn_diet_rule *arm) {
  for (int i = 0; i < arm->n_steps; i++)
    if (isnan(arm->steps[i].before_h)) return 1;
  return 0;
}

/* Whether an arm gives anything, for a length that the row should say, that is no diet. */
static int has_open_treatment(const struct zn_diet_rule *arm, const struct zn_library *library) {
  for (int i = 0; i < arm->n_steps; i++)
    if (isnan(arm->steps[i].before_h) && library->overlays[arm->steps[i].overlay].kind != ZN_OVERLAY_DIET) return 1;
  return 0;
}

static void read_length(struct zn_diet_reading *r, const struct zn_library *library) {
  const struct zn_diet_rule *const *arm = r->arm;
  if (!arm[0] || !arm[1] || (!has_open_step(arm[0]) && !has_open_step(arm[1]))) return;
  if (!isnan(r->row->duration_d)) {
    r->length_h = 24.0 * r->row->duration_d;
  } else if (has_open_treatment(arm[0], library) || has_open_treatment(arm[1], library)) {
    r->length_h = 24.0 * ZN_DIET_USUAL_LENGTH_D;
    assume(r, "duration not printed: 28 days");
  } else
    assume(r, "duration not printed: people have always eaten so");
}

/* --- What the paper says ------------------------------------------------------------------------------------------------------------- */

static int is_number(const char *text, double *value) {
  char *end;
  *value = strtod(text, &end);
  return end != text && *end == '\0' && isfinite(*value);
}

static int sign(double value) { return (value > 0.0) - (value < 0.0); }

int zn_diet_direction(double fold, double least) { return fold >= least ? 1 : fold <= 1.0 / least ? -1 : 0; }

/* Two printed values; a logarithm's difference is a fold, a pH has none worth the name. */
static int read_values(struct zn_diet_reading *r) {
  double value[ZN_ARMS];
  const char *unit = r->row->unit;
  if (!is_number(r->row->value[0], &value[0]) || !is_number(r->row->value[1], &value[1])) return 0;
  if (place_of(unit, "log10"))
    r->fold = pow(10.0, value[0] - value[1]);
  else if (!(value[0] > 0.0 && value[1] > 0.0))
    return r->direction = sign(value[0] - value[1]), 1;
  else
    r->fold = value[0] / value[1];
  r->direction = zn_diet_direction(r->fold, r->outcome->least_fold);
  if (place_of(unit, "ph")) r->fold = NAN;
  return 1;
}

/* A printed effect that is a number: a percentage, a ratio, a difference with its interval. */
static int read_effect(struct zn_diet_reading *r) {
  double effect;
  const struct zn_diet_row *row = r->row;
  if (!is_number(row->effect, &effect)) return 0;
  if (place_of(row->effect_kind, "percent change") && effect > -100.0)
    r->fold = 1.0 + effect / 100.0;
  else if (place_of(row->effect_kind, "ratio") && effect > 0.0)
    r->fold = effect;
  else if (place_of(row->effect_kind, "difference"))
    return r->direction = row->ci[0] < 0.0 && row->ci[1] > 0.0 ? 0 : sign(effect), 1;
  else
    return 0;
  r->direction = zn_diet_direction(r->fold, r->outcome->least_fold);
  return 1;
}

static void read_reported(struct zn_diet_reading *r, const struct zn_diet_rules *rules) {
  if (read_values(r) || read_effect(r)) return;
  const struct zn_diet_rule *rule = effect_rule(rules, r->row->effect);
  if (rule)
    r->direction = rule->direction;
  else if (!*r->reason)
    SAY(r->reason, "whether it rose, fell or stayed is not said in words that data/reading/diets.csv knows");
}

/* --- The whole row ------------------------------------------------------------------------------------------------------------------- */

static void describe(struct zn_diet_reading *r) {
  char length[48] = "";
  const int short_one = r->length_h < 48.0;
  if (r->length_h > 0.0)
    snprintf(length, sizeof length, short_one ? " for %.3g h" : " for %.4g d", short_one ? r->length_h : r->length_h / 24.0);
  SAY(r->simulated, "%.60s: ", r->people->means);
  for (int a = 0; a < ZN_ARMS; a++) {
    const char *means = r->arm[a]->n_steps ? r->arm[a]->means : "the usual diet";
    SAY(r->simulated, "%s%.200s%s", a ? " against " : "", means, has_open_step(r->arm[a]) ? length : "");
  }
}

void zn_diet_row_read(struct zn_diet_reading *r, const struct zn_diet_row *row, const struct zn_diet_rules *rules) {
  *r = (struct zn_diet_reading){.row = row, .fold = NAN};
  r->people = find(r, rules, ZN_DIET_PEOPLE, "species", row->species);
  r->outcome = find(r, rules, ZN_DIET_OUTCOME, "outcome", row->outcome);
  r->arm[ZN_INTERVENTION] = find(r, rules, ZN_DIET_ARM, "intervention", row->intervention);
  r->arm[ZN_COMPARATOR] = find(r, rules, ZN_DIET_ARM, "comparator", row->comparator);
  if (!*r->reason && (r->arm[0] == r->arm[1] || (!r->arm[0]->n_steps && !r->arm[1]->n_steps)))
    SAY(r->reason, "both arms are the same in the model");
  read_length(r, &rules->library);
  if (r->outcome) read_reported(r, rules);
  if (!*r->reason) describe(r);
}
