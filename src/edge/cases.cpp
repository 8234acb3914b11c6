// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/cases.hpp"

#include <fmt/format.h>

#include <limits>
#include <set>

#include "hotro/edge/answers.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// What a case and a template have in common.
struct Setting {
  std::map<std::string, std::int64_t> facts;  // by path
  bool has_known = false;
  Date known;
  std::map<std::string, std::string> readings;
};

class CaseReader {
 public:
  CaseReader(const Sources& sources, std::uint32_t source, const RuleSet& rules, const Program& program,
             Diagnostics& diagnostics)
      : rules_(rules),
        program_(program),
        currency_(program.data().currency),
        diagnostics_(diagnostics),
        document_(yaml::parse(sources, source, diagnostics)) {
    any_amount_.kind = Kind::money;
    any_amount_.range = {0, std::numeric_limits<std::int64_t>::max() - 1};
  }

  CaseFile read();

 private:
  using Keys = std::vector<std::string>;

  template <class Use>
  void each(const yaml::Node& mapping, Use use) {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
      use(document_[mapping.children[i]], document_[mapping.children[i + 1]]);
    }
  }
  Diagnostic& report(Code code, const yaml::Node& node, std::string message) {
    return diagnostics_.report(code, node.span, std::move(message));
  }
  bool is(yaml::Kind kind, const yaml::Node& node, std::string_view what);
  void unknown(Code code, const yaml::Node& node, std::string message, const Keys& known) {
    report(code, node, std::move(message)).help = did_you_mean(node.text, known);
  }

  void read_templates(const yaml::Node& node);
  bool read_setting(std::string_view key, const yaml::Node& value, Setting& setting);
  void read_facts(const yaml::Node& node, std::string_view group, Setting& setting);
  void read_readings(const yaml::Node& node, Setting& setting);
  void read_case(const yaml::Node& node, CaseFile& out);
  void check_citation(const yaml::Node& node);
  void read_expectations(const yaml::Node& node, Case& one);
  void read_expectation(const yaml::Node& key, const yaml::Node& value, Expectation& expected);
  void read_truth(const yaml::Node& node, bool& has, Truth& truth);
  void read_status(const yaml::Node& node, Expectation& expected);
  void read_amount(const yaml::Node& node, bool& has, Amount& amount);
  bool read_money(const yaml::Node& node, std::string_view text, Money& money);
  void read_words(const yaml::Node& node, const Keys& known, std::string_view what, bool& has, Keys& words);
  [[nodiscard]] Keys fact_paths() const;

  const RuleSet& rules_;
  const Program& program_;
  Currency currency_;
  Diagnostics& diagnostics_;
  yaml::Document document_;
  Input any_amount_;
  std::map<std::string, Setting> templates_;
  std::set<std::string> names_;
};

bool CaseReader::is(yaml::Kind kind, const yaml::Node& node, std::string_view what) {
  if (node.kind == kind) return true;
  constexpr std::string_view shapes[] = {"a text", "a list", "a mapping"};
  report(Code::wrong_shape, node, fmt::format("{} is {}", what, shapes[static_cast<int>(kind)]));
  return false;
}

CaseFile CaseReader::read() {
  CaseFile out;
  if (document_.nodes.empty() || !is(yaml::Kind::mapping, document_.root(), "a file of cases")) return out;
  const Keys keys = {"hotro", "cases_of", "given", "cases"};
  const yaml::Node* cases = nullptr;
  bool versioned = false;
  each(document_.root(), [&](const yaml::Node& key, const yaml::Node& value) {
    if (key.text == "hotro") {
      versioned = true;
      if (value.text != "1") report(Code::wrong_version, value, "this program reads version 1 of the format");
    } else if (key.text == "cases_of") {
      out.cases_of = value.text;
      if (value.text != rules_.id) {
        report(Code::bad_case, value, fmt::format("the rule set beside this file is \"{}\"", rules_.id));
      }
    } else if (key.text == "given") {
      read_templates(value);
    } else if (key.text == "cases") {
      cases = &value;
    } else {
      unknown(Code::unknown_key, key, fmt::format("a file of cases has no key \"{}\"", key.text), keys);
    }
  });
  if (!versioned)
    report(Code::missing_key, document_.root(), "the key \"hotro\", the version of the format, is missing");
  if (out.cases_of.empty()) report(Code::missing_key, document_.root(), "the key \"cases_of\" is missing");
  if (cases == nullptr) {
    report(Code::missing_key, document_.root(), "the key \"cases\" is missing");
  } else if (is(yaml::Kind::sequence, *cases, "\"cases\"")) {
    for (const std::uint32_t child : cases->children) read_case(document_[child], out);
  }
  return out;
}

