/* Files that the page hands over. */
#ifndef ZN_PAGE_FILES_H
#define ZN_PAGE_FILES_H

#include <stddef.h>

#include "zonula/status.h"

/* Takes over both texts, which come from malloc. */
enum zn_status zn_page_file_add(char *name, char *text, size_t length, struct zn_error *error);
void zn_page_files_forget(void);

#endif
