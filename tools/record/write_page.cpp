#include "write_page.h"

#include <algorithm>

namespace record {

namespace {

std::size_t at(int id) { return static_cast<std::size_t>(id); }

/* "mucus_inner" of "mucus_inner[ascending]". */
std::string array_of(const std::string &name) { return name.substr(0, name.find('[')); }

std::string unit_of(const Dimension &d) {
  static const char *const base[] = {"h", "cm", "g", "mmol", "S"};
  std::string above, below;
  for (std::size_t i = 0; i < d.size(); i++) {
    if (d[i] == 0) continue;
    const int power = d[i] < 0 ? -d[i] : d[i];
    std::string &side = d[i] < 0 ? below : above;
    side += (side.empty() ? "" : " ") + std::string(base[i]) + (power > 1 ? std::to_string(power) : "");
  }
  return (above.empty() ? "1" : above) + (below.empty() ? "" : "/" + below);
}

/* A state, or all places of an array of them. */
struct Row {
  std::string name, unit, meaning;
  int places;
  std::vector<bool> states, parameters; /* which of all act on one of its places */
};

const char table_head[] = "| state | unit | meaning | states that act on its rate | parameters that act on it |\n|---|---|---|---|---|\n";

class Page {
 public:
  Page(const Body &body, const std::vector<Name> &states, const std::vector<Name> &parameters)
      : body_(body), states_(states), parameters_(parameters) {
    for (std::size_t i = 0; i < states.size(); i++) {
      const std::string name = array_of(states[i].text);
      if (rows_.empty() || rows_.back().name != name)
        rows_.push_back({name, unit_of(states[i].dimension), states[i].meaning, 0, std::vector<bool>(states.size(), false),
                         std::vector<bool>(parameters.size(), false)});
      add_rate(rows_.back(), static_cast<int>(i));
    }
  }

  std::string tables() const {
    std::string text, room;
    for (const Row &row : rows_) {
      const std::string own = row.name.substr(0, row.name.find('_'));
      if (own != room) text += "\n## [" + own + "](../src/body/" + own + "/README.md)\n\n" + table_head;
      room = own;
      text += "| `" + row.name + "`" + (row.places > 1 ? " × " + std::to_string(row.places) : "") + " | " + row.unit + " | " + row.meaning +
              " | " + list(states_, row.states) + " | " + list(parameters_, row.parameters) + " |\n";
    }
    return text;
  }

 private:
  /* Everything that the rate of state `i` is made of, through all that the rooms hand over. */
  void add_rate(Row &row, int i) {
    row.places++;
    std::vector<bool> needed(at(body_.rates[at(i)]) + 1, false);
    needed.back() = true;
    for (int id = body_.rates[at(i)]; id >= 0; id--) {
      if (!needed[at(id)]) continue;
      const Node &n = body_.graph.node(id);
      if (n.kind == Kind::state) row.states[at(n.a)] = true;
      if (n.kind == Kind::parameter) row.parameters[at(n.a)] = true;
      if (n.kind >= Kind::add) needed[at(n.a)] = true;
      if (n.kind >= Kind::add && n.b >= 0) needed[at(n.b)] = true;
    }
  }

  /* Each array once, in the order of the tables. */
  static std::string list(const std::vector<Name> &names, const std::vector<bool> &chosen) {
    std::vector<std::string> seen;
    std::string text;
    for (std::size_t k = 0; k < names.size(); k++) {
      const std::string name = array_of(names[k].text);
      if (!chosen[k] || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
      seen.push_back(name);
      text += (text.empty() ? "`" : " `") + name + "`";
    }
    return text.empty() ? "none" : text;
  }

  const Body &body_;
  const std::vector<Name> &states_, &parameters_;
  std::vector<Row> rows_;
};

}  // namespace

std::string page_text(const Body &body, const Derivatives &d, const Elimination &e, const std::vector<Name> &states,
                      const std::vector<Name> &parameters) {
  const auto count = [](std::size_t n) { return std::to_string(n); };
  return "# What acts on what\n\n"
         "Written by `tools/record` from the equations in `src/body`; a test records anew and compares. The equations themselves, with\n"
         "their reasons, are on the page of each room; in full, every rate is a rule of the file that `zonula export sbml` writes.\n\n"
         "Here are all states of the body, and for each the states and parameters that its rate is computed from, through everything that\n"
         "one room hands to the next. States with places (segments, fibres, groups of microbes) stand in one row, with their number.\n\n"
         "In numbers: " +
         count(states.size()) + " states and " + count(parameters.size()) + " parameters. The Jacobian has " + count(d.row.size()) +
         " entries, its diagonal included; " + count(d.timed_row.size()) +
         " rates\nknow the time of day (meals). Systems with this matrix are solved by way of " + count(at(e.entries)) +
         " numbers, made by " + count(at(e.products)) + " multiplications.\n" + Page(body, states, parameters).tables();
}

}  // namespace record
