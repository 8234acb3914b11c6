// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rule sets that are broken as people break them: by lines and words.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutants {

using Lines = std::vector<std::string>;

inline std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  return text;
}

/// What people and programs write where something else belongs.
inline constexpr std::string_view strange[] = {"",
                                               "{}",
                                               "[]",
                                               "\"\"",
                                               "~",
                                               "null",
                                               "none",
                                               "missing",
                                               "0",
                                               "-1",
                                               "1/0",
                                               "1/3",
                                               "0.1",
                                               "100%",
                                               "-100%",
                                               "1_000_000_000_000_000_000",
                                               "99999999999999999999",
                                               "-999999999999999999",
                                               "2023-02-29",
                                               "1900-01-01",
                                               "2100-12-31",
                                               "2022-10-01 .. 2021-10-01",
                                               "..",
                                               "(",
                                               ")",
                                               "[[1]]",
                                               "{a: {b: c}}",
                                               "yes",
                                               "true",
                                               "money",
                                               "date",
                                               "days",
                                               "truth",
                                               "text",
                                               "range of date",
                                               "range of money",
                                               "not",
                                               "if",
                                               "min()",
                                               "days(-1)",
                                               "months(99999)",
                                               "date(2023, 2, 29)",
                                               "overlap",
                                               "at",
                                               "reading",
                                               "enterprise",
                                               "paid_before",
                                               "thu_nhập",
                                               "1e9"};

struct Mutator {
  std::mt19937 random;
  explicit Mutator(std::uint32_t seed) : random(seed) {}

  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  }

  /// Words with what separates them left out: begin and end in the line.
  static std::vector<std::pair<std::size_t, std::size_t>> words(const std::string& line) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    constexpr std::string_view parts = " \t,:[]{}()";
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t begin = line.find_first_not_of(parts, at);
      if (begin == std::string::npos) break;
      const std::size_t end = std::min(line.find_first_of(parts, begin), line.size());
      found.emplace_back(begin, end);
      at = end;
    }
    return found;
  }
  /// A line that is no comment.
  std::size_t any(const Lines& lines) {
    for (int tries = 0; tries < 20; ++tries) {
      const std::size_t line = below(lines.size());
      const std::size_t first = lines[line].find_first_not_of(' ');
      if (first != std::string::npos && lines[line][first] != '#') return line;
    }
    return below(lines.size());
  }

  void change(Lines& lines) {
    if (lines.empty()) return;
    const std::size_t at = any(lines);
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(8)) {
      case 0: lines.erase(place); return;
      case 1: lines.insert(place, std::string(*place)); return;
      case 2: std::swap(lines[at], lines[any(lines)]); return;
      case 3:
        lines[at] =
            below(2) == 0 ? "  " + lines[at] : lines[at].substr(std::min<std::size_t>(2, lines[at].size()));
        return;
      case 4: {  // everything behind the key
        const std::size_t colon = lines[at].find(": ");
        if (colon != std::string::npos)
          lines[at] = lines[at].substr(0, colon + 2).append(strange[below(std::size(strange))]);
        return;
      }
      default: {
        const auto found = words(lines[at]);
        if (found.empty()) return;
        const auto [begin, end] = found[below(found.size())];
        std::string word(strange[below(std::size(strange))]);
        if (below(2) == 0) {  // a word of another line
          const std::string& other = lines[any(lines)];
          const auto others = words(other);
          if (!others.empty()) {
            const auto [from, to] = others[below(others.size())];
            word = other.substr(from, to - from);
          }
        }
        lines[at].replace(begin, end - begin, word);
        return;
      }
    }
  }
};

}  // namespace mutants
