// SPDX-License-Identifier: Apache-2.0
#include "duplicates.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::uint64_t Duplicates::find(IdKind kind, const IdKey& key, std::uint64_t line) {
  if (!surveyed_) {
    last_line_ = line;
    return set_.add(key, static_cast<std::uint32_t>(line));
  }
  const std::uint64_t place = place_of(kind, line);
  found_.add(key, place);
  while (has_next_ && next_.place < place) has_next_ = again_->take(next_);
  return has_next_ && next_.place == place ? next_.first_line : 0;
}

bool Duplicates::begin_survey() {
  seen_ = std::make_unique<SortedSpill<Seen>>(memory_ / 8);
  bool kept = true;
  set_.drain([&](const IdKey& key, std::uint32_t line) {
    kept = kept && seen_->add({key, place_of(IdKind::dossier, line)});
  });
  return kept;
}

bool Duplicates::survey(IdKind kind, const IdKey& key, std::uint64_t line) {
  const std::uint64_t place = place_of(kind, line);
  survey_.add(key, place);
  return seen_->add({key, place});
}

bool Duplicates::end_survey() {
  surveyed_ = true;
  again_ = std::make_unique<SortedSpill<Again>>(memory_ / 8);
  if (!seen_->finish()) return false;
  Seen first;
  Seen one;
  bool any = false;
  bool kept = true;
  while (kept && seen_->take(one)) {
    const bool same = any && one.key == first.key;
    if (same) kept = again_->add({one.place, first.place / 2});
    if (!same) first = one;
    any = true;
  }
  kept = kept && seen_->trouble().empty();
  seen_.reset();
  kept = kept && again_->finish();
  has_next_ = kept && again_->take(next_);
  return kept;
}

Text Duplicates::trouble() const {
  if (seen_ != nullptr && !seen_->trouble().empty()) return seen_->trouble();
  return again_ != nullptr ? again_->trouble() : Text{};
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
