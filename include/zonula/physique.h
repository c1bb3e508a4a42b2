/* What somebody looks like from outside: sex, age, height and what follows from them; and people drawn so that they match what a paper
 * says of its own.
 *
 * The parameters of a person are drawn first, each by its own margin (parameters.h), and what they look like is drawn from them, by the
 * correlations of data/correlations.csv: all of it is one normal distribution of scores (a Gaussian copula). So no margin of a parameter
 * depends on this file, and nobody is somebody else because of it. Where sex, age or another attribute is given (`sex`, `age` of a cohort,
 * or a column of a table of people), the scores of everything correlated with it are moved to what they are in such people. */
#ifndef ZONULA_PHYSIQUE_H
#define ZONULA_PHYSIQUE_H

#include "study.h"

/* X(name, word, unit, label): what is known about everybody. Those up to SMALL_BOWEL have scores of their own, HLA is carried or not, and
 * the rest follows. */
#define ZN_ATTRIBUTE_LIST(X)                                                                                 \
  X(SEX, "sex", "1", "sex: 0 a woman, 1 a man")                                                              \
  X(AGE, "age", "a", "age")                                                                                  \
  X(HEIGHT, "height", "cm", "height")                                                                        \
  X(SMALL_BOWEL, "small_bowel_length", "cm", "length of jejunum and ileum; nothing in the body asks for it") \
  X(HLA, "hla_dq", "1", "carries HLA-DQ2 or DQ8; by itself it does nothing")                                 \
  X(BODY_MASS_INDEX, "body_mass_index", "kg/m2", "weight over the square of height")                         \
  X(FILTRATION, "filtration", "mL/min", "glomerular filtration of the whole person")

enum zn_attribute {
#define ZN_ATTRIBUTE_ENUM(name, word, unit, label) ZN_ATTRIBUTE_##name,
  ZN_ATTRIBUTE_LIST(ZN_ATTRIBUTE_ENUM)
#undef ZN_ATTRIBUTE_ENUM
      ZN_ATTRIBUTES
};
enum {
  ZN_SCORED_ATTRIBUTES = ZN_ATTRIBUTE_HLA,           /* with a normal score */
  ZN_DRAWN_ATTRIBUTES = ZN_ATTRIBUTE_BODY_MASS_INDEX /* the others follow from these and from parameters */
};

struct zn_attribute_info {
  const char *name, *unit, *label; /* static */
};
struct zn_attribute_info zn_attribute_info(enum zn_attribute attribute);

/* In the units of the list. */
struct zn_physique {
  double value[ZN_ATTRIBUTES];
};

/* --- The tables ----------------------------------------------------------------------------------------------------------------------- */

enum zn_margin_kind { ZN_MARGIN_SHARE, ZN_MARGIN_UNIFORM, ZN_MARGIN_NORMAL, ZN_MARGIN_KINDS };
const char *zn_margin_word(enum zn_margin_kind kind);

/* A row of data/attributes.csv: how an attribute is distributed among adults in health. */
struct zn_margin {
  enum zn_attribute attribute;
  int among; /* 0 women, 1 men, -1 everybody */
  enum zn_margin_kind kind;
  double value, spread; /* share (of women; of carriers), or mean and SD */
  double low, high;     /* ends of a uniform margin; nobody lies beyond those of another */
  int line;
  char *source, *grade, *meaning;
};

/* A row of data/correlations.csv: between the normal scores of an attribute and of a parameter, or of another attribute. That of sex is
 * high in men. */
struct zn_correlation {
  enum zn_attribute attribute;
  int parameter; /* index, or -1 */
  enum zn_attribute other;
  double correlation;
  int line;
  char *source, *grade, *meaning;
};

/* All that is correlated: first parameters, then the scored attributes. */
enum { ZN_MOST_SCORES = 24 };
struct zn_people_table {
  int n_margins;
  struct zn_margin *margin;
  const struct zn_margin *of[ZN_DRAWN_ATTRIBUTES][2]; /* of women and men */
  int n_correlations;
  struct zn_correlation *correlation;
  double sex_bound;    /* the score from which on somebody is a man */
  int n_parameters, n; /* scores: parameters, and all */
  int parameter[ZN_MOST_SCORES];
  double r[ZN_MOST_SCORES][ZN_MOST_SCORES];     /* correlations */
  double lower[ZN_MOST_SCORES][ZN_MOST_SCORES]; /* its factor, r = lower lower' */
};

