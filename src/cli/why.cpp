// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "commands.hpp"
#include "error_pages.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct KnownCode {
  Code code;
  std::string_view name;
};
constexpr KnownCode known_codes[] = {
#define HOTRO_CODE(letter, number, name, meaning) {Code::name, #name},
#include "hotro/codes.def"
#undef HOTRO_CODE
};

/// A code is written E0301, e0301 or unknown_name.
bool find_written(std::string_view written, Code& code) {
  std::string upper(written);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  if (find_code(upper, code)) return true;
  for (const KnownCode& known : known_codes) {
    if (known.name != written) continue;
    code = known.code;
    return true;
  }
  return false;
}

int fail_unknown(const std::string& written) {
  std::vector<std::string> known;
  for (const KnownCode& one : known_codes) {
    known.emplace_back(code_text(one.code));
    known.emplace_back(one.name);
  }
  const std::string close = did_you_mean(written, known);
  return fail(wrong_usage, fmt::format("there is no code \"{}\"; {}", written,
                                       close.empty() ? "`hotro why` lists all of them" : close));
}

void print_all() {
  const Terminal terminal(stdout);
  Grid grid("ll");
  for (const KnownCode& known : known_codes)
    grid.row({std::string(code_text(known.code)), std::string(code_meaning(known.code))});
  write(stdout, grid.text("", terminal.width));
}

/// A paragraph without the marks of its bold head, and without the places that its links lead to.
std::string plain(std::string_view text) {
  std::string out;
  if (const std::size_t head = text.find("** ");
      text.substr(0, 2) == "**" && head != std::string_view::npos) {
    out = text.substr(2, head - 2);
    text.remove_prefix(head + 2);
  }
  while (!text.empty()) {
    const std::size_t middle = text.front() == '[' ? text.find("](") : std::string_view::npos;
    const std::size_t end = text.find(')', middle == std::string_view::npos ? text.size() : middle);
    if (end != std::string_view::npos) {
      out += text.substr(1, middle - 1);
      text.remove_prefix(end + 1);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

/// The page without the marks of Markdown: blocks are indented instead, paragraphs are as wide as the
/// terminal.
void print_page(std::string_view page) {
  const Terminal terminal(stdout);
  std::string out;
  std::string paragraph;
  bool block = false;
  const auto finish = [&] {
    for (const std::string& line : wrap(plain(paragraph), terminal.width)) out += line + "\n";
    paragraph.clear();
  };
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size());
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    if (line.substr(0, 3) == "```") {
      block = !block;
    } else if (block) {
      out += line.empty() ? "\n" : fmt::format("    {}\n", line);
    } else if (line.empty()) {
      if (!paragraph.empty()) finish();
      out += "\n";
    } else if (line.front() == '#') {
      out += terminal.paint(Paint::bold, line.substr(line.find(' ') + 1)) + "\n";
    } else {
      paragraph += fmt::format("{}{}", paragraph.empty() ? "" : " ", line);
    }
  }
  if (!paragraph.empty()) finish();
  write(stdout, out);
}

int run_why(const std::string& written) {
  if (written.empty()) {
    print_all();
    return fine;
  }
  Code code{};
  if (!find_written(written, code)) return fail_unknown(written);
  for (const ErrorPage& page : error_pages) {
    if (page.code != code_text(code)) continue;
    print_page(page.text);
    return fine;
  }
  return fail(no_access, fmt::format("{} has no page: {}", code_text(code), code_meaning(code)));
}

}  // namespace

void add_why(CLI::App& app, int& exit) {
  auto written = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("why", "Explain the code of a diagnostic, with an example and a way out");
  command->add_option("CODE", *written, "The code, such as E0301; without it all codes are listed")
      ->type_name("");
  command->group("Commands");
  command->footer(
      "A page says what the code means, shows rules that are refused and what is said about them, and the\n"
      "same rules as they are accepted.\n"
      "\n"
      "Exit codes: 0 explained; 2 there is no such code.");
  command->callback([written, &exit] { exit = run_why(*written); });
}

}  // namespace hotro::cli
