#define ZN_LANES 4
#include "lane_trial.inc"