/* Makes what follows from the rows. ZN_INPUT when no people can be correlated like that, with the line in error->line. */
enum zn_status zn_people_table_join(struct zn_people_table *table, struct zn_error *error);

/* What a person looks like; `person` as zn_person_draw made them. ZN_ARGUMENT when the library has no such table. */
enum zn_status zn_person_physique(struct zn_physique *physique, const struct zn_parameters *person, const struct zn_cohort *cohort,
                                  const struct zn_library *library, int number, struct zn_error *error);

/* --- Matching ---------------------------------------------------------------------------------------------------------------------------
 */

/* X(name, word): what papers say of their people. */
#define ZN_WANTED_LIST(X) \
  X(MEAN, "mean") X(SD, "SD") X(MEDIAN, "median") X(LOWER, "lower quartile") X(UPPER, "upper quartile") X(SHARE, "share")
enum zn_wanted_kind {
#define ZN_WANTED_ENUM(name, word) ZN_WANTED_##name,
  ZN_WANTED_LIST(ZN_WANTED_ENUM)
#undef ZN_WANTED_ENUM
      ZN_WANTED_KINDS
};
const char *zn_wanted_word(enum zn_wanted_kind summary);

struct zn_wanted {
  int parameter; /* or -1: an attribute */
  enum zn_attribute attribute;
  enum zn_wanted_kind summary;
  double value;             /* internal unit of the parameter; an attribute in its own */
  double natural;           /* what it is in people who are not matched; after the fit */
  double reached;           /* what it is in the weighted pilot */
  double tilt, scale, mean; /* weight: exp of the sum of tilt times what a value adds; scale and mean of the pilot */
  int line;
};

/* The people of a cohort who match what is known of those of a paper: of the people who would be drawn otherwise each is taken with a
 * probability in proportion to a weight, exp of a sum over the wanted numbers of tilt times what the person adds to it. Among all weights
 * that reach the wanted numbers these lie nearest to equal ones, by entropy (Hainmueller 2012, doi 10.1093/pan/mpr025). The tilts are
 * fitted once, on `pilot` people with numbers and a seed of their own, and do not depend on the seed of the cohort or how many it has. */
struct zn_matching {
  int n;
  struct zn_wanted *wanted;         /* [n] owned */
  const struct zn_library *library; /* borrowed, with which it was fitted */
  int pilot;
  double log_largest;     /* ln of the largest weight of the pilot: heavier people weigh that */
  double log_mean;        /* ln of the mean weight */
  double acceptance;      /* share of candidates who are taken */
  double effective_share; /* effective sample size of the weighted pilot, over its size (Kish) */
  int n_changes;
  struct zn_change *changes; /* [n_changes] owned: what the cohort set by hand then; a variant that sets more has the same people */
  double *numbers;           /* [4][parameters] owned: medians and spreads by condition, then of the cohort, for which it was fitted */
};
enum { ZN_MOST_WANTED = 20 };

/* What a wanted number is of ("men" for the share of them), and a value of it as shown, with its unit, "" where there is none. */
const char *zn_wanted_name(const struct zn_wanted *wanted);
double zn_wanted_shown(const struct zn_wanted *wanted, double value);
const char *zn_wanted_unit(const struct zn_wanted *wanted);

/* Fits. ZN_INPUT when no weights reach what is wanted, or only such that fewer than one candidate in 500 would be taken: it names the
 * first wanted number that cannot be reached together with those before it, the nearest value that can, and its line. */
enum zn_status zn_matching_fit(struct zn_matching *matching, const struct zn_cohort *cohort, const struct zn_library *library,
                               struct zn_error *error);
void zn_matching_clear(struct zn_matching *matching);

/* What the people of a matched cohort have of each number, drawn [matching->n]: of the first 16,384 of them. */
enum zn_status zn_matching_drawn(double *drawn, const struct zn_cohort *cohort, const struct zn_library *library, struct zn_error *error);

/* Which candidate person `number` of a cohort is: 0, 1, 2, ..., and what that candidate weighs, mean 1. Without matching 0 and 1. */
enum zn_status zn_person_candidate(int *candidate, double *weight, const struct zn_cohort *cohort, const struct zn_library *library,
                                   int number, struct zn_error *error);

#endif
