/* data/claims.csv and data/findings.csv: what is said of the gut barrier, and what was found. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/embedded.h"
#include "base/status.h"
#include "columns.h"
#include "names.h"
#include "pieces.h"
#include "zonula/claims.h"

static const char claims_name[] = "data/claims.csv", findings_name[] = "data/findings.csv";

/* --- Names of kinds ------------------------------------------------------------------------------------------------------------------- */

static const char *const kinds[ZN_CLAIM_KINDS] = {"anatomy", "mechanism",   "disease",         "therapy",
                                                  "diet",    "measurement", "marketing_claim", "epistemic"};
static const char *const stances[ZN_CLAIM_STANCES] = {"asserts", "denies", "uncertain"};
static const char *const surenesses[ZN_CLAIM_SURENESSES] = {"high", "moderate", "low"};
static const char *const grades[ZN_CLAIM_GRADES] = {"high", "moderate", "low", "very_low", "none", "contradicted"};
static const char *const tags[ZN_CLAIM_TAGS] = {"emergent", "assumed", "not_simulatable"};
static const char *const answers[] = {"0", "1"};

const char *zn_claim_kind_name(enum zn_claim_kind kind) { return (unsigned)kind < ZN_CLAIM_KINDS ? kinds[kind] : NULL; }
const char *zn_claim_stance_name(enum zn_claim_stance stance) { return (unsigned)stance < ZN_CLAIM_STANCES ? stances[stance] : NULL; }
const char *zn_claim_sureness_name(enum zn_claim_sureness sureness) {
  return (unsigned)sureness < ZN_CLAIM_SURENESSES ? surenesses[sureness] : NULL;
}
const char *zn_claim_grade_name(enum zn_claim_grade grade) { return (unsigned)grade < ZN_CLAIM_GRADES ? grades[grade] : NULL; }
const char *zn_claim_tag_name(enum zn_claim_tag tag) { return (unsigned)tag < ZN_CLAIM_TAGS ? tags[tag] : NULL; }

static const char *word_at(const void *context, int index) { return ((const char *const *)context)[index]; }

/* --- Claims --------------------------------------------------------------------------------------------------------------------------- */

/* The words of a row, before they mean something. */
struct claim_row {
  char *id, *section, *claim, *kind, *stance, *certainty, *evidence, *grade, *lowered, *sources, *changed, *tag, *experiment, *must_hold,
      *how;
  int line;
};

#define PLACE(field) offsetof(struct claim_row, field)
static const struct zn_column claim_columns[] = {
    {"id", ZN_COLUMN_ID, PLACE(id), 0},
    {"section", ZN_COLUMN_TEXT, PLACE(section), 0},
    {"claim", ZN_COLUMN_TEXT, PLACE(claim), 0},
    {"kind", ZN_COLUMN_TEXT, PLACE(kind), 0},
    {"stance", ZN_COLUMN_TEXT, PLACE(stance), 0},
    {"certainty", ZN_COLUMN_TEXT, PLACE(certainty), 0},
    {"evidence", ZN_COLUMN_TEXT, PLACE(evidence), 0},
    {"grade", ZN_COLUMN_TEXT, PLACE(grade), 0},
    {"lowered", ZN_COLUMN_TEXT, PLACE(lowered), 0},
    {"sources", ZN_COLUMN_TEXT, PLACE(sources), 0},
    {"changed", ZN_COLUMN_TEXT, PLACE(changed), 0},
    {"tag", ZN_COLUMN_TEXT, PLACE(tag), 0},
    {"experiment", ZN_COLUMN_TEXT, PLACE(experiment), 0},
    {"must_hold", ZN_COLUMN_TEXT, PLACE(must_hold), 0},
    {"how", ZN_COLUMN_TEXT, PLACE(how), 0},
};
#undef PLACE

/* A word of a short list. */
static enum zn_status read_word(int *index, const char *what, const char *const *list, int count, const char *text,
                                struct zn_error *error) {
  const struct zn_names names = {what, word_at, list, count};
  return zn_name_find(&names, text, index, error);
}

static enum zn_status require(const char *text, const char *column, struct zn_error *error) {
  return *text ? ZN_OK : zn_fail(error, ZN_INPUT, "%s is empty; expected a few plain words", column);
}

