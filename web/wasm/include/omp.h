/* OpenMP in a page: one thread, and no clock. */
#ifndef ZN_PAGE_OMP_H
#define ZN_PAGE_OMP_H
static inline int omp_get_max_threads(void) { return 1; }
static inline int omp_get_thread_num(void) { return 0; }
double omp_get_wtime(void);
#endif
