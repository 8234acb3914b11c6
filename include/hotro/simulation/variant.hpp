// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is simulated: a rule set as it stands (the baseline), and variants of it. A variant changes parameters
// and readings by their names, or is another rule set altogether, such as the first with an amendment.
//
//   auto rules = std::make_shared<const hotro::RuleSet>(std::move(*loaded));
//   auto fewer = hotro::simulation::make_variant("10 days", rules, {}, {{{"days_required", "10"}}});

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../compile.hpp"
#include "../config.hpp"
#include "../program.hpp"
#include "../result.hpp"
#include "../rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// One change, by name:
///   days_required            a parameter: of every version
///   days_required@2023-02-01 of the version that applies on that day
///   base_amount(female)      one cell of a parameter with keys; without keys all cells
///   age_band.low             one end of a range
///   days_counted             a reading
///   known                    the law as enacted by that day
/// Values are written as tables write them: 1000000 or 1.000.000, 70%, 2/37, 2023-03-31, yes, an option. What
/// is changed is the model: the text of the rule set stays, and so does what it cites.
struct Setting {
  std::string name;
  std::string value;

  friend bool operator==(const Setting&, const Setting&) = default;
};
/// `name=value`; false where there is no `=`.
bool read_setting(std::string_view text, Setting& out);

struct Variant {
  std::string name;
  std::vector<Setting> settings;         // against the rule set as it stands
  std::shared_ptr<const RuleSet> rules;  // as changed
  Program program;
};

/// Errors: names and options that do not exist, values that cannot be read (E0206, E0301, E0305, E0902), and
/// those of compile(). O(size of the rule set).
Result<Variant> make_variant(std::string name, const std::shared_ptr<const RuleSet>& rules,
                             const CompileOptions& options = {}, std::span<const Setting> settings = {});

/// Values of a parameter from one to another, both included, a step apart: `days_required=5..20:5`.
struct Sweep {
  std::string parameter;  // as in Setting::name
  Type type;
  Value from, to, step;

  /// How many values there are; at least 1.
  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] Value at(std::uint64_t index) const;
  /// The same as a Setting writes it.
  [[nodiscard]] std::string value(const RuleSet& rules, std::uint64_t index) const;
};
/// The most values that a sweep has.
inline constexpr std::uint64_t most_swept = 1'000'000;

/// Errors: a parameter that cannot be swept, ends that cannot be read, more than `most_swept` values (E0206,
/// E0301).
Result<Sweep> read_sweep(const RuleSet& rules, std::string_view text);
/// The variant with one value of a sweep, named after it.
Result<Variant> make_variant(const Sweep& sweep, std::uint64_t index,
                             const std::shared_ptr<const RuleSet>& rules, const CompileOptions& options = {});

/// What the columns of a population must hold so that all variants can be decided from them: the facts of
/// all, each with every option and every value that one of them accepts. Errors: a fact that is of different
/// kinds, or groups (E0402).
Result<std::vector<Input>> inputs_of(std::span<const Variant> variants);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
