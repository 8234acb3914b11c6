// SPDX-License-Identifier: Apache-2.0
// How libFuzzer changes rule sets and cases: half of the time byte by byte, as it changes everything,
// otherwise by lines and words, so that the change gets past the YAML.
#include <algorithm>
#include <cstring>

#include "fuzz/claim.hpp"
#include "mutants.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t most);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most,
                                               unsigned seed);
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t most, unsigned seed);

namespace {

using mutants::Lines;

Lines lines_of(std::string_view text) {
  Lines lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) lines.emplace_back(text);
  return lines;
}

std::size_t put(const Lines& lines, std::uint8_t* bytes, std::size_t most) {
  const std::string text = mutants::text_of(lines);
  const std::size_t size = std::min(text.size(), most);
  std::memcpy(bytes, text.data(), size);
  return size;
}

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t most, unsigned seed) {
  mutants::Mutator mutator(seed);
  if (size == 0 || mutator.below(2) == 0) return LLVMFuzzerMutate(bytes, size, most);
  Lines lines = lines_of(fuzz::text_of(bytes, size));
  for (std::size_t changes = 1 + mutator.below(3); changes > 0; --changes) mutator.change(lines);
  return put(lines, bytes, most);
}

/// Some lines of one behind a line of the other.
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                      const std::uint8_t* other, std::size_t other_size, std::uint8_t* out,
                                      std::size_t most, unsigned seed) {
  mutants::Mutator mutator(seed);
  Lines lines = lines_of(fuzz::text_of(one, one_size));
  const Lines from = lines_of(fuzz::text_of(other, other_size));
  if (from.empty()) return put(lines, out, most);
  const auto first = from.begin() + static_cast<std::ptrdiff_t>(mutator.below(from.size()));
  const auto rest = static_cast<std::size_t>(from.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(1 + mutator.below(std::min<std::size_t>(rest, 12)));
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(mutator.below(lines.size() + 1)), first, last);
  return put(lines, out, most);
}
