/* Tables of people with names, for a healthy cohort of the built-in library. */
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "fuzz.h"
#include "io/named_people.h"

static struct zn_library *library;
static struct zn_reading reading;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  struct zn_error error;
  MUST(zn_library_load(&library, &error) == ZN_OK);
  MUST(zn_reading_begin(&reading, &error) == ZN_OK);
  return 0;
}

static void check_people(const struct zn_named_people *people, struct zn_cohort *cohort) {
  MUST(people->people >= 1 && people->n >= 0 && people->file[0]);
  for (int i = 0; i < people->n; i++) MUST(zn_parameter_info(people->parameter[i]));
  for (int i = 0; i < people->people; i++) {
    MUST(people->name[i][0] && people->drawn_as[i] >= 0 && people->drawn_as[i] <= i);
    for (int k = 0; k < people->n; k++) {
      const struct zn_parameter_info *info = zn_parameter_info(people->parameter[k]);
      const double value = people->value[i * people->n + k];
      MUST(value >= info->low * info->to_internal && value <= info->high * info->to_internal);
    }
  }
  struct zn_parameters person;
  struct zn_error error;
  cohort->named = people;
  cohort->people = people->people;
  MUST(zn_person_draw(&person, cohort, library, people->people - 1, &error) == ZN_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct zn_error error = {0};
  struct zn_named_people people = {0};
  int healthy = zn_library_overlay(library, ZN_OVERLAY_CONDITION, "healthy");
  struct zn_cohort cohort = {.name = (char *)"pairs", .seed = 1, .n_overlays = 1, .overlays = &healthy};
  const struct zn_people_source source = {"people.csv", "people.csv", &cohort, library, reading.units};
  char *text = text_of(data, size);
  enum zn_status status = zn_text_check(text, size, source.path, &error);
  if (status == ZN_OK) status = zn_named_people_parse(&people, text, &source, &error);
  if (status == ZN_OK)
    check_people(&people, &cohort);
  else
    must_explain(status, &error, 1);
  zn_named_people_clear(&people);
  free(text);
  return 0;
}
