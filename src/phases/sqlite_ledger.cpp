// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/sqlite_ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "row_hash.hpp"
#include "schema.hpp"
#include "sqlite.hpp"
#include "verify.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// From so many rows on, reading indexes are built after a load instead of along with it.
constexpr std::size_t large_load = 50'000;

std::int64_t system_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// An empty file that its owner alone may read, unless there is one. SQLite gives its side files the same
/// permissions.
void create_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0)
    ::close(file);
  else if (errno != EEXIST)
    throw LedgerError(LedgerCode::cannot_open, path);
}

/// Adds rows to one table: binds their values and hashes them.
class Insert {
 public:
  Insert(Database& database, Table table)
      : table_(table),
        next_(database.number(fmt::format("SELECT max(id) FROM {}", name_of(table))) + 1),
        statement_(database, sql_of(database, table)) {}

  Insert& begin(std::int64_t record) {
    place_ = 0;
    row_.clear();
    return integer(next_).integer(record);
  }
  Insert& integer(std::int64_t value) {
    statement_.bind(++place_, value);
    append_integer(row_, value);
    return *this;
  }
  /// Null where there is none.
  Insert& reference(Id id) { return id == 0 ? null() : integer(id); }
  Insert& null() {
    statement_.bind_null(++place_);
    row_.push_back('n');
    return *this;
  }
  Insert& text(std::string_view value) {
    statement_.bind(++place_, value);
    append_bytes(row_, 't', value);
    return *this;
  }
  Insert& hash(const Hash& value) {
    statement_.bind_blob(++place_, value.data(), value.size());
    append_bytes(row_, 'b', as_bytes(value));
    return *this;
  }
  Insert& content(std::string_view value) {
    content_hash_ = hash_of(value);
    hash(content_hash_);
    statement_.bind(++place_, value);
    return *this;
  }
  Id end(RowHashes& hashes) {
    statement_.step();
    statement_.reset();
    hashes.add(table_, row_);
    return next_++;
  }

 private:
  static std::string_view name_of(Table table) { return tables[static_cast<std::size_t>(table)]; }
  static std::string sql_of(Database& database, Table table) {
    const std::int64_t columns =
        database.number(fmt::format("SELECT count(*) FROM pragma_table_info('{}')", name_of(table)));
    std::string places = "?";
    for (std::int64_t i = 1; i < columns; ++i) places += ",?";
    return fmt::format("INSERT INTO {} VALUES ({})", name_of(table), places);
  }

  Table table_;
  Id next_;
  Statement statement_;
  int place_ = 0;
  std::string row_;
  Hash content_hash_{};
};

class SqliteBatch final : public Batch {
 public:
  SqliteBatch(Database& database, std::int64_t record) : database_(database), record_(record) {}

