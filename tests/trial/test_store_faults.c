#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "kept.h"
#include "scratch.h"

/* --- Faults ------------------------------------------------------------------------------------------------------------------------------
 */

/* Writes piece 4 with at most `room` bytes in a file; in a child, because the limit is of a process. Its status and text come back. */
static enum zn_status write_with_limit(const char *folder, rlim_t room, struct zn_error *error) {
  struct zn_error *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int how;
  assert_true(shared != MAP_FAILED);
  const pid_t child = fork();
  if (child == 0) {
    struct zn_store *store = kept_open(folder);
    struct zn_piece piece = kept_piece(store, 4);
    const struct rlimit limit = {.rlim_cur = room, .rlim_max = room};
    signal(SIGXFSZ, SIG_IGN);
    if (!zn_store_claim(store, 4) || setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(100);
    const enum zn_status status = zn_store_write(store, 4, &piece, shared);
    if (zn_store_has(store, 4) || !zn_store_claim(store, 4)) _exit(101); /* given up, and free again */
    _exit((int)status);
  }
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_true(WIFEXITED(how));
  *error = *shared;
  munmap(shared, sizeof *shared);
  return (enum zn_status)WEXITSTATUS(how);
}

static void a_piece_that_cannot_be_written_leaves_nothing(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  kept_write(store, 0);
  for (rlim_t room = 0; room < 300; room += 37) {
    struct zn_error error;
    assert_int_equal(write_with_limit(folder, room, &error), ZN_IO);
    kept_tells(&error, strerror(EFBIG));
    kept_tells(&error, "1 of 127 pieces are kept");
    assert_non_null(strstr(error.file, "00000/000004.piece"));
    assert_int_equal(kept_files(folder, ".piece"), 1);
  }
  kept_write(store, 4);
  kept_must_be_there(store, 4);
  zn_store_close(store);
  scratch_end(folder);
}

static void a_folder_below_a_file_cannot_be_made(void **state) {
  (void)state;
  char root[128], folder[256];
  scratch_begin(root);
  scratch_text(root, "file", "x");
  snprintf(folder, sizeof folder, "%s/file/deep/pieces", root);
  const struct zn_store_plan plan = kept_plan(folder);
  kept_is_refused(&plan, ZN_IO, strerror(ENOTDIR));
  kept_is_refused(&plan, ZN_IO, "choose another folder");
  snprintf(folder, sizeof folder, "%s/file", root);
  kept_is_refused(&plan, ZN_IO, strerror(EEXIST));
  scratch_end(root);
}

static void folders_above_are_made(void **state) {
  (void)state;
  char root[128], folder[256];
  scratch_begin(root);
  snprintf(folder, sizeof folder, "%s/out/deep/pieces", root);
  struct zn_store *store = kept_open(folder);
  kept_write(store, 1);
  zn_store_close(store);
  assert_true(kept_has_file(folder, "00000/000001.piece"));
  scratch_end(root);
}

static void strange_files_in_the_folder_are_left_alone(void **state) {
  (void)state;
  static const char *const names[] = {"notes.txt",          "00000/000005.piece.txt",   "00000/5.piece",    "00001/000005.piece",
                                      "00000/999999.piece", "00000/000005.pieces.part", "00007/readme.part"};
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  zn_store_close(store);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) scratch_text(folder, names[i], "mine");
  store = kept_open(folder);
  assert_int_equal(zn_store_people_there(store), 0);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_true(kept_has_file(folder, names[i]));
  zn_store_close(store);
  scratch_end(folder);
}

/* --- Calls that fail ---------------------------------------------------------------------------------------------------------------------
 */

/* Which call of the system fails, and how. This program's own stand before those of the system. */
static enum call { NONE, WRITE, SYNC, RENAME, MAKE_FOLDER, LOCK } failing;
static int reason;

static int fails(enum call call) {
  if (call != failing) return 0;
  errno = reason;
  return 1;
}

ssize_t write(int file, const void *data, size_t size) { return fails(WRITE) ? -1 : syscall(SYS_write, file, data, size); }
int fsync(int file) { return fails(SYNC) ? -1 : (int)syscall(SYS_fsync, file); }
int rename(const char *from, const char *to) { return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0); }
int mkdir(const char *path, mode_t mode) { return fails(MAKE_FOLDER) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode); }
int fcntl(int file, int command, ...) {
  va_list more;
  va_start(more, command);
  void *argument = va_arg(more, void *);
  va_end(more);
  const int is_lock = command == F_OFD_SETLK || command == F_OFD_SETLKW;
  return is_lock && fails(LOCK) ? -1 : (int)syscall(SYS_fcntl, file, command, argument);
}

static void let_fail(enum call call, int why) {
  failing = call;
  reason = why;
}

/* Whatever fails, for whatever reason: nothing is there, and it says where, why, and what can be done. Then it works. */
static void a_write_that_fails_says_why_and_leaves_nothing(void **state) {
  (void)state;
  static const struct {
    int reason;
    const char *help;
  } cases[] = {{ENOSPC, "make room there, or choose a folder on another disk"},
               {EDQUOT, "ask for more space"},
               {EROFS, "only for reading"},
               {EACCES, "that you may write to"},
               {EIO, "the disk or the network failed"}};
  for (enum call call = WRITE; call <= MAKE_FOLDER; call++)
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      char folder[128];
      struct zn_error error = {0};
      scratch_begin(folder);
      struct zn_store *store = kept_open(folder);
      struct zn_piece piece = kept_piece(store, 4);
      assert_int_equal(zn_store_claim(store, 4), 1);
      let_fail(call, cases[i].reason);
      const enum zn_status status = zn_store_write(store, 4, &piece, &error);
      let_fail(NONE, 0);
      assert_int_equal(status, ZN_IO);
      kept_tells(&error, strerror(cases[i].reason));
      kept_tells(&error, cases[i].help);
      kept_tells(&error, "0 of 127 pieces are kept, and the same command goes on from there");
      assert_non_null(strstr(error.file, folder));
      assert_false(zn_store_has(store, 4));
      assert_int_equal(kept_files(folder, ".piece"), 0);
      kept_write(store, 4);
      kept_must_be_there(store, 4);
      zn_piece_clear(&piece);
      zn_store_close(store);
      scratch_end(folder);
    }
}

