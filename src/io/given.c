/* What was given, and how well its effect is known, as all outputs say it. */
#include <stdio.h>
#include <string.h>

#include "zonula/io.h"

int zn_given_before(const struct zn_study *study, int event) {
  const struct zn_event *b = &study->events[event];
  for (int i = 0; i < event; i++) {
    const struct zn_event *a = &study->events[i];
    if (a->kind == ZN_EVENT_GIVE && a->overlay == b->overlay && a->effect == b->effect &&
        zn_given_member(study, a) == zn_given_member(study, b))
      return 1;
  }
  return 0;
}

int64_t zn_given_member(const struct zn_study *study, const struct zn_event *event) {
  if (event->cohort >= 0) return (int64_t)study->cohorts[event->cohort].member;
  for (int c = 1; c < study->n_cohorts; c++)
    if (study->cohorts[c].member != study->cohorts[0].member) return -1;
  return study->n_cohorts ? (int64_t)study->cohorts[0].member : 0;
}

/* How this run came to its value. */
static void choice(enum zn_effect effect, int64_t member, double factor, char text[64]) {
  static const char *const ends[ZN_EFFECTS] = {
      [ZN_EFFECT_LOW] = "the lower end", [ZN_EFFECT_MIDDLE] = "the middle", [ZN_EFFECT_HIGH] = "the upper end"};
  if (effect == ZN_EFFECT_NONE)
    snprintf(text, 64, "this run left it out");
  else if (effect != ZN_EFFECT_KNOWN || member == 0)
    snprintf(text, 64, "this run used %s", ends[effect == ZN_EFFECT_KNOWN ? ZN_EFFECT_MIDDLE : effect]);
  else if (member < 0)
    snprintf(text, 64, "each member of the ensemble drew its own");
  else
    snprintf(text, 64, "this member of the ensemble drew x%.3g", factor);
}

/* Appends as much as fits. */
static void add(char words[ZN_GIVEN_WORDS], const char *text) { strncat(words, text, ZN_GIVEN_WORDS - 1 - strlen(words)); }

static void add_uncertain(const struct zn_overlay *o, int i, const struct zn_event *event, int64_t member, char words[ZN_GIVEN_WORDS]) {
  const struct zn_uncertain *u = &o->uncertain[i];
  char text[300], how[64];
  choice(event->effect, member, zn_uncertain_factor(o, i, event->effect, member > 0 ? (uint64_t)member : 0), how);
  snprintf(text, sizeof text, "%s%s x%.3g (%.3g to %.3g), %s", i ? "; " : ": ", u->name, u->middle, u->low, u->high, how);
  add(words, text);
}

void zn_given_words(const struct zn_study *study, const struct zn_library *library, const struct zn_event *event,
                    char words[ZN_GIVEN_WORDS]) {
  const struct zn_overlay *o = &library->overlays[event->overlay];
  snprintf(words, ZN_GIVEN_WORDS, "evidence %s, effect %s", o->grade, o->tag);
  for (char *c = words; *c; c++)
    if (*c == '_') *c = ' ';
  if (o->kind == ZN_OVERLAY_TREATMENT && strcmp(o->grade, "none") == 0) add(words, ": changes nothing, by construction");
  for (int i = 0; i < o->n_uncertain; i++) add_uncertain(o, i, event, zn_given_member(study, event), words);
}
