// SPDX-License-Identifier: Apache-2.0
#include "verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "hotro/edge/answers.hpp"
#include "row_hash.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// As the reader of tables counts them: CRLF, LF or CR.
std::uint32_t line_ends(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    count += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) ? 1U : 0U;
  return count;
}

void add_word(std::string& words, std::string_view word) {
  if (!words.empty()) words += ' ';
  words += word;
}

}  // namespace

ListText read_list(Ledger& ledger, Id phase, Id submission) {
  ListText list;
  ledger.each_submission(phase, [&](Id id, const SubmissionRow& row) {
    if (id != submission) return;
    list.header = std::string(row.header) + "\n";
    list.enterprise_header = std::string(row.enterprise_header) + "\n";
    list.columns = row.columns;
  });
  ledger.each_enterprise(submission, [&](Id, const EnterpriseRow& row) {
    list.enterprises.emplace_back(row.enterprise_id, row.content);
  });
  return list;
}

Verdicts::Verdicts(const Rules& rules)
    : rules_(rules),
      table_(rules.program),
      row_(rules.program, 1),
      counts_things_(std::any_of(rules.phases.quotas.begin(), rules.phases.quotas.end(),
                                 [](const edge::Quota& quota) { return quota.each != none; })),
      persons_(rules.phases.person) {}

void Verdicts::begin(const ListText& list) {
  header_ = list.header;
  header_hash_ = hash_of(header_);
  header_lines_ = line_ends(header_);
  has_names_ = !list.columns.empty();
  std::vector<edge::DataError> ignored;  // there was none when the list was handed in
  names_ =
      has_names_ ? edge::ColumnNames::read(rules_.program, {"", list.columns}, ignored) : edge::ColumnNames();
  edge::TextFile enterprises{"", list.enterprise_header};
  enterprise_rows_.clear();
  for (const auto& [id, row] : list.enterprises) {
    enterprises.text.append(row) += '\n';
    enterprise_rows_.try_emplace(id, row);
  }
  reader_.emplace(rules_.program, enterprises, has_names_ ? &names_ : nullptr, edge::Twice::accepted);
  if (!counts_things_) return;
  raw_.emplace(header_);
  thing_columns_.clear();
  for (const edge::Quota& quota : rules_.phases.quotas)
    thing_columns_.push_back(quota.each == none ? SIZE_MAX
                                                : raw_->column(names_, rules_.set.facts[quota.each].path()));
}

void Verdicts::read(std::span<const std::string_view> contents) {
  contents_.assign(contents.begin(), contents.end());
  edge::TextFile applicants{"list", header_};
  lines_.clear();
  std::uint64_t line = header_lines_ + 1;
  for (const std::string& content : contents_) {
    lines_.push_back(line);
    applicants.text.append(content) += '\n';
    line += line_ends(content) + 1;
  }
  dossiers_ = reader_->read(applicants);
  places_.assign(contents_.size(), -1);
  errors_.assign(contents_.size(), {});
  for (std::size_t i = 0; i < dossiers_.rows.size(); ++i)
    places_[at_line(dossiers_.rows[i].line)] = static_cast<std::int64_t>(i);
  things_.assign(contents_.size(), {});
  if (counts_things_) find_things();
  for (const edge::DataError& error : dossiers_.errors) {
    if (!error.file.empty() && error.row > header_lines_)
      add_word(errors_[at_line(error.row)], error.code + (error.column.empty() ? "" : ":" + error.column));
  }
  paid_.assign(dossiers_.rows.size() * rules_.set.benefits.size(), 0);
}

std::size_t Verdicts::at_line(std::uint64_t line) const {
  return static_cast<std::size_t>(std::upper_bound(lines_.begin(), lines_.end(), line) - lines_.begin()) - 1;
}

void Verdicts::find_things() {
  const std::vector<edge::Quota>& quotas = rules_.phases.quotas;
  for (std::size_t dossier = 0; dossier < contents_.size(); ++dossier) {
    for (std::size_t i = 0; i < quotas.size() && readable(dossier); ++i) {
      const edge::Quota& quota = quotas[i];
      const edge::ColumnData& truths = dossiers_.columns[quota.counts];
      if (quota.each == none || !truths.present || !truths.valid(place(dossier)) ||
          truths.at(place(dossier)).low != static_cast<std::int64_t>(Truth::yes))
        continue;
      raw_->read(contents_[dossier]);
      const std::string_view cell = raw_->cell(thing_columns_[i]);
      if (!cell.empty()) {
        const Hash hash = hash_of(persons_.key(cell));
        things_[dossier].push_back({i, fmt::format("{}={}", quota.name, detail::hex(hash).substr(0, 32))});
        continue;
      }
      const std::string& counts = rules_.set.facts[quota.counts].name;
      dossiers_.errors.push_back({"list",
                                  lines_[dossier],
                                  rules_.set.facts[quota.each].name,
                                  "",
                                  "needed_by_quota",
                                  {fmt::format("một giá trị, vì “{}” là có", counts),
                                   fmt::format("a value, since \"{}\" is yes", counts)}});
      places_[dossier] = -1;
      things_[dossier].clear();
    }
  }
}

