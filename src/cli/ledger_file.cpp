// SPDX-License-Identifier: Apache-2.0
#include "ledger_file.hpp"

#include <fmt/format.h>

#include <ctime>
#include <utility>

#include "terminal.hpp"

namespace hotro::cli {

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  Date date;
  make_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, date);
  return date;
}

int with_ledger(const std::string& path, bool create, Language language,
                const std::function<int(phases::Ledger&)>& use) {
  phases::LedgerOptions options;
  options.create = create;
  options.waiting = [&](const Text& why, int seconds) {
    write(stderr, fmt::format("hotro: {} ({} s)\n", why.in(language), seconds));
  };
  try {
    return use(*phases::open_ledger(path, options));
  } catch (const phases::LedgerError& error) {
    const bool of_phase =
        error.code() >= phases::LedgerCode::no_phase && error.code() != phases::LedgerCode::no_file;
    return fail(of_phase ? at_fault : no_access,
                fmt::format("{}: {}", phases::code_text(error.code()), error.text().in(language)));
  }
}

int open_phase_rules(const RuleOptions& options, phases::Rules& out) {
  RuleOptions of_rules = options;
  of_rules.readings.clear();
  for (const std::string& given : options.readings) {
    const std::size_t equals = given.find('=');
    const std::string name = given.substr(0, equals);
    if (equals != std::string::npos && edge::is_phase_reading(name))
      out.phase_readings.emplace_back(name, given.substr(equals + 1));
    else
      of_rules.readings.push_back(given);
  }
  Opened opened;
  if (const int exit = open_program(of_rules, opened); exit != fine) return exit;
  if (opened.files.phases.empty())
    return fail(at_fault,
                fmt::format("{} has no phases.yaml, which says who is one person, and what is paid once",
                            options.rules));
  std::string text;
  Text trouble;
  if (!edge::read_yaml(opened.files.phases, text, trouble))
    return fail(no_access, fmt::format("{}: {}", opened.files.phases, trouble.en));
  out.sources = std::move(opened.files.sources);
  out.files = std::move(opened.files.files);
  out.phases_file = out.sources.add(opened.files.phases, std::move(text));
  out.set = std::move(opened.rules);
  out.program = std::move(opened.program);
  Diagnostics diagnostics;
  out.phases = edge::read_phases(out.sources, out.phases_file, out.set, diagnostics);
  const bool failed = diagnostics.failed();
  print(diagnostics.take(), out.sources);
  if (failed) return at_fault;
  for (const auto& [name, option] : out.phase_readings) {
    if (!edge::set_reading(out.phases, name, option))
      return fail(
          wrong_usage,
          fmt::format("--reading {}={}: phases.yaml has no such option, or says it by law", name, option));
  }
  return fine;
}

}  // namespace hotro::cli
