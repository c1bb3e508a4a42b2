/* What an article said about the gut barrier, claim by claim, and what studies say of each (data/claims.csv, data/findings.csv).
 *
 * A claim has a grade of its own, sources, what changed since the article, and perhaps an experiment: a study file that shows whether
 * the model agrees. Findings are the numbers behind claims, one row each, as in a GRADE summary of findings. */
#ifndef ZONULA_CLAIMS_H
#define ZONULA_CLAIMS_H

#include "status.h"

/* What a claim is about; whether the article says it, denies it or leaves it open; how sure the article is. */
enum zn_claim_kind {
  ZN_CLAIM_ANATOMY,
  ZN_CLAIM_MECHANISM,
  ZN_CLAIM_DISEASE,
  ZN_CLAIM_THERAPY,
  ZN_CLAIM_DIET,
  ZN_CLAIM_MEASUREMENT,
  ZN_CLAIM_MARKETING,
  ZN_CLAIM_EPISTEMIC,
  ZN_CLAIM_KINDS
};
enum zn_claim_stance { ZN_CLAIM_ASSERTS, ZN_CLAIM_DENIES, ZN_CLAIM_UNCERTAIN, ZN_CLAIM_STANCES };
enum zn_claim_sureness { ZN_CLAIM_SURE, ZN_CLAIM_FAIRLY_SURE, ZN_CLAIM_UNSURE, ZN_CLAIM_SURENESSES };

/* How certain today's evidence makes the claim, the surest first. None: nobody looked. Contradicted: evidence speaks against it. */
enum zn_claim_grade {
  ZN_CLAIM_HIGH,
  ZN_CLAIM_MODERATE,
  ZN_CLAIM_LOW,
  ZN_CLAIM_VERY_LOW,
  ZN_CLAIM_NONE,
  ZN_CLAIM_CONTRADICTED,
  ZN_CLAIM_GRADES
};

/* How the model relates to it: it follows from mechanisms, it was put in, or the model cannot speak of it. */
enum zn_claim_tag { ZN_CLAIM_EMERGENT, ZN_CLAIM_ASSUMED, ZN_CLAIM_NOT_SIMULATABLE, ZN_CLAIM_TAGS };

/* Their names as the tables have them ("marketing_claim", "very_low", "not_simulatable"); NULL outside. Static. */
const char *zn_claim_kind_name(enum zn_claim_kind kind);
const char *zn_claim_stance_name(enum zn_claim_stance stance);
const char *zn_claim_sureness_name(enum zn_claim_sureness sureness);
const char *zn_claim_grade_name(enum zn_claim_grade grade);
const char *zn_claim_tag_name(enum zn_claim_tag tag);

/* A row of claims.csv. Strings belong to the struct zn_claims it stands in. */
struct zn_claim {
  char *id, *section, *claim; /* "C30"; part of the article; one statement in plain words */
  enum zn_claim_kind kind;
  enum zn_claim_stance stance;
  enum zn_claim_sureness certainty; /* the article's own */
  char *evidence;                   /* what is known today */
  enum zn_claim_grade grade;
  char *lowered; /* why the certainty is not higher; "" when it is high */
  int n_sources;
  int *sources;  /* rows of zn_source_info() */
  char *changed; /* what changed since the article, and by which paper; "none" */
  enum zn_claim_tag tag;
  char *experiment; /* name of a file in studies/claims/, without .yaml; "" none */
  int must_hold;    /* the program fails when the experiment does */
  char *how;        /* how the simulator shows it, or why it cannot */
  int first_finding, n_findings;
  int line;
};

/* A row of findings.csv. Numbers are NAN and counts 0 where the paper does not state them, or not where it was read. */
struct zn_finding {
  int claim;                                      /* row of claims */
  char *question, *people, *comparison, *outcome; /* what was asked; in whom; against what; what was measured, with what came of it */
  int studies, participants;
  double effect, low, high; /* with its 95 % interval, or the range or quartiles that `measure` names */
  char *measure;            /* what the number is: "hazard ratio", "%"; "text" when the outcome says all and there is no number */
  enum zn_claim_grade certainty;
  char *lowered;
  int source; /* row of zn_source_info() */
  int line;
};

/* Both tables. Findings are in the order of the claims they belong to. */
struct zn_claims {
  int n_claims, n_findings;
  struct zn_claim *claims;
  struct zn_finding *findings;
  char *claim_text, *finding_text; /* the storage behind the strings */
};

/* Loads the tables that travel inside the program. Strict: an unknown kind, stance, grade, tag, source or claim, a doubled id, a claim
 * without the sources or reasons that its grade needs are ZN_INPUT with file, line, what was expected and the nearest name. Free with
 * zn_claims_free. */
enum zn_status zn_claims_load(struct zn_claims **claims, struct zn_error *error);
/* The same from two texts in memory, in place of data/claims.csv and data/findings.csv. */
enum zn_status zn_claims_parse(struct zn_claims **claims, const char *claims_csv, const char *findings_csv, struct zn_error *error);
void zn_claims_free(struct zn_claims *claims);

/* Row of the claim of that id ("C30", in capitals or not), or -1. */
int zn_claim_find(const struct zn_claims *claims, const char *id);

/* --- Claims on trial ------------------------------------------------------------------------------------------------------------------ */

struct zn_experiment_result;
struct zn_experiment_results;

/* What came of a claim's experiment. */
enum zn_claim_verdict {
  ZN_CLAIM_HOLDS,
  ZN_CLAIM_FAILS,
  ZN_CLAIM_STALE,    /* its result is missing, or is that of other equations, numbers or another experiment */
  ZN_CLAIM_UNTRIED,  /* it has no experiment */
  ZN_CLAIM_UNTRIABLE /* the model cannot speak of it */
};
/* "holds", "fails", "stale", "no experiment", "not simulatable". Static. */
const char *zn_claim_verdict_words(enum zn_claim_verdict verdict);

/* Looks a claim up among results. `result` (may be NULL) gets the one that its experiment has, borrowed, or NULL where that is missing or
 * stale. */
enum zn_claim_verdict zn_claim_try(const struct zn_claim *claim, const struct zn_experiment_results *results,
                                   const struct zn_experiment_result **result);

/* Whether what the article says is no longer so: evidence contradicts the claim as it stands. (What the article denies is worded as a
 * denial, "no evidence supports ...", so that the grade is about the denial.) */
int zn_claim_is_outdated(const struct zn_claim *claim);
/* Whether anything changed since the article. */
int zn_claim_has_changed(const struct zn_claim *claim);
/* The newest of a claim's sources by the year in its citation, as a row of zn_source_info(); -1: none has one. */
int zn_claim_newest_source(const struct zn_claim *claim);

/* Writes a small web site into the folder: index.html, method.html and a page for each claim, "C30.html", with its figure; pages stand
 * alone, refer to each other and to sources by DOI. `results` as for zn_claim_try. ZN_IO with the path when a page cannot be written. */
enum zn_status zn_claims_write_site(const struct zn_claims *claims, const struct zn_experiment_results *results, const char *folder,
                                    struct zn_error *error);

#endif
