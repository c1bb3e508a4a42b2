#include "study_rows.h"

enum { LONGEST_WORD = 80, LONGEST_TITLE = 300, LONGEST_TEXT = 4000, MOST_NAMES = 100, MOST_CONDITIONS = 20, MOST_SETS = 200 };

static const cyaml_strval_t places[] = {{"stomach", ZN_PLACE_STOMACH}, {"small_bowel", ZN_PLACE_SMALL_BOWEL}, {"colon", ZN_PLACE_COLON}};

static const cyaml_strval_t ratios[] = {{"shares", ZN_RATIO_OF_SHARES}, {"amounts", ZN_RATIO_OF_AMOUNTS}, {"moles", ZN_RATIO_OF_MOLES}};
static const cyaml_strval_t segments[] = {
#define ZN_X(name) {#name, ZN_SEGMENT_##name},
    ZN_SEGMENT_LIST(ZN_X)
#undef ZN_X
};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LONGEST_WORD)};

#define WORD(key, flags, structure) ZN_FIELD_TEXT(key, flags, structure, LONGEST_WORD)

static const cyaml_schema_field_t match_fields[] = {WORD(of, ZN_REQUIRED, struct zn_match_row),
                                                    WORD(mean, ZN_OPTIONAL, struct zn_match_row),
                                                    WORD(sd, ZN_OPTIONAL, struct zn_match_row),
                                                    WORD(median, ZN_OPTIONAL, struct zn_match_row),
                                                    WORD(share, ZN_OPTIONAL, struct zn_match_row),
                                                    ZN_FIELD_LIST(iqr, ZN_OPTIONAL, struct zn_match_row, &word, 2, 2),
                                                    CYAML_FIELD_END};
static const cyaml_schema_value_t match_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_match_row, match_fields)};

#define COHORT_FIELDS                                                                                                           \
  CYAML_FIELD_UINT("people", ZN_OPTIONAL, struct zn_cohort_row, people),                                                        \
      ZN_FIELD_TEXT(people_from, ZN_OPTIONAL, struct zn_cohort_row, LONGEST_TITLE),                                             \
      CYAML_FIELD_UINT_PTR("seed", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_cohort_row, seed),                               \
      WORD(condition, ZN_OPTIONAL, struct zn_cohort_row), WORD(diet, ZN_OPTIONAL, struct zn_cohort_row),                        \
      ZN_FIELD_LIST(conditions, ZN_OPTIONAL, struct zn_cohort_row, &word, 1, MOST_CONDITIONS),                                  \
      ZN_FIELD_LIST(set, ZN_OPTIONAL, struct zn_cohort_row, &word, 1, MOST_SETS), WORD(sex, ZN_OPTIONAL, struct zn_cohort_row), \
      WORD(female, ZN_OPTIONAL, struct zn_cohort_row), WORD(age, ZN_OPTIONAL, struct zn_cohort_row),                            \
      ZN_FIELD_LIST(match, ZN_OPTIONAL, struct zn_cohort_row, &match_row, 1, ZN_MOST_MATCHED), CYAML_FIELD_END

static const cyaml_schema_field_t only_cohort_fields[] = {COHORT_FIELDS};
static const cyaml_schema_field_t cohort_fields[] = {WORD(name, ZN_REQUIRED, struct zn_cohort_row), COHORT_FIELDS};
static const cyaml_schema_value_t cohort_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_cohort_row, cohort_fields)};

static const cyaml_schema_field_t event_fields[] = {
    WORD(at, ZN_REQUIRED, struct zn_event_row),
    WORD(measure, ZN_OPTIONAL, struct zn_event_row),
    WORD(give, ZN_OPTIONAL, struct zn_event_row),
    WORD(dose, ZN_OPTIONAL, struct zn_event_row),
    CYAML_FIELD_STRING_PTR("for", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_event_row, lasting, 1, LONGEST_WORD),
    WORD(effect, ZN_OPTIONAL, struct zn_event_row),
    WORD(every, ZN_OPTIONAL, struct zn_event_row),
    WORD(until, ZN_OPTIONAL, struct zn_event_row),
    WORD(cohort, ZN_OPTIONAL, struct zn_event_row),
    WORD(arm, ZN_OPTIONAL, struct zn_event_row),
    WORD(rescue, ZN_OPTIONAL, struct zn_event_row),
    WORD(above, ZN_OPTIONAL, struct zn_event_row),
    WORD(below, ZN_OPTIONAL, struct zn_event_row),
    CYAML_FIELD_END};
