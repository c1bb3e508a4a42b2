/* Folders: made (zonula/folder.h), and listed. */
#ifndef ZN_BASE_FOLDER_H
#define ZN_BASE_FOLDER_H

#include "zonula/folder.h"

/* Makes the folders above the last slash of a path. What cannot be made shows when something is put there. */
void zn_folder_make_above(const char *path);

/* Paths of regular files, sorted (strcmp), each "root/inner/name". Owns its text. */
struct zn_folder {
  int count;
  char **path;
};

/* Lists all regular files under `root` at any depth, but none whose name begins with a dot. ZN_IO when a folder cannot be
 * read. Free with zn_folder_clear, also after a failure. */
enum zn_status zn_folder_list(struct zn_folder *folder, const char *root, struct zn_error *error);
void zn_folder_clear(struct zn_folder *folder);

#endif
