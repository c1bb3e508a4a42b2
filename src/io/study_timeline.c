/* What is done when. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "measure.h"
#include "names.h"
#include "study_rows.h"

enum { GIVES = 1u << ZN_EVENT_GIVE };
static const struct zn_key_rule rules[] = {
    {"dose", 0, GIVES}, {"for", 0, GIVES}, {"effect", 0, GIVES}, {"rescue", 0, GIVES}, {"above", 0, GIVES}, {"below", 0, GIVES}, {0}};
static const char *const kind_texts[] = {[ZN_EVENT_GIVE] = "an entry that gives", [ZN_EVENT_MEASURE] = "an entry that measures"};

/* One entry of the file and the event that it begins with. */
struct entry {
  const struct zn_study_pass *pass;
  const struct zn_event_row *row;
  const struct zn_node *node;
  struct zn_event event;
};

/* The quantity under `key`. */
static enum zn_status read_quantity(const struct entry *e, const char *key, const struct zn_measure *measure, const char *text,
                                    double *value, struct zn_error *error) {
  return zn_node_blame(zn_measure_read(measure, e->pass->units, text, value, error), zn_node_entry(e->node, key), e->pass->file, error);
}

/* The dose in the unit of its treatment. */
static enum zn_status read_dose(struct entry *e, const struct zn_overlay *overlay, struct zn_error *error) {
  const struct zn_node *given = zn_node_entry(e->node, "dose");
  struct zn_measure measure;
  if (given && overlay->dose_state < 0) return zn_node_refuse(given, e->pass->file, error, "'%s' is given without a dose", overlay->name);
  e->event.dose = overlay->default_dose;
  if (!given && overlay->dose_state >= 0 && overlay->default_dose == 0.0)
    return zn_node_refuse(e->node, e->pass->file, error, "'%s' needs the key 'dose', in %s", overlay->name, overlay->dose_unit);
  if (!given) return ZN_OK;
  ZN_TRY(zn_node_blame(zn_dose_measure(&measure, overlay, e->pass->units, error), given, e->pass->file, error));
  return read_quantity(e, "dose", &measure, e->row->dose, &e->event.dose, error);
}

/* Only changes last; a dose does what it does. */
static enum zn_status read_duration(struct entry *e, const struct zn_overlay *overlay, struct zn_error *error) {
  const struct zn_node *given = zn_node_entry(e->node, "for");
  e->event.duration_h = overlay->default_duration_h;
  if (!given) return ZN_OK;
  if (overlay->dose_state >= 0 && !overlay->n_changes && !overlay->n_uncertain)
    return zn_node_refuse(given, e->pass->file, error, "'%s' is a dose alone, with nothing that would end", overlay->name);
  return read_quantity(e, "for", &zn_measure_span, e->row->lasting, &e->event.duration_h, error);
}

static const char *effect_at(const void *context, int index) { return (void)context, zn_effect_name((enum zn_effect)(index + 1)); }

/* Which value of what nobody knows; only where there is something that nobody knows. */
static enum zn_status read_effect(struct entry *e, const struct zn_overlay *overlay, struct zn_error *error) {
  const struct zn_node *given = zn_node_entry(e->node, "effect");
  const struct zn_names effects = {"effect", effect_at, NULL, ZN_EFFECTS - 1};
  int index;
  if (!given) return ZN_OK;
  if (!overlay->n_uncertain)
    return zn_node_refuse(given, e->pass->file, error, "'%s' has no uncertain effect to choose a value of", overlay->name);
  ZN_TRY(zn_node_blame(zn_name_find(&effects, e->row->effect, &index, error), given, e->pass->file, error));
  e->event.effect = (enum zn_effect)(index + 1);
  return ZN_OK;
}

/* --- What only trials have --------------------------------------------------------------------------------------------------------------
 */

static enum zn_status read_bound(const struct entry *e, const char *key, const struct zn_measure *shown, const char *text, double *value,
                                 struct zn_error *error) {
  return text ? read_quantity(e, key, shown, text, value, error) : ZN_OK;
}

/* Who needs rescue. */
static enum zn_status read_rescue(struct entry *e, struct zn_error *error) {
  const struct zn_node *rescue = zn_node_entry(e->node, "rescue"), *above = zn_node_entry(e->node, "above"),
                       *below = zn_node_entry(e->node, "below");
  struct zn_event *event = &e->event;
  struct zn_measure shown;
  if (!rescue && (above || below))
    return zn_node_refuse(above ? above : below, e->pass->file, error,
                          "above or below what? Expected 'rescue' and an observable beside it");
  if (!rescue) return ZN_OK;
  if (!above && !below)
    return zn_node_refuse(rescue, e->pass->file, error, "nothing says who needs it; expected 'above' or 'below' beside it");
  ZN_TRY(zn_node_blame(zn_study_find_places(e->row->rescue, &event->observable, &event->places, error), rescue, e->pass->file, error));
  ZN_TRY(zn_measure_in(&shown, e->pass->units, zn_observable_info(event->observable)->unit, 0.0, ZN_HIGHEST_STATE, error));
  ZN_TRY(read_bound(e, "above", &shown, e->row->above, &event->above, error));
  ZN_TRY(read_bound(e, "below", &shown, e->row->below, &event->below, error));
  event->rescue = 1;
  if (!(event->above <= event->below)) return ZN_OK;
  return zn_node_refuse(below, e->pass->file, error, "everybody lies above %s or below %s", e->row->above, e->row->below);
}

