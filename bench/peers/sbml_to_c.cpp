/* sbml_to_c MODEL.xml MODEL.c: a model of rate rules and assignment rules, as libSBML reads it, written as C (model.h says what it
 * offers). Every constant parameter stays a parameter, so one compiled model serves all people. C++ because libSBML is. */
#include <sbml/SBMLTypes.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string &why) {
  std::fprintf(stderr, "sbml_to_c: %s\n", why.c_str());
  std::exit(1);
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  const std::string written = text;
  return written.find_first_of(".en") == std::string::npos ? written + ".0" : written;
}

class Translation {
 public:
  explicit Translation(const Model *model) {
    std::map<std::string, const Rule *> rule_of;
    for (unsigned i = 0; i < model->getNumRules(); i++) rule_of[model->getRule(i)->getVariable()] = model->getRule(i);
    for (unsigned i = 0; i < model->getNumParameters(); i++) {
      const Parameter *p = model->getParameter(i);
      const auto rule = rule_of.find(p->getId());
      if (rule == rule_of.end())
        place(p, "p", parameters_);
      else if (rule->second->isRate())
        place(p, "y", states_);
      else
        called_[p->getId()] = p->getId();
    }
    for (unsigned i = 0; i < model->getNumRules(); i++) add_rule(model->getRule(i));
  }

  std::string text() const {
    return "/* Written by sbml_to_c from an exported model. */\n#include <math.h>\n\n" + list("state", states_) +
           list("parameter", parameters_) +
           "void model_rates(double time, const double *y, const double *p, double *rate) {\n  (void)time;\n" + body_ + "}\n\n" + desolve();
  }

 private:
  void place(const Parameter *p, const std::string &array, std::vector<std::string> &names) {
    called_[p->getId()] = array + "[" + std::to_string(names.size()) + "]";
    index_[p->getId()] = names.size();
    names.push_back(p->isSetName() ? p->getName() : p->getId());
  }

  void add_rule(const Rule *rule) {
    const std::string value = formula(rule->getMath());
    if (rule->isRate())
      body_ += "  rate[" + std::to_string(index_.at(rule->getVariable())) + "] = " + value + ";\n";
    else
      body_ += "  const double " + rule->getVariable() + " = " + value + ";\n";
  }

  std::string joined(const ASTNode *node, const char *sign) const {
    std::string text = "(" + formula(node->getChild(0));
    for (unsigned i = 1; i < node->getNumChildren(); i++) text += sign + formula(node->getChild(i));
    return text + ")";
  }

  std::string called(const char *function, const ASTNode *argument) const { return function + ("(" + formula(argument)) + ")"; }

  std::string formula(const ASTNode *node) const {
    switch (node->getType()) {
      case AST_INTEGER:
        return number(static_cast<double>(node->getInteger()));
      case AST_REAL:
      case AST_REAL_E:
        return number(node->getReal());
      case AST_NAME:
        return called_.at(node->getName());
      case AST_NAME_TIME:
        return "time";
      case AST_PLUS:
        return joined(node, " + ");
      case AST_MINUS:
        return node->getNumChildren() == 1 ? "(-" + formula(node->getChild(0)) + ")" : joined(node, " - ");
      case AST_TIMES:
        return joined(node, " * ");
      case AST_DIVIDE:
        return joined(node, " / ");
      case AST_FUNCTION_EXP:
        return called("exp", node->getChild(0));
      case AST_FUNCTION_LN:
        return called("log", node->getChild(0));
      case AST_FUNCTION_COS:
        return called("cos", node->getChild(0));
      case AST_FUNCTION_ROOT:
        return called("sqrt", node->getChild(node->getNumChildren() - 1));
      default:
        fail("an operation that the model should not have");
    }
  }

  static std::string list(const std::string &what, const std::vector<std::string> &names) {
    std::string text =
        "const int model_" + what + "s = " + std::to_string(names.size()) + ";\nconst char *const model_" + what + "_name[] = {\n";
    for (const std::string &name : names) text += "    \"" + name + "\",\n";
    return text + "};\n\n";
  }

  /* What deSolve's compiled models look like: a function that gets a filler of parameters, and one that gives derivatives. */
  std::string desolve() const {
    const std::string count = std::to_string(parameters_.size());
    return "static double held[" + count + "];\n\nvoid model_begin(void (*fill)(int *, double *)) {\n  int count = " + count +
           ";\n  fill(&count, held);\n}\n\nvoid model_derivatives(int *states, double *time, double *y, double *rate, double *out, int "
           "*sizes) "
           "{\n  (void)states, (void)out, (void)sizes;\n  model_rates(*time, y, held, rate);\n}\n";
  }

  std::map<std::string, std::string> called_; /* identifier -> C */
  std::map<std::string, std::size_t> index_;
  std::vector<std::string> states_, parameters_; /* names */
  std::string body_;
};

}  // namespace

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: sbml_to_c MODEL.xml MODEL.c");
  const std::unique_ptr<SBMLDocument> document(readSBMLFromFile(argv[1]));
  if (document->getNumErrors(LIBSBML_SEV_ERROR) + document->getNumErrors(LIBSBML_SEV_FATAL)) fail(document->getErrorLog()->toString());
  if (!document->getModel()) fail("there is no model in " + std::string(argv[1]));
  std::ofstream out(argv[2]);
  out << Translation(document->getModel()).text();
  out.close();
  if (!out) fail("cannot write " + std::string(argv[2]));
  return 0;
}
