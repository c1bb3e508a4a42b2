/* Lists within a cell of a table. */
#ifndef ZN_IO_PIECES_H
#define ZN_IO_PIECES_H

enum { ZN_LONGEST_PIECE = 120 };

/* The next piece of a list parted by any of `marks`, without blanks around it; 0 at the end. A piece too long comes cut, and no name
 * fits it. */
int zn_piece_next(const char **list, const char *marks, char piece[ZN_LONGEST_PIECE]);
int zn_pieces_count(const char *list, const char *marks);

#endif
