#include "write_sbml.h"

#include <cstdio>
#include <set>
#include <stdexcept>

namespace record {

namespace {

std::size_t at(int id) { return static_cast<std::size_t>(id); }

/* As src/io/sbml.c makes it from the same name: "mucus_inner[ascending]" is mucus_inner_ascending. */
std::string id_of(const std::string &name) {
  std::string id;
  for (const char c : name) {
    if (c == ']') continue;
    id += c == '[' || c == '/' ? '_' : c;
  }
  return id;
}

/* As src/io/sbml.c names the unit: h, cm, g, mmol, S with powers, a minus as m: g_cmm3. */
std::string unit_of(const Dimension &d) {
  static const char *const base[] = {"h", "cm", "g", "mmol", "S"};
  std::string id;
  for (std::size_t i = 0; i < d.size(); i++) {
    if (d[i] == 0) continue;
    id += (id.empty() ? "" : "_") + std::string(base[i]) + (d[i] < 0 ? "m" : "") + std::to_string(d[i] < 0 ? -d[i] : d[i]);
  }
  return id.empty() ? "dimensionless" : id;
}

Dimension combined(const Dimension &a, const Dimension &b, int sign) {
  Dimension d;
  for (std::size_t i = 0; i < d.size(); i++) d[i] = a[i] + sign * b[i];
  return d;
}

class Rules {
 public:
  Rules(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states, const std::vector<Name> &parameters)
      : graph_(graph),
        rates_(rates),
        states_(states),
        parameters_(parameters),
        uses_(at(graph.size()), 0),
        dimension_(at(graph.size())),
        name_(at(graph.size())) {
    for (const int rate : rates) uses_[at(rate)]++;
    for (int id = graph.size() - 1; id >= 0; id--)
      if (uses_[at(id)] && graph.node(id).kind >= Kind::add) count_operands(graph.node(id));
  }

  std::string write() {
    for (int id = 0; id < graph_.size(); id++)
      if (uses_[at(id)]) settle(id);
    for (std::size_t i = 0; i < rates_.size(); i++) rate_rule(i);
    return text();
  }

 private:
  void count_operands(const Node &n) {
    uses_[at(n.a)]++;
    if (n.b >= 0) uses_[at(n.b)]++;
  }

  bool is_zero(int id) const { return graph_.is_constant(id, 0.0); }

  Dimension dimension_of(const Node &n) const {
    const Dimension none{};
    switch (n.kind) {
      case Kind::state:
        return states_[at(n.a)].dimension;
      case Kind::parameter:
        return parameters_[at(n.a)].dimension;
      case Kind::time:
        return {1, 0, 0, 0, 0};
      case Kind::multiply:
        return combined(dimension_[at(n.a)], dimension_[at(n.b)], 1);
      case Kind::divide:
        return combined(dimension_[at(n.a)], dimension_[at(n.b)], -1);
      case Kind::add:
      case Kind::subtract:
        if (is_zero(n.a)) return dimension_[at(n.b)];
        if (dimension_[at(n.a)] != dimension_[at(n.b)] && !is_zero(n.b))
          throw std::runtime_error("a sum of different units: " + unit_of(dimension_[at(n.a)]) + " and " + unit_of(dimension_[at(n.b)]));
        return dimension_[at(n.a)];
      case Kind::constant:
        return none;
      default:
        if (dimension_[at(n.a)] != none) throw std::runtime_error("a function of what has the unit " + unit_of(dimension_[at(n.a)]));
        return none;
    }
  }

  static std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    const std::string plain = text;
    const std::size_t e = plain.find('e');
    const std::string head = "<cn sbml:units=\"dimensionless\"";
    if (e == std::string::npos) return head + ">" + plain + "</cn>";
    return head + " type=\"e-notation\">" + plain.substr(0, e) + "<sep/>" + std::to_string(std::stoi(plain.substr(e + 1))) + "</cn>";
  }

  std::string apply(const char *what, const std::string &operands) const {
    return "<apply><" + std::string(what) + "/>" + operands + "</apply>";
  }

