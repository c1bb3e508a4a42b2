/* The face of the library towards the page: plain numbers, texts and arrays in memory (src/engine/module.ts calls it).
 *
 * One page, one thread, one study at a time: what was read, run and answered stays until the next such call. Calls that can fail return
 * enum zn_status and leave what went wrong for zn_page_error. Texts that come in are 0-terminated UTF-8; answers are JSON. */
#ifndef ZN_PAGE_H
#define ZN_PAGE_H

#include <stdint.h>

#include "io/writer.h"
#include "zonula/experiment.h"
#include "zonula/io.h"

#define ZN_PAGE_EXPORT(name) __attribute__((export_name(#name))) name

struct zn_page {
  struct zn_library *library;
  struct zn_study *study; /* NULL: none was read */
  struct zn_run *run;     /* NULL: none was run */
  struct zn_error error;
  struct zn_writer answer;
  double *numbers; /* a list of numbers that was answered */
  int n_routes;    /* solutes whose routes are kept in the run */
  int routes[256];
  uint64_t seed; /* of the study as read */
};
extern struct zn_page zn_page;

/* JSON, a piece at a time. Numbers have 17 digits; what is none is null. */
void zn_json_text(struct zn_writer *out, const char *text); /* NULL: null */
void zn_json_number(struct zn_writer *out, double number);
/* `"key": ` with a comma before it unless it is the first. */
void zn_json_key(struct zn_writer *out, const char *key, int first);
void zn_json_text_of(struct zn_writer *out, const char *key, const char *text, int first);
void zn_json_number_of(struct zn_writer *out, const char *key, double number, int first);
void zn_json_truth_of(struct zn_writer *out, const char *key, int truth, int first);

/* Parts of answers. */
void zn_page_write_outline(struct zn_writer *out, const struct zn_study *study, const struct zn_library *library);
void zn_page_write_rows(struct zn_writer *out, const struct zn_run *run);
void zn_page_write_outcome(struct zn_writer *out, const struct zn_study *study, const struct zn_outcome *outcome);

#endif
