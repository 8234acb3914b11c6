// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ids that stand twice, found exactly, in a table of any size and in memory of one size. As long as they fit,
// the keys of all ids are kept. When they do not, the table is surveyed from there to its end for its ids
// alone: the keys are sorted in a file, those that stand twice come out with their lines, and are sorted by
// line; then the table goes on from where it was.

#include <cstddef>
#include <cstdint>
#include <memory>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "id_set.hpp"
#include "ids.hpp"
#include "sorted_spill.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class Duplicates {
 public:
  /// Keys are kept in about so many bytes.
  explicit Duplicates(std::size_t memory) : memory_(memory), set_(memory) {}

  [[nodiscard]] const IdKeys& keys() const { return keys_; }
  /// Some keys ahead of find().
  void prefetch(const IdKey& key) const {
    if (!surveyed_) set_.prefetch(key);
  }

  /// The line of the same id before; 0 if there is none. In the order of lines, and for each line the dossier
  /// before the person.
  std::uint64_t find(IdKind kind, const IdKey& key, std::uint64_t line);

  /// Whether the lines from here on are to be surveyed before more are looked for.
  [[nodiscard]] bool full() const { return !surveyed_ && (set_.full() || last_line_ >= most_lines); }

  /// A survey: all ids of all further lines, in any order. False with trouble() where they cannot be kept.
  bool begin_survey();
  bool survey(IdKind kind, const IdKey& key, std::uint64_t line);
  /// From here on find() gets the lines that were surveyed.
  bool end_survey();
  /// Whether find() got the same ids as the survey. If not, the table changed while it was read.
  [[nodiscard]] bool same_as_surveyed() const { return !surveyed_ || found_ == survey_; }

  [[nodiscard]] Text trouble() const;

 private:
  static constexpr std::uint64_t most_lines = UINT32_MAX - (std::uint64_t{1} << 28U);

  /// A place is twice the line, and one more for the person.
  struct Seen {
    IdKey key;
    std::uint64_t place = 0;
    friend auto operator<=>(const Seen&, const Seen&) = default;
  };
  struct Again {
    std::uint64_t place = 0;
    std::uint64_t first_line = 0;
    friend auto operator<=>(const Again&, const Again&) = default;
  };
  /// Of all ids, in any order.
  struct Sum {
    std::uint64_t count = 0;
    std::uint64_t keys = 0;
    void add(const IdKey& key, std::uint64_t place) {
      ++count;
      keys += (key.low ^ place) * 0x9E37'79B9'7F4A'7C15;
    }
    friend bool operator==(const Sum&, const Sum&) = default;
  };
  static std::uint64_t place_of(IdKind kind, std::uint64_t line) {
    return 2 * line + (kind == IdKind::person ? 1 : 0);
  }

  std::size_t memory_;
  IdKeys keys_;
  IdSet set_;
  std::uint64_t last_line_ = 0;
  bool surveyed_ = false;
  std::unique_ptr<SortedSpill<Seen>> seen_;
  std::unique_ptr<SortedSpill<Again>> again_;
  Again next_;
  bool has_next_ = false;
  Sum survey_, found_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
