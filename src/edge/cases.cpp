// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/cases.hpp"

#include <fmt/format.h>

#include <limits>
#include <set>

#include "hotro/edge/answers.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/keys.hpp"
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
        errors_before_(diagnostics.errors()),
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
  void missing(const yaml::Node& node, std::string_view what, std::string_view key, std::string_view example);
  void unknown(Code code, const yaml::Node& node, std::string message, std::string_view word,
               const Keys& known);

  void unknown_key(const yaml::Node& key, Mapping mapping);

  void read_templates(const yaml::Node& node);
  bool read_setting(std::string_view key, const yaml::Node& value, Setting& setting);
  void read_facts(const yaml::Node& node, std::string_view group, Setting& setting);
  void read_fact(const yaml::Node& key, const std::string& path, const yaml::Node& value, Setting& setting);
  void read_rows(const std::string& list, const yaml::Node& rows, Setting& setting);
  void read_readings(const yaml::Node& node, Setting& setting);
  void read_case(const yaml::Node& node, CaseFile& out);
  void read_citation(const yaml::Node& node, std::vector<Citation>& out);
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
  std::size_t errors_before_;  // reading the YAML
  yaml::Document document_;
  Input any_amount_;
  std::map<std::string, Setting> templates_;
  std::set<std::string> names_;
};

bool CaseReader::is(yaml::Kind kind, const yaml::Node& node, std::string_view what) {
  const bool nothing = node.kind == yaml::Kind::scalar && node.text.empty();
  if (node.kind == kind && !nothing) return true;
  constexpr std::string_view shapes[] = {"a single value", "a list", "a mapping of keys to values"};
  constexpr std::string_view forms[] = {
      "write one value behind the key", "write the items in [ ]",
      "write each key on a line of its own, further in, or all of them in { }"};
  const auto index = static_cast<std::size_t>(kind);
  report(Code::wrong_shape, node,
         fmt::format("{} is {}; here stands {}", what, shapes[index],
                     nothing ? "nothing" : shapes[static_cast<std::size_t>(node.kind)]))
      .help = forms[index];
  return false;
}

void CaseReader::missing(const yaml::Node& node, std::string_view what, std::string_view key,
                         std::string_view example) {
  report(Code::missing_key, node, fmt::format("{} needs the key \"{}\"", what, key)).help =
      fmt::format("add \"{}\"", example);
}

/// A word that is none of those known here, with those that are near, or else what there is.
void CaseReader::unknown(Code code, const yaml::Node& node, std::string message, std::string_view word,
                         const Keys& known) {
  constexpr std::size_t listed = 12;
  Diagnostic& diagnostic = report(code, node, std::move(message));
  diagnostic.help = did_you_mean(word, known);
  if (!diagnostic.help.empty()) return;
  diagnostic.help = known.empty() ? "the rule set has none" : "there are ";
  for (std::size_t i = 0; i < known.size() && i <= listed; ++i)
    diagnostic.help += (i == 0 ? "" : ", ") + (i == listed ? "and others" : known[i]);
}

void CaseReader::unknown_key(const yaml::Node& key, Mapping mapping) {
  Keys known;
  for (const Key& one : keys(mapping)) known.emplace_back(one.name);
  unknown(Code::unknown_key, key, fmt::format("\"{}\" is not a key of {}", key.text, what(mapping)), key.text,
          known);
}

