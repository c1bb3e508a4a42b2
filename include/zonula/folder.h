/* Folders, made where they are missing. */
#ifndef ZONULA_FOLDER_H
#define ZONULA_FOLDER_H

#include "status.h"

/* Makes the folder and those above it that are missing. ZN_IO, with its path and the reason, when that cannot be. */
enum zn_status zn_folder_make(const char *path, struct zn_error *error);

#endif
