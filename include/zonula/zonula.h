/* Zonula: a simulator of the human intestinal barrier.
 *
 * Five lines show the way:
 *   struct zn_library *library; zn_library_load(&library, &error);
 *   struct zn_study *study;     zn_study_read(&study, "studies/suenaert_2002.yaml", library, &error);
 *   struct zn_run *run;         zn_run_study(&run, study, library, &(struct zn_run_options){0}, &error);
 *   zn_run_write_report(run, "report.html", "", &error);
 *   zn_run_free(run); zn_study_free(study); zn_library_free(library);
 */
#ifndef ZONULA_H
#define ZONULA_H

#include "analytics.h"
#include "anatomy.h"
#include "appraisal.h"
#include "bench.h"
#include "body.h"
#include "diet.h"
#include "calibration.h"
#include "claims.h"
#include "comparison.h"
#include "discrimination.h"
#include "eaten.h"
#include "food.h"
#include "experiment.h"
#include "folder.h"
#include "io.h"
#include "junction.h"
#include "landscape.h"
#include "middle.h"
#include "nearest.h"
#include "parameters.h"
#include "physique.h"
#include "redundancy.h"
#include "solute.h"
#include "status.h"
#include "study.h"
#include "trial.h"
#include "wall.h"

#endif
