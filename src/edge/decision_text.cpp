// SPDX-License-Identifier: Apache-2.0
#include "decision_text.hpp"

#include "hotro/edge/csv.hpp"
#include "hotro/edge/json.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

std::string paths(const Program& program, const std::vector<std::uint32_t>& inputs) {
  std::vector<std::string_view> list;
  for (const std::uint32_t input : inputs) list.push_back(program.inputs()[input].path);
  return joined(list);
}

}  // namespace

DecisionText::DecisionText(const Program& program, const RunOptions& options, std::string person)
    : program_(program),
      json_(options.format == DecisionFormat::json),
      reasons_(options.reasons),
      person_(std::move(person)),
      currency_(program.data().currency) {
  money_.kind = Kind::money;
}

std::string DecisionText::header() const {
  if (json_) return {};
  std::vector<std::string_view> cells = {"dossier_id"};
  if (!person_.empty()) cells.push_back(person_);
  for (const std::string_view cell : {"enterprise_id", "benefit", "status", "entitlement", "entitlement_high",
                                      "payout", "payout_high", "overpaid", "failed"}) {
    cells.push_back(cell);
  }
  if (reasons_) cells.insert(cells.end(), {"reasons", "missing", "assumed"});
  std::string out;
  append_row(out, cells);
  return out;
}

void DecisionText::append_ids(TextBuffer& out, const TableChunk& chunk, std::size_t row) const {
  const RowIds& ids = chunk.ids(row);
  const std::string_view dossier = chunk.id(row, Use::dossier_id);
  const std::string_view person = chunk.id(row, Use::person);
  const std::string_view enterprise =
      ids.enterprise_row < 0 ? std::string_view() : chunk.id(row, Use::enterprise_id);
  if (json_) return out.append(json_dossier(dossier, person, enterprise));
  if (ids.plain) {
    out.make_room(dossier.size() + person.size() + enterprise.size() + 3);
    out.put(dossier);
    out.put(',');
    if (!person_.empty()) {
      out.put(person);
      out.put(',');
    }
    out.put(enterprise);
    return out.put(',');
  }
  std::string cells;
  append_cell(cells, dossier);
  cells += ',';
  if (!person_.empty()) {
    append_cell(cells, person);
    cells += ',';
  }
  append_cell(cells, enterprise);
  cells += ',';
  out.append(cells);
}

std::string DecisionText::answer(const Answer& answer) const {
  return json_ ? json_answer(program_, answer) : csv(answer);
}

std::string DecisionText::csv(const Answer& answer) const {
  const auto units = [&](Money amount) { return cell_text(money_, amount.units, currency_); };
  const auto high = [&](const Amount& amount) { return amount.known() ? std::string() : units(amount.high); };
  const Decision& decision = answer.decision;
  std::string out;
  bool first = true;
  for (const std::string& cell :
       {answer.benefit == none ? std::string() : program_.benefits()[answer.benefit].name,
        std::string(name(answer.status)), units(decision.entitlement.low), high(decision.entitlement),
        units(decision.payout.low), high(decision.payout), units(decision.overpaid.low),
        joined(answer.failed)}) {
    if (!first) out += ',';
    first = false;
    append_cell(out, cell);
  }
  return out;
}

void DecisionText::append_told(TextBuffer& out, const BenefitExplanation* why) const {
  if (!reasons_) return;
  if (json_) return out.append(why == nullptr ? std::string() : json_told(program_, *why));
  std::string cells;
  cells += ',';
  if (why != nullptr) append_cell(cells, causes_text(*why, *reasons_));
  cells += ',';
  if (why != nullptr) append_cell(cells, paths(program_, why->missing));
  cells += ',';
  if (why != nullptr) append_cell(cells, paths(program_, why->assumed));
  out.append(cells);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
