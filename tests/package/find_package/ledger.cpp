// SPDX-License-Identifier: Apache-2.0
// ledger FILE: adds a record to a ledger, and finds it in order.
#include <hotro/phases/sqlite_ledger.hpp>

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const auto ledger = hotro::phases::open_ledger(arguments[1]);
  ledger->write({"lan", "approve"}, [](hotro::phases::Batch&) { return true; });
  const hotro::phases::Head head = ledger->head();
  return head.record > 0 && ledger->verify(&head).good() ? 0 : 1;
}