static const cyaml_schema_value_t event_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_event_row, event_fields)};

/* What is measured. */
#define MEASURED_BY(needed)                                                                                                             \
  WORD(assay, needed, struct zn_reported_row), WORD(probe, ZN_OPTIONAL, struct zn_reported_row),                                        \
      WORD(over, ZN_OPTIONAL, struct zn_reported_row), WORD(window, ZN_OPTIONAL, struct zn_reported_row),                               \
      WORD(serum, ZN_OPTIONAL, struct zn_reported_row),                                                                                 \
      CYAML_FIELD_ENUM("ratio_of", CYAML_FLAG_STRICT | ZN_OPTIONAL, struct zn_reported_row, ratio_of, ratios, CYAML_ARRAY_LEN(ratios)), \
      WORD(reading, ZN_OPTIONAL, struct zn_reported_row),                                                                               \
      CYAML_FIELD_ENUM("place", CYAML_FLAG_STRICT | ZN_OPTIONAL, struct zn_reported_row, place, places, CYAML_ARRAY_LEN(places)),       \
      CYAML_FIELD_ENUM("segment", CYAML_FLAG_STRICT | ZN_OPTIONAL, struct zn_reported_row, segment, segments, CYAML_ARRAY_LEN(segments))
#define MEASURED_FIELDS MEASURED_BY(ZN_REQUIRED)

static const cyaml_schema_field_t reported_fields[] = {WORD(at, ZN_REQUIRED, struct zn_reported_row),
                                                       MEASURED_FIELDS,
                                                       WORD(cohort, ZN_OPTIONAL, struct zn_reported_row),
                                                       ZN_FIELD_TEXT(label, ZN_OPTIONAL, struct zn_reported_row, LONGEST_TITLE),
                                                       ZN_FIELD_TEXT(note, ZN_OPTIONAL, struct zn_reported_row, LONGEST_TEXT),
                                                       WORD(median, ZN_OPTIONAL, struct zn_reported_row),
                                                       WORD(mean, ZN_OPTIONAL, struct zn_reported_row),
                                                       WORD(geometric_mean, ZN_OPTIONAL, struct zn_reported_row),
                                                       WORD(sd, ZN_OPTIONAL, struct zn_reported_row),
                                                       WORD(sem, ZN_OPTIONAL, struct zn_reported_row),
                                                       ZN_FIELD_LIST(iqr, ZN_OPTIONAL, struct zn_reported_row, &word, 2, 2),
                                                       ZN_FIELD_LIST(ci95, ZN_OPTIONAL, struct zn_reported_row, &word, 2, 2),
                                                       ZN_FIELD_LIST(range, ZN_OPTIONAL, struct zn_reported_row, &word, 2, 2),
                                                       CYAML_FIELD_END};
static const cyaml_schema_value_t reported_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_reported_row, reported_fields)};

static const cyaml_schema_field_t test_fields[] = {WORD(label, ZN_REQUIRED, struct zn_reported_row),
                                                   WORD(at, ZN_OPTIONAL, struct zn_reported_row), MEASURED_FIELDS, CYAML_FIELD_END};
static const cyaml_schema_value_t test_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_reported_row, test_fields)};

static const cyaml_schema_field_t combination_fields[] = {WORD(label, ZN_REQUIRED, struct zn_told_row),
                                                          ZN_FIELD_LIST(tests, ZN_REQUIRED, struct zn_told_row, &word, 2, ZN_MOST_TOLD_BY),
                                                          CYAML_FIELD_END};
static const cyaml_schema_value_t combination_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_told_row, combination_fields)};

static const cyaml_schema_field_t within_fields[] = {WORD(label, ZN_REQUIRED, struct zn_told_row),
                                                     ZN_FIELD_LIST(cohorts, ZN_REQUIRED, struct zn_told_row, &word, 1, ZN_MOST_COHORTS),
                                                     CYAML_FIELD_END};
static const cyaml_schema_value_t within_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_told_row, within_fields)};

static const cyaml_schema_field_t discriminate_fields[] = {
    WORD(at, ZN_REQUIRED, struct zn_discriminate_row),
    WORD(truth, ZN_REQUIRED, struct zn_discriminate_row),
    WORD(above, ZN_REQUIRED, struct zn_discriminate_row),
    ZN_FIELD_LIST(tests, ZN_REQUIRED, struct zn_discriminate_row, &test_row, 1, ZN_MOST_TOLD_BY),
    ZN_FIELD_LIST(combinations, ZN_OPTIONAL, struct zn_discriminate_row, &combination_row, 0, ZN_MOST_TOLD_BY),
    ZN_FIELD_LIST(within, ZN_OPTIONAL, struct zn_discriminate_row, &within_row, 0, ZN_MOST_TOLD_BY),
    CYAML_FIELD_END};

