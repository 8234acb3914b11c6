// SPDX-License-Identifier: Apache-2.0
#include "decider.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// How many different answers are kept at hand; two that fall on one place take turns.
constexpr std::size_t most_known = 1024;

std::size_t place_of(const std::array<std::uint64_t, 9>& key) {
  constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15;
  // The higher ends of amounts are left out: mostly they are the lower ones.
  const std::uint64_t sum = key[0] * factor + key[1] * (factor << 1U | 1U) + key[3] * (factor << 2U | 1U) +
                            key[5] * (factor << 3U | 1U) + key[7] * (factor << 4U | 1U) + key[8];
  return (sum ^ sum >> 32U) * factor >> 54U;
}
static_assert(most_known == std::size_t{1} << (64 - 54));

bool same(const std::array<std::uint64_t, 9>& a, const std::array<std::uint64_t, 9>& b) {
  std::uint64_t other = 0;
  for (std::size_t i = 0; i < a.size(); ++i) other |= a[i] ^ b[i];
  return other == 0;
}

}  // namespace

Decider::AnswerReader::AnswerReader(const BenefitColumns& columns)
    : concerned(columns.concerned),
      in_scope(columns.in_scope),
      eligible(columns.eligible),
      failed(columns.failed),
      open(columns.open),
      entitlement(columns.entitlement),
      payout(columns.payout),
      overpaid(columns.overpaid) {}

/// The benefit and the three truths, four bits for each of these; the stretch is added by find.
inline Decider::Key Decider::AnswerReader::key(std::size_t row, std::uint32_t benefit) const {
  Key key;
  key[0] = benefit | concerned[row] << 32U | in_scope[row] << 36U | eligible[row] << 40U;
  entitlement.read(row, &key[1]);
  payout.read(row, &key[3]);
  overpaid.read(row, &key[5]);
  key[7] = failed[row];
  key[8] = open[row];
  return key;
}

Decider::Decider(const RuleSet& rules, const Program& program, const RunOptions& options,
                 const DecisionText& text, const EnterpriseTable* enterprises)
    : rules_(rules),
      program_(program),
      options_(options),
      text_(text),
      enterprises_(enterprises),
      table_(program),
      row_(program, 1),
      explainer_(rules, row_, options.reasons.value_or(options.language)),
      facts_(program),
      words_(rules, program, options.language),
      known_(most_known),
      totals_(program) {
  if (enterprises != nullptr) enterprises_seen_.resize(enterprises->ids.size());
}

Evaluator& Decider::alone(TableChunk& chunk, std::size_t row) {
  if (in_row_ == row) return row_;
  in_row_ = row;
  facts_.clear();
  const std::int32_t enterprise = chunk.enterprise()[row];
  for (std::uint32_t i = 0; i < program_.inputs().size(); ++i) {
    const bool of_enterprise = program_.inputs()[i].of_enterprise;
    if (of_enterprise && enterprise < 0) continue;
    const ColumnData& column = of_enterprise ? enterprises_->columns[i] : chunk.columns()[i];
    const std::size_t at = of_enterprise ? static_cast<std::size_t>(enterprise) : row;
    // In its range since it was read; a truth may be unknown, which sets nothing.
    if (column.present && column.valid(at)) static_cast<void>(facts_.set(i, column.at(at)));
  }
  row_.evaluate(facts_);
  return row_;
}

std::uint32_t Decider::stretch(std::uint32_t benefit, TableChunk& chunk, std::size_t row) {
  switch (words_.dated(benefit)) {
    case RefusalWords::Dated::no: return 0;
    case RefusalWords::Dated::by_row: return words_.stretch(benefit, alone(chunk, row));
    case RefusalWords::Dated::by_fact: break;
  }
  const ColumnData& column = chunk.columns()[words_.fact(benefit)];
  const Input& input = program_.inputs()[words_.fact(benefit)];
  if (column.present && column.valid(row)) return words_.stretch(benefit, column.at(row).low);
  return words_.stretch(benefit, input.has_default ? input.if_missing : input.range.low);
}

void Decider::forget(Known& known) {
  if (known.dossiers == 0) return;
  totals_.add(known.answer, known.dossiers);
  for (const Refusal* refusal : known.refusals) totals_.refusals[*refusal] += known.dossiers;
  known.dossiers = 0;
}

const Totals& Decider::totals() {
  for (Known& known : known_) forget(known);
  totals_.enterprises.assign(enterprises_seen_.begin(), enterprises_seen_.end());
  return totals_;
}

