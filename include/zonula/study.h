/* Studies: who (cohorts), what is done to them (timeline), when it is measured, and what was reported.
 *
 * A study is read from a file by zn_study_read (io.h) or built by hand; it is plain data. All times are hours from the
 * start of the study, all quantities internal units, unless a name says otherwise. */
#ifndef ZONULA_STUDY_H
#define ZONULA_STUDY_H

#include <stdint.h>

#include "analytics.h"
#include "body.h"
#include "cells.h"
#include "food.h"
#include "solute.h"

struct zn_people_table;
struct zn_matching;

/* --- Overlays: conditions, treatments and diets are all lists of changes to named numbers ---------------------------------- */

enum zn_change_kind {
  ZN_CHANGE_SET,   /* the number becomes `value` (internal unit) */
  ZN_CHANGE_SCALE, /* the number is multiplied by `value` */
  ZN_CHANGE_SPREAD /* its between-person ln SD becomes `value` */
};

struct zn_change {
  int parameter; /* index, zn_parameter_info() */
  enum zn_change_kind kind;
  double value;
};

/* An effect of which nobody knows how large it is: the factor on a parameter lies with probability 0.9 between `low` and `high`, as far as
 * trials tell. That is doubt about one number, the same for everybody; people differ by the spreads of parameters. Between the ends ln of
 * the factor is normal about ln of the middle, with one SD below and another above, so that one in twenty lies beyond each end. */
struct zn_uncertain {
  char *name; /* of the parameter as the file writes it; may end in [*] and then scales all its places alike */
  int n;
  int *parameter; /* [n] */
  double low, middle, high;
  char *why;     /* where the interval comes from */
  char *sources; /* ids separated by spaces */
};

/* Which value of its uncertain effects a treatment acts with. */
enum zn_effect {
  ZN_EFFECT_KNOWN, /* as far as is known: the middle, or in an ensemble what its member drew (zn_cohort.member) */
  ZN_EFFECT_LOW,   /* the lower end */
  ZN_EFFECT_MIDDLE,
  ZN_EFFECT_HIGH, /* the upper end */
  ZN_EFFECT_NONE, /* as if it had not been given at all */
  ZN_EFFECTS
};
/* As studies write them: "low", "middle", "high", "none"; and "known". Static. */
const char *zn_effect_name(enum zn_effect effect);

enum zn_overlay_kind { ZN_OVERLAY_CONDITION, ZN_OVERLAY_TREATMENT, ZN_OVERLAY_DIET, ZN_OVERLAY_KINDS };

/* One file of data/conditions, data/treatments or data/diets. Owned by the library it was loaded into. */
struct zn_overlay {
  enum zn_overlay_kind kind;
  char *name; /* file name without .yaml */
  char *also; /* other names that conditions go by, parted by spaces; "" where there are none */
  char *title;
  char *meaning;            /* what it stands for, in plain words */
  char *grade;              /* evidence for its effect: high, moderate, low, very_low, none, contested, not_applicable */
  char *tag;                /* emergent or assumed */
  char *sources;            /* ids separated by spaces */
  enum zn_branch branch;    /* conditions: where the start state is looked for */
  double age_low, age_high; /* conditions: how old people with it are, years; 0, 0: as in health */
  int n_changes;
  struct zn_change *changes;
  int n_uncertain; /* treatments: effects whose size nobody knows */
  struct zn_uncertain *uncertain;
  int dose_state;          /* treatments: the state a dose is added to, or -1 */
  char *dose_unit;         /* unit users write, e.g. "mg/kg"; "" when there is no dose */
  double dose_to_internal; /* internal = written * this (* body weight if dose_per_weight) */
  int dose_per_weight;
  double default_dose;       /* written unit; 0: must be given */
  double default_duration_h; /* treatments and diets used as such: how long the changes last; 0: until the study ends */
  int n_menu;                /* diets: foods of the library, from which the first changes were made */
  struct zn_menu_item *menu;
};

/* The factor with which uncertain effect `index` acts, in a cohort of that `member` (0: none). The same for all people. */
double zn_uncertain_factor(const struct zn_overlay *overlay, int index, enum zn_effect effect, uint64_t member);

/* --- Assays -------------------------------------------------------------------------------------------------------------------- */

enum zn_assay_kind {
  ZN_ASSAY_URINE,    /* probes swallowed or instilled, urine collected in windows */
  ZN_ASSAY_TRANSIT,  /* a labelled, unabsorbed drink watched from outside: share in stomach, small bowel, colon */
  ZN_ASSAY_READING,  /* what can be read at that moment: serum, stool, biopsy, endomicroscopy */
  ZN_ASSAY_CHAMBER,  /* tissue between two baths (Ussing): readings, and fluxes and permeabilities of solutes */
  ZN_ASSAY_PERFUSION /* a perfused piece of gut: permeabilities of solutes */
};

