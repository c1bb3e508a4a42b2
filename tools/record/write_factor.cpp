#include "write_factor.h"

#include <map>
#include <utility>
#include <vector>

#include "parts.h"

namespace record {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string item(const std::string &array, int index) { return array + "[" + std::to_string(index) + "]"; }

/* A statement with its terms in lines of fair length. */
class Statement {
 public:
  explicit Statement(const std::string &begin) : line_("  " + begin) {}
  void add(const std::string &term) {
    if (line_.size() + term.size() > 136) {
      text_ += line_ + "\n";
      line_ = "     ";
    }
    line_ += term;
  }
  std::string text() const { return text_ + line_ + ";\n"; }

 private:
  std::string text_, line_;
};

/* Row and column of every pivot in turn (Crout), each entry finished in one statement. Of L the diagonal is 1 and not kept; of U it
 * is kept as its reciprocal. */
class Factors {
 public:
  Factors(const Derivatives &d, const Elimination &e) : e_(e) {
    for (int column = 0; column < d.states; column++)
      for (int k = d.column_start[at(column)]; k < d.column_start[at(column) + 1]; k++) source_[{d.row[at(k)], column}] = k;
  }

  std::string write() {
    Parts factor("zn_recorded_factor", "const zn_real *j, zn_real diagonal, zn_real *f", "  (void)diagonal;\n");
    std::vector<int> pivots;
    for (int k = 0; k < size(); k++) {
      const int pivot = e_.order[at(k)];
      factor.put(pivot_statement(k));
      pivots.push_back(place_.at({pivot, pivot}));
      for (int m = k + 1; m < size(); m++)
        if (kept(pivot, e_.order[at(m)])) factor.put(upper_statement(k, e_.order[at(m)]));
      for (int m = k + 1; m < size(); m++)
        if (kept(e_.order[at(m)], pivot)) factor.put(lower_statement(e_.order[at(m)], k));
    }
    const std::string factoring = factor.functions();
    Parts solve("zn_recorded_solve", "const zn_real *f, zn_real *x", "");
    for (int k = 0; k < size(); k++) solve.put(forward(k));
    for (int k = size() - 1; k >= 0; k--) solve.put(backward(k));
    const std::string solving = solve.functions();
    return factoring + "static inline void zn_recorded_factor(const zn_real *jacobian, zn_real diagonal, zn_real *factors) {\n" +
           factor.calls("jacobian, diagonal, factors") + "}\n" + solving +
           "static inline void zn_recorded_solve(const zn_real *factors, zn_real *x) {\n" + solve.calls("factors, x") + "}\n" +
           "/* Where the reciprocal pivots lie. */\n" + list("zn_recorded_pivot", pivots);
  }

 private:
  int size() const { return static_cast<int>(e_.order.size()); }
  bool kept(int row, int column) const { return e_.kept[at(row)][at(column)]; }

  std::string factor_at(int row, int column) const { return item("f", place_.at({row, column})); }

  std::string name(int row, int column) {
    const int index = static_cast<int>(place_.size());
    place_[{row, column}] = index;
    return item("f", index);
  }

  /* The entry of (diagonal I - J), and what the first `k` pivots take from it. */
  void reduced(Statement &s, int row, int column, int k) const {
    const auto source = source_.find({row, column});
    if (row == column) s.add("diagonal - " + item("j", source->second));
    if (row != column && source != source_.end()) s.add("-" + item("j", source->second));
    bool first = source == source_.end();
    for (int m = 0; m < k; m++) {
      const int pivot = e_.order[at(m)];
      if (!kept(row, pivot) || !kept(pivot, column)) continue;
      s.add((first ? "-" : " - ") + factor_at(row, pivot) + " * " + factor_at(pivot, column));
      first = false;
    }
  }

  std::string pivot_statement(int k) {
    const int pivot = e_.order[at(k)];
    const std::string goal = name(pivot, pivot);
    Statement s(goal + " = 1.0 / (");
    reduced(s, pivot, pivot, k);
    s.add(")");
    return s.text();
  }

  std::string upper_statement(int k, int column) {
    Statement s(name(e_.order[at(k)], column) + " = ");
    reduced(s, e_.order[at(k)], column, k);
    return s.text();
  }

  std::string lower_statement(int row, int k) {
    const int pivot = e_.order[at(k)];
    Statement s(name(row, pivot) + " = (");
    reduced(s, row, pivot, k);
    s.add(") * " + factor_at(pivot, pivot));
    return s.text();
  }

  std::string forward(int k) const {
    const int row = e_.order[at(k)];
    Statement s(item("x", row) + " = " + item("x", row));
    int terms = 0;
    for (int m = 0; m < k; m++) {
      const int pivot = e_.order[at(m)];
      if (!kept(row, pivot)) continue;
      s.add(" - " + factor_at(row, pivot) + " * " + item("x", pivot));
      terms++;
    }
    return terms == 0 ? "" : s.text();
  }

  std::string backward(int k) const {
    const int row = e_.order[at(k)];
    Statement s(item("x", row) + " = (" + item("x", row));
    for (int m = k + 1; m < size(); m++) {
      const int column = e_.order[at(m)];
      if (kept(row, column)) s.add(" - " + factor_at(row, column) + " * " + item("x", column));
    }
    s.add(") * " + factor_at(row, row));
    return s.text();
  }

  const Elimination &e_;
  std::map<std::pair<int, int>, int> source_, place_; /* of an entry: in the Jacobian's values, and among the factors */
};

}  // namespace

std::string factor_text(const System &system, const Derivatives &d, const Elimination &e) {
  return written_by(system.name) + Factors(d, e).write();
}

}  // namespace record
