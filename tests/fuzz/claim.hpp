// SPDX-License-Identifier: Apache-2.0
#pragma once

// What all targets use: a claim about the input, which ends the program where it does not hold, and files
// given together as one input.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// Between the files of one input: U+001E, which no text of ours contains.
inline constexpr char between_files = '\x1E';

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

inline std::vector<std::string> files_of(std::string_view input) {
  std::vector<std::string> files;
  for (std::size_t end = input.find(between_files); end != std::string_view::npos;
       end = input.find(between_files)) {
    files.emplace_back(input.substr(0, end));
    input.remove_prefix(end + 1);
  }
  files.emplace_back(input);
  return files;
}

/// Whether what is claimed holds; if not, the input is kept as a finding.
inline void claim(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace fuzz

/// A target: one input, which must do no harm. Both libFuzzer and replay.cpp call it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
