#include "lane_trial.h"

extern const struct lane_trial lane_trial_1, lane_trial_2, lane_trial_4, lane_trial_8;

const struct lane_trial *const lane_trials[TRIAL_WIDTHS] = {&lane_trial_1, &lane_trial_2, &lane_trial_4, &lane_trial_8};