/* To whom it happens: a cohort, or an arm of a trial. */
static enum zn_status read_people(struct entry *e, struct zn_error *error) {
  const struct zn_study *study = e->pass->study;
  const struct zn_node *arm = zn_node_entry(e->node, "arm"), *cohort = zn_node_entry(e->node, "cohort"),
                       *rescue = zn_node_entry(e->node, "rescue");
  if (study->trial && cohort)
    return zn_node_refuse(cohort, e->pass->file, error,
                          "a trial has one cohort, in all its arms; expected 'arm', or nothing for all of them");
  if (!study->trial && arm) return zn_node_refuse(arm, e->pass->file, error, "only a trial has arms; expected 'cohort'");
  if (!study->trial && rescue) return zn_node_refuse(rescue, e->pass->file, error, "only a trial has rescue; expected the key 'trial'");
  if (arm) return zn_node_blame(zn_study_find_arm(study, e->row->arm, &e->event.cohort, error), arm, e->pass->file, error);
  return zn_node_blame(zn_study_find_cohort(study, e->row->cohort, &e->event.cohort, error), cohort, e->pass->file, error);
}

static enum zn_status read_give(struct entry *e, struct zn_error *error) {
  int first, index;
  const struct zn_library *library = e->pass->library;
  const struct zn_names names = zn_overlay_names(library, ZN_OVERLAY_TREATMENT, ZN_OVERLAY_DIET, &first);
  ZN_TRY(zn_node_blame(zn_name_find(&names, e->row->give, &index, error), zn_node_entry(e->node, "give"), e->pass->file, error));
  e->event.overlay = first + index;
  ZN_TRY(read_dose(e, &library->overlays[e->event.overlay], error));
  ZN_TRY(read_effect(e, &library->overlays[e->event.overlay], error));
  ZN_TRY(read_rescue(e, error));
  return read_duration(e, &library->overlays[e->event.overlay], error);
}

static enum zn_status read_measure(struct entry *e, struct zn_error *error) {
  const struct zn_names names = zn_assay_names(e->pass->library);
  return zn_node_blame(zn_name_find(&names, e->row->measure, &e->event.assay, error), zn_node_entry(e->node, "measure"), e->pass->file,
                       error);
}

/* How often the entry happens, and how far apart. */
static enum zn_status read_repeats(const struct entry *e, int *times, double *every_h, struct zn_error *error) {
  const struct zn_node *every = zn_node_entry(e->node, "every"), *until = zn_node_entry(e->node, "until");
  double until_h;
  *times = 1;
  *every_h = 0.0;
  if (!every && !until) return ZN_OK;
  if (!every || !until) return zn_node_refuse(every ? every : until, e->pass->file, error, "'every' and 'until' need each other");
  ZN_TRY(read_quantity(e, "every", &zn_measure_span, e->row->every, every_h, error));
  ZN_TRY(read_quantity(e, "until", &zn_measure_moment, e->row->until, &until_h, error));
  const double repeats = floor((until_h - e->event.time_h + ZN_SAME_TIME_H) / *every_h);
  if (repeats < 0.0) return zn_node_refuse(until, e->pass->file, error, "'%s' is before the entry begins", e->row->until);
  if (repeats >= ZN_MOST_EVENTS)
    return zn_node_refuse(every, e->pass->file, error, "this repeats the entry %.0f times; expected less than %d", repeats, ZN_MOST_EVENTS);
  *times += (int)repeats;
  return ZN_OK;
}

static enum zn_status read_entry(struct entry *e, struct zn_error *error) {
  const struct zn_study_pass *pass = e->pass;
  if (!e->row->measure == !e->row->give)
    return zn_node_refuse(e->node, pass->file, error, "%s; expected one of them",
                          e->row->give ? "both 'give' and 'measure'" : "neither 'give' nor 'measure'");
  const enum zn_event_kind kind = e->row->give ? ZN_EVENT_GIVE : ZN_EVENT_MEASURE;
  e->event = (struct zn_event){.kind = kind, .cohort = -1, .overlay = -1, .assay = -1, .line = e->node->line, .above = NAN, .below = NAN};
  ZN_TRY(zn_keys_check(e->node, rules, (int)kind, kind_texts[kind], pass->file, error));
  ZN_TRY(read_quantity(e, "at", &zn_measure_moment, e->row->at, &e->event.time_h, error));
  ZN_TRY(read_people(e, error));
  return kind == ZN_EVENT_GIVE ? read_give(e, error) : read_measure(e, error);
}

