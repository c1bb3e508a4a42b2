#include "write_factor.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "parts.h"

namespace record {

namespace {

/* What is computed side by side, so that a number that several take is fetched once. More than that and processors with sixteen registers
 * put sums aside. */
constexpr int together = 8;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string item(const std::string &array, int index) { return array + "[" + std::to_string(index) + "]"; }

/* A block of statements, in lines of fair length. */
class Block {
 public:
  void add(const std::string &statement) {
    if (line_.size() + statement.size() > 136) end_line();
    line_ += (line_.empty() ? "    " : " ") + statement + ";";
  }
  std::string text() {
    end_line();
    return text_.empty() ? "" : "  {\n" + text_ + "  }\n  ZN_FORGET();\n";
  }

 private:
  void end_line() {
    if (!line_.empty()) text_ += line_ + "\n";
    line_.clear();
  }
  std::string text_, line_;
};

/* An unfinished number: what it begins with, and all that is added to it. */
class Sum {
 public:
  Sum(std::size_t number, std::string start) : name_("a" + std::to_string(number)), start_(std::move(start)) {}
  void add(Block &block, const std::string &product) {
    block.add(begun_ ? name_ + " += " + product : "zn_real " + name_ + " = " + (start_.empty() ? "" : start_ + " + ") + product);
    begun_ = true;
  }
  /* Its text, once nothing more is added. */
  std::string text() const { return begun_ ? name_ : start_; }
  bool is_untouched() const { return !begun_; }

 private:
  std::string name_, start_;
  bool begun_ = false;
};

/* Row and column of every pivot in turn (Crout), each entry finished at once. Of L the diagonal is 1 and not kept; of U it is kept as its
 * reciprocal. All other factors are kept with the opposite sign, so that everything is added up and nothing turned round. Rows and columns
 * are counted in the order of elimination. Factors lie in the order in which a solution reads them, which is done far more often than they
 * are made. */
class Factors {
 public:
  Factors(const Derivatives &d, const Elimination &e) : e_(e) {
    std::vector<int> rank(at(d.states));
    for (int k = 0; k < d.states; k++) rank[at(e.order[at(k)])] = k;
    for (int column = 0; column < d.states; column++)
      for (int k = d.column_start[at(column)]; k < d.column_start[at(column) + 1]; k++)
        source_[{rank[at(d.row[at(k)])], rank[at(column)]}] = k;
  }

  std::string write() {
    Parts solve("zn_recorded_solve", "const zn_real *f, zn_real *x", "");
    for (int k = 0; k < size(); k += together) solve.put(forward(k, std::min(k + together, size())));
    for (int k = (size() - 1) / together * together; k >= 0; k -= together) solve.put(backward(k, std::min(k + together, size())));
    Parts factor("zn_recorded_factor", "const zn_real *j, zn_real diagonal, zn_real *f", "  (void)diagonal;\n");
    std::vector<int> pivots;
    for (int k = 0; k < size(); k++) {
      put_entries(factor, k, false);
      put_entries(factor, k, true);
      pivots.push_back(place(k, k));
    }
    return factor.functions() + "static inline void zn_recorded_factor(const zn_real *jacobian, zn_real diagonal, zn_real *factors) {\n" +
           factor.calls("jacobian, diagonal, factors") + "}\n" + solve.functions() +
           "static inline void zn_recorded_solve(const zn_real *factors, zn_real *x) {\n" + solve.calls("factors, x") + "}\n" +
           "/* Where the reciprocal pivots lie. */\n" + list("zn_recorded_pivot", pivots);
  }

 private:
  int size() const { return static_cast<int>(e_.order.size()); }
  bool kept(int row, int column) const { return row == column || e_.kept[at(e_.order[at(row)])][at(e_.order[at(column)])]; }
  int place(int row, int column) { return place_.emplace(std::make_pair(row, column), static_cast<int>(place_.size())).first->second; }
  std::string factor(int row, int column) { return item("f", place(row, column)); }
  std::string unknown(int row) const { return item("x", e_.order[at(row)]); }

  /* The entry of J; empty for none. */
  std::string entry(int row, int column) const {
    const auto source = source_.find({row, column});
    return source == source_.end() ? "" : item("j", source->second);
  }

  /* Row k of U with its pivot, or column k of L. */
  void put_entries(Parts &parts, int k, bool lower) {
    std::vector<int> group;
    for (int m = lower ? k + 1 : k; m < size(); m++) {
      if (lower ? kept(m, k) : kept(k, m)) group.push_back(m);
      if (!group.empty() && (at(together) == group.size() || m == size() - 1)) {
        parts.put(entries(group, k, lower));
        group.clear();
      }
    }
  }

  std::string entries(const std::vector<int> &group, int k, bool lower) {
    Block block;
    std::vector<Sum> sums;
    for (const int i : group) sums.emplace_back(sums.size(), lower ? entry(i, k) : entry(k, i));
    for (int m = 0; m < k; m++) {
      if (lower ? !kept(m, k) : !kept(k, m)) continue;
      for (std::size_t s = 0; s < group.size(); s++) {
        if (lower && kept(group[s], m)) sums[s].add(block, factor(m, k) + " * " + factor(group[s], m));
        if (!lower && kept(m, group[s])) sums[s].add(block, factor(k, m) + " * " + factor(m, group[s]));
      }
    }
    for (std::size_t s = 0; s < group.size(); s++) {
      const std::string sum = sums[s].text();
      if (lower)
        block.add(factor(group[s], k) + " = " + sum + " * " + factor(k, k));
      else
        block.add(factor(k, group[s]) + " = " + (group[s] == k ? "1.0 / (diagonal - " + sum + ")" : sum));
    }
    return block.text();
  }

  /* Adds to the rows `from` to `to` what the unknown m has in them; it is called `name`. */
  void add(Block &block, std::vector<Sum> &sums, int from, int to, int m, const std::string &name, int base) {
    for (int k = from; k < to; k++)
      if (kept(k, m)) sums[at(k - base)].add(block, factor(k, m) + " * " + name);
  }

  std::string forward(int from, int to) {
    Block block;
    std::vector<Sum> sums;
    for (int k = from; k < to; k++) sums.emplace_back(sums.size(), unknown(k));
    for (int m = 0; m < from; m++) add(block, sums, from, to, m, unknown(m), from);
    for (int m = from; m < to; m++) {
      add(block, sums, m + 1, to, m, sums[at(m - from)].text(), from);
      if (!sums[at(m - from)].is_untouched()) block.add(unknown(m) + " = " + sums[at(m - from)].text());
    }
    return block.text();
  }

  std::string backward(int from, int to) {
    Block block;
    std::vector<Sum> sums;
    for (int k = from; k < to; k++) sums.emplace_back(sums.size(), unknown(k));
    for (int m = to; m < size(); m++) add(block, sums, from, to, m, unknown(m), from);
    for (int m = to - 1; m >= from; m--) {
      block.add(unknown(m) + " = " + sums[at(m - from)].text() + " * " + factor(m, m));
      add(block, sums, from, m, m, unknown(m), from);
    }
    return block.text();
  }

  const Elimination &e_;
  std::map<std::pair<int, int>, int> source_, place_; /* of an entry: in the Jacobian's values, and among the factors */
};

}  // namespace

std::string factor_text(const System &system, const Derivatives &d, const Elimination &e) {
  return written_by(system.name) + "#include \"base/forget.h\"\n" + Factors(d, e).write();
}

}  // namespace record
