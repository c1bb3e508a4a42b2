/* What the key `trial` of a study may hold. */
#include "study_rows.h"
#include "zonula/trial.h"

enum { LONGEST_WORD = 80, LONGEST_TITLE = 300, LONGEST_TEXT = 4000, MOST_REPORTED = 1000 };

#define WORD(key, flags, structure) ZN_FIELD_TEXT(key, flags, structure, LONGEST_WORD)
#define EXPRESSION(key, flags, structure) ZN_FIELD_TEXT(key, flags, structure, LONGEST_TITLE)
#define CHOICE(key, structure, words) CYAML_FIELD_ENUM(#key, CYAML_FLAG_STRICT | ZN_OPTIONAL, structure, key, words, CYAML_ARRAY_LEN(words))

static const cyaml_strval_t allocations[] = {{"simple", ZN_ALLOCATION_SIMPLE}, {"blocks", ZN_ALLOCATION_BLOCKS}};
static const cyaml_strval_t blindings[] = {{"open", ZN_BLINDING_OPEN}, {"single", ZN_BLINDING_SINGLE}, {"double", ZN_BLINDING_DOUBLE}};
static const cyaml_strval_t missings[] = {{"left_out", ZN_MISSING_LEFT_OUT}, {"failure", ZN_MISSING_FAILURE}};
static const cyaml_strval_t firsts[] = {{"left_out", ZN_AT_FIRST_LEFT_OUT}, {"counts", ZN_AT_FIRST_COUNTS}};
static const cyaml_strval_t answers[] = {{"yes", 1}, {"no", 0}, {"true", 1}, {"false", 0}};
static const cyaml_strval_t spendings[] = {{"obrien_fleming", ZN_SPENDING_OBRIEN_FLEMING}, {"pocock", ZN_SPENDING_POCOCK}};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LONGEST_WORD)};
static const cyaml_schema_value_t size = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, uint32_t)};

static const cyaml_schema_field_t arm_fields[] = {
    WORD(name, ZN_REQUIRED, struct zn_arm_row), CYAML_FIELD_UINT("ratio", ZN_OPTIONAL, struct zn_arm_row, ratio),
    WORD(adherence, ZN_OPTIONAL, struct zn_arm_row), WORD(drop_out, ZN_OPTIONAL, struct zn_arm_row), CYAML_FIELD_END};
static const cyaml_schema_value_t arm_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_arm_row, arm_fields)};

static const cyaml_schema_field_t eligible_fields[] = {EXPRESSION(where, ZN_REQUIRED, struct zn_eligible_row),
                                                       ZN_FIELD_TEXT(because, ZN_REQUIRED, struct zn_eligible_row, LONGEST_TEXT),
                                                       CYAML_FIELD_END};

static const cyaml_schema_field_t endpoint_fields[] = {
    WORD(name, ZN_REQUIRED, struct zn_endpoint_row),         ZN_FIELD_TEXT(label, ZN_OPTIONAL, struct zn_endpoint_row, LONGEST_TITLE),
    EXPRESSION(change, ZN_OPTIONAL, struct zn_endpoint_row), EXPRESSION(from, ZN_OPTIONAL, struct zn_endpoint_row),
    EXPRESSION(ratio, ZN_OPTIONAL, struct zn_endpoint_row),  EXPRESSION(to, ZN_OPTIONAL, struct zn_endpoint_row),
    EXPRESSION(value, ZN_OPTIONAL, struct zn_endpoint_row),  EXPRESSION(responder, ZN_OPTIONAL, struct zn_endpoint_row),
    CHOICE(missing, struct zn_endpoint_row, missings),       CHOICE(at_first, struct zn_endpoint_row, firsts),
    WORD(time_to, ZN_OPTIONAL, struct zn_endpoint_row),      WORD(above, ZN_OPTIONAL, struct zn_endpoint_row),
    WORD(below, ZN_OPTIONAL, struct zn_endpoint_row),        WORD(every, ZN_OPTIONAL, struct zn_endpoint_row),
    WORD(until, ZN_OPTIONAL, struct zn_endpoint_row),        CYAML_FIELD_END};
static const cyaml_schema_value_t endpoint_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_endpoint_row, endpoint_fields)};

