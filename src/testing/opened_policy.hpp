// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a policy and its applicants share.

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "hotro/program.hpp"
#include "hotro/rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace testing {

struct OpenedPolicy {
  RuleSet rules;
  Program program;
  Language language = Language::en;
};

}  // namespace testing
}  // namespace HOTRO_ABI
}  // namespace hotro
