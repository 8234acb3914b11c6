// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hotro/edge/cells.hpp"
#include "hotro/limits.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

using Json = nlohmann::ordered_json;

/// Invalid UTF-8 becomes U+FFFD: data may hold anything.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }

/// Sums beyond 64 bits are written as text, exactly.
Json number(Wide value) {
  if (value >= INT64_MIN && value <= INT64_MAX) return static_cast<std::int64_t>(value);
  std::string digits = grouped(value, Language::en);
  std::erase(digits, ',');
  return digits;
}

Json amount(const Amount& value) { return {{"low", value.low.units}, {"high", value.high.units}}; }

Json words(const std::vector<std::string_view>& list) {
  Json result = Json::array();
  for (const std::string_view word : list) result.push_back(std::string(word));
  return result;
}

Json paths(const Program& program, const std::vector<std::uint32_t>& inputs) {
  Json result = Json::array();
  for (const std::uint32_t input : inputs) result.push_back(program.inputs()[input].path);
  return result;
}

std::string_view role_name(Role role) {
  switch (role) {
    case Role::combined: return "combined";
    case Role::scope: return "scope";
    case Role::concerned: return "concerned";
    case Role::condition: return "condition";
    case Role::part: return "part";
    case Role::rule: return "rule";
    case Role::entitlement: return "entitlement";
  }
  return "";
}

Json reason_json(const Reason& reason) {
  Json found = Json::array();
  for (const Finding& finding : reason.found) {
    found.push_back({{"fact", text_or_null(finding.path)},
                     {"label", finding.label},
                     {"value", finding.value},
                     {"missing", finding.missing}});
  }
  Json json = {{"role", role_name(reason.role)},
               {"id", text_or_null(reason.id)},
               {"depth", reason.depth},
               {"decisive", reason.decisive},
               {"truth", name(reason.truth)},
               {"text", reason.text},
               {"formula", text_or_null(reason.formula)},
               {"found", std::move(found)},
               {"required", text_or_null(reason.required)},
               {"citation", text_or_null(reason.citation)},
               {"sure", name(reason.sureness)}};
  if (reason.role != Role::rule) return json;
  json["table"] = reason.table;
  json["rule"] = reason.number == 0 ? Json("otherwise") : Json(reason.number);
  return json;
}

Json answer_json(const Program& program, const Answer& answer) {
  Json result;
  result["benefit"] = answer.benefit == none ? Json() : Json(program.benefits()[answer.benefit].name);
  result["status"] = name(answer.status);
  result["entitlement"] = amount(answer.decision.entitlement);
  result["payout"] = amount(answer.decision.payout);
  result["overpaid"] = amount(answer.decision.overpaid);
  result["failed"] = words(answer.failed);
  result["open"] = words(answer.open);
  return result;
}

Json place(const Sources& sources, Span span) {
  const Place at = sources.place(span);
  return {{"file", std::string(sources.name(span.source))}, {"line", at.line}, {"column", at.column}};
}

Json fact_json(const Program& program, std::uint32_t input, std::int64_t value) {
  const Input& of = program.inputs()[input];
  if (of.kind == Kind::money || of.kind == Kind::count || of.kind == Kind::days || of.kind == Kind::months)
    return value;
  return cell_text(of, value, Currency(program.data().currency));
}

Json opening(std::string_view kind) {
  return {{"hotro", 1}, {"kind", std::string(kind)}, {"version", HOTRO_VERSION}};
}

std::string without_brace(const Json& json) {
  std::string text = dump(json);
  text.pop_back();
  return text;
}

/// What is added to an object that has members.
std::string members(const Json& json) {
  std::string text = without_brace(json);
  text.front() = ',';
  return text;
}

/// Reads an object of facts event by event: numbers stay as they are written, and what stands twice is seen.
class FactReader {
 public:
  FactReader(std::string_view text, Facts& facts, std::vector<DataError>& errors)
      : text_(text), facts_(facts), errors_(errors) {}

