/* Shares of people, and how exactly they are known. */
#ifndef ZN_APPRAISAL_SHARE_H
#define ZN_APPRAISAL_SHARE_H

/* 95 % interval of a share of which `having` of `people` were seen (Wilson 1927, 10.1080/01621459.1927.10502953); NAN without people. */
void zn_share_interval(int having, int people, double *lo95, double *hi95);

#endif
