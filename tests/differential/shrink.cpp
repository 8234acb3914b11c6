// SPDX-License-Identifier: Apache-2.0
#include "differential/shrink.hpp"

#include <vector>

namespace generated {

namespace {

using Lines = std::vector<std::string>;

Lines split(const std::string& text) {
  Lines lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  lines.pop_back();
  return lines;
}
std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::size_t indent(const std::string& line) { return line.find_first_not_of(' '); }

/// The end of what belongs to the line at `begin`: the lines below it that stand deeper.
std::size_t block_end(const Lines& lines, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < lines.size() && indent(lines[end]) > indent(lines[begin])) ++end;
  return end;
}

/// Texts that could stand in place of a formula: the insides of its brackets, and plain values.
std::vector<std::string> smaller(const std::string& formula) {
  std::vector<std::string> result = {"true", "0", "wage", "start"};
  for (std::size_t begin = 0; begin < formula.size(); ++begin) {
    if (formula[begin] != '(') continue;
    int depth = 0;
    for (std::size_t end = begin; end < formula.size(); ++end) {
      depth += formula[end] == '(' ? 1 : formula[end] == ')' ? -1 : 0;
      if (depth != 0) continue;
      const std::string inner = formula.substr(begin, end + 1 - begin);
      if (inner.size() < formula.size()) result.push_back(inner);
      for (const char* value : {"0", "1", "true", "wage", "days(1)", "start"}) {
        result.push_back(formula.substr(0, begin) + value + formula.substr(end + 1));
      }
      break;
    }
  }
  return result;
}

}  // namespace

Texts shrink(Texts texts, const std::function<bool(const Texts&)>& shows, int tries) {
  const auto better = [&](const Texts& candidate) {
    if (tries <= 0) return false;
    --tries;
    if (!shows(candidate)) return false;
    texts = candidate;
    return true;
  };
  bool again = true;
  while (again && tries > 0) {
    again = false;
    for (std::size_t f = texts.files.size(); f-- > 1;) {
      Texts candidate = texts;
      candidate.files.erase(candidate.files.begin() + static_cast<std::ptrdiff_t>(f));
      again = better(candidate) || again;
    }
    for (std::size_t f = 0; f < texts.files.size(); ++f) {
      for (std::size_t line = 0; line < split(texts.files[f].text).size();) {
        const Lines lines = split(texts.files[f].text);
        const auto at = [&](std::size_t l) { return lines.begin() + static_cast<std::ptrdiff_t>(l); };
        Lines without(lines.begin(), at(line));
        without.insert(without.end(), at(block_end(lines, line)), lines.end());
        Texts candidate = texts;
        candidate.files[f].text = joined(without);
        if (better(candidate)) {
          again = true;
        } else {
          ++line;
        }
      }
      for (std::size_t line = 0; line < split(texts.files[f].text).size(); ++line) {
        bool found = true;
        while (found && tries > 0) {
          found = false;
          Lines lines = split(texts.files[f].text);
          const std::string whole = lines[line];
          std::size_t begin = whole.find(": ");
          begin = begin == std::string::npos ? whole.find("- ") : begin;
          if (begin == std::string::npos || whole.find('(') == std::string::npos) break;
          const std::string formula = whole.substr(begin + 2);
          for (const std::string& instead : smaller(formula)) {
            if (instead.size() >= formula.size()) continue;
            lines[line] = whole.substr(0, begin + 2) + instead;
            Texts candidate = texts;
            candidate.files[f].text = joined(lines);
            if (better(candidate)) {
              found = again = true;
              break;
            }
          }
        }
      }
    }
  }
  return texts;
}

}  // namespace generated