void Verdicts::deny(std::size_t dossier, std::size_t quota) {
  for (Thing& thing : things_[dossier]) thing.denied = thing.denied || thing.quota == quota;
  constexpr auto no = static_cast<std::int64_t>(Truth::no);
  dossiers_.columns[rules_.phases.quotas[quota].counts].put(place(dossier), {no, no});
}

void Verdicts::as_decided(std::size_t dossier, std::string_view paid_before, std::string_view counted) {
  deny(dossier, counted);
  for (std::uint32_t benefit = 0; benefit < rules_.set.benefits.size(); ++benefit)
    set_paid(dossier, benefit, paid_for(paid_before, rules_.set.benefits[benefit].name));
}

void Verdicts::deny(std::size_t dossier, std::string_view counted) {
  for (std::size_t i = 0; i < things_[dossier].size(); ++i) {
    std::string word = things_[dossier][i].key;
    word[word.find('=')] = '!';
    if (counted.find(word) != std::string_view::npos) deny(dossier, things_[dossier][i].quota);
  }
}

std::vector<std::string> Verdicts::errors(std::size_t dossier, Language language) const {
  std::vector<std::string> sentences;
  for (const edge::DataError& error : dossiers_.errors) {
    if (error.file.empty() || error.row <= header_lines_ || at_line(error.row) != dossier) continue;
    const std::string_view needs = language == Language::vi ? "cần có" : "expected";
    sentences.push_back((error.column.empty() ? "" : error.column + ": ") +
                        fmt::format("{} {} ({})", needs, error.expected.in(language), error.code));
  }
  return sentences;
}

std::uint32_t Verdicts::round(std::size_t dossier, std::uint32_t benefit) {
  const std::size_t at = place(dossier);
  const Formula& formula = rules_.set[rules_.set.benefits[benefit].effective_on];
  const std::vector<Mark>& marks = rules_.program.data().marks[rules_.program.benefits()[benefit].context];
  std::int64_t day = 0;
  if (formula.operation == Operation::fact && !rules_.program.inputs()[formula.index].of_enterprise) {
    const edge::ColumnData& column = dossiers_.columns[formula.index];
    if (!column.present || !column.valid(at)) return none;
    day = column.at(at).low;
  } else {
    const Mark& mark = marks[rules_.set.benefits[benefit].effective_on];
    if (!mark.present) return none;
    Facts facts(rules_.program);
    dossiers_.fill(at, facts);
    row_.evaluate(facts);
    const WideInterval found = row_.number(mark.reg);
    if (!found.known()) return none;
    day = static_cast<std::int64_t>(found.low);
  }
  return edge::find_round(rules_.phases, Date{static_cast<std::int32_t>(day)});
}

void Verdicts::set_paid(std::size_t dossier, std::uint32_t benefit, std::int64_t amount) {
  paid_[place(dossier) * rules_.set.benefits.size() + benefit] = amount;
}

/// The ledger knows what was paid: nothing is assumed.
void Verdicts::add_paid_columns() {
  const std::size_t rows = dossiers_.rows.size();
  const std::size_t benefits = rules_.set.benefits.size();
  for (std::size_t benefit = 0; benefit < benefits; ++benefit) {
    edge::ColumnData& column = dossiers_.columns[rules_.set.benefits[benefit].paid_before];
    column.present = true;
    column.complete = true;
    column.cells.assign(rows * edge::width(column.type), 0);
    column.validity.assign((rows + 7) / 8, 0);
    column.high.clear();
    for (std::size_t row = 0; row < rows; ++row) {
      const std::int64_t amount = paid_[row * benefits + benefit];
      column.put(row, {amount, amount});
    }
  }
}

std::uint32_t Verdicts::group(std::size_t row) const {
  const std::vector<edge::PriorityGroup>& groups = rules_.phases.budget.priority;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    const edge::ColumnData& column = dossiers_.columns[groups[i].fact];
    if (!column.present || !column.valid(row)) continue;
    const Interval value = column.at(row);
    if (value.known() && value.low == groups[i].value) return i;
  }
  return static_cast<std::uint32_t>(groups.size());
}