  [[nodiscard]] bool fine() const { return fine_; }

  bool null() { return scalar(""); }
  bool boolean(bool value) { return scalar(value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return scalar(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return scalar(std::to_string(value)); }
  bool number_float(double /*rounded*/, const std::string& written) { return scalar(written); }
  bool string(const std::string& value) { return scalar(value); }
  bool binary(const Json::binary_t& /*value*/) { return false; }
  bool key(const std::string& name) {
    if (depth_ <= 2 && unread_ == 0) keys_[depth_ - 1] = name;
    return true;
  }
  bool start_object(std::size_t /*count*/) {
    if (unread_ == 0 && (depth_ == 0 || depth_ == 1)) {
      ++depth_;
      if (in_list_) ++row_;
      return true;
    }
    return start_unread();
  }
  bool end_object() {
    if (unread_ > 0)
      --unread_;
    else
      --depth_;
    return true;
  }
  bool start_array(std::size_t /*count*/) {
    if (depth_ == 0) return not_json(0);
    if (depth_ != 1 || unread_ != 0 || in_list_ || facts_.program().find(keys_[0] + ".count") == none)
      return start_unread();
    in_list_ = true;
    row_ = 0;
    return true;
  }
  bool end_array() {
    if (unread_ > 0) return end_object();
    in_list_ = false;
    keys_[1] = "count";
    ++depth_;
    const bool read = scalar(std::to_string(row_));
    --depth_;
    return read;
  }
  template <class Exception>
  bool parse_error(std::size_t position, const std::string& /*token*/, const Exception& /*why*/) {
    return not_json(position);
  }

  /// Behind position 0 it is the first byte that is wrong.
  bool not_json(std::size_t position) {
    Text expected{"một đối tượng JSON: {\"dữ kiện\": giá trị, …}", "a JSON object: {\"fact\": value, …}"};
    if (position > 0) {
      const std::string_view before = text_.substr(0, position - 1);
      const auto line = 1 + std::count(before.begin(), before.end(), '\n');
      const std::size_t start = before.rfind('\n');
      const std::size_t byte = position - (start == std::string_view::npos ? 0 : start + 1);
      expected.vi += "; sai ở dòng " + std::to_string(line) + ", byte " + std::to_string(byte);
      expected.en += "; it goes wrong in line " + std::to_string(line) + ", byte " + std::to_string(byte);
    }
    errors_.push_back({"", 0, "", "", "not_json", std::move(expected)});
    fine_ = false;
    return false;
  }

 private:
  [[nodiscard]] std::string path() const {
    const std::string row = in_list_ ? "." + std::to_string(row_) : "";
    return depth_ == 2 ? keys_[0] + row + "." + keys_[1] : keys_[0];
  }

  /// Lists, and objects in objects: said once, at the outermost.
  bool start_unread() {
    if (unread_++ == 0) {
      errors_.push_back(
          {"",
           0,
           shown(path()),
           "",
           "not_a_value",
           {"một giá trị, không phải danh sách hay đối tượng", "one value, not a list or an object"}});
      fine_ = false;
    }
    return true;
  }

  bool scalar(const std::string& cell) {
    if (depth_ == 0) return not_json(0);
    if (unread_ > 0) return true;
    if (in_list_ && depth_ == 1) return start_unread() && end_object();
    // Of rows beyond those that a list may have, their number alone is an error.
    if (in_list_ && row_ > facts_.program().inputs()[facts_.program().find(keys_[0] + ".count")].range.high)
      return true;
    const std::string name = path();
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) {
      errors_.push_back(
          {"", 0, shown(name), "", "duplicate_fact", {"mỗi dữ kiện một lần", "each fact once"}});
      fine_ = false;
      return true;
    }
    if (seen_.size() <= facts_.program().inputs().size()) seen_.push_back(name);
    fine_ = read_fact(name, cell, facts_, errors_) && fine_;
    return true;
  }

  std::string_view text_;
  Facts& facts_;
  std::vector<DataError>& errors_;
  std::string keys_[2];
  std::vector<std::string> seen_;
  std::size_t depth_ = 0;  // 1: facts, 2: those of a group, or of a row
  bool in_list_ = false;
  std::int64_t row_ = 0;    // of the list, from 1
  std::size_t unread_ = 0;  // lists and objects around, which are no values
  bool fine_ = true;
};

}  // namespace

