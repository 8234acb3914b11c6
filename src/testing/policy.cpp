// SPDX-License-Identifier: Apache-2.0
#include "hotro/testing/policy.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "hotro/compile.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/load.hpp"
#include "opened_policy.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace testing {
namespace {

std::string troubles(const std::vector<edge::Unreadable>& files, Language language) {
  std::string text;
  for (const edge::Unreadable& one : files)
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", one.path, one.trouble.in(language));
  return text;
}

template <class T>
T value_of(Result<T> result, const Sources& sources) {
  if (!result) throw std::runtime_error(render(result.diagnostics(), sources));
  return *std::move(result);
}

CompileOptions compile_options(const PolicyOptions& options) {
  CompileOptions result;
  result.readings = options.readings;
  result.has_known = !options.known.empty();
  if (result.has_known && !edge::read_date(options.known, result.known)) {
    const Text expected{"cần một ngày, như 2023-08-25 hoặc 25/08/2023",
                        "expected a date such as 2023-08-25 or 25/08/2023"};
    throw std::runtime_error(fmt::format("known \"{}\": {}", options.known, expected.in(options.language)));
  }
  return result;
}

std::shared_ptr<const OpenedPolicy> open(const std::string& path, const PolicyOptions& options) {
  const CompileOptions how = compile_options(options);
  edge::RuleFiles found = edge::open_rules(path, options.roots);
  if (!found.readable()) throw std::runtime_error(troubles(found.errors, options.language));
  auto opened = std::make_shared<OpenedPolicy>();
  opened->language = options.language;
  opened->rules = value_of(load(found.sources, found.files, std::move(found.parsed)), found.sources);
  if (opened->rules.benefits.empty()) {
    const Text nothing{"không có khoản hỗ trợ nào: bộ quy tắc này chỉ để bộ khác dùng",
                       "it grants no benefit: it is there to be imported"};
    throw std::runtime_error(fmt::format("{}: {}", opened->rules.id, nothing.in(options.language)));
  }
  opened->program = value_of(compile(opened->rules, how), found.sources);
  return opened;
}

}  // namespace

std::string Given::cell(const Input& fact, std::string_view currency) const {
  if (const auto* text = std::get_if<std::string>(&value_)) return *text;
  const auto* amount = std::get_if<Money>(&value_);
  const std::int64_t number = amount != nullptr ? amount->units : std::get<std::int64_t>(value_);
  const edge::Currency of(currency);
  if (fact.kind == Kind::money) return edge::cell_text(fact, number, of);
  return amount != nullptr ? edge::money_text(number, of, Language::en) : std::to_string(number);
}

Policy::Policy(const std::string& path, const PolicyOptions& options) : opened_(open(path, options)) {}

const RuleSet& Policy::rules() const { return opened_->rules; }
const Program& Policy::program() const { return opened_->program; }

}  // namespace testing
}  // namespace HOTRO_ABI
}  // namespace hotro
