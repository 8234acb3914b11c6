// SPDX-License-Identifier: Apache-2.0
#pragma once

// Values of parameters as people write them on a command line.

#include <string>
#include <string_view>

#include "hotro/config.hpp"
#include "hotro/rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// One value, not a range; false if it is none of that type.
bool read_value(const RuleSet& rules, const Type& type, std::string_view text, Value& out);
/// Read back, it is the same value.
std::string written_value(const RuleSet& rules, const Type& type, const Value& value);
/// `an amount such as 1000000`.
std::string expected_value(const RuleSet& rules, const Type& type);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
