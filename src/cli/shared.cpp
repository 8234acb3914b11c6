// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "output.hpp"
#include "terminal.hpp"

namespace hotro::cli {

namespace {

/// The language of the environment: Vietnamese where it says so (POSIX: LC_ALL, LC_MESSAGES, LANG), else
/// English.
std::string environment_language() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).substr(0, 2) == "vi" ? "vi" : "en";
  }
  return "en";
}

int read_readings(const RuleOptions& options, const RuleSet& rules, CompileOptions& out) {
  for (const std::string& given : options.readings) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos)
      return fail(wrong_usage, fmt::format("--reading {}: expected name=option", given));
    const std::string reading = given.substr(0, equals);
    const std::string option = given.substr(equals + 1);
    const std::uint32_t index = find_reading(rules, reading);
    if (index == none) {
      std::vector<std::string> known;
      for (const Reading& one : rules.readings) known.push_back(one.name);
      const std::string close = did_you_mean(reading, known);
      return fail(wrong_usage, fmt::format("--reading {}: {} has no reading \"{}\"{}{}", given, rules.id,
                                           reading, close.empty() ? "" : "; ", close));
    }
    const ChoiceType& type = rules.types[rules.readings[index].type];
    if (find_option(type, option) == none) {
      std::string list;
      for (const std::string& one : type.options) list += (list.empty() ? "" : ", ") + one;
      return fail(wrong_usage, fmt::format("--reading {}: expected one of {}", given, list));
    }
    out.readings.emplace_back(reading, option);
  }
  return fine;
}

}  // namespace

void add_rule_options(CLI::App& command, RuleOptions& options, bool needed) {
  command.add_option("RULES", options.rules, "The rule set: its folder, or its name where it is installed")
      ->required(needed)
      ->type_name("");
  command
      .add_option("--known", options.known,
                  "The law as it was enacted by that day; by default all that is loaded")
      ->type_name("DATE");
  command
      .add_option("--reading", options.readings,
                  "Decide a point on which the law is silent otherwise than by default; may be repeated")
      ->type_name("NAME=OPTION")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

CLI::Validator not_empty() {
  return CLI::Validator([](std::string& text) { return text.empty() ? "it is empty" : std::string(); }, "");
}

CLI::Validator one_of(const std::vector<std::string>& words) { return CLI::IsMember(words).description(""); }

void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats) {
  options.format = formats.front();
  options.language = environment_language();
  command.add_option("--format", options.format, "How to answer; by default " + formats.front())
      ->check(one_of(formats))
      ->type_name(CLI::detail::join(formats, "|"));
  command
      .add_option("--lang", options.language, "The language of answers; by default that of the environment")
      ->check(one_of({"vi", "en"}))
      ->type_name("vi|en");
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return !a.empty() && !b.empty() && std::filesystem::equivalent(a, b, error) && !error;
}

int fail(Exit exit, const std::string& message) {
  write(stderr, fmt::format("hotro: {}\n", message));
  return exit;
}

void print(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  if (!diagnostics.empty()) write(stderr, render(diagnostics, sources));
}

std::vector<std::string> rule_roots() {
  std::vector<std::string> roots;
  const char* given = std::getenv("HOTRO_RULES");
  for (std::string_view rest = given == nullptr ? "" : given; !rest.empty();) {
    const std::string_view root = rest.substr(0, rest.find(':'));
    if (!root.empty()) roots.emplace_back(root);
    rest.remove_prefix(std::min(rest.size(), root.size() + 1));
  }
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return roots;
  // As it is installed, and as it is built.
  for (const char* where : {HOTRO_INSTALLED_RULES, "share/hotro/rules"})
    roots.push_back((program.parent_path() / where).lexically_normal().string());
  return roots;
}

int open_files(const std::string& path, edge::RuleFiles& files) {
  files = edge::open_rules(path, rule_roots());
  for (const edge::Unreadable& one : files.errors) {
    write(stderr, fmt::format("{}: error {}: cannot be read: {}\n", one.path, code_text(Code::cannot_read),
                              one.trouble.en));
  }
  return files.readable() ? fine : no_access;
}

std::string name_of(const edge::RuleFiles& files, const RuleSet& rules) {
  return files.amendments.empty() ? rules.id : fmt::format("{} + {}", rules.id, files.amendments);
}

std::string place_text(const Sources& sources, Span span) {
  return fmt::format("{}:{}", sources.name(span.source), sources.place(span).line);
}