void CaseReader::read_templates(const yaml::Node& node) {
  if (!is(yaml::Kind::mapping, node, "\"given\"")) return;
  each(node, [&](const yaml::Node& name, const yaml::Node& value) {
    if (!is(yaml::Kind::mapping, value, "a template")) return;
    Setting& setting = templates_[name.text];
    each(value, [&](const yaml::Node& key, const yaml::Node& part) {
      if (!read_setting(key.text, part, setting)) {
        unknown(Code::unknown_key, key, fmt::format("a template has no key \"{}\"", key.text),
                {"enterprise", "facts", "known", "readings"});
      }
    });
  });
}

/// The keys that templates and cases share; false for another one.
bool CaseReader::read_setting(std::string_view key, const yaml::Node& value, Setting& setting) {
  if (key == "enterprise") {
    read_facts(value, "enterprise.", setting);
  } else if (key == "facts") {
    read_facts(value, "", setting);
  } else if (key == "readings") {
    read_readings(value, setting);
  } else if (key == "known") {
    setting.has_known = read_date(value.text, setting.known);
    if (!setting.has_known) report(Code::bad_value, value, "\"known\" is a date such as 2023-08-25");
  } else {
    return false;
  }
  return true;
}

CaseReader::Keys CaseReader::fact_paths() const {
  Keys paths;
  for (const Input& input : program_.inputs()) paths.push_back(input.path);
  return paths;
}

void CaseReader::read_facts(const yaml::Node& node, std::string_view group, Setting& setting) {
  if (!is(yaml::Kind::mapping, node, group.empty() ? "\"facts\"" : "\"enterprise\"")) return;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    const std::string path = std::string(group) + key.text;
    const std::uint32_t index = program_.find(path);
    if (index == none) {
      report(Code::bad_case, key, fmt::format("there is no fact \"{}\"", path)).help =
          did_you_mean(path, fact_paths());
      return;
    }
    if (!is(yaml::Kind::scalar, value, "a fact")) return;
    if (value.text == "missing" && value.quoting == yaml::Quoting::plain) {
      setting.facts.erase(path);
      return;
    }
    const Input& input = program_.inputs()[index];
    const Cell cell = read_cell(input, value.text, currency_);
    if (cell.state == CellState::value) {
      if (input.kind != Kind::text) setting.facts[path] = cell.value;
    } else if (cell.state == CellState::missing) {
      report(Code::bad_value, value, fmt::format("the fact \"{}\" is empty", path)).help =
          "write `missing` if it is not known";
    } else {
      report(Code::bad_value, value, fmt::format("\"{}\" is no value of \"{}\"", value.text, path)).help =
          "expected: " + expected(input, cell.state, value.text, currency_).en;
    }
  });
}

void CaseReader::read_readings(const yaml::Node& node, Setting& setting) {
  if (!is(yaml::Kind::mapping, node, "\"readings\"")) return;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    const std::uint32_t index = find_reading(rules_, key.text);
    if (index == none) {
      Keys known;
      for (const Reading& reading : rules_.readings) known.push_back(reading.name);
      unknown(Code::unknown_reading, key, fmt::format("there is no reading \"{}\"", key.text), known);
      return;
    }
    const ChoiceType& type = rules_.types[rules_.readings[index].type];
    if (find_option(type, value.text) == none) {
      unknown(Code::unknown_reading, value,
              fmt::format("the reading \"{}\" has no option \"{}\"", key.text, value.text), type.options);
      return;
    }
    setting.readings[key.text] = value.text;
  });
}