std::string json_text(std::string_view text) { return dump(std::string(text)); }

std::string json_opening(std::string_view kind) { return without_brace(opening(kind)); }

std::string json_opening(const Program& program, std::string_view kind) {
  Json json = opening(kind);
  json["rule_set"] = program.data().rule_set;
  json["currency"] = program.data().currency;
  json["known"] = iso(program.data().known);
  json["readings"] = Json::object();
  for (const auto& [reading, option] : program.data().readings) json["readings"][reading] = option;
  json["fingerprint"] = program.fingerprint();
  return without_brace(json);
}

std::string json_dossier(std::string_view dossier_id, std::string_view person,
                         std::string_view enterprise_id) {
  return without_brace({{"dossier_id", std::string(dossier_id)},
                        {"person", text_or_null(person)},
                        {"enterprise_id", text_or_null(enterprise_id)}});
}

std::string json_answer(const Program& program, const Answer& answer) {
  return members(answer_json(program, answer));
}

std::string json_told(const Program& program, const BenefitExplanation& why) {
  Json json;
  json["reasons"] = Json::array();
  for (const Reason* reason : causes(why)) {
    json["reasons"].push_back({{"id", text_or_null(reason->id)},
                               {"truth", name(reason->truth)},
                               {"text", reason->text},
                               {"citation", text_or_null(reason->citation)},
                               {"sure", name(reason->sureness)}});
  }
  json["missing"] = paths(program, why.missing);
  json["assumed"] = paths(program, why.assumed);
  return members(json);
}

std::string json_decision(const Program& program, const DossierRow& row, std::string_view enterprise_id,
                          const Answer& answer, const BenefitExplanation* why) {
  return json_dossier(row.dossier_id, row.person, enterprise_id) + json_answer(program, answer) +
         (why == nullptr ? "" : json_told(program, *why)) + "}";
}

std::string json_error(const DataError& error, Language language) {
  return dump({{"file", error.file},
               {"row", error.row == 0 ? Json() : Json(error.row)},
               {"column", text_or_null(error.column)},
               {"value", text_or_null(error.value)},
               {"code", error.code},
               {"expected", error.expected.in(language)}});
}

std::string json_totals(const Program& program, const RunReport& report) {
  const Totals& totals = report.totals;
  Json json = {{"rows", report.rows_read},
               {"rows_with_errors", report.rows_failed},
               {"dossiers", totals.dossiers},
               {"enterprises", totals.enterprise_count()},
               {"known_in_part", totals.partial},
               {"undetermined", totals.undetermined},
               {"no_benefit_concerned", totals.nothing_concerned},
               {"payout", {{"low", number(totals.payout_low)}, {"high", number(totals.payout_high)}}}};
  json["benefits"] = Json::array();
  for (std::size_t i = 0; i < totals.benefits.size(); ++i) {
    const BenefitTotals& benefit = totals.benefits[i];
    Json one = {{"benefit", program.benefits()[i].name}};
    for (std::size_t status = 0; status < status_count; ++status) {
      if (static_cast<Status>(status) == Status::not_concerned) continue;
      one[std::string(name(static_cast<Status>(status)))] = benefit.dossiers[status];
    }
    one["payout"] = {{"low", number(benefit.payout_low)}, {"high", number(benefit.payout_high)}};
    one["overpaid"] = number(benefit.overpaid);
    json["benefits"].push_back(std::move(one));
  }
  json["refusals"] = Json::array();
  for (const auto& [refusal, count] : totals.refusals) {
    json["refusals"].push_back(
        {{"benefit", refusal.benefit == none ? Json() : Json(program.benefits()[refusal.benefit].name)},
         {"id", refusal.id},
         {"dossiers", count},
         {"reason", refusal.reason},
         {"citation", text_or_null(refusal.citation)}});
  }
  json["missing"] = Json::object();
  for (const auto& [input, count] : totals.missing) json["missing"][program.inputs()[input].path] = count;
  return dump(json);
}