static void a_manifest_that_cannot_be_written_leaves_none(void **state) {
  (void)state;
  for (enum call call = WRITE; call <= RENAME; call++) {
    char folder[128];
    scratch_begin(folder);
    const struct zn_store_plan plan = kept_plan(folder);
    let_fail(call, ENOSPC);
    kept_is_refused(&plan, ZN_IO, strerror(ENOSPC));
    let_fail(NONE, 0);
    assert_int_equal(kept_files(folder, "manifest"), 0);
    zn_store_close(kept_open(folder));
    scratch_end(folder);
  }
}

static void a_disk_without_locks_is_refused(void **state) {
  (void)state;
  static const int reasons[] = {ENOLCK, EOPNOTSUPP, ENOSYS};
  char folder[128];
  scratch_begin(folder);
  const struct zn_store_plan plan = kept_plan(folder);
  for (int i = 0; i < 3; i++) {
    let_fail(LOCK, reasons[i]);
    kept_is_refused(&plan, ZN_IO, "this file system has no locks");
    kept_is_refused(&plan, ZN_IO, strerror(reasons[i]));
    let_fail(NONE, 0);
  }
  scratch_end(folder);
}

static void locks_that_fail_later_are_told(void **state) {
  (void)state;
  char folder[128];
  struct zn_error error = {0};
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  assert_int_equal(zn_store_trouble(store, &error), ZN_OK);
  let_fail(LOCK, ENOLCK);
  assert_int_equal(zn_store_claim(store, 4), 0);
  let_fail(NONE, 0);
  assert_int_equal(zn_store_trouble(store, &error), ZN_IO);
  kept_tells(&error, "this file system has no locks");
  zn_store_close(store);
  scratch_end(folder);
}

static void a_damaged_piece_that_cannot_be_moved_is_told(void **state) {
  (void)state;
  char folder[128];
  struct zn_error error = {0};
  struct zn_piece piece;
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  scratch_text(folder, "00000/000004.piece", "damaged");
  let_fail(RENAME, EROFS);
  assert_int_equal(zn_store_read(store, 4, &piece, &error), ZN_IO);
  let_fail(NONE, 0);
  kept_tells(&error, "is not whole: it has only 7 bytes, and it cannot be put aside");
  kept_tells(&error, strerror(EROFS));
  zn_store_close(store);
  scratch_end(folder);
}

/* --- A disk that is really full ------------------------------------------------------------------------------------------------------ */

/* In a child with mounts of its own: a disk of 64 KiB, and pieces until it is full. 77: nobody may mount here. */
static int fill_a_disk(const char *folder, struct zn_error *error, int *written) {
  if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return 77;
  if (mount("none", folder, "tmpfs", 0, "size=64k") != 0) return 77;
  struct zn_store *store = kept_open(folder);
  enum zn_status status = ZN_OK;
  for (*written = 0; status == ZN_OK && *written < KEPT_PIECES; *written += status == ZN_OK) {
    struct zn_piece piece = kept_piece(store, *written);
    if (!zn_store_claim(store, *written)) return 78;
    status = zn_store_write(store, *written, &piece, error);
    zn_piece_clear(&piece);
  }
  if (kept_files(folder, ".part") != 0 || kept_files(folder, ".piece") != *written) return 79;
  for (int k = 0; k < *written; k++) kept_must_be_there(store, k);
  return status == ZN_IO ? 0 : 80;
}

static void a_full_disk_keeps_what_was_whole(void **state) {
  (void)state;
  struct shared {
    struct zn_error error;
    int written;
  } *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  char folder[128];
  int how;
  assert_true(shared != MAP_FAILED);
  scratch_begin(folder);
  const pid_t child = fork();
  if (child == 0) _exit(fill_a_disk(folder, &shared->error, &shared->written));
  assert_int_equal(waitpid(child, &how, 0), child);
  scratch_end(folder);
  assert_true(WIFEXITED(how));
  if (WEXITSTATUS(how) == 77) skip();
  assert_int_equal(WEXITSTATUS(how), 0);
  assert_in_range(shared->written, 5, KEPT_PIECES - 1);
  kept_tells(&shared->error, strerror(ENOSPC));
  kept_tells(&shared->error, "the others need about");
  munmap(shared, sizeof *shared);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_piece_that_cannot_be_written_leaves_nothing),
      cmocka_unit_test(a_folder_below_a_file_cannot_be_made),
      cmocka_unit_test(folders_above_are_made),
      cmocka_unit_test(strange_files_in_the_folder_are_left_alone),
      cmocka_unit_test(a_write_that_fails_says_why_and_leaves_nothing),
      cmocka_unit_test(a_manifest_that_cannot_be_written_leaves_none),
      cmocka_unit_test(a_disk_without_locks_is_refused),
      cmocka_unit_test(locks_that_fail_later_are_told),
      cmocka_unit_test(a_damaged_piece_that_cannot_be_moved_is_told),
      cmocka_unit_test(a_full_disk_keeps_what_was_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