/* Something that an instrument can show. The observables of the body come first, with their own indices; behind them what instruments
 * make of the body: endotoxin as an assay finds it, the resistance of a mounted piece. Strings are static. */
struct zn_readable_info {
  const char *name, *label, *unit;
  const char *tag;     /* "emergent" or "assumed" */
  const char *caution; /* what must be said with every value, or NULL */
};
int zn_readable_count(void);
struct zn_readable_info zn_readable_info(int index); /* its name is NULL outside */
int zn_readable_find(const char *name);              /* -1 if there is none */

struct zn_probe_dose {
  int solute;
  double amount_mmol;
  double concentration; /* chamber, perfusion: on the luminal side, mmol/mL */
};

/* One file of data/assays. Owned by the library. */
struct zn_assay {
  enum zn_assay_kind kind;
  char *name, *title, *meaning, *sources;
  int n_probes; /* urine and transit */
  struct zn_probe_dose *probes;
  double drink_ml;
  double osmolality; /* of the drink, mmol/mL; 0: isotonic. What is above isotonic opens the small bowel (docs/assays/urine.md) */
  char *method;      /* urine: how the probes are measured (data/analytics.csv); "" or NULL: each by its usual method */
  enum zn_site site;
  double length_h; /* how long urine is collected, the camera watches, or fluxes are followed in a chamber */
  int n_readings;  /* reading and chamber: what it can report, zn_readable_info() */
  int *readings;
  double exposed_cm2; /* chamber: area between the baths */
  double depth;       /* chamber: share of the tissue under the epithelium that the piece holds, above 0 to 1 */
  double mounted_h;   /* chamber: from the body to the first reading */
  double flow;        /* perfusion: mL/h; 0: nothing is perfused, P_eff comes from the blood after a dose into the segment */
  double segment_cm;  /* perfusion: length of the perfused piece, or 0 */
};

/* One row of data/markers.csv: how exactly an instrument shows something. Errors multiply and are lognormal with median 1; what lies below
 * the limit of detection is reported as the share assay_below_detection of it, what lies above the upper limit as that limit. */
struct zn_marker {
  char *name;                          /* of a readable thing, without its place; or "flux", "permeability", "perfusion_permeability" */
  char *fluid, *unit;                  /* what it is measured in */
  double analytical_cv;                /* of one measurement */
  double within_cv;                    /* of one person from day to day */
  double between_cv;                   /* between people, beside what the body and its parameters vary */
  double counted;                      /* things counted for each unit of the value, which adds the error of counting; 0: none */
  double detection_limit, upper_limit; /* in `unit` */
  double to_internal;                  /* internal unit = unit * this */
  char *sources, *grade, *meaning;
};

/* Everything under data/ except the parameter table: conditions, treatments, diets and their foods, assays, and how exact they are. */
struct zn_library {
  int n_overlays;
  struct zn_overlay *overlays;
  int n_assays;
  struct zn_assay *assays;
  int n_markers;
  struct zn_marker *markers;
  struct zn_food_table *foods;
  struct zn_dii_table *dii;
  struct zn_people_table *people; /* what people look like from outside (physique.h); NULL: not known */
};

/* --- A study --------------------------------------------------------------------------------------------------------------------- */

/* People whom a table names, each with numbers of their own (the key `people_from` of a cohort). Those are exact: no condition, diet,
 * change or draw touches them. Everything else of a person is drawn as always, by the seed of the cohort and the number of the person. */
struct zn_named_people {
  char *file; /* as the study names it */
  int people;
  char **name;   /* [people] all different */
  int *drawn_as; /* [people] whose draws they share: their own number, or that of the identical twin before them */
  int n;
  int *parameter;    /* [n] indices of what the table gives */
  double *value;     /* [people][n] internal units */
  double *attribute; /* [people][ZN_DRAWN_ATTRIBUTES] what the table says of their looks, NAN where it is silent; NULL: nothing */
  int *candidate;    /* [people] as which candidate the rest of them is drawn; NULL: 0 */
};

/* Whom of the population a cohort takes (the keys `sex`, `female` and `age`). Everything that goes with sex and age follows. */
struct zn_choice {
  int by_sex;
  double women; /* by_sex: share of women */
  int by_age;
  double age_low, age_high; /* by_age: years */
};

