// SPDX-License-Identifier: Apache-2.0
#include "fuzz/checks.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"
#include "fuzz/claim.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/explain.hpp"
#include "hotro/program_file.hpp"

namespace fuzz {

using hotro::Diagnostic;

namespace {

void check_span(hotro::Span span, const hotro::Sources& sources) {
  if (span.source == hotro::none) return;  // no place in a file
  claim(span.source < sources.size(), "the span is of a source");
  claim(span.begin <= span.end, "the span does not end before it begins");
  claim(span.end <= sources.text(span.source).size(), "the span lies within its text");
}

/// How many formulas there are if one that is read twice counts twice: the judge walks them so.
double walked(const hotro::RuleSet& rules, hotro::FormulaId id, std::vector<double>& known) {
  if (known[id] != 0) return known[id];
  known[id] = 1;
  const hotro::Formula& formula = rules[id];
  double sum = 1;
  if (formula.operation == hotro::Operation::definition) {
    for (const auto& version : rules.definitions[formula.index].timeline.versions)
      sum += walked(rules, version.value, known);
  }
  for (const hotro::FormulaId input : formula.inputs) sum += walked(rules, input, known);
  return known[id] = sum;
}

bool too_large_for_the_judge(const hotro::RuleSet& rules) {
  std::vector<double> known(rules.formulas.size());
  double sum = 0;
  for (hotro::FormulaId id = 0; id < known.size(); ++id) sum += walked(rules, id, known);
  return sum > 20'000;
}

/// Whether a message has an empty name. A name may have quotes in it, and at its end.
bool names_nothing(std::string_view message) {
  for (std::size_t at = message.find("\"\""); at != std::string_view::npos;
       at = message.find("\"\"", at + 1)) {
    const bool begins = at == 0 || std::string_view(" (").find(message[at - 1]) != std::string_view::npos;
    const bool ends = at + 2 == message.size() ||
                      std::string_view(" ),.;:").find(message[at + 2]) != std::string_view::npos;
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

void check_shown(std::string_view text, std::string_view what) {
  claim(hotro::edge::is_utf8(text), what);
  for (const char c : text) claim(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t', what);
}

std::string check_diagnostics(const std::vector<Diagnostic>& found, const hotro::Sources& sources,
                              bool failed) {
  const bool error = std::any_of(found.begin(), found.end(), [](const Diagnostic& one) {
    return one.severity == hotro::Severity::error;
  });
  claim(error == failed, "what fails has an error, and what has an error fails");
  for (const Diagnostic& one : found) {
    claim(!one.message.empty() && one.message.back() != '.', "a message is a sentence without a full stop");
    claim(static_cast<int>(one.code) < 200 || !one.help.empty(), "there is a way out: " + one.message);
    claim(!names_nothing(one.message), "what is named has a name: " + one.message);
    check_span(one.span, sources);
    for (const hotro::Label& label : one.also) {
      claim(!label.message.empty(), "a further place is said to be something");
      check_span(label.span, sources);
    }
    const std::string json = render(one, sources, hotro::Style::json);
    claim(nlohmann::json::accept(json), "the JSON style is JSON");
    check_shown(render(one, sources, hotro::Style::gnu), "the GNU style can be shown");
  }
  std::string text = render(found, sources, hotro::Style::human);
  check_shown(text, "the human style can be shown");
  claim(text.size() <= 8192 * (found.size() + 1), "messages are short");
  return text;
}

void check_errors(const std::vector<hotro::edge::DataError>& errors) {
  for (const hotro::edge::DataError& one : errors) {
    claim(!one.code.empty(), "an error has a code");
    claim(!one.expected.vi.empty() && !one.expected.en.empty(), "an error says what was expected");
    for (const std::string* text : {&one.column, &one.value, &one.expected.vi, &one.expected.en}) {
      check_shown(*text, "an error can be shown");
      claim(text->find('\n') == std::string::npos, "an error is on one line");
      claim(text->size() <= 2048, "an error is short");
    }
    for (const hotro::Language language : {hotro::Language::vi, hotro::Language::en})
      claim(nlohmann::json::accept(json_error(one, language)), "an error as JSON is JSON");
  }
}

void check_explanation(const hotro::RuleSet& rules, hotro::Evaluator& evaluator) {
  for (const hotro::Language language : {hotro::Language::vi, hotro::Language::en}) {
    hotro::Explainer explainer(rules, evaluator, language);
    for (const hotro::Reason& reason : explainer.explain(hotro::Lines::all))
      check_shown(text(reason, language), "a reason can be shown");
    // Everything costs thousands of evaluations.
    const auto detail =
        language == hotro::Language::vi ? hotro::edge::Detail::causes : hotro::edge::Detail::everything;
    const hotro::edge::Explanation all = explain_row(rules, evaluator, explainer, detail);
    const std::string json = json_explanation(rules, evaluator.program(), all, language);
    claim(nlohmann::json::accept("{" + json + "}"), "an explanation as JSON is JSON");
  }
}

void check_model(const hotro::RuleSet& rules, const hotro::CompileOptions& options, generated::Draw& draw) {
  std::string why;
  const std::optional<generated::Trial> trial = generated::compile(rules, options, why);
  claim(trial.has_value(), "what compiled compiles again, also in 128 bits");
  const hotro::ProgramFile file = hotro::load_program(save(trial->program));
  claim(static_cast<bool>(file), "what was saved loads");
  claim(file.program.fingerprint() == trial->program.fingerprint(), "what was saved is the same");
  if (too_large_for_the_judge(rules)) return;

  generated::RowWriter writer(draw, rules);
  std::vector<oracle::Row> rows;
  for (int i = 0; i < 3; ++i) rows.push_back(writer.complete());
  for (int i = 0; i < 3; ++i) rows.push_back(writer.partial(draw.of({5, 15, 40, 100}), i == 0));
  for (int i = 0; i < 2; ++i) rows.push_back(writer.spanned());
  try {
    std::size_t pairs = 0;
    const auto mismatch = generated::contest(*trial, rows, draw, pairs, 66);
    if (mismatch) {
      std::string text = mismatch->way + "\n" + mismatch->text + "the row\n" +
                         generated::text_of(rules, rows[mismatch->row]) + "  known on " + iso(trial->known) +
                         "\n";
      for (const auto& [name, option] : options.readings) text += "  reading." + name + " = " + option + "\n";
      claim(false, "the engine decides as the judge does: " + text);
    }
  } catch (const std::logic_error& error) {
    claim(false, error.what());
  }
  hotro::Evaluator evaluator(trial->program, 1);
  for (const std::size_t row : {std::size_t{0}, rows.size() - 1}) {
    evaluator.evaluate(generated::facts_of(rules, trial->program, rows[row]));
    check_explanation(rules, evaluator);
  }
}

void check_rules(const std::vector<std::string>& files, generated::Draw& draw) {
  hotro::Sources sources;
  std::vector<std::uint32_t> ids;
  for (const std::string& text : files)
    ids.push_back(sources.add("file-" + std::to_string(ids.size()) + ".yaml", text));
  static_cast<void>(missing_imports(sources, ids));
  const hotro::Result<hotro::RuleSet> rules = load(sources, ids);
  const std::string said = check_diagnostics(rules.diagnostics(), sources, !rules);
  claim(said == render(load(sources, ids).diagnostics(), sources), "loading again says the same");
  if (!rules) return;
  const hotro::Result<hotro::Program> program = compile(*rules);
  check_diagnostics(program.diagnostics(), sources, !program);
  if (!program) return;
  check_model(*rules, {}, draw);
}

}  // namespace fuzz
