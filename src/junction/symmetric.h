/* Eigenvalues and eigenvectors of a small symmetric matrix: cyclic rotations of Jacobi 1846. */
#ifndef ZN_JUNCTION_SYMMETRIC_H
#define ZN_JUNCTION_SYMMETRIC_H

/* `a` [n][n], symmetric, is destroyed; its eigenvalues come in `value` [n], the eigenvector of value[k] in column k of `vector` [n][n].
 * 0 when 60 sweeps did not suffice (which no finite matrix is known to do). */
int zn_symmetric_solve(int n, double *a, double *value, double *vector);

#endif
