/* Whom a cohort takes, in its card of the report. */
#ifndef ZN_IO_REPORT_PEOPLE_H
#define ZN_IO_REPORT_PEOPLE_H

#include "html.h"
#include "zonula/study.h"

/* Sex, age, and what the people of a cohort match, with the weights behind it. */
void zn_report_choice(struct zn_writer *page, const struct zn_cohort *cohort, const struct zn_library *library);

#endif
