#include "write_c.h"

#include <cctype>
#include <cstdio>
#include <map>
#include <utility>

#include "parts.h"

namespace record {

namespace {

/* A function to be written: what it takes, as types and names, and what it makes of that. */
struct Task {
  std::string name;
  std::vector<std::pair<std::string, std::string>> takes, gives;
  std::vector<int> goals;           /* nodes */
  std::vector<std::string> targets; /* what each goal is assigned to */
  std::map<int, std::string> known; /* what is there already: the text of a node */

  void want(const std::vector<int> &nodes, const std::string &array, const std::vector<int> *places = nullptr) {
    gives.emplace_back("zn_real *", array);
    for (std::size_t i = 0; i < nodes.size(); i++) {
      goals.push_back(nodes[i]);
      targets.push_back(array + "[" + std::to_string(places ? (*places)[i] : static_cast<int>(i)) + "]");
    }
  }
};

/* Turns nodes into C: what is used once stands where it is used, everything else gets a name. */
class Writer {
 public:
  Writer(const Graph &graph, const Task &task) : graph_(graph), task_(task), uses_(size(), 0), text_(size()) {
    for (const int node : task.goals) uses_[at(node)]++;
    for (int id = graph_.size() - 1; id >= 0; id--)
      if (uses_[at(id)] && graph_.node(id).kind >= Kind::add && !task.known.count(id)) count_operands(graph_.node(id));
  }

  std::string write() {
    std::string parameters, arguments, unused;
    for (const auto *list : {&task_.takes, &task_.gives})
      for (const auto &[type, name] : *list) {
        parameters += (parameters.empty() ? "" : ", ") + type + name;
        arguments += (arguments.empty() ? "" : ", ") + name;
        unused += (unused.empty() ? "  (void)" : ", (void)") + name;
      }
    Parts parts(task_.name, parameters + ", zn_real *t", unused + ", (void)t;\n");
    for (std::size_t k = 0; k < task_.goals.size(); k++) {
      put_needed(parts, task_.goals[k]);
      parts.put("  " + task_.targets[k] + " = " + goal(task_.goals[k]) + ";\n");
    }
    return parts.functions() + "static inline void " + task_.name + "(" + parameters + ") {\n  zn_real t[" +
           std::to_string(parts.shared_length() + 1) + "];\n" + parts.calls(arguments + ", t") + "}\n";
  }

 private:
  static std::size_t at(int id) { return static_cast<std::size_t>(id); }
  std::size_t size() const { return at(graph_.size()); }

  /* Operands first, each just before it is first needed: so that most are needed in one part only. */
  void put_needed(Parts &parts, int id) {
    if (!text_[at(id)].empty()) return;
    const Node &n = graph_.node(id);
    const bool made = n.kind >= Kind::add && !task_.known.count(id);
    if (made) put_needed(parts, n.a);
    if (made && n.b >= 0) put_needed(parts, n.b);
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
    const auto known = task_.known.find(id);
    if (n.kind < Kind::add || known != task_.known.end()) {
      text_[at(id)] = known != task_.known.end() ? known->second : leaf(n);
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
  const Task &task_;
  std::vector<int> uses_;
  std::vector<std::string> text_;
  std::map<int, bool> bracketed_;
  int names_ = 0;
};

/* A function of a moment, a state and the constants of a person. */
Task over_lanes(const Quick &quick, const std::string &name) {
  Task task{name, {{"zn_real ", "time"}, {"const zn_real *", "s"}, {"const zn_real *", "c"}}, {}, {}, {}, {}};
  for (std::size_t i = 0; i < quick.constants.size(); i++) task.known[quick.constants[i]] = "c[" + std::to_string(i) + "]";
  return task;
}
}  // namespace

std::string pattern_text(const System &system, const Derivatives &d, const Quick &quick, int factors) {
  std::string upper = "ZN_";
  for (const char c : system.name) upper += static_cast<char>(std::toupper(c));
  const std::string lower = "zn_" + system.name;
  return written_by(system.name) + "enum { " + upper + "_NONZEROS = " + std::to_string(d.row.size()) + ", " + upper +
         "_FACTORS = " + std::to_string(factors) + ", " + upper + "_CONSTANTS = " + std::to_string(quick.constants.size()) + ",\n       " +
         upper + "_RATES = " + std::to_string(d.states) + ", " + upper + "_NUMBERS = " + std::to_string(system.parameter.size()) + " };\n" +
         list(lower + "_column_start", d.column_start) + list(lower + "_row", d.row);
}

std::string constants_text(const System &system, const Quick &quick) {
  Task task{"zn_recorded_constants", {{"const " + system.person + " *", "p"}}, {}, {}, {}, {}};
  for (int id = 0; id < quick.graph.size(); id++) {
    const Node &n = quick.graph.node(id);
    if (n.kind == Kind::parameter) task.known[id] = system.parameter[static_cast<std::size_t>(n.a)];
  }
  task.want(quick.constants, "c");
  return written_by(system.name) + Writer(quick.graph, task).write();
}

std::string rates_text(const System &system, const Quick &quick) {
  Task task = over_lanes(quick, "zn_recorded_rates");
  task.want(quick.rates, "rate");
  return written_by(system.name) + Writer(quick.graph, task).write();
}

std::string derivatives_text(const System &system, const Derivatives &d, const Quick &quick) {
  Task task = over_lanes(quick, "zn_recorded_derivatives");
  task.want(quick.rates, "rate");
  task.want(quick.derivatives, "entry");
  task.want(quick.timed, "by_time", &d.timed_row);
  return written_by(system.name) + Writer(quick.graph, task).write();
}

}  // namespace record
