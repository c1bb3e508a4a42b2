#include "write_c.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace record {

Derivatives differentiate(Graph &graph, const std::vector<int> &rates, std::vector<std::string> parameter) {
  Derivatives d{static_cast<int>(rates.size()), {0}, {}, {}, std::move(parameter)};
  const int last = *std::max_element(rates.begin(), rates.end());
  for (int column = 0; column < d.states; column++) {
    const std::vector<int> by = graph.derivatives(column, last);
    for (int row = 0; row < d.states; row++) {
      const int node = by[static_cast<std::size_t>(rates[static_cast<std::size_t>(row)])];
      if (graph.is_constant(node, 0.0) && row != column) continue;
      d.row.push_back(row);
      d.node.push_back(node);
    }
    d.column_start.push_back(static_cast<int>(d.row.size()));
  }
  return d;
}

namespace {

const char written_by[] = "/* Written by tools/record from the equations in src/body; change those and run record_model again. */\n";

/* Numbers side by side in lines of fair length. */
std::string list(const std::vector<int> &numbers) {
  std::string text, line = "   ";
  for (const int number : numbers) {
    const std::string item = " " + std::to_string(number) + ",";
    if (line.size() + item.size() > 120) {
      text += line + "\n";
      line = "   ";
    }
    line += item;
  }
  return text + line + "\n";
}

/* Turns nodes into C: what is used once stands where it is used, everything else gets a name. */
class Writer {
 public:
  Writer(const Graph &graph, const Derivatives &d) : graph_(graph), d_(d), uses_(size(), 0), text_(size()) {
    for (const int node : d.node) uses_[at(node)]++;
    for (int id = graph.size() - 1; id >= 0; id--)
      if (uses_[at(id)] && graph.node(id).kind >= Kind::add) count_operands(graph.node(id));
  }

  /* One function of many thousand statements takes compilers half a minute; parts of a few hundred, two seconds. */
  std::string write() {
    for (int id = 0; id < graph_.size(); id++)
      if (uses_[at(id)]) put(statement(id));
    for (std::size_t k = 0; k < d_.node.size(); k++) put("  value[" + std::to_string(k) + "] = " + bare(d_.node[k]) + ";\n");
    end_part();
    std::string calls;
    for (int i = 0; i < parts_; i++) calls += "  " + part_name(i) + "(time, s, p, t, value);\n";
    return code_ + "static inline void zn_recorded_jacobian(" + arguments + ") {\n  zn_real t[" + std::to_string(names_) + "];\n" + calls +
           "}\n";
  }

 private:
  static constexpr const char *arguments = "zn_real time, const zn_real *s, const zn_person *p, zn_real *value";
  static constexpr int part_length = 300;

  static std::string part_name(int i) { return "zn_recorded_part_" + std::to_string(i); }

  void put(const std::string &line) {
    if (line.empty()) return;
    part_ += line;
    if (++lines_ == part_length) end_part();
  }

  void end_part() {
    if (lines_ == 0) return;
    code_ += "static void " + part_name(parts_++) + "(zn_real time, const zn_real *s, const zn_person *p, zn_real *t, zn_real *value) {\n" +
             "  (void)time, (void)s, (void)p, (void)value;\n" + part_ + "}\n";
    part_.clear();
    lines_ = 0;
  }

  static std::size_t at(int id) { return static_cast<std::size_t>(id); }
  std::size_t size() const { return at(graph_.size()); }

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
    if (n.kind == Kind::parameter) return d_.parameter[at(n.a)];
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
  const Derivatives &d_;
  std::vector<int> uses_;
  std::vector<std::string> text_;
  std::map<int, bool> bracketed_;
  std::string code_, part_;
  int names_ = 0, parts_ = 0, lines_ = 0;
};

}  // namespace

std::string pattern_text(const Derivatives &d) {
  return std::string(written_by) + "enum { ZN_BODY_NONZEROS = " + std::to_string(d.row.size()) +
         " };\nstatic const int zn_body_column_start[] = {\n" + list(d.column_start) + "};\nstatic const int zn_body_row[] = {\n" +
         list(d.row) + "};\n";
}

std::string jacobian_text(const Graph &graph, const Derivatives &d) { return written_by + Writer(graph, d).write(); }

}  // namespace record