static enum zn_status check_texts(const void *read, struct zn_error *error) {
  const struct claim_row *row = read;
  static const char digits[] = "0123456789";
  if (row->id[0] != 'C' || strlen(row->id) != 3 || strspn(row->id + 1, digits) != 2)
    return zn_fail(error, ZN_INPUT, "'%.80s' is no id of a claim; expected C and two digits, as in C30", row->id);
  ZN_TRY(require(row->section, "section", error));
  ZN_TRY(require(row->claim, "claim", error));
  ZN_TRY(require(row->evidence, "evidence", error));
  ZN_TRY(require(row->changed, "changed", error));
  return require(row->how, "how", error);
}

static const struct zn_table_layout claim_layout = {.columns = claim_columns,
                                                    .n = sizeof claim_columns / sizeof *claim_columns,
                                                    .example = claims_name,
                                                    .size = sizeof(struct claim_row),
                                                    .line_place = offsetof(struct claim_row, line),
                                                    .check = check_texts};

static enum zn_status read_source(int *source, const char *id, struct zn_error *error) {
  const struct zn_names names = zn_source_names();
  return zn_name_find(&names, id, source, error);
}

static enum zn_status read_sources(struct zn_claim *claim, const char *list, struct zn_error *error) {
  char piece[ZN_LONGEST_PIECE];
  claim->sources = malloc(((size_t)zn_pieces_count(list, " ") + 1) * sizeof *claim->sources);
  if (!claim->sources) return zn_fail(error, ZN_MEMORY, "no memory for claims");
  while (zn_piece_next(&list, " ", piece)) {
    ZN_TRY(read_source(&claim->sources[claim->n_sources], piece, error));
    for (int i = 0; i < claim->n_sources; i++)
      if (claim->sources[i] == claim->sources[claim->n_sources]) return zn_fail(error, ZN_INPUT, "source '%.80s' is named twice", piece);
    claim->n_sources++;
  }
  return ZN_OK;
}

/* A grade needs what it rests on, and a reason where it is not high. */
static enum zn_status check_reasons(enum zn_claim_grade grade, const char *lowered, struct zn_error *error) {
  if (grade == ZN_CLAIM_HIGH && *lowered) return zn_fail(error, ZN_INPUT, "lowered gives a reason, but the grade is high");
  if (grade != ZN_CLAIM_HIGH && !*lowered)
    return zn_fail(error, ZN_INPUT, "lowered is empty; expected why the certainty is %s and not high", grades[grade]);
  return ZN_OK;
}

static enum zn_status check_claim(const struct zn_claim *c, struct zn_error *error) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  ZN_TRY(check_reasons(c->grade, c->lowered, error));
  if (c->n_sources == 0 && c->grade != ZN_CLAIM_NONE)
    return zn_fail(error, ZN_INPUT, "no source is named; only a claim of the grade none can do without");
  if (c->experiment[strspn(c->experiment, letters)])
    return zn_fail(error, ZN_INPUT, "'%.80s' is no name of an experiment; expected that of a file in studies/claims, without .yaml",
                   c->experiment);
  if (c->tag == ZN_CLAIM_NOT_SIMULATABLE && *c->experiment)
    return zn_fail(error, ZN_INPUT, "an experiment '%.80s', but the tag says not_simulatable", c->experiment);
  if (c->tag == ZN_CLAIM_EMERGENT && !*c->experiment)
    return zn_fail(error, ZN_INPUT, "no experiment, but the tag says emergent; expected the one from which it emerges");
  if (c->must_hold && !*c->experiment) return zn_fail(error, ZN_INPUT, "must_hold is 1, but there is no experiment that could fail");
  return ZN_OK;
}

static enum zn_status read_claim(struct zn_claim *c, const struct claim_row *row, struct zn_error *error) {
  int kind, stance, sureness, grade, tag;
  ZN_TRY(read_word(&kind, "kind", kinds, ZN_CLAIM_KINDS, row->kind, error));
  ZN_TRY(read_word(&stance, "stance", stances, ZN_CLAIM_STANCES, row->stance, error));
  ZN_TRY(read_word(&sureness, "certainty", surenesses, ZN_CLAIM_SURENESSES, row->certainty, error));
  ZN_TRY(read_word(&grade, "grade", grades, ZN_CLAIM_GRADES, row->grade, error));
  ZN_TRY(read_word(&tag, "tag", tags, ZN_CLAIM_TAGS, row->tag, error));
  ZN_TRY(read_word(&c->must_hold, "must_hold", answers, 2, row->must_hold, error));
  *c = (struct zn_claim){.id = row->id,
                         .section = row->section,
                         .claim = row->claim,
                         .kind = (enum zn_claim_kind)kind,
                         .stance = (enum zn_claim_stance)stance,
                         .certainty = (enum zn_claim_sureness)sureness,
                         .evidence = row->evidence,
                         .grade = (enum zn_claim_grade)grade,
                         .lowered = row->lowered,
                         .changed = row->changed,
                         .tag = (enum zn_claim_tag)tag,
                         .experiment = row->experiment,
                         .must_hold = c->must_hold,
                         .how = row->how,
                         .line = row->line};
  ZN_TRY(read_sources(c, row->sources, error));
  return check_claim(c, error);
}

