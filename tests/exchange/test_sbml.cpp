/* The exported SBML file, read by libSBML: valid, with units that agree, and the same model: its rules, evaluated from libSBML's own
 * trees and integrated by GSL, follow zonula's body. C++ because libSBML is. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <sbml/SBMLTypes.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

extern "C" {
#include "solve/solver.h"
#include "study/start_state.h"
#include "zonula/zonula.h"
}

namespace {

[[noreturn]] void fail(const std::string &why) {
  std::printf("FAILED: %s\n", why.c_str());
  std::exit(1);
}

void must(enum zn_status status, const zn_error &error) {
  if (status != ZN_OK) fail(error.text);
}

/* --- Validity ------------------------------------------------------------------------------------------------------------------ */

void check_validity(SBMLDocument *document) {
  if (document->getNumErrors(LIBSBML_SEV_ERROR) + document->getNumErrors(LIBSBML_SEV_FATAL)) fail(document->getErrorLog()->toString());
  document->setConsistencyChecks(LIBSBML_CAT_UNITS_CONSISTENCY, true);
  document->setConsistencyChecks(LIBSBML_CAT_MODELING_PRACTICE, true);
  document->checkConsistency();
  std::map<unsigned, unsigned> warnings;
  for (unsigned i = 0; i < document->getNumErrors(); i++) {
    const SBMLError *e = document->getError(i);
    if (e->getSeverity() >= LIBSBML_SEV_ERROR) fail(e->getMessage());
    warnings[e->getErrorId()]++;
  }
  std::printf("valid; warnings:");
  for (const auto &w : warnings) std::printf(" %u of kind %u", w.second, w.first);
  std::printf("%s\n", warnings.empty() ? " none" : "");
  if (!warnings.empty()) fail(document->getError(0)->getMessage());
}

/* --- The model as libSBML reads it ------------------------------------------------------------------------------------------------ */

class Rules {
 public:
  explicit Rules(const Model *model) {
    for (unsigned i = 0; i < model->getNumParameters(); i++) {
      const Parameter *p = model->getParameter(i);
      place_[p->getId()] = static_cast<int>(value_.size());
      value_.push_back(p->isSetValue() ? p->getValue() : NAN);
    }
    for (unsigned i = 0; i < model->getNumRules(); i++) {
      const Rule *rule = model->getRule(i);
      const Step step{place_.at(rule->getVariable()), rule->getMath()};
      (rule->isRate() ? rates_ : assignments_).push_back(step);
      if (rule->isRate()) states_.push_back(step.place);
    }
  }

  std::size_t size() const { return states_.size(); }
  std::vector<double> start() const {
    std::vector<double> y;
    for (const int place : states_) y.push_back(value_[static_cast<std::size_t>(place)]);
    return y;
  }

  void rates(double time, const double *y, double *dydt) {
    time_ = time;
    for (std::size_t i = 0; i < states_.size(); i++) value_[static_cast<std::size_t>(states_[i])] = y[i];
    for (const Step &a : assignments_) value_[static_cast<std::size_t>(a.place)] = evaluate(a.math);
    for (std::size_t i = 0; i < rates_.size(); i++) dydt[i] = evaluate(rates_[i].math);
  }

 private:
  struct Step {
    int place;
    const ASTNode *math;
  };

  double name(const ASTNode *node) {
    auto found = at_.find(node);
    if (found == at_.end()) found = at_.emplace(node, place_.at(node->getName())).first;
    return value_[static_cast<std::size_t>(found->second)];
  }

