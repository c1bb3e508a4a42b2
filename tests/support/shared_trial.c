#define _XOPEN_SOURCE 700
#include "shared_trial.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/folder.h"
#include "program.h"
#include "scratch.h"

const char shared_trial_text[] =
    "title: A trial that is run in many ways\n"
    "source: none\n"
    "summary: A small trial for tests; nobody published it.\n"
    "cohort: {people: 24, condition: crohn_active, seed: 77}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: cr_edta}\n"
    "  - {at: 1 d, arm: infliximab, give: infliximab, dose: 5 mg/kg}\n"
    "  - {at: 8 d, give: prednisolone, for: 7 d, rescue: inflammation, above: 2}\n"
    "  - {at: 15 d, measure: cr_edta}\n"
    "trial:\n"
    "  arms:\n"
    "    - {name: placebo, drop_out: 10 %}\n"
    "    - {name: infliximab, drop_out: 10 %, adherence: 90 %}\n"
    "  blinding: open\n"
    "  eligible: {where: inflamed > 0.1, because: active disease was asked for}\n"
    "  reads:\n"
    "    - {name: inflamed, at: 0 d, reading: inflammation}\n"
    "    - {name: before, at: 0 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {name: after, at: 15 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "  endpoints:\n"
    "    - {name: level, label: EDTA afterwards (%), value: after}\n"
    "    - {name: start, label: EDTA before (%), value: before}\n"
    "    - {name: low, label: EDTA below 2.5 %, responder: after < 2.5, missing: failure}\n"
    "    - {name: calm, label: days to calm, time_to: inflammation, below: 0.2, every: 3 d, until: 15 d}\n"
    "  analyses:\n"
    "    - {label: EDTA, endpoint: level, test: ancova, baseline: start, log: yes}\n"
    "    - {label: low EDTA, endpoint: low, test: fisher}\n"
    "    - {label: calm, endpoint: calm, test: cox}\n"
    "  interim: {at: [50 %], spending: obrien_fleming}\n"
    "  replicates: 8\n"
    "  null_replicates: 4\n"
    "  power: [12, 24]\n";

const char *const mpirun_variables[] = {"OMPI_ALLOW_RUN_AS_ROOT=1",
                                        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
                                        "OMPI_MCA_rmaps_base_oversubscribe=1",
                                        "OMPI_MCA_hwloc_base_binding_policy=none",
                                        "ASAN_OPTIONS=detect_leaks=0",
                                        NULL};

/* --- Folders ----------------------------------------------------------------------------------------------------------------------------
 */

void shared_trial_enter(char folder[128]) {
  scratch_begin(folder);
  scratch_text(folder, "trial.yaml", shared_trial_text);
  if (chdir(folder) != 0) fail_msg("cannot go to %s", folder);
}

void shared_trial_leave(const char *folder) {
  if (chdir("/") != 0) fail_msg("cannot leave %s", folder);
  scratch_end(folder);
}

static int is_there(const char *path) { return access(path, F_OK) == 0; }

static void assert_same_file(const char *whole, const char *path) {
  size_t expected_bytes, bytes;
  char *expected = scratch_read(whole, &expected_bytes), *is = scratch_read(path, &bytes);
  if (bytes != expected_bytes || memcmp(is, expected, bytes) != 0) fail_msg("%s differs from %s", path, whole);
  free(expected);
  free(is);
}

void assert_same_results(const char *whole, const char *out, int all) {
  DIR *directory = opendir(whole);
  int files = 0;
  if (!directory) fail_msg("there is no folder %s", whole);
  for (const struct dirent *entry; (entry = readdir(directory));) {
    char expected[400], path[400];
    if (entry->d_name[0] == '.' || strcmp(entry->d_name, "pieces") == 0) continue;
    snprintf(expected, sizeof expected, "%s/%s", whole, entry->d_name);
    snprintf(path, sizeof path, "%s/%s", out, entry->d_name);
    if (is_there(path))
      assert_same_file(expected, path);
    else if (all)
      fail_msg("%s is missing", path);
    files++;
  }
  closedir(directory);
  assert_true(files >= 4);
}

int pieces_in(const char *out) {
  char path[200];
  struct zn_folder folder = {0};
  struct zn_error error = {0};
  int pieces = 0;
  snprintf(path, sizeof path, "%s/pieces", out);
  if (!is_there(path)) return 0;
  if (zn_folder_list(&folder, path, &error) != ZN_OK) fail_msg("%s", error.text);
  for (int i = 0; i < folder.count; i++) {
    const char *end = strrchr(folder.path[i], '.');
    pieces += end && strcmp(end, ".piece") == 0;
  }
  zn_folder_clear(&folder);
  return pieces;
}

/* --- Processes --------------------------------------------------------------------------------------------------------------------------
 */

pid_t start_group(const char *const words[], const char *const extra[], const char *said) {
  const pid_t child = fork();
  if (child < 0) fail_msg("no process");
  if (child > 0) return setpgid(child, child), child;
  setpgid(0, 0);
  const int file = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  for (int i = 0; extra && extra[i]; i++) putenv((char *)extra[i]);
  execv(words[0], (char *const *)words);
  _exit(127);
}

int wait_for_group(pid_t group) {
  int status;
  if (waitpid(group, &status, 0) != group) fail_msg("a process got lost");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Who started a process; 0: it is gone, or nothing but a corpse. */
static pid_t parent_of(const char *process) {
  char path[300], text[512] = "", state;
  int parent;
  snprintf(path, sizeof path, "/proc/%s/stat", process);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  if (!fgets(text, sizeof text, file)) *text = '\0';
  fclose(file);
  const char *end = strrchr(text, ')'); /* its name may hold anything */
  return end && sscanf(end + 1, " %c %d", &state, &parent) == 2 && state != 'Z' ? parent : 0;
}

int children_of(pid_t parent, pid_t *child, int most) {
  DIR *directory = opendir("/proc");
  int n = 0;
  if (!directory) fail_msg("there is no /proc");
  for (const struct dirent *entry; n < most && (entry = readdir(directory));)
    if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name) && parent_of(entry->d_name) == parent)
      child[n++] = (pid_t)strtol(entry->d_name, NULL, 10);
  closedir(directory);
  return n;
}

void need_mpirun(void) {
  struct program_said mpirun = program_run((const char *const[]){"/usr/bin/env", "mpirun", "--version", NULL}, NULL);
  struct program_said mine = program_run((const char *const[]){ZN_BINARY_DIR "/zonula", "version", NULL}, NULL);
  const int fits = mpirun.code == 0 && strstr(mpirun.out, "Open MPI") && strstr(mine.out, "MPI: Open MPI");
  program_forget(&mpirun);
  program_forget(&mine);
  if (!fits) skip();
}
