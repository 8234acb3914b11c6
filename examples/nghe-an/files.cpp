// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "kind.hpp"
#include "names.hpp"

namespace {

using Cells = std::vector<std::pair<std::string, std::string>>;  // column, text

std::string with_separators(const std::string& digits, char separator) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

/// One office writes 3.120.000, another 3,120,000 or 3.120.000 đồng; most write 3120000.
std::string money_text(Money amount, std::size_t row, bool mixed) {
  const std::string digits = std::to_string(amount);
  if (!mixed) return digits;
  if (row % 4 == 1) return with_separators(digits, '.');
  if (row % 6 == 2) return with_separators(digits, ',');
  if (row % 9 == 4) return with_separators(digits, '.') + " đồng";
  return digits;
}

void append_row(std::string& out, const std::vector<std::string>& cells, bool unquoted = false) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) out += ',';
    const bool quotes = !unquoted && cells[i].find(',') != std::string::npos;
    out += quotes ? '"' + cells[i] + '"' : cells[i];
  }
  out += '\n';
}

Cells cells_of(const Dossier& dossier, const Submission& submission, std::size_t row) {
  const auto date = [&](const std::optional<Day>& value) {
    return value ? text(*value, submission.dates) : "";
  };
  const auto truth = [&](const std::optional<bool>& value) -> std::string {
    if (!value) return "";
    if (submission.dates == DateStyle::iso) return *value ? "yes" : "no";
    return *value ? "có" : "không";
  };
  const auto count = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : "";
  };
  Cells cells{
      {"dossier_id", dossier.id},
      {"enterprise_id", dossier.at->id},
      {"person_id", dossier.person},
      {"event", name(dossier.event)},
      {"event_from", date(dossier.from)},
      {"event_to", date(dossier.to)},
      {"application_date", date(dossier.received)},
      {"labour_contract", truth(dossier.labour_contract)},
      {"caused_by_order_cut", truth(dossier.order_cut)},
      {"reduction", dossier.reduction},
      {"days_total", count(dossier.days_total)},
      {"days_longest", count(dossier.days_longest)},
      {"gross_in_window", dossier.income ? money_text(*dossier.income, row, submission.mixed_money) : ""},
      {"personal_reasons", truth(dossier.personal_reasons)},
  };
  if (submission.with_terminated) {
    cells.insert(cells.end(), {{"termination", dossier.termination},
                               {"pension", truth(dossier.pension)},
                               {"incapacity_allowance", truth(dossier.incapacity)},
                               {"qualifies_for_unemployment_benefit", truth(dossier.qualifies)}});
  }
  cells.insert(cells.end(), {{"union_member", truth(dossier.member)},
                             {"sex", !dossier.sex                  ? ""
                                     : *dossier.sex == Sex::female ? "female"
                                                                   : "male"},
                             {"birth_date", date(dossier.birth)},
                             {"pregnant", truth(dossier.pregnant)},
                             {"raises_child", truth(dossier.raises_child)},
                             {"youngest_child_birth", date(dossier.child_birth)},
                             {"other_carer", dossier.other_carer},
                             {"full_name", full_name(dossier.person, dossier.person_sex)},
                             {"bank", bank(dossier.person)},
                             {"account", account(dossier.person)}});
  for (auto& [column, value] : cells) {
    const auto written = dossier.as_written.find(column);
    if (written != dossier.as_written.end()) value = written->second;
  }
  return cells;
}

std::string applicants(const Submission& submission) {
  std::string out;
  for (std::size_t row = 0; row < submission.dossiers.size(); ++row) {
    const Cells cells = cells_of(submission.dossiers[row], submission, row);
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const auto& [column, value] : cells) {
      names.push_back(column);
      values.push_back(value);
    }
    if (row == 0) append_row(out, names);
    append_row(out, values, submission.dossiers[row].unquoted);
  }
  return out;
}

std::string enterprises(const Submission& submission) {
  std::vector<std::string> names{"enterprise_id", "name", "kind", "region", "fund_first_round"};
  if (submission.with_second_round) names.emplace_back("fund_second_round");
  std::string out;
  append_row(out, names);
  for (const Enterprise& one : submission.enterprises) {
    std::vector<std::string> values{one.id, full_name(one), one.kind, one.region, one.fund_first_round};
    if (submission.with_second_round) values.push_back(one.fund_second_round);
    append_row(out, values);
  }
  return out;
}

constexpr const char* expected_header =
    "dossier_id,benefit,status,entitlement_low,entitlement_high,payout_low,payout_high,failed,open,missing,"
    "claimed,"
    "kind\n";

void append_answer(std::string& out, const Dossier& dossier, const Answer& answer) {
  const std::string low = std::to_string(answer.low);
  const std::string high = std::to_string(answer.high);
  append_row(
      out, {dossier.id, name(dossier.event), answer.status, low, high, low, high, answer.failed, answer.open,
            answer.missing, std::to_string(amount(dossier.event, dossier.claimed)), dossier.kind});
}

std::string expected(const Submission& submission) {
  std::string out = expected_header;
  for (const Dossier& dossier : submission.dossiers) {
    if (dossier.faults.empty()) append_answer(out, dossier, dossier.answer);
  }
  return out;
}

std::string expected_otherwise(const Submission& submission, const std::string& condition) {
  std::string out = expected_header;
  for (const Dossier& dossier : submission.dossiers) {
    const auto other = dossier.otherwise.find(condition);
    if (other != dossier.otherwise.end()) append_answer(out, dossier, other->second);
  }
  return out;
}

/// Lines are those of an editor: the header is line 1.
std::string expected_errors(const Submission& submission) {
  std::string out;
  for (std::size_t i = 0; i < submission.enterprises.size(); ++i) {
    if (submission.enterprises[i].role == "bad_row")
      append_row(out,
                 {"enterprises.csv", std::to_string(i + 2), "region", "unknown_option", "no such region"});
  }
  for (std::size_t i = 0; i < submission.dossiers.size(); ++i) {
    for (const Fault& fault : submission.dossiers[i].faults) {
      append_row(out, {"applicants.csv", std::to_string(i + 2), fault.column, fault.code,
                       submission.dossiers[i].kind});
    }
  }
  return out.empty() ? out : "file,line,column,code,kind\n" + out;
}

bool write_file(const std::filesystem::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  return file.good();
}

}  // namespace

bool write_files(const Submission& submission, const std::string& folder) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  const std::filesystem::path root(folder);
  bool good = write_file(root / "applicants.csv", applicants(submission)) &&
              write_file(root / "enterprises.csv", enterprises(submission)) &&
              write_file(root / "expected.csv", expected(submission));
  const std::string errors = expected_errors(submission);
  if (!errors.empty()) good = write_file(root / "expected-errors.csv", errors) && good;
  std::set<std::string> conditions;
  for (const Dossier& dossier : submission.dossiers) {
    for (const auto& [condition, answer] : dossier.otherwise) conditions.insert(condition);
  }
  for (const std::string& condition : conditions) {
    good = write_file(root / ("expected-" + condition + ".csv"), expected_otherwise(submission, condition)) &&
           good;
  }
  return good;
}
