# SPDX-License-Identifier: Apache-2.0
"""A contender in Python: the same words as contender.hpp."""

import os
import sys
import time

import numpy

BENEFITS = ("reduced_hours", "suspended", "terminated")
CHOICES = {
    "event": BENEFITS,
    "reduction": ("daily_hours", "working_days", "stoppage", "other_stoppage", "overtime_only"),
    "termination": ("agreement", "term_expired", "employer_notice", "employee_lawful", "employee_unlawful",
                    "dismissal", "probation_failed", "probation_cancelled", "other"),
    "sex": ("female", "male"),
    "other_carer": ("no_support", "support_as_carer", "support_as_member"),
    "enterprise.kind": ("enterprise", "cooperative", "other"),
    "enterprise.region": ("I", "II", "III", "IV"),
    "enterprise.fund_first_round": ("paid_before", "paid_on_the_day", "partly_paid", "not_paid"),
    "enterprise.fund_second_round": ("paid_before", "paid_on_the_day", "partly_paid", "postponed", "not_paid"),
}
TRUTHS = ("labour_contract", "caused_by_order_cut", "personal_reasons", "pension", "incapacity_allowance",
          "qualifies_for_unemployment_benefit", "union_member", "pregnant", "raises_child")
DATES = ("event_from", "event_to", "application_date", "birth_date", "youngest_child_birth")
NUMBERS = ("days_total", "gross_in_window", "paid_before.reduced_hours", "paid_before.suspended",
           "paid_before.terminated")
APPLICANT_CHOICES = tuple(name for name in CHOICES if not name.startswith("enterprise."))
ENTERPRISE_CHOICES = tuple(name for name in CHOICES if name.startswith("enterprise."))
AMOUNTS = ("entitlement", "payout", "overpaid")


class Columns:
    """The columns that generate_population wrote, in memory."""

    def __init__(self, folder, rows):
        self.folder = folder
        self.rows = rows

    def __getitem__(self, name):
        narrow = os.path.join(self.folder, name + ".u8")
        of_applicant = not name.startswith("enterprise.")
        count = self.rows if of_applicant else -1
        if os.path.exists(narrow):
            return numpy.fromfile(narrow, numpy.uint8, count)
        return numpy.fromfile(os.path.join(self.folder, name + ".i32"), numpy.int32, count)

    def words(self, name):
        """The options of a choice, as text."""
        return numpy.array(CHOICES[name], dtype=object)[self[name]]


class Answers:
    def __init__(self, folder):
        self.folder = folder
        self.files = {}

    def put(self, name, cells):
        """Appends the rows of one output: truths as 0 and 1, or anything else as whole numbers."""
        kind = name.rsplit(".", 1)[-1]
        cells = numpy.asarray(cells)
        suffix, narrow = {"failed": (".u16", numpy.uint16)}.get(kind, (".u8", numpy.uint8))
        if cells.dtype == numpy.uint64:
            suffix, narrow = ".u64", numpy.uint64
        if kind in AMOUNTS:
            suffix, narrow = ".u32", numpy.uint32
        if kind not in AMOUNTS and kind not in ("failed", "invalid"):
            cells = cells.astype(numpy.uint8) * 2
        if name not in self.files:
            self.files[name] = open(os.path.join(self.folder, name + suffix), "wb")
        self.files[name].write(numpy.ascontiguousarray(cells.astype(narrow)).tobytes())

    def close(self):
        for file in self.files.values():
            file.close()


def serve(contender):
    """`contender(columns)` prepares; `run(first, last)` decides rows; `outputs()` gives the outputs of the last
    run by name, as arrays."""
    folder, rows, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    one = contender(Columns(folder, rows))
    print("ready", flush=True)
    for line in sys.stdin:
        if line.startswith("check "):
            answers = Answers(line[len("check "):].strip())
            for first in range(0, rows, at_once):
                one.run(first, min(rows, first + at_once))
                for name, cells in one.outputs().items():
                    answers.put(name, cells)
            answers.close()
            print("done", flush=True)
        else:
            begin = time.perf_counter_ns()
            for first in range(0, rows, at_once):
                one.run(first, min(rows, first + at_once))
            print(time.perf_counter_ns() - begin, flush=True)