  Id add(const RuleTextRow& row) override {
    const Hash hash = hash_of(row.content);
    Statement known(database_, "SELECT id FROM rule_text WHERE content_hash = ?");
    known.bind_blob(1, hash.data(), hash.size());
    if (known.step()) return known.integer(0);
    return begin(Table::rule_text).content(row.content).end(hashes_);
  }
  Id add(const ProgramRow& row) override {
    return begin(Table::program)
        .text(row.fingerprint)
        .text(row.rule_set)
        .text(row.engine)
        .integer(row.known.day)
        .text(row.readings)
        .text(row.currency)
        .end(hashes_);
  }
  Id add(const ProgramTextRow& row) override {
    return begin(Table::program_text).integer(row.program).integer(row.rule_text).text(row.name).end(hashes_);
  }
  Id add(const NumberRow& row) override {
    return begin(Table::person_number).text(row.old_number).text(row.new_number).end(hashes_);
  }
  Id add(const PhaseRow& row) override {
    Insert& insert = begin(Table::phase)
                         .text(row.name)
                         .integer(row.program)
                         .integer(row.phase_rules)
                         .text(row.phase_readings);
    return (row.budget < 0 ? insert.null() : insert.integer(row.budget)).integer(row.approvers).end(hashes_);
  }
  Id add(const SubmissionRow& row) override {
    return begin(Table::submission)
        .integer(row.phase)
        .text(row.name)
        .hash(row.list_hash)
        .integer(row.received.day)
        .text(row.header)
        .text(row.enterprise_header)
        .text(row.columns)
        .end(hashes_);
  }
  Id add(const EnterpriseRow& row) override {
    return begin(Table::enterprise)
        .integer(row.submission)
        .text(row.enterprise_id)
        .content(row.content)
        .end(hashes_);
  }
  Id add(const DossierRow& row) override {
    return begin(Table::dossier)
        .integer(row.submission)
        .integer(row.line)
        .text(row.dossier_id)
        .text(row.person)
        .text(row.enterprise_id)
        .integer(static_cast<std::int64_t>(row.relation))
        .reference(row.other)
        .content(row.content)
        .end(hashes_);
  }
  Id add(const RulingRow& row) override {
    return begin(Table::ruling)
        .integer(row.dossier)
        .text(row.kind)
        .text(row.document)
        .integer(row.dated.day)
        .text(row.reason)
        .end(hashes_);
  }
  Id add(const DecisionRow& row) override {
    return begin(Table::decision)
        .integer(row.dossier)
        .integer(row.program)
        .integer(static_cast<std::int64_t>(row.outcome))
        .text(row.benefit)
        .text(row.round)
        .hash(row.input_hash)
        .integer(row.entitlement_low)
        .integer(row.entitlement_high)
        .integer(row.payout_low)
        .integer(row.payout_high)
        .text(row.paid_before)
        .text(row.failed)
        .text(row.open)
        .text(row.counted)
        .reference(row.ruling)
        .end(hashes_);
  }
  Id add(const ApprovalRow& row) override {
    return begin(Table::approval).integer(row.phase).reference(row.decision).end(hashes_);
  }
  Id add(const PaymentRow& row) override {
    return begin(Table::payment)
        .integer(row.decision)
        .text(row.person)
        .text(row.benefit)
        .integer(row.amount)
        .integer(row.attempt)
        .reference(row.returns)
        .end(hashes_);
  }
  Id add(const ClosureRow& row) override {
    return begin(Table::closure).integer(row.phase).integer(row.cancelled ? 1 : 0).end(hashes_);
  }

  [[nodiscard]] const RowHashes& hashes() const { return hashes_; }

 private:
  Insert& begin(Table table) {
    std::optional<Insert>& insert = inserts_[static_cast<std::size_t>(table)];
    if (!insert) insert.emplace(database_, table);
    return insert->begin(record_);
  }

  Database& database_;
  std::int64_t record_;
  std::array<std::optional<Insert>, tables.size()> inserts_;
  RowHashes hashes_;
};