/* Fails with the file and line of a row. */
static enum zn_status at_row(enum zn_status status, const char *name, int line, struct zn_error *error) {
  if (status == ZN_OK || !error) return status;
  const struct zn_error inner = *error;
  return zn_fail_at(error, status, name, line, "%s", inner.text);
}

static enum zn_status read_claims(struct zn_claims *claims, const struct claim_row *rows, int n, struct zn_error *error) {
  claims->claims = calloc((size_t)n + 1, sizeof *claims->claims);
  if (!claims->claims) return zn_fail(error, ZN_MEMORY, "no memory for claims");
  for (int i = 0; i < n; i++) {
    claims->n_claims = i + 1;
    ZN_TRY(at_row(read_claim(&claims->claims[i], &rows[i], error), claims_name, rows[i].line, error));
  }
  return ZN_OK;
}

/* --- Findings ------------------------------------------------------------------------------------------------------------------------- */

struct finding_row {
  char *claim, *question, *people, *comparison, *outcome;
  int studies, participants;
  double effect, low, high;
  char *measure, *certainty, *lowered, *source;
  int line;
};

#define PLACE(field) offsetof(struct finding_row, field)
static const struct zn_column finding_columns[] = {
    {"claim", ZN_COLUMN_TEXT, PLACE(claim), 0},
    {"question", ZN_COLUMN_TEXT, PLACE(question), 0},
    {"people", ZN_COLUMN_TEXT, PLACE(people), 0},
    {"comparison", ZN_COLUMN_TEXT, PLACE(comparison), 0},
    {"outcome", ZN_COLUMN_TEXT, PLACE(outcome), 0},
    {"studies", ZN_COLUMN_PEOPLE, PLACE(studies), 0},
    {"participants", ZN_COLUMN_PEOPLE, PLACE(participants), 0},
    {"effect", ZN_COLUMN_NUMBER, PLACE(effect), 0},
    {"low", ZN_COLUMN_NUMBER, PLACE(low), 0},
    {"high", ZN_COLUMN_NUMBER, PLACE(high), 0},
    {"measure", ZN_COLUMN_TEXT, PLACE(measure), 0},
    {"certainty", ZN_COLUMN_TEXT, PLACE(certainty), 0},
    {"lowered", ZN_COLUMN_TEXT, PLACE(lowered), 0},
    {"source", ZN_COLUMN_TEXT, PLACE(source), 0},
};
#undef PLACE

static enum zn_status check_finding(const void *read, struct zn_error *error) {
  const struct finding_row *row = read;
  ZN_TRY(require(row->question, "question", error));
  ZN_TRY(require(row->people, "people", error));
  ZN_TRY(require(row->comparison, "comparison", error));
  ZN_TRY(require(row->outcome, "outcome", error));
  ZN_TRY(require(row->measure, "measure", error));
  const int words = strcmp(row->measure, "text") == 0;
  if (words && !(isnan(row->effect) && isnan(row->low) && isnan(row->high)))
    return zn_fail(error, ZN_INPUT, "there is a number, but measure is 'text'; expected what the number is, as in 'hazard ratio'");
  if (!words && isnan(row->effect)) return zn_fail(error, ZN_INPUT, "effect is empty; expected a number, or the measure 'text'");
  if (isnan(row->low) != isnan(row->high))
    return zn_fail(error, ZN_INPUT, "only one end of the interval is there; expected low and high, or none");
  if (row->low > row->high) return zn_fail(error, ZN_INPUT, "low %g is above high %g", row->low, row->high);
  return ZN_OK;
}

static const struct zn_table_layout finding_layout = {.columns = finding_columns,
                                                      .n = sizeof finding_columns / sizeof *finding_columns,
                                                      .example = findings_name,
                                                      .size = sizeof(struct finding_row),
                                                      .line_place = offsetof(struct finding_row, line),
                                                      .check = check_finding};

static const char *claim_at(const void *context, int index) { return ((const struct zn_claim *)context)[index].id; }

