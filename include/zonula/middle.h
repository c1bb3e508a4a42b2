/* Where the values of people lie. */
#ifndef ZONULA_MIDDLE_H
#define ZONULA_MIDDLE_H

/* Median over people, and where nine in ten of them lie; NAN without people. */
struct zn_middle {
  double median, low, high;
};

#endif