std::string json_explanation(const RuleSet& rules, const Program& program, const Explanation& explanation,
                             Language language) {
  Json list = Json::array();
  for (const BenefitExplanation& benefit : explanation.benefits) {
    Json one = answer_json(program, benefit.answer);
    if (benefit.answer.benefit != none) {
      const Benefit& of = rules.benefits[benefit.answer.benefit];
      one["title"] = benefit_title(rules, benefit.answer.benefit, language);
      if (!of.in_kind.empty()) one["in_kind"] = of.in_kind.in(language);
    }
    one["reasons"] = Json::array();
    for (const Reason& reason : benefit.reasons) one["reasons"].push_back(reason_json(reason));
    one["missing"] = paths(program, benefit.missing);
    for (const std::uint32_t input : benefit.missing) {
      if (const std::string who = decided_by(rules, program, input, language); !who.empty())
        one["decided_by"][program.inputs()[input].path] = who;
    }
    one["assumed"] = paths(program, benefit.assumed);
    if (benefit.answer.status == Status::not_eligible) {
      one["single_changes"] = Json::array();
      for (const Change& change : benefit.changes) {
        const Answer outcome = answer(program, benefit.answer.benefit, change.outcome);
        one["single_changes"].push_back(
            {{"fact", program.inputs()[change.input].path},
             {"from", change.was_missing ? Json() : fact_json(program, change.input, change.from.low)},
             {"to", fact_json(program, change.input, change.to)},
             {"outcome", answer_json(program, outcome)}});
      }
    }
    list.push_back(std::move(one));
  }
  return "\"benefits\":" + dump(list) +
         ",\"assumes_nothing_paid_before\":" + (explanation.assumes_nothing_paid ? "true" : "false");
}

std::string json_case(const Case& one, const CaseResult& result, const Sources& sources) {
  Json json = {{"name", one.name}, {"passed", result.passed}, {"place", place(sources, one.span)}};
  if (result.passed) return dump(json);
  json["mismatches"] = Json::array();
  for (const Mismatch& mismatch : result.mismatches) {
    json["mismatches"].push_back(
        {{"what", mismatch.what}, {"expected", mismatch.expected}, {"got", mismatch.got}});
  }
  json["errors"] = Json::array();
  for (const Diagnostic& error : result.errors) json["errors"].push_back(std::string(code_text(error.code)));
  return dump(json);
}

std::string json_coverage(const RuleSet& rules, const Coverage& coverage, const Sources& sources,
                          Language language) {
  Json json = {{"shown", coverage.shown()}, {"of", coverage.count()}};
  json["items"] = Json::array();
  for (const CoverageItem& item : coverage.items()) {
    Json one = {{"kind", std::string(name(item.kind))},
                {"name", item.of},
                {"text", text_or_null(item.text)},
                {"place", place(sources, item.span)},
                {"citation", text_or_null(cite(rules, item.basis, language))}};
    one["ways"] = Json::array();
    for (const CoverageWay& way : item.ways) {
      one["ways"].push_back({{"way", way.name}, {"cases", way.cases}});
      if (!way.counts()) one["ways"].back()["never"] = way.never.in(language);
    }
    json["items"].push_back(std::move(one));
  }
  return dump(json);
}