/* Events with their place in the file, so that equal times keep its order. */
struct ordered {
  struct zn_event event;
  int order;
};

struct list {
  int n;
  size_t room;
  struct ordered *item;
};

static enum zn_status add(struct list *list, const struct entry *e, int times, double every_h, struct zn_error *error) {
  if (list->n + times > ZN_MOST_EVENTS)
    return zn_node_refuse(e->node, e->pass->file, error, "the timeline has more than %d events by now", ZN_MOST_EVENTS);
  if ((size_t)(list->n + times) > list->room) {
    const size_t room = 2 * list->room + (size_t)times + 16;
    struct ordered *more = realloc(list->item, room * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory for %zu events", room);
    list->item = more;
    list->room = room;
  }
  for (int i = 0; i < times; i++) {
    struct ordered *o = &list->item[list->n];
    *o = (struct ordered){e->event, list->n++};
    o->event.time_h += i * every_h;
  }
  return ZN_OK;
}

static enum zn_status read_entries(const struct zn_study_pass *pass, struct list *list, struct zn_error *error) {
  const struct zn_node *timeline = zn_node_entry(pass->root, "timeline"), *node = timeline ? timeline->first : NULL;
  for (unsigned i = 0; i < pass->rows->timeline_count; i++, node = node->next) {
    struct entry e = {.pass = pass, .row = &pass->rows->timeline[i], .node = node};
    int times;
    double every_h;
    ZN_TRY(read_entry(&e, error));
    ZN_TRY(read_repeats(&e, &times, &every_h, error));
    ZN_TRY(add(list, &e, times, every_h, error));
  }
  return ZN_OK;
}

static int by_time(const void *a, const void *b) {
  const struct ordered *x = a, *y = b;
  if (x->event.time_h != y->event.time_h) return x->event.time_h < y->event.time_h ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static int same_measurement(const struct zn_event *a, const struct zn_event *b) {
  const int together = a->cohort < 0 || b->cohort < 0 || a->cohort == b->cohort;
  return a->kind == ZN_EVENT_MEASURE && b->kind == ZN_EVENT_MEASURE && a->assay == b->assay && together;
}

/* The same assay twice at one time would be one result with two names. */
static enum zn_status check_doubles(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct zn_study *study = pass->study;
  for (int i = 0; i < study->n_events; i++)
    for (int k = i + 1; k < study->n_events && study->events[k].time_h - study->events[i].time_h <= ZN_SAME_TIME_H; k++) {
      const struct zn_event *a = &study->events[i], *b = &study->events[k];
      if (same_measurement(a, b))
        return zn_fail_at(error, ZN_INPUT, pass->file, b->line > a->line ? b->line : a->line,
                          "'%s' is measured a second time at this moment, first in line %d", pass->library->assays[a->assay].name,
                          b->line > a->line ? a->line : b->line);
    }
  return ZN_OK;
}

enum zn_status zn_study_sort_events(struct zn_study *study, struct zn_error *error) {
  struct ordered *item = malloc(((size_t)study->n_events + 1) * sizeof *item);
  if (!item) return zn_fail(error, ZN_MEMORY, "no memory for %d events", study->n_events);
  for (int i = 0; i < study->n_events; i++) item[i] = (struct ordered){study->events[i], i};
  qsort(item, (size_t)study->n_events, sizeof *item, by_time);
  for (int i = 0; i < study->n_events; i++) study->events[i] = item[i].event;
  free(item);
  return ZN_OK;
}

/* Only a study that asks for cells has events of its own without a timeline. */
static enum zn_status check_presence(const struct zn_study_pass *pass, struct zn_error *error) {
  if (pass->rows->matrix || pass->rows->map || zn_node_entry(pass->root, "timeline")) return ZN_OK;
  return zn_node_refuse(pass->root, pass->file, error, "the key 'timeline' is missing");
}

enum zn_status zn_study_read_timeline(const struct zn_study_pass *pass, struct zn_error *error) {
  struct list list = {0};
  struct zn_study *study = pass->study;
  ZN_TRY(check_presence(pass, error));
  enum zn_status status = read_entries(pass, &list, error);
  if (status == ZN_OK) {
    if (list.n) qsort(list.item, (size_t)list.n, sizeof *list.item, by_time);
    study->events = malloc(((size_t)list.n + 1) * sizeof *study->events);
    status = study->events ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %d events", list.n);
  }
  for (int i = 0; status == ZN_OK && i < list.n; i++) study->events[study->n_events++] = list.item[i].event;
  free(list.item);
  return status == ZN_OK ? check_doubles(pass, error) : status;
}