int open_rule_set(const RuleOptions& options, Opened& out) {
  out.read_as.has_known = !options.known.empty();
  if (out.read_as.has_known && !edge::read_date(options.known, out.read_as.known)) {
    return fail(wrong_usage,
                fmt::format("--known {}: expected a date such as 2023-08-25 or 25/08/2023", options.known));
  }
  if (const int exit = open_files(options.rules, out.files); exit != fine) return exit;
  Result<RuleSet> rules = load(out.files.sources, out.files.files, std::move(out.files.parsed));
  print(rules.diagnostics(), out.files.sources);
  if (!rules) return at_fault;
  out.rules = *std::move(rules);
  edge::judge_given(out.files, out.rules);
  return read_readings(options, out.rules, out.read_as);
}

int open_program(const RuleOptions& options, Opened& out) {
  if (const int exit = open_rule_set(options, out); exit != fine) return exit;
  if (out.rules.benefits.empty())
    return fail(at_fault, fmt::format("{} grants no benefit: it is there to be imported", out.rules.id));
  Result<Program> program = compile(out.rules, out.read_as);
  print(program.diagnostics(), out.files.sources);
  if (!program) return at_fault;
  out.program = *std::move(program);
  return fine;
}

edge::ExplanationStyle explanation_style(const std::string& id, bool full, Language language) {
  return {id, full, language, std::string(say(language, " (xem với --full)", " (--full shows them)")),
          Terminal(stdout)};
}

int read_table(const std::string& path, edge::TextFile& file, Language language) {
  Text trouble;
  file.name = path;
  if (!edge::read_file(path, largest_table, file.text, trouble))
    return fail(no_access, fmt::format("{}: {}", path, trouble.in(language)));
  if (!edge::is_workbook(file.text)) {
    edge::to_utf8(file.text);
    return fine;
  }
  edge::SheetText sheet;
  if (!edge::read_sheet(file.text, sheet, trouble))
    return fail(at_fault, fmt::format("{}: {}", path, trouble.in(language)));
  note_sheets(path, sheet, language);
  file.text = std::move(sheet.text);
  return fine;
}

void note_sheets(const std::string& path, const edge::SheetText& sheet, Language language) {
  if (sheet.unread.empty()) return;
  std::string names;
  for (const std::string& name : sheet.unread)
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", edge::shown(name));
  const std::string_view form = say(language, "{}: chỉ đọc trang tính \"{}\", không đọc {}",
                                    "{}: only the sheet \"{}\" is read, not {}");
  write(stderr,
        fmt::format("hotro: {}\n", fmt::format(fmt::runtime(form), path, edge::shown(sheet.name), names)));
}

int read_names(const std::string& path, const Program& program, edge::ColumnNames& names, Language language) {
  edge::TextFile file;
  if (const int exit = read_table(path, file, language); exit != fine) return exit;
  std::vector<edge::DataError> errors;
  names = edge::ColumnNames::read(program, file, errors);
  write(stderr, errors_text(errors, language, errors.size(), false));
  return errors.empty() ? fine : at_fault;
}

std::string errors_text(const std::vector<edge::DataError>& errors, Language language, std::size_t most,
                        bool warnings, std::size_t count) {
  const Terminal terminal(stderr);
  std::string text;
  for (std::size_t first = 0; first < errors.size() && first < most;) {
    // Those of one file stand below its name.
    const std::string& file = errors[first].file;
    Grid grid(file.empty() ? "ll" : "rll");
    for (; first < errors.size() && first < most && errors[first].file == file; ++first) {
      const edge::DataError& error = errors[first];
      std::string found = error.column;
      if (!error.value.empty()) found += fmt::format("{}\"{}\"", found.empty() ? "" : " = ", error.value);
      std::vector<std::string> row = {found, fmt::format("{}: {}", error.code, error.expected.in(language))};
      if (!file.empty()) row.insert(row.begin(), error.row == 0 ? "" : std::to_string(error.row));
      grid.row(std::move(row));
    }
    if (!file.empty()) text += terminal.paint(Paint::bold, file) + "\n";
    text += grid.text("  ", terminal.width);
  }
  if (text.empty()) return text;
  count = std::max(count, errors.size());
  if (const std::size_t shown = std::min(most, errors.size()); count > shown) {
    const std::string more = edge::grouped(static_cast<std::int64_t>(count - shown), language);
    text += fmt::format(fmt::runtime(say(language, "  … và {} dòng nữa\n", "  … and {} more\n")), more);
  }
  const std::string_view facts = say(language, "Lỗi ở dữ kiện:", "Errors in the facts:");
  if (errors.front().file.empty()) return fmt::format("{}\n{}", facts, text);
  const std::string_view head = warnings ? say(language, "Lưu ý về dữ liệu:", "Notes on the data:")
                                         : say(language, "Lỗi dữ liệu (dòng, tìm thấy, mã lỗi: cần có):",
                                               "Errors in the data (row, found, code: expected):");
  return fmt::format("{}\n{}", head, text);
}

}  // namespace hotro::cli
