#define ZN_LANES 8
#include "lane_trial.inc"
