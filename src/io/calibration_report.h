/* Shared by the parts of calibration.html. */
#ifndef ZN_IO_CALIBRATION_REPORT_H
#define ZN_IO_CALIBRATION_REPORT_H

#include "writer.h"
#include "zonula/calibration.h"

/* The sections with figures: predicted against reported, fitted and left out; priors and what became of them. */
enum zn_status zn_calibration_figures(struct zn_writer *page, const struct zn_calibration *calibration, struct zn_error *error);

/* A number's name in words: "crohn active: epithelium constitutive leak". */
void zn_calibration_name(struct zn_writer *page, const struct zn_target *target);

#endif
