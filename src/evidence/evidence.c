/* The ledger: parameters, sources, solutes and analytics as they were compiled in, and looking them up by name. */
#include <stddef.h>
#include <string.h>

#include "base/embedded.h"
#include "zonula/analytics.h"
#include "zonula/parameters.h"
#include "zonula/solute.h"

static const struct zn_parameter_info parameters[] = {
#define ZN_PARAMETER_ROW(index, name, room, unit, internal_unit, to_internal, value, low, high, spread, correlated_with, correlation, \
                         source, grade, meaning, time, length, mass, amount, conductance)                                             \
  {name,        room,   unit,  internal_unit, to_internal,                                                                            \
   value,       low,    high,  spread,        correlated_with,                                                                        \
   correlation, source, grade, meaning,       {time, length, mass, amount, conductance}},
#include "tables.def"
};

static const struct zn_source_info sources[] = {
#define ZN_SOURCE_ROW(index, ...) {__VA_ARGS__},
#include "tables.def"
};

/* The last row is never handed out; it keeps the array whole when the table is empty. */
static const struct zn_solute solutes[] = {
#define ZN_SOLUTE_ROW(index, ...) {__VA_ARGS__},
#include "tables.def"
    {0}};

static const struct zn_analytic analytics[] = {
#define ZN_ANALYTIC_ROW(index, ...) {__VA_ARGS__},
#include "tables.def"
    {0}};

/* Row numbers in the order of names. */
static const short parameters_by_name[] = {
#define ZN_PARAMETER_BY_NAME(index) index,
#include "tables.def"
};
static const short sources_by_name[] = {
#define ZN_SOURCE_BY_NAME(index) index,
#include "tables.def"
};
static const short solutes_by_name[] = {
#define ZN_SOLUTE_BY_NAME(index) index,
#include "tables.def"
    0};

enum {
  PARAMETERS = sizeof parameters / sizeof *parameters,
  SOURCES = sizeof sources / sizeof *sources,
  SOLUTES = sizeof solutes / sizeof *solutes - 1,
  ANALYTICS = sizeof analytics / sizeof *analytics - 1
};
_Static_assert(sizeof(struct zn_parameters) == PARAMETERS * sizeof(double), "parameters.def and tables.def come from different tables");

static const char *parameter_name(int index) { return parameters[index].name; }
static const char *source_name(int index) { return sources[index].id; }
static const char *solute_name(int index) { return solutes[index].name; }

/* The row with this name, or -1. */
static int find(const char *name, const short *order, int count, const char *(*name_of)(int)) {
  int from = 0, to = count;
  while (name && from < to) {
    const int middle = (from + to) / 2, way = strcmp(name, name_of(order[middle]));
    if (way == 0) return order[middle];
    if (way < 0)
      to = middle;
    else
      from = middle + 1;
  }
  return -1;
}

int zn_parameter_count(void) { return PARAMETERS; }
const struct zn_parameter_info *zn_parameter_info(int index) { return index >= 0 && index < PARAMETERS ? &parameters[index] : NULL; }
int zn_parameter_find(const char *name) { return find(name, parameters_by_name, PARAMETERS, parameter_name); }

void zn_parameters_default(struct zn_parameters *out) {
  double *value = (double *)out;
  for (int i = 0; i < PARAMETERS; i++) value[i] = parameters[i].value * parameters[i].to_internal;
}

int zn_source_count(void) { return SOURCES; }
const struct zn_source_info *zn_source_info(int index) { return index >= 0 && index < SOURCES ? &sources[index] : NULL; }
int zn_source_find(const char *id) { return find(id, sources_by_name, SOURCES, source_name); }

int zn_solute_count(void) { return SOLUTES; }
const struct zn_solute *zn_solute_info(int index) { return index >= 0 && index < SOLUTES ? &solutes[index] : NULL; }
int zn_solute_find(const char *name) { return find(name, solutes_by_name, SOLUTES, solute_name); }

int zn_analytic_count(void) { return ANALYTICS; }
const struct zn_analytic *zn_analytic_info(int index) { return index >= 0 && index < ANALYTICS ? &analytics[index] : NULL; }

int zn_analytic_find(int solute, enum zn_fluid fluid, const char *method) {
  for (int i = 0; i < ANALYTICS; i++)
    if (analytics[i].solute == solute && analytics[i].fluid == fluid && (!method || !*method || strcmp(method, analytics[i].method) == 0))
      return i;
  return -1;
}

const char *zn_fluid_name(enum zn_fluid fluid) { return fluid == ZN_FLUID_SERUM ? "serum" : "urine"; }

const char *zn_data_digest(void) { return zn_embedded_data_digest; }
const char *zn_version(void) { return ZN_VERSION; }
