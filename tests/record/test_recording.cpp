/* The recorded graph computes what the compiled equations compute, bit for bit; and its derivatives and elimination on small cases of
 * which the answer is known. C++ because the recorder is. */
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "system.h"
#include "eliminate.h"

extern "C" {
#include "base/random.h"
#include "solute/traveller.h"
#include "study/person.h"
#include "zonula/zonula.h"
}

namespace {

using record::Graph;
using record::Kind;

void check(bool holds, const std::string &sentence) {
  if (holds) return;
  std::printf("FAILED: %s\n", sentence.c_str());
  std::exit(1);
}

/* --- The graph against the compiled equations --------------------------------------------------------------------------------------- */

double computed(Kind kind, double a, double b) {
  switch (kind) {
    case Kind::add:
      return a + b;
    case Kind::subtract:
      return a - b;
    case Kind::multiply:
      return a * b;
    case Kind::divide:
      return a / b;
    case Kind::exp:
      return std::exp(a);
    case Kind::log:
      return std::log(a);
    case Kind::cos:
      return std::cos(a);
    case Kind::sin:
      return std::sin(a);
    default:
      return std::sqrt(a);
  }
}

std::vector<double> values(const Graph &graph, double time, const double *state, const double *parameter) {
  std::vector<double> value;
  const auto of = [&](int id) { return value[static_cast<std::size_t>(id)]; };
  for (int id = 0; id < graph.size(); id++) {
    const record::Node &n = graph.node(id);
    if (n.kind == Kind::constant)
      value.push_back(n.value);
    else if (n.kind == Kind::time)
      value.push_back(time);
    else if (n.kind == Kind::state || n.kind == Kind::parameter)
      value.push_back((n.kind == Kind::state ? state : parameter)[n.a]);
    else
      value.push_back(computed(n.kind, of(n.a), n.b < 0 ? 0.0 : of(n.b)));
  }
  return value;
}

zn_parameters drawn(int number) {
  zn_cohort cohort{};
  const zn_library none{};
  zn_parameters person;
  zn_error error{};
  cohort.people = number + 1;
  cohort.seed = 5;
  check(zn_person_draw(&person, &cohort, &none, number, &error) == ZN_OK, error.text);
  return person;
}

/* Every recorded rate at this moment is the compiled one, to the last bit. */
void must_compute(const record::System &system, double time, const double *y, const double *numbers, const double *rate, int trial) {
  const std::vector<double> value = values(system.graph, time, y, numbers);
  for (std::size_t i = 0; i < system.rates.size(); i++)
    check(value[static_cast<std::size_t>(system.rates[i])] == rate[i],
          system.name + ", trial " + std::to_string(trial) + ": the recorded rate of state " + std::to_string(i) + " is another");
}

constexpr int trials = 1000;

void the_bodys_graph_computes_what_the_equations_compute() {
  const record::System body = record::recorded_body();
  const std::size_t n = static_cast<std::size_t>(zn_state_count());
  std::vector<double> y(n), rate(n);
  check(body.rates.size() == n, "a rate was recorded for every state");
  check(body.parameter.size() == sizeof(zn_parameters) / sizeof(double), "every parameter has its text");
  for (int k = 0; k < trials; k++) {
    zn_parameters person = drawn(k);
    person.diet_in_meals = 0.5;
    for (std::size_t i = 0; i < n; i++)
      y[i] = zn_state_info(static_cast<int>(i))->scale *
             std::exp(zn_normal(5, static_cast<uint32_t>(k), zn_stream("state"), static_cast<uint32_t>(i)));
    const double time = 24.0 * k / trials;
    zn_body_rates(time, y.data(), &person, rate.data());
    must_compute(body, time, y.data(), reinterpret_cast<const double *>(&person), rate.data(), k);
  }
  std::printf("the body's graph of %d nodes computes the rates of %d people to the last bit\n", body.graph.size(), trials);
}

void the_solutes_graph_computes_what_the_equations_compute() {
  const record::System solute = record::recorded_solute();
  const auto scatter = [](int trial, const char *what, std::size_t i) {
    return std::exp(zn_normal(6, static_cast<uint32_t>(trial), zn_stream(what), static_cast<uint32_t>(i)));
  };
  check(solute.rates.size() == ZN_SOLUTE_STATES, "a rate was recorded for every state");
  check(solute.parameter.size() == sizeof(zn_stretch) / sizeof(double), "every number has its text");
  for (int k = 0; k < trials; k++) {
    const zn_parameters person = drawn(k);
    zn_stretch stretch;
    double y[ZN_SOLUTE_STATES], rate[ZN_SOLUTE_STATES];
    zn_traveller_of(zn_solute_info(k % zn_solute_count()), &person, &stretch.who);
    double *wall = reinterpret_cast<double *>(&stretch.wall), *slope = reinterpret_cast<double *>(&stretch.slope);
    for (std::size_t i = 0; i < ZN_WALL_NUMBERS; i++) wall[i] = scatter(k, "wall", i), slope[i] = 0.1 * scatter(k, "slope", i);
    stretch.since = 1.5;
    for (std::size_t i = 0; i < ZN_SOLUTE_STATES; i++) y[i] = scatter(k, "state", i);
    zn_stretch_rates(2.5, reinterpret_cast<const zn_solute_states *>(y), &stretch, reinterpret_cast<zn_solute_states *>(rate));
    must_compute(solute, 2.5, y, reinterpret_cast<const double *>(&stretch), rate, k);
  }
  std::printf("the solutes' graph of %d nodes computes the rates of %d journeys to the last bit\n", solute.graph.size(), trials);
}

/* What was recorded before leaves no trace. */
void systems_are_recorded_apart() {
  const record::System body = record::recorded_body(), solute = record::recorded_solute();
  const record::System again = record::recorded_body();
  check(again.rates == body.rates && again.graph.size() == body.graph.size(), "the body is recorded alike after the solutes");
  check(solute.graph.size() < body.graph.size(), "the solutes' graph holds nothing of the body's");
}

/* --- Small graphs ------------------------------------------------------------------------------------------------------------------- */

void equal_expressions_are_one_node() {
  Graph g;
  const int x = g.symbol(Kind::state, 0), y = g.symbol(Kind::state, 1), two = g.constant(2.0);
  check(g.binary(Kind::multiply, x, y) == g.binary(Kind::multiply, x, y), "a product that is there already is not made again");
  check(g.binary(Kind::multiply, x, y) != g.binary(Kind::multiply, y, x), "nothing is rearranged");
  check(g.is_constant(g.binary(Kind::divide, g.constant(1.0), two), 0.5), "what consists of constants is a constant");
  check(g.binary(Kind::add, x, g.constant(0.0)) == x && g.binary(Kind::multiply, g.constant(1.0), x) == x, "what adds nothing is left out");
}

/* f = exp(x t) / sqrt(x) + sin(t) log(x) + cos(x t). */
void derivatives_are_those_of_the_textbook() {
  Graph g;
  const int x = g.symbol(Kind::state, 3), t = g.symbol(Kind::time, 0), xt = g.binary(Kind::multiply, x, t);
  const int first = g.binary(Kind::divide, g.unary(Kind::exp, xt), g.unary(Kind::sqrt, x));
  const int second = g.binary(Kind::multiply, g.unary(Kind::sin, t), g.unary(Kind::log, x));
  const int f = g.binary(Kind::add, g.binary(Kind::add, first, second), g.unary(Kind::cos, xt));
  const int by_x = g.derivatives(3, f).back(), by_t = g.derivatives(record::time_variable, f).back(), by_other = g.derivatives(2, f).back();
  const double state[] = {0.0, 0.0, 0.0, 1.7}, a = state[3], b = 0.6;
  const std::vector<double> value = values(g, b, state, nullptr);
  const double want_x = std::exp(a * b) / std::sqrt(a) * (b - 0.5 / a) + std::sin(b) / a - std::sin(a * b) * b;
  const double want_t = std::exp(a * b) * std::sqrt(a) + std::cos(b) * std::log(a) - std::sin(a * b) * a;
  check(std::fabs(value[static_cast<std::size_t>(by_x)] - want_x) < 1e-14, "the derivative by a state is right");
  check(std::fabs(value[static_cast<std::size_t>(by_t)] - want_t) < 1e-14, "the derivative by time is right");
  check(g.is_constant(by_other, 0.0), "what does not depend on a state has no derivative by it");
}

/* An arrow: one state that touches all. Taken first it would fill the matrix; taken late it fills nothing. */
void the_state_that_touches_all_others_waits() {
  record::Derivatives d{5, {0, 5, 7, 9, 11, 13}, {0, 1, 2, 3, 4, 0, 1, 0, 2, 0, 3, 0, 4}, {}, {}, {}};
  const record::Elimination e = record::eliminate(d);
  check(e.order == std::vector<int>({1, 2, 3, 0, 4}), "the hub waits until it touches one other only");
  check(e.entries == 13, "nothing is filled in");
  check(e.products == 8, "each of the four others costs two multiplications");
}

}  // namespace

int main() {
  equal_expressions_are_one_node();
  derivatives_are_those_of_the_textbook();
  the_state_that_touches_all_others_waits();
  the_bodys_graph_computes_what_the_equations_compute();
  the_solutes_graph_computes_what_the_equations_compute();
  systems_are_recorded_apart();
  return 0;
}