struct zn_cohort {
  char *name; /* "patients"; unique in the study; the only cohort of a file is called after its last condition */
  int people;
  uint64_t seed;  /* persons are keyed (seed, number): equal seeds in two cohorts are the same people; 1 where a file has none */
  int n_overlays; /* conditions, then the diet, applied in this order */
  int *overlays;  /* [n_overlays] indices into the library */
  int n_changes;  /* further changes of this cohort (`set:` in the file, --set on the command line) */
  struct zn_change *changes;
  const struct zn_solute *solutes; /* [zn_solute_count()] the solutes as tests of these people have them, borrowed; NULL: the table */
  enum zn_cohort_start { ZN_START_BY_CONDITION, ZN_START_HEALTHY, ZN_START_INFLAMED } start; /* where start states are looked for */
  /* Which member of an ensemble these people are: effects that nobody knows are drawn by it, so that people of one member, in all cohorts,
   * share them. 0: no ensemble; such effects have their middle value. */
  uint64_t member;
  const struct zn_named_people *named; /* borrowed, commonly from the study; `people` is theirs. NULL: nobody has a name */
  struct zn_choice choice;
  const struct zn_matching *matching; /* borrowed, commonly from the study: whose published summaries its people have; NULL: nobody's */
};

enum zn_event_kind {
  ZN_EVENT_GIVE,
  ZN_EVENT_MEASURE,
  ZN_EVENT_SET /* from then on a number of the person is another */
};

/* One entry of the timeline (already unrolled: `every`/`until` in a file become several events). */
struct zn_event {
  enum zn_event_kind kind;
  double time_h;
  int cohort;            /* index, or -1: all cohorts */
  int overlay;           /* GIVE: treatment or diet */
  double dose;           /* GIVE: in the overlay's written unit; 0 when it has none */
  double duration_h;     /* GIVE: how long its changes last; 0: until the end */
  int assay;             /* MEASURE */
  int parameter;         /* SET */
  double value;          /* SET: internal unit */
  int line;              /* in the study file, 0 if none */
  enum zn_effect effect; /* GIVE: which value of what is uncertain */
  double missed;         /* GIVE: probability with which a person does not take it, each person for themselves; 0: everybody takes it */
  /* GIVE: rescue is given only to who needs it: in whom the largest of `places` observables from `observable` on lies above `above` or
   * below `below` at that moment, shown unit (NAN: not asked). */
  int rescue;
  int observable, places;
  double above, below;
};

enum zn_statistic { ZN_STATISTIC_MEDIAN, ZN_STATISTIC_MEAN, ZN_STATISTIC_GEOMETRIC_MEAN };

enum zn_quantity_kind {
  ZN_QUANTITY_RECOVERY,      /* share of the dose of `probe` in urine in the window */
  ZN_QUANTITY_RATIO,         /* recovery of `probe` over recovery of `over`, or what `ratio_of` and `fluid` say instead */
  ZN_QUANTITY_IN_PLACE,      /* share of the dose of `probe` in `place` at the end of the window */
  ZN_QUANTITY_READING,       /* something readable */
  ZN_QUANTITY_AMOUNT,        /* amount of `probe` in urine in the window, mmol */
  ZN_QUANTITY_RATE,          /* the same per hour of the window, mmol/h */
  ZN_QUANTITY_CONCENTRATION, /* of `probe` in `fluid`, mmol/mL: in the urine of the window, or in serum at its end */
  ZN_QUANTITY_FLUX,          /* of `probe` through mounted tissue of `segment`, per exposed area */
  ZN_QUANTITY_PERMEABILITY   /* P_app of `probe` through such tissue, or P_eff of a perfused piece */
};

/* What a ratio is of. Papers print all three; the shares cancel the doses. */
enum zn_ratio_of { ZN_RATIO_OF_SHARES, ZN_RATIO_OF_AMOUNTS, ZN_RATIO_OF_MOLES };

enum zn_place { ZN_PLACE_STOMACH, ZN_PLACE_SMALL_BOWEL, ZN_PLACE_COLON };

/* One published number and what to compare with it. */
struct zn_reported {
  char *label;   /* made from the fields when the file gives none */
  int cohort;    /* index; -1: everybody, only in rows that are read and not compared */
  double time_h; /* of the measurement it belongs to */
  int assay;
  enum zn_quantity_kind quantity;
  enum zn_fluid fluid;
  enum zn_ratio_of ratio_of;
  int probe, over; /* solute indices, -1 where unused */
  enum zn_place place;
  int observable;          /* of a reading: zn_readable_info(), of which the observables are the first; -1 where unused */
  int places;              /* of a row without an assay: the largest of so many observables from that one on; 0: as 1 */
  enum zn_segment segment; /* of a flux or permeability */
  double window_h[2];      /* from the dose; in serum both are the moment of the sample */
  enum zn_statistic statistic;
  double value;      /* in `unit` */
  double spread[2];  /* printed spread in `unit`: low and high, or for sd and sem that number twice; NAN: none */
  char *spread_kind; /* "iqr", "sd", "sem", "ci95", "range" or "" */
  char *unit;        /* "%", "1", or as written */
  double to_unit;    /* shown = internal-or-share * this; amounts, rates and concentrations are in mmol before it */
  char *note;        /* e.g. what was assumed where the paper is silent */
  int line;
};

