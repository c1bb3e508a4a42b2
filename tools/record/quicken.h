/* A system rewritten for speed, the same but for rounding: everything that depends on the person alone is named, to be computed once, and
 * divisions become multiplications where they can.
 *
 *   x / a           with `a` of the person, or with `a` in several divisions: x times (1 / a)
 *   a (b x)         with a and b of the person: (a b) x
 *   -x              is led outwards, into a constant of the person or into the sum around it
 *   a + b, a b      in one order, so that more of them are equal
 *
 * What SBML and the tables of equations are made of is the graph as it was recorded, not this one. */
#ifndef ZN_RECORD_QUICKEN_H
#define ZN_RECORD_QUICKEN_H

#include <vector>

#include "differentiate.h"

namespace record {

struct Quick {
  Graph graph;
  std::vector<int> rates, derivatives, timed; /* nodes of this graph, in the order of what they were made from */
  std::vector<int> constants;                 /* nodes of the person alone that the others take, in the order in which these need them */
};

Quick quicken(const System &system, const Derivatives &d);

}  // namespace record

#endif
