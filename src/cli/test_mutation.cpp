// SPDX-License-Identifier: Apache-2.0
#include "test_mutation.hpp"

#include <fmt/format.h>

namespace hotro::cli {
namespace {

std::string change(const edge::Mutant& mutant, Language language) {
  if (mutant.to.empty())
    return fmt::format(fmt::runtime(say(language, "bỏ {}", "{} left out")), shortened(mutant.from));
  return fmt::format("{} → {}", shortened(mutant.from), shortened(mutant.to));
}

std::string reached(const edge::Mutant& mutant, Language language) {
  if (mutant.cases == 0) return std::string(say(language, "chưa tình huống nào tới", "reached by no case"));
  return fmt::format("{} {}", mutant.cases,
                     say(language, "tình huống", mutant.cases == 1 ? "case" : "cases"));
}

}  // namespace

std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  const std::vector<std::string> lines = wrap(text, most);
  return lines.size() > 1 ? lines.front() + " …" : text;
}

std::string cited(const RuleSet& rules, const Basis& basis, Language language) {
  std::string text;
  std::uint32_t before = none;
  for (const Citation& citation : basis.citations) {
    if (!text.empty()) text += "; ";
    if (citation.source != before) text += rules.sources[citation.source].id + " ";
    text += locator_text(citation, language);
    before = citation.source;
  }
  return text;
}

std::string mutation_score(const edge::MutationReport& report, Language language) {
  const std::size_t noticed = report.count(edge::Fate::noticed);
  const std::size_t equivalent = report.count(edge::Fate::equivalent);
  const std::size_t refused = report.count(edge::Fate::refused);
  const auto text = [&](std::string_view vi, std::string_view en, auto... counts) {
    return fmt::format(fmt::runtime(say(language, vi, en)), counts...);
  };
  std::string others;
  if (equivalent != 0) others += text("; {} không đổi gì", "; {} more change nothing", equivalent);
  if (refused != 0) others += text("; {} không biên dịch được", "; {} do not compile", refused);
  return text("{} % (phát hiện {} trên {} thay đổi{})", "{} % ({} of {} changes noticed{})", report.percent(),
              noticed, noticed + report.count(edge::Fate::survived), others);
}

std::string mutation_text(const Opened& opened, const edge::MutationReport& report, Language language,
                          const Terminal& terminal) {
  if (!report.failing.empty())
    return terminal.paint(Paint::red,
                          fmt::format("{}: {}", opened.rules.id,
                                      say(language, "còn tình huống sai nên không đo điểm đột biến",
                                          "no mutation score while cases fail"))) +
           "\n";
  std::string out;
  Grid grid("llllll");
  for (const std::size_t i : report.survivors()) {
    const edge::Mutant& one = report.mutants[i];
    grid.row({one.of, shortened(one.text), change(one, language), reached(one, language),
              place_text(opened.files.sources, one.span), cited(opened.rules, one.basis, language)});
  }
  if (!grid.empty())
    out += fmt::format(
        "{}\n{}",
        say(language, "Thay đổi mà không tình huống nào phát hiện:", "Changes that no case notices:"),
        grid.text("  ", 240));
  const std::string line =
      fmt::format("{}: {} {}", opened.rules.id, say(language, "điểm đột biến", "mutation score"),
                  mutation_score(report, language));
  const std::size_t percent = report.percent();
  const Paint paint = percent == 100                    ? Paint::green
                      : percent >= least_mutation_score ? Paint::yellow
                                                        : Paint::red;
  return out + terminal.paint(paint, line) + "\n";
}

}  // namespace hotro::cli