CaseFile CaseReader::read() {
  CaseFile out;
  if (diagnostics_.errors() != errors_before_) return out;
  if (!is(yaml::Kind::mapping, document_.root(), "a file of cases")) return out;
  const yaml::Node* cases = nullptr;
  const yaml::Node* of = nullptr;
  bool versioned = false;
  each(document_.root(), [&](const yaml::Node& key, const yaml::Node& value) {
    if (key.text == "hotro") {
      versioned = true;
      if (value.text != "1")
        report(Code::wrong_version, value, "this program reads version 1 of the format").help =
            "write \"hotro: 1\"";
    } else if (key.text == "cases_of") {
      of = &value;
      out.cases_of = value.text;
      if (is(yaml::Kind::scalar, value, "\"cases_of\"") && value.text != rules_.id) {
        report(Code::bad_case, value, fmt::format("the rule set beside this file is \"{}\"", rules_.id))
            .help = fmt::format("write \"cases_of: {}\", or put the file beside its own rule set", rules_.id);
      }
    } else if (key.text == "given") {
      read_templates(value);
    } else if (key.text == "cases") {
      cases = &value;
    } else {
      unknown_key(key, Mapping::cases);
    }
  });
  if (!versioned) missing(document_.root(), "a file of cases", "hotro", "hotro: 1");
  if (of == nullptr)
    missing(document_.root(), "a file of cases", "cases_of", fmt::format("cases_of: {}", rules_.id));
  if (cases == nullptr) {
    missing(document_.root(), "a file of cases", "cases", "cases: [{name: …, facts: …, expect: …}]");
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
        unknown_key(key, Mapping::template_of_cases);
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
    if (!setting.has_known)
      report(Code::bad_value, value, "\"known\" is a date").help = "write it as 2023-08-25";
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
    if (program_.find(path + ".count") != none) return read_rows(path, value, setting);
    read_fact(key, path, value, setting);
  });
}

void CaseReader::read_fact(const yaml::Node& key, const std::string& path, const yaml::Node& value,
                           Setting& setting) {
  const std::uint32_t index = program_.find(path);
  if (index == none) {
    return unknown(Code::bad_case, key, fmt::format("there is no fact \"{}\"", path), path, fact_paths());
  }
  if (value.kind != yaml::Kind::scalar) {
    is(yaml::Kind::scalar, value, "a fact");
    return;
  }
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
}

/// The rows of a list take the place of those of a template.
void CaseReader::read_rows(const std::string& list, const yaml::Node& rows, Setting& setting) {
  for (auto one = setting.facts.lower_bound(list + "."); one != setting.facts.end();) {
    if (one->first.compare(0, list.size() + 1, list + ".") != 0) break;
    one = setting.facts.erase(one);
  }
  if (rows.kind == yaml::Kind::scalar && rows.text == "missing") return;
  if (!is(yaml::Kind::sequence, rows, "a list of rows")) return;
  const std::uint32_t count = program_.find(list + ".count");
  const auto most = static_cast<std::size_t>(program_.inputs()[count].range.high);
  if (rows.children.size() > most) {
    report(Code::bad_value, rows, fmt::format("\"{}\" has {} rows", list, rows.children.size())).help =
        fmt::format("it has at most {}", most);
    return;
  }
  setting.facts[list + ".count"] = static_cast<std::int64_t>(rows.children.size());
  for (std::size_t row = 0; row < rows.children.size(); ++row) {
    const yaml::Node& facts = document_[rows.children[row]];
    if (!is(yaml::Kind::mapping, facts, "a row of a list")) continue;
    each(facts, [&](const yaml::Node& key, const yaml::Node& value) {
      read_fact(key, fmt::format("{}.{}.{}", list, row + 1, key.text), value, setting);
    });
  }
}