static const cyaml_schema_field_t analysis_fields[] = {ZN_FIELD_TEXT(label, ZN_OPTIONAL, struct zn_analysis_row, LONGEST_TITLE),
                                                       WORD(endpoint, ZN_REQUIRED, struct zn_analysis_row),
                                                       WORD(test, ZN_REQUIRED, struct zn_analysis_row),
                                                       WORD(arm, ZN_OPTIONAL, struct zn_analysis_row),
                                                       WORD(against, ZN_OPTIONAL, struct zn_analysis_row),
                                                       EXPRESSION(by, ZN_OPTIONAL, struct zn_analysis_row),
                                                       EXPRESSION(among, ZN_OPTIONAL, struct zn_analysis_row),
                                                       WORD(baseline, ZN_OPTIONAL, struct zn_analysis_row),
                                                       CHOICE(log, struct zn_analysis_row, answers),
                                                       WORD(confidence, ZN_OPTIONAL, struct zn_analysis_row),
                                                       CYAML_FIELD_END};
static const cyaml_schema_value_t analysis_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_analysis_row, analysis_fields)};

static const cyaml_schema_field_t interim_fields[] = {
    ZN_FIELD_LIST(at, ZN_REQUIRED, struct zn_interim_row, &word, 1, ZN_MOST_INTERIM_LOOKS - 1),
    CHOICE(spending, struct zn_interim_row, spendings), WORD(futility, ZN_OPTIONAL, struct zn_interim_row), CYAML_FIELD_END};

static const cyaml_schema_field_t reported_fields[] = {ZN_FIELD_TEXT(label, ZN_OPTIONAL, struct zn_trial_reported_row, LONGEST_TITLE),
                                                       ZN_FIELD_TEXT(analysis, ZN_OPTIONAL, struct zn_trial_reported_row, LONGEST_TITLE),
                                                       WORD(effect, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(p_value, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(arm, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(endpoint, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(mean, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(median, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       WORD(share, ZN_OPTIONAL, struct zn_trial_reported_row),
                                                       ZN_FIELD_LIST(interval, ZN_OPTIONAL, struct zn_trial_reported_row, &word, 2, 2),
                                                       WORD(source, ZN_REQUIRED, struct zn_trial_reported_row),
                                                       ZN_FIELD_TEXT(note, ZN_OPTIONAL, struct zn_trial_reported_row, LONGEST_TEXT),
                                                       CYAML_FIELD_END};
static const cyaml_schema_value_t reported_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_trial_reported_row, reported_fields)};

const cyaml_schema_field_t zn_study_trial_fields[] = {
    ZN_FIELD_LIST(arms, ZN_REQUIRED, struct zn_trial_row, &arm_row, 1, ZN_MOST_ARMS),
    WORD(control, ZN_OPTIONAL, struct zn_trial_row),
    CHOICE(allocation, struct zn_trial_row, allocations),
    CYAML_FIELD_UINT("block", ZN_OPTIONAL, struct zn_trial_row, block),
    CHOICE(blinding, struct zn_trial_row, blindings),
    CYAML_FIELD_MAPPING_PTR("eligible", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_trial_row, eligible, eligible_fields),
    ZN_FIELD_LIST(reads, ZN_OPTIONAL, struct zn_trial_row, &zn_trial_read_schema, 0, ZN_MOST_ASKED),
    ZN_FIELD_LIST(endpoints, ZN_REQUIRED, struct zn_trial_row, &endpoint_row, 1, ZN_MOST_ENDPOINTS),
    ZN_FIELD_LIST(analyses, ZN_REQUIRED, struct zn_trial_row, &analysis_row, 1, ZN_MOST_ANALYSES),
    CYAML_FIELD_MAPPING_PTR("interim", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct zn_trial_row, interim, interim_fields),
    CYAML_FIELD_UINT("replicates", ZN_OPTIONAL, struct zn_trial_row, replicates),
    CYAML_FIELD_UINT("null_replicates", ZN_OPTIONAL, struct zn_trial_row, null_replicates),
    ZN_FIELD_LIST(power, ZN_OPTIONAL, struct zn_trial_row, &size, 0, ZN_MOST_SIZES),
    ZN_FIELD_LIST(reported, ZN_OPTIONAL, struct zn_trial_row, &reported_row, 0, MOST_REPORTED),
    CYAML_FIELD_END};