static enum zn_status read_finding(struct zn_finding *f, const struct finding_row *row, const struct zn_claims *claims,
                                   struct zn_error *error) {
  const struct zn_names ids = {"claim", claim_at, claims->claims, claims->n_claims};
  int grade;
  *f = (struct zn_finding){.question = row->question,
                           .people = row->people,
                           .comparison = row->comparison,
                           .outcome = row->outcome,
                           .studies = row->studies,
                           .participants = row->participants,
                           .effect = row->effect,
                           .low = row->low,
                           .high = row->high,
                           .measure = row->measure,
                           .lowered = row->lowered,
                           .line = row->line};
  ZN_TRY(zn_name_find(&ids, row->claim, &f->claim, error));
  ZN_TRY(read_word(&grade, "certainty", grades, ZN_CLAIM_NONE, row->certainty, error));
  f->certainty = (enum zn_claim_grade)grade;
  ZN_TRY(check_reasons(f->certainty, f->lowered, error));
  return read_source(&f->source, row->source, error);
}

/* Findings stand in the order of their claims, so that those of one claim are together. */
static enum zn_status join_claim(struct zn_claims *claims, int index, struct zn_error *error) {
  const struct zn_finding *f = &claims->findings[index];
  struct zn_claim *claim = &claims->claims[f->claim];
  if (index && f[-1].claim > f->claim)
    return zn_fail(error, ZN_INPUT, "a finding of %s stands behind one of %s; expected the order of claims", claim->id,
                   claims->claims[f[-1].claim].id);
  if (claim->n_findings++ == 0) claim->first_finding = index;
  return ZN_OK;
}

static enum zn_status read_findings(struct zn_claims *claims, const struct finding_row *rows, int n, struct zn_error *error) {
  claims->findings = calloc((size_t)n + 1, sizeof *claims->findings);
  if (!claims->findings) return zn_fail(error, ZN_MEMORY, "no memory for findings");
  claims->n_findings = n;
  for (int i = 0; i < n; i++) {
    enum zn_status status = read_finding(&claims->findings[i], &rows[i], claims, error);
    if (status == ZN_OK) status = join_claim(claims, i, error);
    ZN_TRY(at_row(status, findings_name, rows[i].line, error));
  }
  return ZN_OK;
}

/* --- Both tables ---------------------------------------------------------------------------------------------------------------------- */

static enum zn_status parse(struct zn_claims *claims, const char *claims_csv, const char *findings_csv, struct zn_error *error) {
  struct zn_table_rows rows;
  ZN_TRY(zn_columns_parse(&rows, &claim_layout, claims_csv, claims_name, error));
  claims->claim_text = rows.text;
  enum zn_status status = read_claims(claims, rows.rows, rows.n, error);
  free(rows.rows);
  ZN_TRY(status);
  ZN_TRY(zn_columns_parse(&rows, &finding_layout, findings_csv, findings_name, error));
  claims->finding_text = rows.text;
  status = read_findings(claims, rows.rows, rows.n, error);
  free(rows.rows);
  return status;
}

enum zn_status zn_claims_parse(struct zn_claims **out, const char *claims_csv, const char *findings_csv, struct zn_error *error) {
  struct zn_claims *claims = calloc(1, sizeof *claims);
  *out = NULL;
  if (!claims) return zn_fail(error, ZN_MEMORY, "no memory for claims");
  const enum zn_status status = parse(claims, claims_csv, findings_csv, error);
  if (status == ZN_OK)
    *out = claims;
  else
    zn_claims_free(claims);
  return status;
}

enum zn_status zn_claims_load(struct zn_claims **out, struct zn_error *error) {
  const struct zn_embedded_file *claims = zn_embedded_find(claims_name), *findings = zn_embedded_find(findings_name);
  *out = NULL;
  if (!claims || !findings) return zn_fail(error, ZN_INPUT, "the tables of claims are missing from the program");
  return zn_claims_parse(out, claims->text, findings->text, error);
}

void zn_claims_free(struct zn_claims *claims) {
  if (!claims) return;
  for (int i = 0; i < claims->n_claims; i++) free(claims->claims[i].sources);
  free(claims->claims);
  free(claims->findings);
  free(claims->claim_text);
  free(claims->finding_text);
  free(claims);
}

int zn_claim_find(const struct zn_claims *claims, const char *id) {
  for (int i = 0; i < claims->n_claims; i++)
    if (strcasecmp(claims->claims[i].id, id) == 0) return i;
  return -1;
}