void CaseReader::read_readings(const yaml::Node& node, Setting& setting) {
  if (!is(yaml::Kind::mapping, node, "\"readings\"")) return;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    const std::uint32_t index = find_reading(rules_, key.text);
    if (index == none) {
      Keys known;
      for (const Reading& reading : rules_.readings) known.push_back(reading.name);
      return unknown(Code::unknown_reading, key, fmt::format("there is no reading \"{}\"", key.text),
                     key.text, known);
    }
    if (!is(yaml::Kind::scalar, value, "an option")) return;
    const ChoiceType& type = rules_.types[rules_.readings[index].type];
    if (find_option(type, value.text) == none) {
      return unknown(Code::unknown_reading, value,
                     fmt::format("the reading \"{}\" has no option \"{}\"", key.text, value.text), value.text,
                     type.options);
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
    } else if (is(yaml::Kind::scalar, *like, "\"like\"")) {
      unknown(Code::bad_case, *like, fmt::format("\"given\" has no template \"{}\"", like->text), like->text,
              known);
    }
  }
  bool named = false;
  bool complete = false;
  each(node, [&](const yaml::Node& key, const yaml::Node& value) {
    if (key.text == "name") {
      named = true;
      if (!is(yaml::Kind::scalar, value, "the name of a case")) return;
      one.name = value.text;
      one.span = value.span;
      if (!names_.insert(value.text).second)
        report(Code::duplicate_name, value, "another case has the same name").help =
            "say in one sentence what this one shows";
    } else if (key.text == "cite") {
      read_citation(value, one.citations);
    } else if (key.text == "expect") {
      complete = true;
      read_expectations(value, one);
    } else if (key.text == "error") {
      complete = true;
      one.expects_error = find_code(value.text, one.error);
      if (!one.expects_error)
        report(Code::bad_case, value, "expected the code of a diagnostic").help =
            "write it as E0301; `hotro why` lists them";
    } else if (key.text != "like" && !read_setting(key.text, value, setting)) {
      unknown_key(key, Mapping::a_case);
    }
  });
  if (!named) missing(node, "a case", "name", "name: one sentence");
  if (!complete) missing(node, "a case", "expect", "expect: {BENEFIT: {eligible: yes}}");
  one.options.has_known = setting.has_known;
  one.options.known = setting.known;
  one.options.readings.assign(setting.readings.begin(), setting.readings.end());
  for (const auto& [path, value] : setting.facts) one.facts.push_back({path, value});
  if (diagnostics_.errors() == errors) out.cases.push_back(std::move(one));
}

void CaseReader::read_citation(const yaml::Node& node, std::vector<Citation>& out) {
  if (node.kind == yaml::Kind::sequence) {
    for (const std::uint32_t child : node.children) read_citation(document_[child], out);
    return;
  }
  if (!is(yaml::Kind::scalar, node, "a citation")) return;
  const std::size_t blank = node.text.find(' ');
  const std::string id = node.text.substr(0, blank);
  Keys known;
  Citation found;
  found.source = none;
  found.span = node.span;
  for (const Source& source : rules_.sources) {
    if (source.id == id) found.source = static_cast<std::uint32_t>(known.size());
    known.push_back(source.id);
  }
  if (found.source == none) {
    unknown(Code::unknown_source, node, fmt::format("there is no source \"{}\"", id), id, known);
  } else if (blank != std::string::npos &&
             !parse_locator(std::string_view(node.text).substr(blank + 1), found.locator)) {
    report(Code::bad_citation, node, "a citation is a source and a place in it").help =
        fmt::format("write it as \"{} art 6 cl 2\"", id);
  } else {
    out.push_back(std::move(found));
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
      return unknown(Code::bad_case, key, fmt::format("there is no benefit \"{}\"", key.text), key.text,
                     known);
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
  unknown_key(key, Mapping::expectation);
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
    report(Code::bad_case, node, "expected a truth").help = "write yes, no or unknown";
}

void CaseReader::read_status(const yaml::Node& node, Expectation& expected) {
  if (!is(yaml::Kind::scalar, node, "a status")) return;
  Keys known;
  for (const Status status : {Status::eligible, Status::eligible_amount_open, Status::not_eligible,
                              Status::undetermined, Status::not_concerned}) {
    known.emplace_back(name(status));
    if (node.text != name(status)) continue;
    expected.has_status = true;
    expected.status = status;
  }
  if (!expected.has_status)
    unknown(Code::bad_case, node, fmt::format("there is no status \"{}\"", node.text), node.text, known);
}

bool CaseReader::read_money(const yaml::Node& node, std::string_view text, Money& money) {
  const Cell cell = read_cell(any_amount_, text, currency_);
  if (cell.state != CellState::value) {
    report(Code::bad_value, node, "expected an amount, or two with `..` between them").help =
        "write it as 1_000_000, or 700_000 .. 1_000_000";
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
    if (!is(yaml::Kind::scalar, word, fmt::format("a {} here", what))) continue;
    bool found = false;
    for (const std::string& one : known) found = found || one == word.text;
    if (found)
      words.push_back(word.text);
    else
      unknown(Code::bad_case, word, fmt::format("there is no {} \"{}\"", what, word.text), word.text, known);
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
