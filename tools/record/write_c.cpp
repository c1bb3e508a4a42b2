#include "write_c.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>

#include "parts.h"

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

namespace {

/* Turns nodes into C: what is used once stands where it is used, everything else gets a name. */
class Writer {
 public:
  Writer(const System &system, const std::vector<int> &goals, const std::string &name)
      : graph_(system.graph), system_(system), goals_(goals), name_(name), uses_(size(), 0), text_(size()) {
    for (const int node : goals) uses_[at(node)]++;
    for (int id = graph_.size() - 1; id >= 0; id--)
      if (uses_[at(id)] && graph_.node(id).kind >= Kind::add) count_operands(graph_.node(id));
  }

  /* A function of this name that puts the value of every goal into value[]. */
  std::string write() {
    const std::string arguments = "zn_real time, const zn_real *s, const " + system_.person + " *p";
    Parts parts(name_, arguments + ", zn_real *t, zn_real *value", "  (void)time, (void)s, (void)p, (void)t, (void)value;\n");
    for (std::size_t k = 0; k < goals_.size(); k++) {
      put_needed(parts, goals_[k]);
      parts.put("  value[" + std::to_string(k) + "] = " + goal(goals_[k]) + ";\n");
    }
    return parts.functions() + "static inline void " + name_ + "(" + arguments + ", zn_real *value) {\n  zn_real t[" +
           std::to_string(parts.shared_length() + 1) + "];\n" + parts.calls("time, s, p, t, value") + "}\n";
  }

 private:
  static std::size_t at(int id) { return static_cast<std::size_t>(id); }
  std::size_t size() const { return at(graph_.size()); }

  /* Operands first, each just before it is first needed: so that most are needed in one part only. */
  void put_needed(Parts &parts, int id) {
    if (!text_[at(id)].empty()) return;
    const Node &n = graph_.node(id);
    if (n.kind >= Kind::add) put_needed(parts, n.a);
    if (n.kind >= Kind::add && n.b >= 0) put_needed(parts, n.b);
    parts.put(statement(id));
  }

  void count_operands(const Node &n) {
    uses_[at(n.a)]++;
    if (n.b >= 0) uses_[at(n.b)]++;
  }

  static std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    const std::string plain = text;
    return plain.find_first_of(".en") == std::string::npos ? plain + ".0" : plain;
  }

  std::string leaf(const Node &n) const {
    if (n.kind == Kind::constant) return n.value < 0.0 ? "(" + number(n.value) + ")" : number(n.value);
    if (n.kind == Kind::state) return "s[" + std::to_string(n.a) + "]";
    if (n.kind == Kind::parameter) return system_.parameter[at(n.a)];
    return "time";
  }

  std::string operation(const Node &n) const {
    static const char *const between[] = {" + ", " - ", " * ", " / "};
    static const char *const calls[] = {"zn_exp", "zn_log", "zn_cos", "zn_sin", "zn_sqrt"};
    if (n.kind >= Kind::exp) return calls[static_cast<int>(n.kind) - static_cast<int>(Kind::exp)] + ("(" + bare(n.a) + ")");
    return text_[at(n.a)] + between[static_cast<int>(n.kind) - static_cast<int>(Kind::add)] + text_[at(n.b)];
  }

  /* The text of an operand without the brackets it would need inside a larger one. */
  std::string bare(int id) const {
    const std::string &text = text_[at(id)];
    return bracketed_.count(id) != 0 ? text.substr(1, text.size() - 2) : text;
  }

  /* The text of what is assigned as it is: a constant must be said to be one of many lanes. */
  std::string goal(int id) const { return graph_.node(id).kind == Kind::constant ? "zn_number(" + bare(id) + ")" : bare(id); }

  /* Settles how a node is written; returns the statement that names it, if it gets a name. */
  std::string statement(int id) {
    const Node &n = graph_.node(id);
    if (n.kind < Kind::add) {
      text_[at(id)] = leaf(n);
      return "";
    }
    const std::string text = operation(n);
    if (uses_[at(id)] == 1 && text.size() < 60) {
      text_[at(id)] = n.kind >= Kind::exp ? text : "(" + text + ")";
      if (n.kind < Kind::exp) bracketed_[id] = true;
      return "";
    }
    text_[at(id)] = "t[" + std::to_string(names_++) + "]";
    return "  " + text_[at(id)] + " = " + text + ";\n";
  }

  const Graph &graph_;
  const System &system_;
  const std::vector<int> &goals_;
  const std::string name_;
  std::vector<int> uses_;
  std::vector<std::string> text_;
  std::map<int, bool> bracketed_;
  int names_ = 0;
};

}  // namespace

std::string pattern_text(const System &system, const Derivatives &d, int factors) {
  std::string upper = "ZN_";
  for (const char c : system.name) upper += static_cast<char>(std::toupper(c));
  const std::string lower = "zn_" + system.name;
  return written_by(system.name) + "enum { " + upper + "_NONZEROS = " + std::to_string(d.row.size()) + ", " + upper +
         "_FACTORS = " + std::to_string(factors) + ", " + upper + "_TIMED = " + std::to_string(d.timed_row.size()) + " };\n" +
         list(lower + "_column_start", d.column_start) + list(lower + "_row", d.row) + list(lower + "_timed_row", d.timed_row);
}

std::string jacobian_text(const System &system, const Derivatives &d) {
  return written_by(system.name) + Writer(system, d.node, "zn_recorded_jacobian").write() +
         Writer(system, d.timed_node, "zn_recorded_time_rates").write();
}

}  // namespace record
