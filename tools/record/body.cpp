#define ZN_REAL "recording.h"
#include "body/model.inc"

#include "system.h"

namespace {

/* Length of the inner dimension of a parameter: 1 but for tables. */
int inner(const zn_real &) { return 1; }
template <std::size_t A>
int inner(const zn_real (&)[A]) {
  return 1;
}
template <std::size_t A, std::size_t B>
int inner(const zn_real (&)[A][B]) {
  return static_cast<int>(B);
}

std::string index_text(int i, int count, int inner_length) {
  if (count == 1) return "";
  if (inner_length == 1) return "[" + std::to_string(i) + "]";
  return "[" + std::to_string(i / inner_length) + "][" + std::to_string(i % inner_length) + "]";
}

/* How each parameter is written in C, in the order in which they lie in memory. */
std::vector<std::string> parameter_texts(const zn_person &person) {
  std::vector<std::string> texts;
#define ZN_PARAMETER(name, shape)                                                         \
  for (int i = 0, n = static_cast<int>(sizeof person.name / sizeof(zn_real)); i < n; i++) \
    texts.push_back("p->" #name + index_text(i, n, inner(person.name)));
#include "zonula/parameters.def"
#undef ZN_PARAMETER
  return texts;
}

}  // namespace

namespace record {

System recorded_body() {
  graph = Graph();
  static zn_body_states y, rates;
  static zn_person person;
  fill(&y, Kind::state);
  fill(&person, Kind::parameter);
  const zn_real time = zn_real::of(graph.symbol(Kind::time, 0));
  zn_model_rates(time, &y, &person, &rates);
  return {"body", "zn_person", graph, nodes(rates), parameter_texts(person)};
}

}  // namespace record
