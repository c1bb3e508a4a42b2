#include "box.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "base/status.h"

enum place { FREE, AT_LOW, AT_HIGH };

struct box {
  const gsl_matrix *a;
  const double *b, *low, *high;
  int n, n_free;
  enum place *place, *wish; /* [n] where each is; where it should be */
  int *free;                /* [n_free] */
  gsl_matrix *part;
  gsl_vector *right;
  double *x;
};

/* Solves for the free ones, the others being at their bounds. */
static enum zn_status solve_free(struct box *s, struct zn_error *error) {
  s->n_free = 0;
  for (int i = 0; i < s->n; i++) {
    if (s->place[i] == FREE)
      s->free[s->n_free++] = i;
    else
      s->x[i] = s->place[i] == AT_LOW ? s->low[i] : s->high[i];
  }
  if (s->n_free == 0) return ZN_OK;
  gsl_matrix_view part = gsl_matrix_submatrix(s->part, 0, 0, (size_t)s->n_free, (size_t)s->n_free);
  gsl_vector_view right = gsl_vector_subvector(s->right, 0, (size_t)s->n_free);
  for (int k = 0; k < s->n_free; k++) {
    const size_t i = (size_t)s->free[k];
    double sum = s->b[i];
    for (int j = 0; j < s->n; j++)
      if (s->place[j] != FREE) sum -= gsl_matrix_get(s->a, i, (size_t)j) * s->x[j];
    gsl_vector_set(&right.vector, (size_t)k, sum);
    for (int l = 0; l < s->n_free; l++) gsl_matrix_set(&part.matrix, (size_t)k, (size_t)l, gsl_matrix_get(s->a, i, (size_t)s->free[l]));
  }
  if (gsl_linalg_cholesky_decomp1(&part.matrix) || gsl_linalg_cholesky_svx(&part.matrix, &right.vector))
    return zn_fail(error, ZN_NUMERICAL, "the matrix of a bounded least squares problem is not positive definite");
  for (int k = 0; k < s->n_free; k++) s->x[s->free[k]] = gsl_vector_get(&right.vector, (size_t)k);
  return ZN_OK;
}

/* How many are in the wrong place: outside the bounds, or held at one although they want away from it. */
static int judge(struct box *s) {
  int wrong = 0;
  for (int i = 0; i < s->n; i++) {
    double slope = -s->b[i], size = fabs(s->b[i]);
    for (int j = 0; j < s->n; j++) {
      const double term = gsl_matrix_get(s->a, (size_t)i, (size_t)j) * s->x[j];
      slope += term;
      size += fabs(term);
    }
    const double slack = 1e-12 * size, room = 1e-12 * (fabs(s->low[i]) + fabs(s->high[i]));
    s->wish[i] = s->place[i];
    if (s->place[i] == FREE && s->x[i] < s->low[i] - room) s->wish[i] = AT_LOW;
    if (s->place[i] == FREE && s->x[i] > s->high[i] + room) s->wish[i] = AT_HIGH;
    if ((s->place[i] == AT_LOW && slope < -slack) || (s->place[i] == AT_HIGH && slope > slack)) s->wish[i] = FREE;
    wrong += s->wish[i] != s->place[i];
  }
  return wrong;
}

/* Moves all that are wrong while that helps; when it has not for three rounds, only the last of them, which always ends. */
static enum zn_status pivot(struct box *s, struct zn_error *error) {
  int fewest = s->n + 1, patience = 3;
  for (int round = 0; round < 200 + 20 * s->n; round++) {
    ZN_TRY(solve_free(s, error));
    const int wrong = judge(s);
    if (wrong == 0) return ZN_OK;
    patience = wrong < fewest ? 3 : patience - 1;
    if (wrong < fewest) fewest = wrong;
    for (int i = s->n - 1, moved = 0; i >= 0 && !(patience < 0 && moved); i--) {
      moved += s->wish[i] != s->place[i];
      s->place[i] = s->wish[i];
    }
  }
  return zn_fail(error, ZN_NUMERICAL, "a bounded least squares problem did not come to rest");
}

enum zn_status zn_box_solve(double *x, const gsl_matrix *a, const double *b, const double *low, const double *high,
                            struct zn_error *error) {
  const int n = (int)a->size1;
  struct box s = {.a = a, .b = b, .low = low, .high = high, .n = n, .x = x};
  s.place = calloc(3 * (size_t)n + 1, sizeof *s.place);
  s.free = calloc((size_t)n + 1, sizeof *s.free);
  s.part = gsl_matrix_alloc((size_t)n, (size_t)n);
  s.right = gsl_vector_alloc((size_t)n);
  enum zn_status status = s.place && s.free && s.part && s.right ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for least squares");
  if (status == ZN_OK) {
    s.wish = s.place + n;
    status = pivot(&s, error);
  }
  for (int i = 0; status == ZN_OK && i < n; i++) x[i] = fmin(fmax(x[i], low[i]), high[i]);
  free(s.place);
  free(s.free);
  gsl_matrix_free(s.part);
  gsl_vector_free(s.right);
  return status;
}
