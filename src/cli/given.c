#include "given.h"

#include <stdio.h>

#include "json.h"

void cli_given_print(const struct zn_study *study, const struct zn_library *library) {
  char words[ZN_GIVEN_WORDS];
  int n = 0;
  for (int e = 0; e < study->n_events; e++) {
    const struct zn_event *event = &study->events[e];
    if (event->kind != ZN_EVENT_GIVE || zn_given_before(study, e)) continue;
    zn_given_words(study, library, event, words);
    printf("%s%s: %s\n", n++ ? "" : "\nGiven:\n", library->overlays[event->overlay].name, words);
  }
}

/* The uncertain effects of what `event` gave, with the factor it acted with: null where each member of an ensemble drew its own. */
static json_t *factors(const struct zn_study *study, const struct zn_library *library, const struct zn_event *event) {
  const struct zn_overlay *o = &library->overlays[event->overlay];
  const int64_t member = zn_given_member(study, event);
  json_t *all = json_array();
  for (int i = 0; i < o->n_uncertain; i++) {
    const struct zn_uncertain *u = &o->uncertain[i];
    const double used = zn_uncertain_factor(o, i, event->effect, member > 0 ? (uint64_t)member : 0);
    all = cli_json_with(all, json_pack("{s:s, s:o, s:o, s:o, s:o}", "parameter", u->name, "low", cli_json_number(u->low), "middle",
                                       cli_json_number(u->middle), "high", cli_json_number(u->high), "used",
                                       member < 0 && event->effect == ZN_EFFECT_KNOWN ? json_null() : cli_json_number(used)));
  }
  return all;
}

static json_t *given_object(const struct zn_study *study, const struct zn_library *library, const struct zn_event *event) {
  const struct zn_overlay *o = &library->overlays[event->overlay];
  const int drawn = event->effect == ZN_EFFECT_KNOWN && zn_given_member(study, event) != 0;
  const enum zn_effect effect = event->effect == ZN_EFFECT_KNOWN ? ZN_EFFECT_MIDDLE : event->effect;
  json_t *uncertain = o->n_uncertain ? json_pack("{s:s, s:o}", "chosen", drawn ? "drawn" : zn_effect_name(effect), "factors",
                                                 factors(study, library, event))
                                     : json_null();
  return json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", o->name, "title", o->title, "grade", o->grade, "tag", o->tag, "effect", uncertain);
}

json_t *cli_given_json(const struct zn_study *study, const struct zn_library *library) {
  json_t *all = json_array();
  for (int e = 0; e < study->n_events; e++)
    if (study->events[e].kind == ZN_EVENT_GIVE && !zn_given_before(study, e))
      all = cli_json_with(all, given_object(study, library, &study->events[e]));
  return all;
}