/* Several tests taken together. */
struct zn_combination {
  char *label;
  int n;
  int *test; /* [n] indices of the tests */
};

/* People of some cohorts, looked at by themselves. */
struct zn_people_group {
  char *label;
  int n;
  int *cohort; /* [n] indices */
};

/* Which test tells best who has something: each test is read in everybody and held against what is true in the body at `time_h`.
 * The tests are rows of the study behind those that were reported, and the truth is the row behind them. */
struct zn_discriminate {
  int n_tests; /* 0: nothing is asked */
  int observable;
  double above; /* who has more of it, in its shown unit, has what is looked for */
  double time_h;
  int n_combinations;
  struct zn_combination *combination;
  int n_groups;
  struct zn_people_group *group;
};

struct zn_experiment;
struct zn_trial;
struct zn_study {
  char *name;                     /* file name without .yaml */
  char *title, *source, *summary; /* source: DOI or PubMed id; summary: what the paper did, own words */
  char *file;                     /* path as given, "" if built by hand */
  int n_cohorts;
  struct zn_cohort *cohorts;
  int n_named;
  struct zn_named_people *named; /* [n_named] tables of people, to which cohorts point */
  int n_matchings;
  struct zn_matching *matchings; /* [n_matchings] to which cohorts point (physique.h) */
  int n_events;
  struct zn_event *events; /* by time */
  int n_reported;
  int n_read;                   /* further rows of `reported` that are read in everybody and compared with nothing */
  struct zn_reported *reported; /* [n_reported + n_read] */
  struct zn_discriminate discriminate;
  struct zn_experiment *experiment; /* owned; NULL: it is none (experiment.h) */
  struct zn_trial *trial;           /* owned; NULL: it is none (trial.h) */
  struct zn_matrix matrix;
  struct zn_map map;
  int n_follow;
  int *follow; /* observables whose courses the report draws */
  int n_pictures;
  double *picture_time_h; /* moments at which the wall is drawn */
  double end_h;           /* end of the last window or event */
  int meals;              /* 1: diet comes as meals, 0: as a daily mean */
};

/* --- Running -------------------------------------------------------------------------------------------------------------------- */

/* Who integrates the body. Both solve the same equations to the same tolerance; their answers differ by less than it can tell. */
enum zn_engine {
  ZN_ENGINE_USUAL, /* the faster of those below that the tests allow: lanes */
  ZN_ENGINE_LANES, /* several people side by side in vector registers (Rodas5P) */
  ZN_ENGINE_CVODE  /* one person at a time (BDF): the reference */
};

/* Which SUNDIALS carries ZN_ENGINE_CVODE and how it was compiled: "SUNDIALS 6.4.1 of the system". Its speed depends much on that. */
const char *zn_cvode_build(void);

struct zn_run_options {
  double relative_tolerance; /* 0: 1e-6 */
  int threads;               /* 0: all */
  const char *cache_folder;  /* start states by content; NULL: none */
  int course_points;         /* points of each followed course; 0: 200 */
  enum zn_engine engine;
  int without_intervals; /* 1: predictions have no lo90 and hi90, which take resampling; for who wants each person's value only */
  /* 1: tests and instruments read what happens in the body, without a laboratory: no void left in the bladder, no urine lost, nothing
   * from food, no limits of detection, no error of analysis, and no difference from day to day. 0: as people, laboratories and
   * instruments are (docs/assays). */
  int exact;
  int lanes; /* people side by side: 1, 2, 4 or 8; 0: what this machine does best. Changes no bit of the result. */
  /* What is kept of each picture beside its observables: the permeability to these solutes by route (zn_cohort_result.route), and the body
   * of each cohort's person 0 as solutes meet it (zn_cohort_result.moment). Neither changes anybody. */
  int n_routes;
  const int *routes; /* [n_routes] borrowed */
  int moments;       /* 1: kept */
  /* How often everything that is measured is measured again: of the same people with the same bodies at the same moments, and with what
   * differs from day to day and in laboratories drawn anew (zn_cohort_result.repeated). Changes nobody, and nothing that is read the first
   * time. */
  int repeats;
  /* Called now and then from one thread at a time with people done and people in all; nonzero stops the run. May be NULL. */
  int (*progress)(void *context, int done, int all);
  void *progress_context;
};

