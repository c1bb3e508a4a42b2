#include "pieces.h"

#include <stdio.h>
#include <string.h>

int zn_piece_next(const char **list, const char *marks, char piece[ZN_LONGEST_PIECE]) {
  while (**list == ' ' || (**list && strchr(marks, **list))) ++*list;
  if (!**list) return 0;
  size_t length = strcspn(*list, marks);
  snprintf(piece, ZN_LONGEST_PIECE, "%.*s", (int)(length < ZN_LONGEST_PIECE ? length : ZN_LONGEST_PIECE), *list);
  *list += length;
  for (length = strlen(piece); length && piece[length - 1] == ' ';) piece[--length] = '\0';
  return 1;
}

int zn_pieces_count(const char *list, const char *marks) {
  char piece[ZN_LONGEST_PIECE];
  int n = 0;
  while (zn_piece_next(&list, marks, piece)) n++;
  return n;
}
