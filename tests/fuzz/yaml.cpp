// SPDX-License-Identifier: Apache-2.0
// The input is a rule set: the base act, then behind U+001E each, its amendments and imports.
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  generated::Draw draw(size);  // for the rows
  fuzz::check_rules(fuzz::files_of(fuzz::text_of(bytes, size)), draw);
  return 0;
}
