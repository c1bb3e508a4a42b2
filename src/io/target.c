/* Finding what the scope and name of a calibrated number stand for. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "names.h"
#include "zonula/calibration.h"

enum { LONGEST_PIECE = 132 };

static const char *column_at(const void *context, int index) { return (void)context, zn_target_column(index)->name; }

/* Every piece of a list parted by '|', looked up in `names`. */
static enum zn_status find_all(struct zn_target *t, const struct zn_names *names, const char *list, struct zn_error *error) {
  t->n_index = 0;
  for (const char *at = list;; at++) {
    char piece[LONGEST_PIECE];
    const size_t length = strcspn(at, "|");
    snprintf(piece, sizeof piece, "%.*s", (int)(length < sizeof piece ? length : sizeof piece - 1), at);
    if (t->n_index == ZN_MOST_TIED) return zn_fail(error, ZN_INPUT, "more than %d names tied together: '%.80s'", ZN_MOST_TIED, list);
    ZN_TRY(zn_name_find(names, piece, &t->index[t->n_index], error));
    for (int i = 0; i < t->n_index; i++)
      if (t->index[i] == t->index[t->n_index]) return zn_fail(error, ZN_INPUT, "'%s' is tied to itself", piece);
    t->n_index++;
    at += length;
    if (!*at) return ZN_OK;
  }
}

static enum zn_status find_parameter(struct zn_target *t, struct zn_error *error) {
  const struct zn_names names = zn_parameter_names();
  ZN_TRY(find_all(t, &names, t->name, error));
  const struct zn_parameter_info *first = zn_parameter_info(t->index[0]);
  t->kind = ZN_TARGET_PARAMETER;
  t->unit = first->unit;
  t->now = first->value;
  for (int k = 0; k < t->n_index; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(t->index[k]);
    if (strcmp(info->unit, first->unit) != 0)
      return zn_fail(error, ZN_INPUT, "%s is in %s and %s in %s; tied numbers need one unit", first->name, first->unit, info->name,
                     info->unit);
    if (!(info->value > 0.0)) return zn_fail(error, ZN_INPUT, "%s is %g in data/; no factor can change it", info->name, info->value);
  }
  return ZN_OK;
}

static enum zn_status find_solute(struct zn_target *t, const char *solutes, struct zn_error *error) {
  const struct zn_names names = zn_solute_names(),
                        columns = {"calibrated column of data/solutes.csv", column_at, NULL, zn_target_column_count()};
  ZN_TRY(find_all(t, &names, solutes, error));
  ZN_TRY(zn_name_find(&columns, t->name, &t->column, error));
  const struct zn_target_column *column = zn_target_column(t->column);
  double internal;
  memcpy(&internal, (const char *)zn_solute_info(t->index[0]) + column->place, sizeof internal);
  t->kind = ZN_TARGET_SOLUTE;
  t->unit = column->unit;
  t->now = internal / column->to_internal;
  return ZN_OK;
}

static enum zn_status find_overlay(struct zn_target *t, enum zn_overlay_kind kind, const char *name, const struct zn_library *library,
                                   struct zn_error *error) {
  int first, index;
  const struct zn_names overlays = zn_overlay_names(library, kind, kind, &first), parameters = zn_parameter_names();
  ZN_TRY(zn_name_find(&overlays, name, &index, error));
  ZN_TRY(find_all(t, &parameters, t->name, error));
  t->kind = ZN_TARGET_OVERLAY;
  t->overlay = first + index;
  t->unit = "1";
  t->now = zn_overlay_factor(&library->overlays[t->overlay], t->index[0]);
  for (int k = 0; k < t->n_index; k++)
    if (!(zn_overlay_factor(&library->overlays[t->overlay], t->index[k]) > 0.0))
      return zn_fail(error, ZN_INPUT, "%s sets %s outright; there is no factor to calibrate", name, zn_parameter_info(t->index[k])->name);
  return ZN_OK;
}

static enum zn_status find(struct zn_target *t, const struct zn_library *library, struct zn_error *error) {
  static const struct {
    const char *word;
    enum zn_overlay_kind kind;
  } kinds[] = {{"condition ", ZN_OVERLAY_CONDITION}, {"diet ", ZN_OVERLAY_DIET}};
  if (!*t->scope) return find_parameter(t, error);
  if (strncmp(t->scope, "solute ", 7) == 0) return find_solute(t, t->scope + 7, error);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const size_t length = strlen(kinds[i].word);
    if (strncmp(t->scope, kinds[i].word, length) == 0) return find_overlay(t, kinds[i].kind, t->scope + length, library, error);
  }
  return zn_fail(error, ZN_INPUT, "the scope is '%.80s'; expected nothing (a parameter), or 'solute NAME', 'condition NAME' or 'diet NAME'",
                 t->scope);
}

enum zn_status zn_target_find(struct zn_target *target, const char *scope, const char *name, const struct zn_library *library,
                              struct zn_error *error) {
  *target = (struct zn_target){.overlay = -1, .column = -1, .unit = "1"};
  ZN_TRY(zn_text_copy(&target->scope, scope, error));
  ZN_TRY(zn_text_copy(&target->name, name, error));
  return find(target, library, error);
}

void zn_target_clear(struct zn_target *target) {
  free(target->scope);
  free(target->name);
  *target = (struct zn_target){.overlay = -1, .column = -1};
}
