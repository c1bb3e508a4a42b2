#include "agenda.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "simulate.h"

static int concerns(const struct zn_event *e, int cohort) { return e->cohort < 0 || e->cohort == cohort; }

int zn_event_is_test(const struct zn_event *e, const struct zn_library *library) {
  if (e->kind != ZN_EVENT_MEASURE) return 0;
  const enum zn_assay_kind kind = library->assays[e->assay].kind;
  return kind == ZN_ASSAY_URINE || kind == ZN_ASSAY_TRANSIT;
}

static int in_order(const void *a, const void *b) {
  const struct zn_entry *x = a, *y = b;
  if (x->time_h != y->time_h) return x->time_h < y->time_h ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static int wall_points(const struct zn_event *e, const struct zn_library *library) {
  return zn_event_is_test(e, library) ? 1 + (int)ceil(library->assays[e->assay].length_h / ZN_WALL_INTERVAL_H) : 0;
}

static void add(struct zn_agenda *a, double time_h, enum zn_entry_kind kind, int index) {
  a->entries[a->n++] = (struct zn_entry){time_h, kind, index};
}

/* What changes nothing does not even halt the integration: people to whom it is given are the same to the last bit. */
static int does_nothing(const struct zn_event *e, const struct zn_library *library) {
  if (e->kind != ZN_EVENT_GIVE) return 0;
  const struct zn_overlay *o = &library->overlays[e->overlay];
  return o->n_changes == 0 && o->n_uncertain == 0 && o->dose_state < 0;
}

static void add_event(struct zn_agenda *a, const struct zn_study *study, const struct zn_library *library, int index) {
  const struct zn_event *e = &study->events[index];
  if (does_nothing(e, library)) return;
  add(a, e->time_h, ZN_ENTRY_EVENT, index);
  if (e->kind == ZN_EVENT_GIVE && e->duration_h > 0.0) add(a, e->time_h + e->duration_h, ZN_ENTRY_END, index);
  const int points = wall_points(e, library);
  for (int k = 0; k < points; k++)
    add(a, e->time_h + fmin(k * ZN_WALL_INTERVAL_H, library->assays[e->assay].length_h), ZN_ENTRY_WALL, index);
}

/* Rows that no assay reads. */
static void add_looks(struct zn_agenda *a, const struct zn_study *study, int cohort) {
  for (int r = 0; r < zn_rows_of(study); r++) {
    const struct zn_reported *row = &study->reported[r];
    if (row->assay < 0 && (row->cohort < 0 || row->cohort == cohort)) add(a, row->time_h, ZN_ENTRY_LOOK, r);
  }
}

enum zn_status zn_agenda_make(struct zn_agenda *agenda, const struct zn_study *study, const struct zn_library *library, int cohort,
                              const double *course_time_h, int course_points, struct zn_error *error) {
  size_t room = (size_t)study->n_pictures + (size_t)zn_rows_of(study);
  if (study->n_follow) room += (size_t)course_points;
  for (int i = 0; i < study->n_events; i++) room += 2 + (size_t)wall_points(&study->events[i], library);
  *agenda = (struct zn_agenda){.entries = malloc((room + 1) * sizeof *agenda->entries)};
  if (!agenda->entries) return zn_fail(error, ZN_MEMORY, "no memory for the agenda of a cohort");
  for (int i = 0; study->n_follow && i < course_points; i++) add(agenda, course_time_h[i], ZN_ENTRY_COURSE, i);
  for (int i = 0; i < study->n_pictures; i++) add(agenda, study->picture_time_h[i], ZN_ENTRY_PICTURE, i);
  for (int i = 0; i < study->n_events; i++)
    if (concerns(&study->events[i], cohort)) add_event(agenda, study, library, i);
  add_looks(agenda, study, cohort);
  qsort(agenda->entries, (size_t)agenda->n, sizeof *agenda->entries, in_order);
  agenda->n_wall = 2 * agenda->n;
  return ZN_OK;
}

void zn_agenda_clear(struct zn_agenda *agenda) {
  free(agenda->entries);
  agenda->entries = NULL;
}