Hash Verdicts::input_hash(std::size_t dossier, const Verdict& verdict) const {
  std::string text;
  append_bytes(text, 'b', as_bytes(header_hash_));
  append_bytes(text, 't', contents_[dossier]);
  std::string_view enterprise;
  if (readable(dossier)) {
    const std::int32_t index = dossiers_.rows[place(dossier)].enterprise;
    if (index >= 0) {
      const auto found = enterprise_rows_.find(dossiers_.enterprise_ids[static_cast<std::size_t>(index)]);
      if (found != enterprise_rows_.end()) enterprise = found->second;
    }
  }
  append_bytes(text, 't', enterprise);
  append_bytes(text, 't', verdict.paid_before);
  append_bytes(text, 't', verdict.counted);
  return hash_of(text);
}

void Verdicts::judge(std::size_t dossier, Verdict& verdict) {
  const std::size_t row = place(dossier);
  std::vector<Decision> decisions{decided_.combined.at(row)};
  for (const BenefitColumns& benefit : decided_.benefits) decisions.push_back(benefit.at(row));
  const std::vector<edge::Answer> answers = edge::answers(rules_.program, decisions);
  // The benefit that pays, else one that may, else the first that is concerned.
  const edge::Answer* chosen = &answers.front();
  for (const edge::Answer& answer : answers) {
    const auto rank = [](const edge::Answer& one) {
      return std::array{one.decision.payout.high.units, one.decision.entitlement.high.units};
    };
    if (rank(answer) > rank(*chosen)) chosen = &answer;
  }
  verdict.benefit = chosen->benefit;
  verdict.entitlement = decisions.front().entitlement;
  verdict.payout = decisions.front().payout;
  if (verdict.benefit != none) verdict.round = round(dossier, verdict.benefit);
  verdict.group = group(row);
  for (const edge::Answer& answer : answers) {
    const auto add = [&](std::string& words, const std::vector<std::string_view>& more) {
      for (const std::string_view word : more) add_word(words, word);
    };
    if (&answer != chosen && answer.status != chosen->status) continue;
    add(verdict.failed, answer.failed);
    add(verdict.open, answer.open);
  }
  const bool open = std::any_of(answers.begin(), answers.end(), [](const edge::Answer& answer) {
    return answer.status == Status::undetermined || answer.status == Status::eligible_amount_open;
  });
  const bool known = verdict.payout.low == verdict.payout.high;
  const auto paying = std::count_if(answers.begin(), answers.end(), [](const edge::Answer& answer) {
    return answer.decision.payout.high.units > 0;
  });
  if (paying > 1 && decisions.front().payout.high != chosen->decision.payout.high) {
    verdict.outcome = Outcome::erroneous;
    verdict.failed = several_benefits;
    verdict.payout = {};
    return;
  }
  if (open && !(decisions.front().eligible == Truth::yes && known)) {
    verdict.outcome = Outcome::undetermined;
  } else if (decisions.front().eligible != Truth::yes) {
    verdict.outcome = Outcome::refused;
  } else if (verdict.payout.high.units == 0 && verdict.entitlement.high.units > 0) {
    verdict.outcome = Outcome::duplicate;
    verdict.failed = already_granted;
  } else {
    verdict.outcome = Outcome::accepted;
    verdict.failed.clear();
  }
}

void Verdicts::decide(std::vector<Verdict>& out) {
  add_paid_columns();
  table_.evaluate(dossiers_.table(), 0, dossiers_.rows.size(), decided_);
  out.assign(contents_.size(), {});
  const std::size_t benefits = rules_.set.benefits.size();
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    Verdict& verdict = out[i];
    if (readable(i)) {
      for (std::size_t benefit = 0; benefit < benefits; ++benefit) {
        const std::int64_t amount = paid_[place(i) * benefits + benefit];
        if (amount != 0)
          add_word(verdict.paid_before, fmt::format("{}={}", rules_.set.benefits[benefit].name, amount));
      }
      judge(i, verdict);
      for (const Thing& thing : things_[i]) {
        if (!thing.denied && verdict.outcome != Outcome::accepted) continue;  // it takes no place
        add_word(verdict.counted, thing.key);
        if (thing.denied) verdict.counted[verdict.counted.rfind('=')] = '!';
      }
    } else {
      verdict.failed = errors_[i];
    }
    verdict.input_hash = input_hash(i, verdict);
  }
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
