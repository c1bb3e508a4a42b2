#define ZN_LANES 2
#include "lane_trial.inc"