class SqliteLedger final : public Ledger {
 public:
  SqliteLedger(const std::string& path, const LedgerOptions& options)
      : now_(options.now ? options.now : system_now),
        waiting_(options.waiting),
        patience_(std::int64_t{options.patience} * 1000),
        database_(path, [this](std::int64_t milliseconds) { return wait(milliseconds); }) {
    database_.run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
    migrate(database_, migrations());
    use_write_ahead_log();
    // FULL: what was reported as written outlasts a power failure.
    database_.run("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
  }

  bool write(const Entry& entry, const std::function<bool(Batch&)>& fill, std::size_t rows) override {
    Transaction transaction(database_);
    const Head before = head();
    const bool late_indexes = rows >= large_load && indexes_are_small(rows);
    if (late_indexes) {
      for (const Index& index : reading_indexes()) database_.run(fmt::format("DROP INDEX {}", index.name));
    }
    {
      SqliteBatch batch(database_, before.record + 1);
      if (!fill(batch)) return false;
      append(entry, before, batch.hashes());
    }
    if (late_indexes) {
      for (const Index& index : reading_indexes()) database_.run(std::string(index.sql));
    }
    transaction.commit();
    return true;
  }

  [[nodiscard]] const std::string& name() const override { return database_.path(); }
  Head head() override {
    Statement last(database_, "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1");
    Head head;
    if (!last.step()) return head;
    head.record = last.integer(0);
    read(last, 1, head.hash);
    return head;
  }

  Verification verify(const Head* known,
                      const std::function<void(std::int64_t, std::int64_t)>& progress) override {
    return phases::verify(database_, known, progress);
  }

  Id find_program(std::string_view fingerprint) override {
    Statement found(database_, "SELECT id FROM program WHERE fingerprint = ?");
    found.bind(1, fingerprint);
    return found.step() ? found.integer(0) : 0;
  }
  Id find_phase(std::string_view name) override {
    Statement found(database_, "SELECT id FROM phase WHERE name = ?");
    found.bind(1, name);
    return found.step() ? found.integer(0) : 0;
  }
  Id find_submission(Id phase, const Hash& list_hash) override {
    Statement found(database_, "SELECT id FROM submission WHERE phase = ? AND list_hash = ?");
    found.bind(1, phase);
    found.bind_blob(2, list_hash.data(), list_hash.size());
    return found.step() ? found.integer(0) : 0;
  }

  bool closed(Id phase) override {
    Statement found(database_, "SELECT 1 FROM closure WHERE phase = ?");
    found.bind(1, phase);
    return found.step();
  }
  bool cancelled(Id phase) override {
    Statement found(database_, "SELECT 1 FROM closure WHERE phase = ? AND cancelled");
    found.bind(1, phase);
    return found.step();
  }
  std::int64_t dossiers(Id phase) override {
    Statement found(
        database_,
        "SELECT count(*) FROM submission JOIN dossier ON submission = submission.id WHERE phase = ?");
    found.bind(1, phase);
    return found.step() ? found.integer(0) : 0;
  }
  Id last_decision(Id phase) override {
    Statement found(database_,
                    "SELECT max(decision.id) FROM submission JOIN dossier ON submission = submission.id "
                    "JOIN decision ON dossier = dossier.id WHERE phase = ?");
    found.bind(1, phase);
    return found.step() ? found.integer(0) : 0;
  }
  void rule_text(Id id, const std::function<void(std::string_view)>& use) override {
    Statement found(database_, "SELECT content FROM rule_text WHERE id = ?");
    found.bind(1, id);
    if (found.step()) use(found.bytes(0));
  }

  void each_record(const std::function<void(const Record&)>& use) override {
    Statement rows(database_, "SELECT id, at, actor, kind, about, rows FROM journal ORDER BY id");
    while (rows.step())
      use({rows.integer(0), rows.integer(1), rows.bytes(2), rows.bytes(3), rows.bytes(4), rows.integer(5)});
  }
  void each_program(const std::function<void(Id, const ProgramRow&)>& use) override {
    Statement rows(
        database_,
        "SELECT id, fingerprint, rule_set, engine, known, readings, currency FROM program ORDER BY id");
    while (rows.step())
      use(rows.integer(0),
          {rows.bytes(1), rows.bytes(2), rows.bytes(3), date(rows, 4), rows.bytes(5), rows.bytes(6)});
  }
  void each_program_text(Id program,
                         const std::function<void(std::string_view, std::string_view)>& use) override {
    Statement rows(
        database_,
        "SELECT program_text.name, content FROM program_text JOIN rule_text ON rule_text.id = rule_text "
        "WHERE program = ? ORDER BY program_text.id");
    rows.bind(1, program);
    while (rows.step()) use(rows.bytes(0), rows.bytes(1));
  }
  void each_number(const std::function<void(Id, const NumberRow&)>& use) override {
    Statement rows(database_, "SELECT id, old_number, new_number FROM person_number ORDER BY id");
    while (rows.step()) use(rows.integer(0), {rows.bytes(1), rows.bytes(2)});
  }
  void each_phase(const std::function<void(Id, const PhaseRow&)>& use) override {
    Statement rows(database_,
                   "SELECT id, name, program, phase_rules, phase_readings, budget, approvers FROM phase "
                   "ORDER BY id");
    while (rows.step())
      use(rows.integer(0), {rows.bytes(1), rows.integer(2), rows.integer(3), rows.bytes(4),
                            rows.type(5) == 'n' ? -1 : rows.integer(5), rows.integer(6)});
  }
  void each_submission(Id phase, const std::function<void(Id, const SubmissionRow&)>& use) override {
    Statement rows(database_,
                   "SELECT id, name, list_hash, received, header, enterprise_header, columns FROM submission "
                   "WHERE phase = ? ORDER BY id");
    rows.bind(1, phase);
    while (rows.step()) {
      SubmissionRow row{phase, rows.bytes(1), {}, date(rows, 3), rows.bytes(4), rows.bytes(5), rows.bytes(6)};
      read(rows, 2, row.list_hash);
      use(rows.integer(0), row);
    }
  }
  void each_enterprise(Id submission, const std::function<void(Id, const EnterpriseRow&)>& use) override {
    Statement rows(database_,
                   "SELECT id, enterprise_id, content FROM enterprise WHERE submission = ? ORDER BY id");
    rows.bind(1, submission);
    while (rows.step()) use(rows.integer(0), {submission, rows.bytes(1), rows.bytes(2)});
  }
  void each_dossier(Id submission, const std::function<void(Id, const DossierRow&)>& use) override {
    Statement rows(database_,
                   "SELECT id, line, dossier_id, person, enterprise_id, relation, other, content FROM "
                   "dossier WHERE submission = ? ORDER BY id");
    rows.bind(1, submission);
    while (rows.step())
      use(rows.integer(0), {submission, rows.integer(1), rows.bytes(2), rows.bytes(3), rows.bytes(4),
                            static_cast<Relation>(rows.integer(5)), rows.integer(6), rows.bytes(7)});
  }
  void each_relation(Relation relation, const std::function<void(Id, Id)>& use) override {
    Statement rows(database_,
                   "SELECT id, other FROM dossier WHERE relation = ? AND other IS NOT NULL ORDER BY id");
    rows.bind(1, static_cast<std::int64_t>(relation));
    while (rows.step()) use(rows.integer(0), rows.integer(1));
  }
  void each_ruling(Id phase, const std::function<void(Id, const RulingRow&)>& use) override {
    Statement rows(database_,
                   "SELECT ruling.id, dossier, kind, document, dated, reason FROM ruling "
                   "JOIN dossier ON dossier.id = dossier JOIN submission ON submission.id = submission "
                   "WHERE phase = ? ORDER BY ruling.id");
    rows.bind(1, phase);
    while (rows.step())
      use(rows.integer(0), {rows.integer(1), rows.bytes(2), rows.bytes(3), date(rows, 4), rows.bytes(5)});
  }
  void each_decision(Id phase, const std::function<void(Id, const DecisionRow&)>& use) override {
    Statement rows(database_,
                   decisions +
                       "FROM submission JOIN dossier ON dossier.submission = submission.id "
                       "JOIN decision ON decision.dossier = dossier.id WHERE phase = ? ORDER BY decision.id");
    rows.bind(1, phase);
    read_decisions(rows, use);
  }
  void each_decision_about(Id first, Id last,
                           const std::function<void(Id, const DecisionRow&)>& use) override {
    Statement rows(database_,
                   decisions + "FROM decision WHERE dossier BETWEEN ? AND ? ORDER BY dossier, decision.id");
    rows.bind(1, first);
    rows.bind(2, last);
    read_decisions(rows, use);
  }
  void each_approval(Id phase,
                     const std::function<void(std::string_view, const ApprovalRow&)>& use) override {
    Statement rows(database_,
                   "SELECT actor, decision FROM approval JOIN journal ON journal.id = record "
                   "WHERE phase = ? ORDER BY approval.id");
    rows.bind(1, phase);
    while (rows.step()) use(rows.bytes(0), {phase, rows.integer(1)});
  }
  void each_payment(Id phase, const std::function<void(Id, const PaymentRow&)>& use) override {
    Statement rows(
        database_,
        "SELECT payment.id, decision, payment.person, payment.benefit, amount, attempt, returns FROM "
        "submission "
        "JOIN dossier ON dossier.submission = submission.id JOIN decision ON decision.dossier = dossier.id "
        "JOIN payment ON payment.decision = decision.id WHERE phase = ? ORDER BY payment.id");
    rows.bind(1, phase);
    while (rows.step())
      use(rows.integer(0),
          {rows.integer(1), rows.bytes(2), rows.bytes(3), rows.integer(4), rows.integer(5), rows.integer(6)});
  }
  void each_last_payment(Id phase, const std::function<void(Id, std::int64_t)>& use) override {
    const std::string of_phase =
        "FROM payment JOIN decision ON decision.id = payment.decision JOIN dossier ON dossier.id = dossier "
        "JOIN submission ON submission.id = submission WHERE phase = ?1 AND payment.returns IS NULL";
    Statement rows(database_, "SELECT dossier, amount " + of_phase +
                                  " AND payment.record = (SELECT max(payment.record) " + of_phase +
                                  ") AND NOT EXISTS (SELECT 1 FROM payment AS back WHERE back.returns = "
                                  "payment.id) ORDER BY payment.id");
    rows.bind(1, phase);
    while (rows.step()) use(rows.integer(0), rows.integer(1));
  }
  void each_grant(std::string_view person, const std::function<void(const Grant&)>& use) override {
    const std::string columns =
        "SELECT dossier.person, decision.benefit, round, rule_set, {}, entitlement_low, dossier.id, phase ";
    const std::string whose = person.empty() ? "" : " AND dossier.person = ?1";
    Statement paid(database_, fmt::format(fmt::runtime(columns), "sum(amount)") +
                                  "FROM payment JOIN decision ON decision.id = payment.decision " +
                                  of_decision + "WHERE true" + whose +
                                  " GROUP BY decision.id HAVING sum(amount) > 0");
    Statement due(database_, fmt::format(fmt::runtime(columns), "payout_low") + "FROM decision " +
                                 of_decision + "WHERE payout_low > 0 AND " + that_counts +
                                 " AND coalesce((SELECT sum(amount) FROM payment "
                                 "WHERE payment.decision = decision.id), 0) = 0" +
                                 whose);
    for (Statement* rows : {&paid, &due}) {
      if (!person.empty()) rows->bind(1, person);
      while (rows->step())
        use({rows->bytes(0), rows->bytes(1), rows->bytes(2), rows->bytes(3), rows->integer(4),
             rows->integer(5), rows->integer(6), rows->integer(7), rows == &paid});
    }
  }
  void each_place(const std::function<void(const Place&)>& use) override {
    Statement rows(database_, "SELECT dossier.person, counted, rule_set, phase FROM decision " + of_decision +
                                  "WHERE counted <> '' AND " + that_counts + " ORDER BY decision.id");
    while (rows.step()) use({rows.bytes(0), rows.bytes(1), rows.bytes(2), rows.integer(3)});
  }

 private:
  inline static const std::string of_decision =
      "JOIN dossier ON dossier.id = dossier JOIN submission ON submission.id = submission "
      "JOIN program ON program.id = decision.program ";
  /// Accepted, the last of its dossier, and in no phase that was cancelled.
  inline static const std::string that_counts =
      "outcome = 0 AND decision.id = (SELECT max(id) FROM decision AS any WHERE any.dossier = "
      "decision.dossier) AND NOT EXISTS (SELECT 1 FROM closure WHERE closure.phase = submission.phase AND "
      "cancelled)";
  inline static const std::string decisions =
      "SELECT decision.id, dossier, program, outcome, benefit, round, input_hash, entitlement_low, "
      "entitlement_high, payout_low, payout_high, paid_before, failed, open, counted, ruling ";
  static void read_decisions(Statement& rows, const std::function<void(Id, const DecisionRow&)>& use) {
    while (rows.step()) {
      DecisionRow row;
      row.dossier = rows.integer(1);
      row.program = rows.integer(2);
      row.outcome = static_cast<Outcome>(rows.integer(3));
      row.benefit = rows.bytes(4);
      row.round = rows.bytes(5);
      read(rows, 6, row.input_hash);
      row.entitlement_low = rows.integer(7);
      row.entitlement_high = rows.integer(8);
      row.payout_low = rows.integer(9);
      row.payout_high = rows.integer(10);
      row.paid_before = rows.bytes(11);
      row.failed = rows.bytes(12);
      row.open = rows.bytes(13);
      row.counted = rows.bytes(14);
      row.ruling = rows.integer(15);
      use(rows.integer(0), row);
    }
  }
  static Date date(const Statement& row, int column) {
    return Date{static_cast<std::int32_t>(row.integer(column))};
  }
  static void read(const Statement& row, int column, Hash& hash) {
    const std::string_view bytes = row.bytes(column);
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  }

  /// Where two processes open a new ledger, SQLite does not ask the busy handler for this lock.
  void use_write_ahead_log() {
    constexpr auto pause = std::chrono::milliseconds(10);
    for (std::int64_t waited = 0;; waited += pause.count()) {
      try {
        return database_.run("PRAGMA journal_mode = WAL");
      } catch (const LedgerError& error) {
        if (error.code() != LedgerCode::busy || !wait(waited)) throw;
      }
      std::this_thread::sleep_for(pause);
    }
  }

  bool wait(std::int64_t milliseconds) {
    if (milliseconds >= patience_) return false;
    if (milliseconds == 0) said_ = 0;  // another wait
    if (waiting_ && milliseconds >= said_) {
      waiting_(meaning(LedgerCode::busy), static_cast<int>(milliseconds / 1000));
      said_ = (milliseconds / 1000 + 1) * 1000;
    }
    return true;
  }

  /// What is there is little beside what comes, so that building it once more costs little.
  bool indexes_are_small(std::size_t rows) {
    const auto there = database_.number("SELECT coalesce(max(id), 0) FROM dossier") +
                       database_.number("SELECT coalesce(max(id), 0) FROM decision");
    return there < 2 * static_cast<std::int64_t>(rows);
  }

  void append(const Entry& entry, const Head& before, const RowHashes& hashes) {
    const JournalRow row{before.record + 1, now_(),        entry.actor,   entry.kind,
                         entry.about,       hashes.rows(), hashes.root(), before.hash};
    const Hash hash = row.hash();
    Statement insert(database_, "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?)");
    insert.bind(1, row.id);
    insert.bind(2, row.at);
    insert.bind(3, row.actor);
    insert.bind(4, row.kind);
    insert.bind(5, row.about);
    insert.bind(6, row.rows);
    insert.bind_blob(7, row.root.data(), row.root.size());
    insert.bind_blob(8, row.previous.data(), row.previous.size());
    insert.bind_blob(9, hash.data(), hash.size());
    insert.step();
  }

  std::function<std::int64_t()> now_;
  std::function<void(const Text&, int)> waiting_;
  std::int64_t patience_;  // milliseconds
  std::int64_t said_ = 0;  // milliseconds of waiting, when it is said next
  Database database_;
};

}  // namespace

std::unique_ptr<Ledger> open_ledger(const std::string& path, const LedgerOptions& options) {
  if (options.create) create_file(path);
  return std::make_unique<SqliteLedger>(path, options);
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
