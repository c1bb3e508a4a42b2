/* What a page has not: other lanes, the reference engine, a disk, processes. The library refers to all of it; the page asks for one lane
 * and for the usual engine, so nothing of the first two is ever reached, and a disk that fails is one that is not there. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lane_problem.h"
#include "solute/journey.h"
#include "solve/rodas_work.h"
#include "solve/settle_work.h"
#include "study/ride.h"

#define ABSENT __builtin_trap()

const struct zn_lane_problem zn_body_lanes_2 = {0}, zn_body_lanes_4 = {0}, zn_body_lanes_8 = {0};
const struct zn_lane_problem zn_solute_lanes_2 = {0}, zn_solute_lanes_4 = {0}, zn_solute_lanes_8 = {0};

void zn_rodas_try_2(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_rodas_try_4(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_rodas_try_8(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_rodas_bend_2(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_rodas_bend_4(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_rodas_bend_8(struct zn_rodas *rodas) { (void)rodas, ABSENT; }
void zn_settle_try_2(struct zn_settle_work *work) { (void)work, ABSENT; }
void zn_settle_try_4(struct zn_settle_work *work) { (void)work, ABSENT; }
void zn_settle_try_8(struct zn_settle_work *work) { (void)work, ABSENT; }

void zn_ride_by_cvode(struct zn_life *lives, int n, double relative_tolerance) { (void)lives, (void)n, (void)relative_tolerance, ABSENT; }
void zn_journey_follow(struct zn_journey *journey, double relative_tolerance) { (void)journey, (void)relative_tolerance, ABSENT; }

char *SHA256Data(const unsigned char *data, size_t length, char *hex) { return (void)data, (void)length, (void)hex, ABSENT, NULL; }

/* --- No disk ------------------------------------------------------------------------------------------------------------------------- */

FILE *fopen(const char *path, const char *mode) { return (void)path, (void)mode, errno = ENOSYS, NULL; }
int rename(const char *from, const char *to) { return (void)from, (void)to, errno = ENOSYS, -1; }
int remove(const char *path) { return (void)path, errno = ENOSYS, -1; }
int mkdir(const char *path, mode_t mode) { return (void)path, (void)mode, errno = ENOSYS, -1; }
pid_t getpid(void) { return 1; }
