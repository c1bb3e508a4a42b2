/* The dimension of a quantity, without its scale. */
#ifndef ZONULA_DIMENSION_H
#define ZONULA_DIMENSION_H

/* Powers of (time, length, mass, amount) of a quantity, and of electrical conductance (siemens). */
struct zn_dimension {
  signed char time, length, mass, amount, conductance;
};

#endif
