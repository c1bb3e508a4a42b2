#include "write_table.h"

#include <algorithm>
#include <set>

namespace record {

namespace {

/* The states, or the parameters, that a rate is made of, each once and without its place, in the order of the lists. */
class Ingredients {
 public:
  explicit Ingredients(const Graph &graph) : graph_(graph), seen_(static_cast<std::size_t>(graph.size()), false) {}

  void add(int id) {
    if (seen_[static_cast<std::size_t>(id)]) return;
    seen_[static_cast<std::size_t>(id)] = true;
    const Node &n = graph_.node(id);
    if (n.kind == Kind::state) states_.insert(n.a);
    if (n.kind == Kind::parameter) parameters_.insert(n.a);
    if (n.kind == Kind::time) timed_ = true;
    if (n.kind < Kind::add) return;
    add(n.a);
    if (n.b >= 0) add(n.b);
  }

  std::string states(const std::vector<Name> &names) const { return list(states_, names) + (timed_ ? ", the time of day" : ""); }
  std::string parameters(const std::vector<Name> &names) const { return list(parameters_, names); }

 private:
  static std::string list(const std::set<int> &indices, const std::vector<Name> &names) {
    std::string text, last;
    for (const int index : indices) {
      const std::string name = without_place(names[static_cast<std::size_t>(index)].text);
      if (name == last) continue;
      text += (text.empty() ? "`" : ", `") + name + "`";
      last = name;
    }
    return text;
  }

  const Graph &graph_;
  std::vector<bool> seen_;
  std::set<int> states_, parameters_;
  bool timed_ = false;
};

std::string room_of(const std::string &name) { return name.substr(0, name.find('_')); }

/* One row for all places of a state. */
std::string row(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states, const std::vector<Name> &parameters,
                std::size_t first, std::size_t end) {
  Ingredients all(graph);
  for (std::size_t i = first; i < end; i++) all.add(rates[i]);
  const Name &state = states[first];
  const std::string places = end - first > 1 ? " (" + std::to_string(end - first) + ")" : "";
  return "| `" + without_place(state.text) + "`" + places + " | " + unit_text(state.dimension) + " | " + state.meaning + " | " +
         all.states(states) + " | " + all.parameters(parameters) + " |\n";
}

}  // namespace

std::string table_text(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states,
                       const std::vector<Name> &parameters) {
  std::string text =
      "# What each rate depends on\n\n"
      "Written by `tools/record` from the equations in `src/body`; the equations themselves, with line and source, are on the rooms' "
      "pages\n"
      "([src/body](../src/body/README.md)). One row for all places of a state, their number in brackets. A rate depends on everything "
      "that\n"
      "reaches it at once, through whatever the rooms hand each other; parameters are those of the whole way.\n";
  std::string room;
  for (std::size_t first = 0, end; first < states.size(); first = end) {
    const std::string name = without_place(states[first].text);
    for (end = first; end < states.size() && without_place(states[end].text) == name;) end++;
    if (room_of(name) != room) {
      room = room_of(name);
      text += "\n## " + room + "\n\n| state | unit | meaning | states | parameters |\n|---|---|---|---|---|\n";
    }
    text += row(graph, rates, states, parameters, first, end);
  }
  return text;
}

}  // namespace record
