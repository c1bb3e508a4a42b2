#include "base/status.h"
#include "zonula/calibration.h"
enum zn_status zn_calibration_write_report(const struct zn_calibration *c, const char *path, const char *command, struct zn_error *error) {
  (void)c;
  (void)path;
  (void)command;
  (void)error;
  return ZN_OK;
}
enum zn_status zn_calibration_write_back(const struct zn_calibration *c, const char *path, const char *command, struct zn_error *error) {
  (void)c;
  (void)path;
  (void)command;
  (void)error;
  return ZN_OK;
}
