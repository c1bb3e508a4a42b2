#include "differentiate.h"

#include <algorithm>

namespace record {

Derivatives differentiate(System &system) {
  Derivatives d{static_cast<int>(system.rates.size()), {0}, {}, {}, {}, {}};
  const int last = *std::max_element(system.rates.begin(), system.rates.end());
  const auto derivative_of = [&](const std::vector<int> &by, int row) {
    return by[static_cast<std::size_t>(system.rates[static_cast<std::size_t>(row)])];
  };
  for (int column = 0; column < d.states; column++) {
    const std::vector<int> by = system.graph.derivatives(column, last);
    for (int row = 0; row < d.states; row++) {
      if (system.graph.is_constant(derivative_of(by, row), 0.0) && row != column) continue;
      d.row.push_back(row);
      d.node.push_back(derivative_of(by, row));
    }
    d.column_start.push_back(static_cast<int>(d.row.size()));
  }
  const std::vector<int> by = system.graph.derivatives(time_variable, last);
  for (int row = 0; row < d.states; row++) {
    if (system.graph.is_constant(derivative_of(by, row), 0.0)) continue;
    d.timed_row.push_back(row);
    d.timed_node.push_back(derivative_of(by, row));
  }
  return d;
}

}  // namespace record
