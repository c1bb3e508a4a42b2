/* The order in which a sparse matrix is eliminated, and what that makes of its pattern.
 *
 * Pivots are the diagonal, so rows and columns stay together and no value is needed to choose them. The next one is always that which
 * can touch the fewest entries (Markowitz 1957, on the diagonal). */
#ifndef ZN_RECORD_ELIMINATE_H
#define ZN_RECORD_ELIMINATE_H

#include <vector>

#include "differentiate.h"

namespace record {

struct Elimination {
  std::vector<int> order;              /* states, first pivot first */
  std::vector<std::vector<bool>> kept; /* [row][column]: an entry of the factors, fill-in included */
  int entries;                         /* how many of them */
  int products;                        /* multiplications by which they are made from the matrix, pivots' divisions not counted */
};

Elimination eliminate(const Derivatives &d);

}  // namespace record

#endif