  double evaluate(const ASTNode *node) {
    const auto child = [&](unsigned i) { return evaluate(node->getChild(i)); };
    switch (node->getType()) {
      case AST_INTEGER:
        return static_cast<double>(node->getInteger());
      case AST_REAL:
      case AST_REAL_E:
        return node->getReal();
      case AST_NAME:
        return name(node);
      case AST_NAME_TIME:
        return time_;
      case AST_PLUS:
        return child(0) + child(1);
      case AST_MINUS:
        return node->getNumChildren() == 1 ? -child(0) : child(0) - child(1);
      case AST_TIMES:
        return child(0) * child(1);
      case AST_DIVIDE:
        return child(0) / child(1);
      case AST_FUNCTION_EXP:
        return std::exp(child(0));
      case AST_FUNCTION_LN:
        return std::log(child(0));
      case AST_FUNCTION_COS:
        return std::cos(child(0));
      case AST_FUNCTION_ROOT:
        return std::sqrt(child(node->getNumChildren() - 1));
      default:
        fail("an operation that the model should not have");
    }
  }

  std::map<std::string, int> place_;
  std::map<const ASTNode *, int> at_;
  std::vector<double> value_;
  std::vector<Step> assignments_, rates_;
  std::vector<int> states_;
  double time_ = 0.0;
};

int gsl_rates(double t, const double y[], double dydt[], void *model) {
  static_cast<Rules *>(model)->rates(t, y, dydt);
  return GSL_SUCCESS;
}

/* --- The same course twice -------------------------------------------------------------------------------------------------------- */

void check_course(Rules &model, const zn_parameters &person, const std::vector<double> &rest) {
  const std::size_t n = model.size();
  std::vector<double> scale(n), ours(rest), theirs;
  for (std::size_t i = 0; i < n; i++) ours[i] = rest[i] * (i % 2 ? 1.3 : 0.8);
  theirs = ours;
  const zn_problem problem = zn_body_problem(scale.data());
  const zn_solver_options options = {1e-10, 1000000};
  zn_solver *solver;
  zn_error error = {};
  must(zn_solver_create(&solver, &problem, &options, &error), error);
  must(zn_solver_start(solver, 0.0, ours.data(), &person, &error), error);
  gsl_odeiv2_system system = {gsl_rates, nullptr, n, &model};
  gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_scaled_new(&system, gsl_odeiv2_step_rkf45, 1e-3, 1e-12, 1e-9, 1.0, 0.0, scale.data());
  double t = 0.0, largest = 0.0;
  for (const double until : {1.0, 24.0, 72.0}) {
    must(zn_solver_advance(solver, until, ours.data(), &error), error);
    if (gsl_odeiv2_driver_apply(driver, &t, until, theirs.data()) != GSL_SUCCESS) fail("GSL could not follow the model");
    for (std::size_t i = 0; i < n; i++) {
      const double off = std::fabs(ours[i] - theirs[i]) / (std::fabs(ours[i]) + 1e-3 * scale[i]);
      if (!(off < 1e-6)) fail(std::string(zn_state_info(static_cast<int>(i))->name) + " is off by " + std::to_string(off));
      largest = std::fmax(largest, off);
    }
  }
  std::printf("three days from a disturbed state: largest relative deviation %.1e of %zu states\n", largest, n);
  gsl_odeiv2_driver_free(driver);
  zn_solver_free(solver);
}

}  // namespace

int main(int argc, char **argv) {
  const std::string path = argc > 1 ? argv[1] : "test_sbml.xml";
  zn_parameters person;
  zn_error error = {};
  zn_parameters_default(&person);
  person.diet_in_meals = 1.0;
  std::vector<double> rest(static_cast<std::size_t>(zn_state_count()));
  must(zn_start_state(rest.data(), &person, ZN_BRANCH_HEALTHY, nullptr, &error), error);
  must(zn_person_write_sbml(&person, rest.data(), path.c_str(), &error), error);
  const std::unique_ptr<SBMLDocument> document(readSBMLFromFile(path.c_str()));
  check_validity(document.get());
  Rules model(document->getModel());
  if (model.size() != rest.size()) fail("not every state has a rate");
  if (model.start() != rest) fail("the states do not begin at rest");
  check_course(model, person, rest);
  std::printf("1 passed, 0 failed\n");
  return 0;
}
