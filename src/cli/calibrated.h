/* The answer of `zonula calibrate`: what was learnt of each number, how laboratories scatter, and the scores side by side. */
#ifndef ZN_CLI_CALIBRATED_H
#define ZN_CLI_CALIBRATED_H

#include "json.h"
#include "zonula/zonula.h"

/* Tables for people on standard output. 0 when there is no memory. */
int cli_calibrated_print(const struct zn_calibration *calibration);

/* Numbers, spreads and scores as an object; NULL when there is no memory. */
json_t *cli_calibrated_json(const struct zn_calibration *calibration);

#endif