void CaseReader::read_case(const yaml::Node& node, CaseFile& out) {
  if (!is(yaml::Kind::mapping, node, "a case")) return;
  const std::size_t errors = diagnostics_.errors();
  Case one;
  Setting setting;
  one.span = node.span;
  if (const yaml::Node* like = document_.find(node, "like"); like != nullptr) {
    Keys known;
    for (const auto& [name, unused] : templates_) known.push_back(name);
    if (const auto found = templates_.find(like->text); found != templates_.end()) {
      setting = found->second;
    } else {
      unknown(Code::bad_case, *like, fmt::format("\"given\" has no template \"{}\"", like->text), known);
    }
  }
  bool complete = false;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    if (key.text == "name") {
      one.name = value.text;
      one.span = value.span;
      if (!names_.insert(value.text).second)
        report(Code::duplicate_name, value, "another case has the same name");
    } else if (key.text == "cite") {
      check_citation(value);
    } else if (key.text == "expect") {
      complete = true;
      read_expectations(value, one);
    } else if (key.text == "error") {
      complete = true;
      one.expects_error = find_code(value.text, one.error);
      if (!one.expects_error)
        report(Code::bad_case, value, fmt::format("there is no code \"{}\"", value.text));
    } else if (key.text != "like" && !read_setting(key.text, value, setting)) {
      unknown(Code::unknown_key, key, fmt::format("a case has no key \"{}\"", key.text),
              {"name", "cite", "like", "known", "readings", "enterprise", "facts", "expect", "error"});
    }
  });
  if (one.name.empty()) report(Code::missing_key, node, "a case has a name: one sentence");
  if (!complete) report(Code::missing_key, node, "a case says what to \"expect\"");
  one.options.has_known = setting.has_known;
  one.options.known = setting.known;
  one.options.readings.assign(setting.readings.begin(), setting.readings.end());
  for (const auto& [path, value] : setting.facts) one.facts.push_back({path, value});
  if (diagnostics_.errors() == errors) out.cases.push_back(std::move(one));
}

void CaseReader::check_citation(const yaml::Node& node) {
  if (node.kind == yaml::Kind::sequence) {
    for (const std::uint32_t child : node.children) check_citation(document_[child]);
    return;
  }
  if (!is(yaml::Kind::scalar, node, "a citation")) return;
  const std::size_t blank = node.text.find(' ');
  const std::string id = node.text.substr(0, blank);
  Keys known;
  bool found = false;
  for (const Source& source : rules_.sources) {
    known.push_back(source.id);
    found = found || source.id == id;
  }
  std::vector<LocatorPart> parts;
  if (!found) {
    report(Code::unknown_source, node, fmt::format("there is no source \"{}\"", id)).help =
        did_you_mean(id, known);
  } else if (blank != std::string::npos &&
             !parse_locator(std::string_view(node.text).substr(blank + 1), parts)) {
    report(Code::bad_citation, node, "a citation is a source and a place in it, such as `art 6 cl 2`");
  }
}

void CaseReader::read_expectations(const yaml::Node& node, Case& one) {
  if (!is(yaml::Kind::mapping, node, "\"expect\"")) return;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    Expectation expected;
    expected.span = key.span;
    expected.benefit = find_benefit(rules_, key.text);
    if (expected.benefit == none) {
      Keys known;
      for (const Benefit& benefit : rules_.benefits) known.push_back(benefit.name);
      return unknown(Code::bad_case, key, fmt::format("there is no benefit \"{}\"", key.text), known);
    }
    if (!is(yaml::Kind::mapping, value, "an expectation")) return;
    each(value, [&](const yaml::Node& what, const yaml::Node& of) { read_expectation(what, of, expected); });
    one.expectations.push_back(std::move(expected));
  });
}

