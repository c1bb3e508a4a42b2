#include "parts.h"

#include <algorithm>
#include <utility>

namespace record {

const char written_by[] = "/* Written by tools/record from the equations in src/body; change those and run record_model again. */\n";

namespace {

constexpr int part_length = 300; /* lines */

}  // namespace

std::string list(const std::string &name, const std::vector<int> &numbers) {
  std::string text = "static const int " + name + "[] = {\n", line = "   ";
  for (const int number : numbers) {
    const std::string item = " " + std::to_string(number) + ",";
    if (line.size() + item.size() > 120) {
      text += line + "\n";
      line = "   ";
    }
    line += item;
  }
  return text + line + "\n};\n";
}

Parts::Parts(std::string name, std::string parameters, std::string unused)
    : name_(std::move(name)), parameters_(std::move(parameters)), unused_(std::move(unused)) {}

void Parts::put(const std::string &statement) {
  open_ += statement;
  lines_ += static_cast<int>(std::count(statement.begin(), statement.end(), '\n'));
  if (lines_ >= part_length) end();
}

void Parts::end() {
  if (open_.empty()) return;
  done_ += "static void " + name_ + "_" + std::to_string(parts_++) + "(" + parameters_ + ") {\n" + unused_ + open_ + "}\n";
  open_.clear();
  lines_ = 0;
}

std::string Parts::functions() {
  end();
  return done_;
}

std::string Parts::calls(const std::string &arguments) const {
  std::string text;
  for (int i = 0; i < parts_; i++) text += "  " + name_ + "_" + std::to_string(i) + "(" + arguments + ");\n";
  return text;
}

}  // namespace record