/* A person whose integration failed is data: status and text say why, time_h when. */
struct zn_person_outcome {
  int cohort, number;
  enum zn_status status;
  double time_h;
  char text[160];
};

/* One reported number beside its prediction. Unit of the reported row. */
struct zn_prediction {
  double predicted, lo90, hi90; /* the statistic over the cohort, and where that of another such cohort falls in 90 % */
  double fold_error;            /* max(p/r, r/p); NAN where the reported value is 0 */
  int inside;                   /* reported lies in [lo90, hi90] */
  int people;                   /* persons that count */
};

/* A body as solutes meet it at one moment. */
struct zn_moment {
  struct zn_wall wall;
  struct zn_parameters person; /* with what was done to them by then */
};

/* Results of one cohort. Arrays are row-major with the last index fastest. */
struct zn_cohort_result {
  int people, failed;
  double *course;   /* [n_follow][course_points][5]: 5, 25, 50, 75, 95 % quantiles over people */
  double *picture;  /* [n_pictures][zn_observable_count()]: medians over people */
  double *value;    /* [n_reported + n_read][people]: each person's own value, NAN where not of this cohort or failed */
  double *repeated; /* [repeats][n_reported + n_read][people]: as `value`; NAN also where a row is read without a test; NULL: no repeats */
  struct zn_permeability *route; /* [n_pictures][n_routes][ZN_SEGMENTS]: medians over people of each route; NULL: none asked for */
  struct zn_moment *moment;      /* [n_pictures] of person 0; NULL: not asked for, or person 0 failed */
};

struct zn_run {
  const struct zn_study *study;     /* borrowed */
  const struct zn_library *library; /* borrowed */
  int exact, repeats;               /* as in the options */
  int course_points;
  double *course_time_h;            /* [course_points] */
  struct zn_prediction *prediction; /* [n_reported] */
  struct zn_cohort_result *cohort;  /* [n_cohorts] */
  int n_outcomes;
  struct zn_person_outcome *outcome; /* failures only, by cohort and number */
  /* Flux against radius: permeability of the healthy-to-be wall of each cohort at the start, by solute of the table. */
  double *permeability; /* [n_cohorts][zn_solute_count()][3]: jejunum, ileum, ascending; median, cm/h, all routes between cells */
  uint64_t steps;       /* integration steps over all people, deterministic */
};

/* Runs a study. `*run` is made (free with zn_run_free) also when people failed; ZN_INTERRUPTED when progress asked to stop. */
enum zn_status zn_run_study(struct zn_run **run, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_run_options *options, struct zn_error *error);
void zn_run_free(struct zn_run *run);

/* Frees what zn_study_read and zn_library_load made. NULL is fine. */
void zn_study_free(struct zn_study *study);
void zn_library_free(struct zn_library *library);

/* The numbers a cohort's people are drawn around, after its overlays and changes: medians, and `spread`
 * [zn_parameter_count()], the SD of ln value in table order. */
void zn_cohort_numbers(const struct zn_cohort *cohort, const struct zn_library *library, struct zn_parameters *median, double *spread);

/* Draws the parameters of person `number` of a cohort: defaults, overlays, spreads, changes; then what a table says of them. ZN_ARGUMENT
 * when there is a table and it names fewer people. */
enum zn_status zn_person_draw(struct zn_parameters *person, const struct zn_cohort *cohort, const struct zn_library *library, int number,
                              struct zn_error *error);

/* What the table calls person `number` of a cohort; "" where nobody has a name. Borrowed. */
const char *zn_person_name(const struct zn_cohort *cohort, int number);

/* Where the person's start state is looked for: inflamed if any overlay of the cohort says so. */
enum zn_branch zn_cohort_branch(const struct zn_cohort *cohort, const struct zn_library *library);

/* Fills `y` [zn_state_count()] with the steady state of `person` that the search from `branch` comes to. With a
 * `cache_folder` (made if missing; NULL: none) the answer is kept there under a name made from everything it depends on:
 * the equations, the person's parameters and the branch; a damaged or foreign file there is computed anew.
 * A body that never rests (its microbes and its mucus may chase each other in circles for ever) starts somewhere on its circles, where
 * it has come to after long. ZN_NUMERICAL when the equations cannot be solved. */
enum zn_status zn_start_state(double *y, const struct zn_parameters *person, enum zn_branch branch, const char *cache_folder,
                              struct zn_error *error);

#endif