void CaseReader::read_expectation(const yaml::Node& key, const yaml::Node& value, Expectation& expected) {
  Keys conditions;
  for (const Condition& condition : rules_.benefits[expected.benefit].conditions)
    conditions.push_back(condition.id);
  if (key.text == "concerned") return read_truth(value, expected.has_concerned, expected.concerned);
  if (key.text == "eligible") return read_truth(value, expected.has_eligible, expected.eligible);
  if (key.text == "status") return read_status(value, expected);
  if (key.text == "entitlement") return read_amount(value, expected.has_entitlement, expected.entitlement);
  if (key.text == "payout") return read_amount(value, expected.has_payout, expected.payout);
  if (key.text == "overpaid") return read_amount(value, expected.has_overpaid, expected.overpaid);
  if (key.text == "open") return read_words(value, conditions, "condition", expected.has_open, expected.open);
  conditions.emplace_back(outside_scope);
  if (key.text == "failed")
    return read_words(value, conditions, "condition", expected.has_failed, expected.failed);
  if (key.text == "missing")
    return read_words(value, fact_paths(), "fact", expected.has_missing, expected.missing);
  if (key.text == "assumed")
    return read_words(value, fact_paths(), "fact", expected.has_assumed, expected.assumed);
  unknown(Code::unknown_key, key, fmt::format("an expectation has no key \"{}\"", key.text),
          {"concerned", "eligible", "status", "entitlement", "payout", "overpaid", "failed", "open",
           "missing", "assumed"});
}

void CaseReader::read_truth(const yaml::Node& node, bool& has, Truth& truth) {
  has = true;
  if (node.text == "yes" || node.text == "true")
    truth = Truth::yes;
  else if (node.text == "no" || node.text == "false")
    truth = Truth::no;
  else if (node.text == "unknown")
    truth = Truth::unknown;
  else
    report(Code::bad_case, node, "expected yes, no or unknown");
}

void CaseReader::read_status(const yaml::Node& node, Expectation& expected) {
  Keys known;
  for (const Status status : {Status::eligible, Status::eligible_amount_open, Status::not_eligible,
                              Status::undetermined, Status::not_concerned}) {
    known.emplace_back(name(status));
    if (node.text != name(status)) continue;
    expected.has_status = true;
    expected.status = status;
  }
  if (!expected.has_status)
    unknown(Code::bad_case, node, fmt::format("there is no status \"{}\"", node.text), known);
}

bool CaseReader::read_money(const yaml::Node& node, std::string_view text, Money& money) {
  const Cell cell = read_cell(any_amount_, text, currency_);
  if (cell.state != CellState::value) {
    report(Code::bad_value, node, "expected an amount such as 1_000_000, or two with `..` between them");
    return false;
  }
  money.units = cell.value;
  return true;
}

void CaseReader::read_amount(const yaml::Node& node, bool& has, Amount& amount) {
  const std::string_view text = node.text;
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    has = read_money(node, text, amount.low);
    amount.high = amount.low;
  } else {
    has = read_money(node, text.substr(0, dots), amount.low) &&
          read_money(node, text.substr(dots + 2), amount.high);
  }
}

void CaseReader::read_words(const yaml::Node& node, const Keys& known, std::string_view what, bool& has,
                            Keys& words) {
  has = true;
  if (!is(yaml::Kind::sequence, node, "this expectation")) return;
  for (const std::uint32_t child : node.children) {
    const yaml::Node& word = document_[child];
    bool found = false;
    for (const std::string& one : known) found = found || one == word.text;
    if (found)
      words.push_back(word.text);
    else
      unknown(Code::bad_case, word, fmt::format("there is no {} \"{}\"", what, word.text), known);
  }
}

}  // namespace

CaseFile read_cases(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                    const Program& program, Diagnostics& diagnostics) {
  return CaseReader(sources, source, rules, program, diagnostics).read();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