  std::string math(int id) const {
    static const char *const names[] = {"plus", "minus", "times", "divide", "exp", "ln", "cos", "sin", "root"};
    if (!name_[at(id)].empty()) return "<ci>" + name_[at(id)] + "</ci>";
    const Node &n = graph_.node(id);
    if (n.kind == Kind::constant) return number(n.value);
    if (n.kind == Kind::time) return "<csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/time\">time</csymbol>";
    const char *what = names[static_cast<int>(n.kind) - static_cast<int>(Kind::add)];
    if (n.b < 0 || (n.kind == Kind::subtract && is_zero(n.a))) return apply(what, math(n.b < 0 ? n.a : n.b));
    return apply(what, math(n.a) + math(n.b));
  }

  /* Gives a node its unit and, where it is used more than once, a name and a rule. */
  void settle(int id) {
    const Node &n = graph_.node(id);
    dimension_[at(id)] = dimension_of(n);
    units_.insert(dimension_[at(id)]);
    if (n.kind == Kind::state) name_[at(id)] = id_of(states_[at(n.a)].text);
    if (n.kind == Kind::parameter) {
      name_[at(id)] = id_of(parameters_[at(n.a)].text);
      used_.insert(n.a);
    }
    if (n.kind < Kind::add || uses_[at(id)] < 2) return;
    const std::string content = math(id);
    const std::string name = "shared_" + std::to_string(shared_.size() + 1);
    shared_.push_back("<parameter id=\"" + name + "\" units=\"" + unit_of(dimension_[at(id)]) + "\" constant=\"false\"/>");
    rules_.push_back("<assignmentRule variable=\"" + name + "\">" + in_math(content) + "</assignmentRule>");
    name_[at(id)] = name;
  }

  void rate_rule(std::size_t i) {
    const Dimension expected = combined(states_[i].dimension, {1, 0, 0, 0, 0}, -1);
    if (dimension_[at(rates_[i])] != expected && !is_zero(rates_[i]))
      throw std::runtime_error("the rate of " + states_[i].text + " has the unit " + unit_of(dimension_[at(rates_[i])]));
    rules_.push_back("<rateRule variable=\"" + id_of(states_[i].text) + "\">" + in_math(math(rates_[i])) + "</rateRule>");
  }

  static std::string in_math(const std::string &content) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" + content + "</math>";
  }

  static std::string literals(const std::vector<std::string> &lines) {
    std::string text;
    for (const std::string &line : lines) {
      text += "    \"";
      for (const char c : line) text += c == '"' ? std::string("\\\"") : std::string(1, c);
      text += "\\n\",\n";
    }
    return text;
  }

  std::string text() const {
    std::string out =
        "/* Written by tools/record from the equations in src/body; change those and run record_model again. */\n"
        "static const struct zn_dimension recorded_units[] = {\n";
    for (const Dimension &d : units_) {
      if (d == Dimension{}) continue;
      out += "    {";
      for (std::size_t i = 0; i < d.size(); i++) out += (i ? ", " : "") + std::to_string(d[i]);
      out += "},\n";
    }
    out += "};\nstatic const short recorded_parameters[] = {\n";
    for (const int index : used_) out += "    " + std::to_string(index) + ",\n";
    return out + "};\nstatic const char *const recorded_shared[] = {\n" + literals(shared_) +
           "};\nstatic const char *const recorded_rules[] = {\n" + literals(rules_) + "};\n";
  }

  const Graph &graph_;
  const std::vector<int> &rates_;
  const std::vector<Name> &states_, &parameters_;
  std::vector<int> uses_;
  std::vector<Dimension> dimension_;
  std::vector<std::string> name_, shared_, rules_;
  std::set<Dimension> units_;
  std::set<int> used_;
};

}  // namespace

std::string rules_text(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states,
                       const std::vector<Name> &parameters) {
  return Rules(graph, rates, states, parameters).write();
}

}  // namespace record
