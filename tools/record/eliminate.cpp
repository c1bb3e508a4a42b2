#include "eliminate.h"

namespace record {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/* What is left of a matrix while its pivots are taken out. */
class Rest {
 public:
  explicit Rest(const Derivatives &d) : entry_(at(d.states), std::vector<bool>(at(d.states), false)), gone_(at(d.states), false) {
    for (int column = 0; column < d.states; column++)
      for (int k = d.column_start[at(column)]; k < d.column_start[at(column) + 1]; k++) entry_[at(d.row[at(k)])][at(column)] = true;
  }

  /* The cheapest pivot; the first of equal ones. */
  int next() const {
    int best = -1;
    long least = 0;
    for (int i = 0; i < size(); i++) {
      if (gone_[at(i)]) continue;
      const long touched = static_cast<long>(row_of(i).size()) * static_cast<long>(column_of(i).size());
      if (best < 0 || touched < least) best = i, least = touched;
    }
    return best;
  }

  /* Takes out a pivot; returns the multiplications that it costs. */
  int take(int pivot) {
    const std::vector<int> row = row_of(pivot), column = column_of(pivot);
    for (const int i : column)
      for (const int j : row) entry_[at(i)][at(j)] = true;
    gone_[at(pivot)] = true;
    return static_cast<int>(column.size() * row.size() + column.size());
  }

  int size() const { return static_cast<int>(gone_.size()); }
  const std::vector<std::vector<bool>> &entries() const { return entry_; }

 private:
  std::vector<int> row_of(int i) const {
    std::vector<int> columns;
    for (int j = 0; j < size(); j++)
      if (j != i && !gone_[at(j)] && entry_[at(i)][at(j)]) columns.push_back(j);
    return columns;
  }

  std::vector<int> column_of(int j) const {
    std::vector<int> rows;
    for (int i = 0; i < size(); i++)
      if (i != j && !gone_[at(i)] && entry_[at(i)][at(j)]) rows.push_back(i);
    return rows;
  }

  std::vector<std::vector<bool>> entry_;
  std::vector<bool> gone_;
};

}  // namespace

Elimination eliminate(const Derivatives &d) {
  Rest rest(d);
  Elimination e{{}, {}, 0, 0};
  for (int k = 0; k < d.states; k++) {
    e.order.push_back(rest.next());
    e.products += rest.take(e.order.back());
  }
  e.kept = rest.entries();
  for (const std::vector<bool> &row : e.kept)
    for (const bool there : row) e.entries += there;
  return e;
}

}  // namespace record
