#define ZN_LANES 1
#include "lane_trial.inc"