static const cyaml_schema_field_t read_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct zn_reported_row, label, 1, LONGEST_WORD),
    WORD(at, ZN_REQUIRED, struct zn_reported_row), WORD(cohort, ZN_OPTIONAL, struct zn_reported_row), MEASURED_BY(ZN_OPTIONAL),
    CYAML_FIELD_END};
static const cyaml_schema_value_t read_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_reported_row, read_fields)};

/* The same in everybody. */
static const cyaml_schema_field_t trial_read_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct zn_reported_row, label, 1, LONGEST_WORD),
    WORD(at, ZN_REQUIRED, struct zn_reported_row), MEASURED_BY(ZN_OPTIONAL), CYAML_FIELD_END};
const cyaml_schema_value_t zn_trial_read_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_reported_row, trial_read_fields)};

static const cyaml_schema_field_t criterion_fields[] = {
    ZN_FIELD_TEXT(label, ZN_REQUIRED, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(value, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(median, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(mean, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(risk_ratio, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(area_under_curve, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(rank_correlation, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(by, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    ZN_FIELD_TEXT(among, ZN_OPTIONAL, struct zn_criterion_row, LONGEST_TITLE),
    WORD(above, ZN_OPTIONAL, struct zn_criterion_row),
    WORD(below, ZN_OPTIONAL, struct zn_criterion_row),
    WORD(in, ZN_OPTIONAL, struct zn_criterion_row),
    ZN_FIELD_TEXT(because, ZN_REQUIRED, struct zn_criterion_row, LONGEST_TEXT),
    WORD(source, ZN_REQUIRED, struct zn_criterion_row),
    CYAML_FIELD_END};
static const cyaml_schema_value_t criterion_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_criterion_row, criterion_fields)};

static const cyaml_schema_field_t broken_change_fields[] = {WORD(name, ZN_REQUIRED, struct zn_broken_change_row),
                                                            WORD(set, ZN_OPTIONAL, struct zn_broken_change_row),
                                                            WORD(scale, ZN_OPTIONAL, struct zn_broken_change_row), CYAML_FIELD_END};
static const cyaml_schema_value_t broken_change_row = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_broken_change_row, broken_change_fields)};

static const cyaml_schema_field_t broken_fields[] = {
    ZN_FIELD_TEXT(without, ZN_REQUIRED, struct zn_broken_row, LONGEST_TITLE),
    ZN_FIELD_LIST(changes, ZN_REQUIRED, struct zn_broken_row, &broken_change_row, 1, MOST_SETS), CYAML_FIELD_END};
static const cyaml_schema_value_t broken_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_broken_row, broken_fields)};

static const cyaml_schema_field_t experiment_fields[] = {
    ZN_FIELD_TEXT(asks, ZN_REQUIRED, struct zn_experiment_row, LONGEST_TEXT),
    ZN_FIELD_LIST(reads, ZN_REQUIRED, struct zn_experiment_row, &read_row, 1, ZN_MOST_ASKED),
    ZN_FIELD_LIST(holds, ZN_REQUIRED, struct zn_experiment_row, &criterion_row, 1, ZN_MOST_ASKED),
    ZN_FIELD_LIST(broken, ZN_OPTIONAL, struct zn_experiment_row, &broken_row, 0, ZN_MOST_ASKED), CYAML_FIELD_END};
static const cyaml_schema_field_t state_fields[] = {WORD(word, ZN_REQUIRED, struct zn_state_row),
                                                    WORD(reading, ZN_REQUIRED, struct zn_state_row),
                                                    WORD(above, ZN_REQUIRED, struct zn_state_row), CYAML_FIELD_END};

static const cyaml_schema_field_t matrix_fields[] = {
    ZN_FIELD_LIST(of, ZN_REQUIRED, struct zn_matrix_row, &word, 2, ZN_MOST_LAYERS),
    WORD(given, ZN_REQUIRED, struct zn_matrix_row),
    WORD(at, ZN_REQUIRED, struct zn_matrix_row),
    ZN_FIELD_LIST(readings, ZN_REQUIRED, struct zn_matrix_row, &word, 1, MOST_NAMES),
    CYAML_FIELD_MAPPING_PTR("ill", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_matrix_row, ill, state_fields),
    CYAML_FIELD_END};

static const cyaml_schema_field_t axis_fields[] = {
    WORD(parameter, ZN_REQUIRED, struct zn_axis_row), WORD(from, ZN_REQUIRED, struct zn_axis_row),
    WORD(to, ZN_REQUIRED, struct zn_axis_row), CYAML_FIELD_UINT("steps", CYAML_FLAG_DEFAULT, struct zn_axis_row, steps), CYAML_FIELD_END};

static const cyaml_schema_field_t also_fields[] = {WORD(parameter, ZN_REQUIRED, struct zn_also_row),
                                                   WORD(scale, ZN_REQUIRED, struct zn_also_row), CYAML_FIELD_END};

static const cyaml_schema_field_t marks_fields[] = {CYAML_FIELD_UINT("people", CYAML_FLAG_DEFAULT, struct zn_marks_row, people),
                                                    ZN_FIELD_LIST(conditions, ZN_REQUIRED, struct zn_marks_row, &word, 1, MOST_CONDITIONS),
                                                    CYAML_FIELD_END};

static const cyaml_schema_field_t ramp_fields[] = {CYAML_FIELD_UINT("people", CYAML_FLAG_DEFAULT, struct zn_ramp_row, people),
                                                   ZN_FIELD_LIST(up, ZN_REQUIRED, struct zn_ramp_row, &word, 1, MOST_CONDITIONS),
                                                   WORD(hold, ZN_REQUIRED, struct zn_ramp_row), CYAML_FIELD_END};

#define MAP_PART(key, flags, fields) CYAML_FIELD_MAPPING_PTR(#key, CYAML_FLAG_POINTER | (flags), struct zn_map_row, key, fields)
static const cyaml_schema_field_t map_fields[] = {MAP_PART(across, ZN_REQUIRED, axis_fields),
                                                  MAP_PART(up, ZN_REQUIRED, axis_fields),
                                                  MAP_PART(ill, ZN_REQUIRED, state_fields),
                                                  MAP_PART(also, ZN_OPTIONAL, also_fields),
                                                  MAP_PART(marks, ZN_OPTIONAL, marks_fields),
                                                  MAP_PART(ramp, ZN_OPTIONAL, ramp_fields),
                                                  CYAML_FIELD_END};

static const cyaml_schema_field_t study_fields[] = {
    ZN_FIELD_TEXT(title, ZN_REQUIRED, struct zn_study_rows, LONGEST_TITLE),
    WORD(source, ZN_REQUIRED, struct zn_study_rows),
    ZN_FIELD_TEXT(summary, ZN_REQUIRED, struct zn_study_rows, LONGEST_TEXT),
    CYAML_FIELD_MAPPING_PTR("cohort", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, cohort, only_cohort_fields),
    ZN_FIELD_LIST(cohorts, ZN_OPTIONAL, struct zn_study_rows, &cohort_row, 1, ZN_MOST_COHORTS),
    WORD(diet, ZN_OPTIONAL, struct zn_study_rows),
    CYAML_FIELD_BOOL("meals", ZN_OPTIONAL, struct zn_study_rows, meals),
    ZN_FIELD_LIST(timeline, ZN_OPTIONAL, struct zn_study_rows, &event_row, 1, ZN_MOST_ENTRIES),
    ZN_FIELD_LIST(reported, ZN_OPTIONAL, struct zn_study_rows, &reported_row, 0, ZN_MOST_REPORTED),
    CYAML_FIELD_MAPPING_PTR("discriminate", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, discriminate, discriminate_fields),
    CYAML_FIELD_MAPPING_PTR("experiment", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, experiment, experiment_fields),
    CYAML_FIELD_MAPPING_PTR("matrix", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, matrix, matrix_fields),
    CYAML_FIELD_MAPPING_PTR("map", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, map, map_fields),
    CYAML_FIELD_MAPPING_PTR("trial", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_study_rows, trial, zn_study_trial_fields),
    ZN_FIELD_LIST(follow, ZN_OPTIONAL, struct zn_study_rows, &word, 0, MOST_NAMES),
    ZN_FIELD_LIST(pictures, ZN_OPTIONAL, struct zn_study_rows, &word, 0, ZN_MOST_PICTURES),
    CYAML_FIELD_END};

const cyaml_schema_value_t zn_study_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct zn_study_rows, study_fields)};
