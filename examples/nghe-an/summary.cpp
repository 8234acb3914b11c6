// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "files.hpp"

namespace {

std::string grouped(Money amount) {
  std::string digits = std::to_string(amount);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string shown(Money low, Money high) {
  return low == high ? grouped(low) : grouped(low) + " – " + grouped(high);
}

struct Sum {
  int dossiers = 0;
  Money claimed = 0;
  int eligible = 0, amount_open = 0, undetermined = 0, refused = 0, unreadable = 0;
  Money low = 0;
  Money high = 0;

  void add(const Dossier& dossier, const Answer& answer) {
    ++dossiers;
    if (!dossier.repeated) claimed += amount(dossier.event, dossier.claimed);
    if (!dossier.faults.empty()) {
      ++unreadable;
      return;
    }
    eligible += answer.status == "eligible" ? 1 : 0;
    amount_open += answer.status == "eligible_amount_open" ? 1 : 0;
    undetermined += answer.status == "undetermined" ? 1 : 0;
    refused += answer.status == "not_eligible" ? 1 : 0;
    low += answer.low;
    high += answer.high;
  }
};

std::string line(const std::string& label, const Sum& sum) {
  std::string out = "| " + label;
  for (const int count :
       {sum.dossiers, sum.eligible, sum.amount_open, sum.undetermined, sum.refused, sum.unreadable})
    out += " | " + std::to_string(count);
  return out + " | " + grouped(sum.claimed) + " | " + shown(sum.low, sum.high) + " |\n";
}

std::string by_benefit(const Submission& submission) {
  std::string out =
      "| benefit | lines | granted | amount open | undetermined | refused | unreadable | applied for | "
      "decided |\n"
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n";
  Sum all;
  for (const Event event : all_events) {
    Sum sum;
    for (const Dossier& dossier : submission.dossiers) {
      if (dossier.event == event) sum.add(dossier, dossier.answer);
    }
    if (sum.dossiers != 0) out += line(name(event), sum);
  }
  for (const Dossier& dossier : submission.dossiers) all.add(dossier, dossier.answer);
  return out + line("all", all);
}

std::string under_others(const Submission& submission) {
  std::map<std::string, Sum> sums;
  for (const Dossier& dossier : submission.dossiers) {
    for (const auto& [condition, answer] : dossier.otherwise) sums[condition];
  }
  std::string out;
  for (auto& [condition, sum] : sums) {
    int changed = 0;
    for (const Dossier& dossier : submission.dossiers) {
      const auto other = dossier.otherwise.find(condition);
      changed += other != dossier.otherwise.end() ? 1 : 0;
      sum.add(dossier, other != dossier.otherwise.end() ? other->second : dossier.answer);
    }
    if (out.empty())
      out = "\n| file | other answers | granted | refused | decided |\n|---|---:|---:|---:|---:|\n";
    out += "| expected-" + condition + ".csv | " + std::to_string(changed) + " | " +
           std::to_string(sum.eligible) + " | " + std::to_string(sum.refused) + " | " +
           shown(sum.low, sum.high) + " |\n";
  }
  return out;
}

/// What the answer hangs on, in a few words.
std::string because(const Dossier& dossier) {
  if (!dossier.faults.empty()) {
    std::string out;
    for (const Fault& fault : dossier.faults) {
      out += (out.empty() ? "`" : ", `") + fault.code +
             (fault.column.empty() ? "`" : "` in `" + fault.column + "`");
    }
    return out;
  }
  const Answer& answer = dossier.answer;
  std::string out;
  if (!answer.failed.empty()) out += "fails `" + answer.failed + "`";
  if (!answer.open.empty()) out += (out.empty() ? "open `" : ", open `") + answer.open + "`";
  if (!answer.missing.empty()) out += (out.empty() ? "missing `" : ", missing `") + answer.missing + "`";
  return out;
}

std::string by_kind(const Submission& submission) {
  struct Row {
    const Dossier* first = nullptr;
    Sum sum;
  };
  std::map<std::pair<Event, std::string>, Row> rows;
  for (const Dossier& dossier : submission.dossiers) {
    Row& row = rows[{dossier.event, dossier.kind}];
    if (row.first == nullptr) row.first = &dossier;
    row.sum.add(dossier, dossier.answer);
  }
  std::string out = "| benefit | kind | lines | first | answer | because |\n|---|---|---:|---|---|---|\n";
  for (const Event event : all_events) {
    for (const char* const status :
         {"eligible", "eligible_amount_open", "undetermined", "not_eligible", ""}) {
      for (const auto& [key, row] : rows) {
        if (key.first != event || row.first->answer.status != status) continue;
        if (!row.first->faults.empty() != (*status == '\0')) continue;
        const bool lower = *status == 'e' && row.first->answer.high < amount(event, row.first->claimed);
        out += "| " + name(event) + " | " + key.second + " | " + std::to_string(row.sum.dossiers) + " | " +
               row.first->id + " | " + (*status == '\0' ? "unreadable" : status) +
               (lower ? ", at 70 %" : "") + " | " + because(*row.first) + " |\n";
      }
    }
  }
  return out;
}

}  // namespace

std::string summary(const Submission& submission) {
  int people = 0;
  int women = 0;
  for (const Dossier& dossier : submission.dossiers) {
    people += dossier.repeated ? 0 : 1;
    women += !dossier.repeated && dossier.person_sex == Sex::female ? 1 : 0;
  }
  return std::to_string(people) + " people, " + std::to_string(women) + " of them women, of " +
         std::to_string(submission.enterprises.size()) + " enterprises.\n\n" + by_benefit(submission) +
         under_others(submission) + "\n" + by_kind(submission);
}