void Decider::learn(Known& known, const Key& key, std::uint32_t benefit, TableChunk& chunk, std::size_t row) {
  forget(known);
  known.key = key;
  known.used = true;
  if (benefit == none) {
    known.answer = Answer{};
    known.answer.status = Status::not_eligible;
    known.answer.decision = decided_.combined.at(row);
    known.answer.failed.push_back(no_benefit_concerned);
  } else {
    known.answer = edge::answer(program_, benefit, decided_.benefits[benefit].at(row));
  }
  const Status status = known.answer.status;
  known.open = status == Status::undetermined || status == Status::eligible_amount_open;
  known.line = text_.answer(known.answer);
  known.line.reserve(known.line.size() + TextBuffer::step);  // it is copied in steps
  const auto at = static_cast<std::uint32_t>(key[0] >> 48U);
  known.refusals = words_.find(known.answer, at, [&]() -> Evaluator& { return alone(chunk, row); });
}

Decider::Known& Decider::find(const AnswerReader& answers, std::uint32_t benefit, TableChunk& chunk,
                              std::size_t row) {
  Key key = answers.key(row, benefit);
  if (benefit != none && answers.failed[row] != 0)
    key[0] |= std::uint64_t{stretch(benefit, chunk, row)} << 48U;
  Known& known = known_[place_of(key)];
  if (!known.used || !same(known.key, key)) [[unlikely]]
    learn(known, key, benefit, chunk, row);
  return known;
}

inline Decider::Known& Decider::put(TableChunk& chunk, std::size_t row, std::uint32_t benefit,
                                    const BenefitExplanation* why, TextBuffer& out) {
  Known& known = find(benefit == none ? answers_.back() : answers_[benefit], benefit, chunk, row);
  if (!out.empty()) out.append(text_.between());
  text_.append_ids(out, chunk, row);
  out.make_room(known.line.size() + 1);
  out.put(known.line);
  if (options_.reasons) text_.append_told(out, why);
  text_.end_line(out);
  return known;
}

void Decider::decide_row(TableChunk& chunk, std::size_t row, TextBuffer& out) {
  Explanation explanation;
  if (options_.reasons) explanation = explain_row(rules_, alone(chunk, row), explainer_, Detail::causes);
  const auto why = [&](std::uint32_t benefit) -> const BenefitExplanation* {
    for (const BenefitExplanation& one : explanation.benefits) {
      if (one.answer.benefit == benefit) return &one;
    }
    return nullptr;
  };
  const std::size_t benefits = answers_.size() - 1;
  constexpr auto no = static_cast<std::uint64_t>(Truth::no);
  bool open = false;
  bool any = false;
  for (std::size_t i = 0; i < benefits; ++i) any = any || answers_[i].concerned[row] != no;
  if (!any) ++put(chunk, row, none, why(none), out).dossiers;
  for (std::uint32_t i = 0; i < benefits; ++i) {
    const bool concerned = answers_[i].concerned[row] != no;
    if (!concerned && !options_.all) continue;
    Known& known = put(chunk, row, i, why(i), out);
    known.dossiers += concerned ? 1U : 0U;
    open = open || (concerned && known.open);
  }
  if (!open) return;
  ++totals_.undetermined;
  count_missing(chunk, row);
}

void Decider::count_missing(TableChunk& chunk, std::size_t row) {
  alone(chunk, row);
  for (const std::uint32_t input : explainer_.missing()) ++totals_.missing[input];
}

void Decider::decide(TableChunk& chunk, TextBuffer& out) {
  in_row_ = SIZE_MAX;
  columns_.clear();
  for (std::size_t i = 0; i < program_.inputs().size(); ++i) {
    const bool of_enterprise = program_.inputs()[i].of_enterprise;
    columns_.push_back((of_enterprise ? enterprises_->columns[i] : chunk.columns()[i]).view());
  }
  const std::size_t rows = chunk.rows();
  const std::size_t enterprises = enterprises_ == nullptr ? 0 : enterprises_->ids.size();
  table_.evaluate({rows, columns_, enterprises, chunk.enterprise().data()}, 0, rows, decided_);
  answers_.clear();
  for (const BenefitColumns& benefit : decided_.benefits) answers_.emplace_back(benefit);
  answers_.emplace_back(decided_.combined);
  Wide low = 0;
  Wide high = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const RowIds& ids = chunk.ids(row);
    if (ids.failed) continue;
    ++totals_.dossiers;
    totals_.partial += ids.partial;
    std::uint64_t payout[2];
    answers_.back().payout.read(row, payout);
    low += static_cast<std::int64_t>(payout[0]);
    high += static_cast<std::int64_t>(payout[1]);
    if (ids.enterprise_row >= 0) enterprises_seen_[static_cast<std::size_t>(ids.enterprise_row)] = 1;
    decide_row(chunk, row, out);
  }
  totals_.payout_low += low;
  totals_.payout_high += high;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
