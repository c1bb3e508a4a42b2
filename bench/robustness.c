/* robustness [PEOPLE [FIRST_SEED [THREADS]]]: simulates random people (random_people.h), some hundred in a study, and lists why any of them
 * could not be simulated. Exit code 1 when anybody failed. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "random_people.h"

enum { PEOPLE_OF_A_STUDY = 512, MOST_CAUSES = 32, EXAMPLES = 3 };

/* Why people failed: texts that differ only in numbers are one cause. */
struct cause {
  char text[160];
  int people;
  struct {
    uint64_t seed;
    int cohort, number;
  } example[EXAMPLES];
};

struct tally {
  int people, n_causes;
  struct cause cause[MOST_CAUSES];
};

/* A text with every number as N. */
static void without_numbers(char *out, size_t room, const char *text) {
  size_t n = 0;
  while (*text && n + 2 < room) {
    const size_t digits = strspn(text, "0123456789");
    if (!digits) {
      out[n++] = *text++;
      continue;
    }
    text += strspn(text, "0123456789.e+-");
    out[n++] = 'N';
  }
  out[n] = '\0';
}

static void count(struct tally *t, const struct zn_person_outcome *o, uint64_t seed) {
  char text[sizeof t->cause->text];
  int k = 0;
  without_numbers(text, sizeof text, o->text);
  while (k < t->n_causes && strcmp(t->cause[k].text, text) != 0) k++;
  if (k == MOST_CAUSES) k = MOST_CAUSES - 1; /* the last one takes what is beyond counting */
  if (k == t->n_causes) memcpy(t->cause[t->n_causes++].text, text, sizeof text);
  struct cause *c = &t->cause[k];
  if (c->people < EXAMPLES) {
    c->example[c->people].seed = seed;
    c->example[c->people].cohort = o->cohort;
    c->example[c->people].number = o->number;
  }
  c->people++;
}

/* A number that is none, or a recovery that cannot be, is a failure as well. */
static void check_values(struct tally *t, const struct zn_run *run, uint64_t seed) {
  for (int r = 0; r < run->study->n_reported; r++) {
    const struct zn_cohort_result *c = &run->cohort[run->study->reported[r].cohort];
    for (int i = 0; i < c->people; i++) {
      const double share = c->value[(size_t)r * (size_t)c->people + (size_t)i];
      struct zn_person_outcome o = {
          .cohort = run->study->reported[r].cohort, .number = i, .text = "a recovery is not between nothing and all"};
      int failed = 0;
      for (int k = 0; k < run->n_outcomes; k++) failed |= run->outcome[k].cohort == o.cohort && run->outcome[k].number == i;
      if (!failed && !(share >= 0.0 && share <= 1.0 + 1e-6)) count(t, &o, seed);
    }
  }
}

static void simulate(struct tally *t, const struct zn_library *library, uint64_t seed, int people, int threads) {
  struct random_study d;
  struct zn_run *run;
  struct zn_error error = {0};
  const struct zn_run_options options = {.threads = threads, .course_points = 2, .exact = 1};
  random_study_open(&d, library, seed, people);
  if (zn_run_study(&run, &d.study, library, &options, &error) != ZN_OK) {
    fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, error.text);
    exit(2);
  }
  for (int i = 0; i < run->n_outcomes; i++) count(t, &run->outcome[i], seed);
  check_values(t, run, seed);
  t->people += people;
  zn_run_free(run);
  random_study_close(&d);
}

static void print(const struct tally *t) {
  int failed = 0;
  for (int k = 0; k < t->n_causes; k++) failed += t->cause[k].people;
  printf("%d people, %d failed\n", t->people, failed);
  for (int k = 0; k < t->n_causes; k++) {
    const struct cause *c = &t->cause[k];
    printf("%d: %s\n", c->people, c->text);
    for (int e = 0; e < EXAMPLES && e < c->people; e++)
      printf("   seed %llu, cohort %d, person %d\n", (unsigned long long)c->example[e].seed, c->example[e].cohort, c->example[e].number);
  }
}

int main(int argc, char **argv) {
  const int people = argc > 1 ? atoi(argv[1]) : 10000, threads = argc > 3 ? atoi(argv[3]) : 0;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  struct zn_library *library;
  struct zn_error error = {0};
  static struct tally tally;
  if (people < 1 || zn_library_load(&library, &error) != ZN_OK)
    return fprintf(stderr, "usage: robustness [PEOPLE [SEED [THREADS]]] %s\n", error.text), 2;
  const time_t began = time(NULL);
  time_t said = began;
  while (tally.people < people) {
    const int left = people - tally.people;
    simulate(&tally, library, seed++, left < PEOPLE_OF_A_STUDY ? left : PEOPLE_OF_A_STUDY, threads);
    if (time(NULL) - said < 10) continue;
    said = time(NULL);
    fprintf(stderr, "%d of %d people, %d causes, %.0f s\n", tally.people, people, tally.n_causes, difftime(said, began));
  }
  print(&tally);
  zn_library_free(library);
  return tally.n_causes > 0;
}
