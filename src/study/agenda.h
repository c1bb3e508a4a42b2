/* The agenda of one cohort: every moment at which the integration has to halt or look, in order. */
#ifndef ZN_STUDY_AGENDA_H
#define ZN_STUDY_AGENDA_H

#include "zonula/study.h"

/* At equal times entries are worked through in this order, events in the order of the study file. */
enum zn_entry_kind {
  ZN_ENTRY_COURSE,  /* record point `index` of the followed courses */
  ZN_ENTRY_PICTURE, /* record picture `index` */
  ZN_ENTRY_WALL,    /* record the wall for the tests under way */
  ZN_ENTRY_END,     /* the changes given by event `index` end */
  ZN_ENTRY_LOOK,    /* row `index` reads what no instrument does: how it truly is, before anything happens at that moment */
  ZN_ENTRY_EVENT,   /* event `index` happens */
};

struct zn_entry {
  double time_h;
  enum zn_entry_kind kind;
  int index;
};

struct zn_agenda {
  int n, n_wall; /* all entries; an upper bound of wall records, those around events included */
  struct zn_entry *entries;
};

/* Time between two records of the wall during a test, h: chosen; probes move in tens of minutes. */
#define ZN_WALL_INTERVAL_H 0.25

/* Makes the agenda; free with zn_agenda_clear. */
enum zn_status zn_agenda_make(struct zn_agenda *agenda, const struct zn_study *study, const struct zn_library *library, int cohort,
                              const double *course_time_h, int course_points, struct zn_error *error);
void zn_agenda_clear(struct zn_agenda *agenda);

/* Whether event `e` opens a window in which the wall is recorded. */
int zn_event_is_test(const struct zn_event *e, const struct zn_library *library);

#endif