std::string json_mutation(const RuleSet& rules, const MutationReport& report, const Sources& sources,
                          Language language) {
  const std::size_t noticed = report.count(Fate::noticed);
  Json json = {{"noticed", noticed},
               {"of", noticed + report.count(Fate::survived)},
               {"equivalent", report.count(Fate::equivalent)},
               {"refused", report.count(Fate::refused)}};
  json["survivors"] = Json::array();
  for (const std::size_t i : report.survivors()) {
    const Mutant& one = report.mutants[i];
    json["survivors"].push_back({{"kind", std::string(name(one.kind))},
                                 {"name", one.of},
                                 {"text", text_or_null(one.text)},
                                 {"from", one.from},
                                 {"to", text_or_null(one.to)},
                                 {"place", place(sources, one.span)},
                                 {"citation", text_or_null(cite(rules, one.basis, language))},
                                 {"cases", one.cases}});
  }
  return dump(json);
}

std::string json_differences(const Side& before, const Side& after, const Difference& all,
                             Language language) {
  const auto said = [&](const Side& side, const Statement& one) -> Json {
    if (one.text.empty()) return nullptr;
    const bool based = !one.basis.citations.empty();
    return {{"text", one.text.in(language)},
            {"citation", text_or_null(cite(side.rules, one.basis, language))},
            {"sure", based ? Json(std::string(name(one.basis.sureness))) : Json()},
            {"place", place(side.sources, one.span)}};
  };
  const auto day = [](Date date, Date open) { return date == open ? Json() : Json(iso(date)); };
  std::string out;
  for (const DifferenceSection& section : all.sections) {
    for (const DifferenceItem& one : section.items) {
      const Json json = {{"kind", std::string(name(one.kind))},
                         {"section", section.anchor},
                         {"name", one.of},
                         {"label", text_or_null(one.label.in(language))},
                         {"part", text_or_null(one.part.in(Language::en))},
                         {"from", day(one.from, beginning)},
                         {"to", day(one.to, forever)},
                         {"before", said(before, one.before)},
                         {"after", said(after, one.after)}};
      out += (out.empty() ? "\n" : ",\n") + dump(json);
    }
  }
  return "\"differences\":[" + out + "]";
}

bool read_fact(std::string_view path, std::string_view text, Facts& facts, std::vector<DataError>& errors) {
  const Program& program = facts.program();
  const Currency currency(program.data().currency);
  const std::uint32_t input = program.find(path);
  if (input == none) {
    if (path == "dossier_id" || path == "enterprise_id") return true;
    std::vector<std::string> known;
    for (const Input& one : program.inputs()) known.push_back(one.path);
    const Text close = did_you_mean_text(path, known);
    const Text expected{"tên một dữ kiện của bộ quy tắc" + (close.vi.empty() ? "" : "; " + close.vi),
                        "the name of a fact" + (close.en.empty() ? "" : "; " + close.en)};
    errors.push_back({"", 0, shown(path), "", "unknown_fact", expected});
    return false;
  }
  const Input& of = program.inputs()[input];
  const Cell cell = read_cell(of, text, currency);
  if (cell.state == CellState::missing) {
    facts.forget(input);
  } else if (cell.state != CellState::value) {
    errors.push_back({"", 0, of.path, shown(trim(text)), std::string(name(cell.state)),
                      expected(of, cell.state, text, currency)});
    return false;
  } else if (of.kind != Kind::text) {
    return facts.set(input, cell.span());
  }
  return true;
}

bool read_facts(std::string_view text, Facts& facts, std::vector<DataError>& errors) {
  if (text.size() > largest_facts) {
    const Wide most = static_cast<std::int64_t>(largest_facts);
    errors.push_back({"",
                      0,
                      "",
                      "",
                      "too_large",
                      {"nhiều nhất " + grouped(most, Language::vi) + " byte",
                       "at most " + grouped(most, Language::en) + " bytes"}});
    return false;
  }
  FactReader reader(text, facts, errors);
  // The parser of the library takes a NUL for the end of the text.
  if (const std::size_t end = text.find('\0'); end != std::string_view::npos) return reader.not_json(end + 1);
  return Json::sax_parse(text, &reader) && reader.fine();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
