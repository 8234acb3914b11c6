# SPDX-License-Identifier: Apache-2.0
"""NumPy as one tunes it: narrow columns, blocks that stay in the cache, results written where they belong."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import BENEFITS, Columns, serve

BLOCK = 16384
FIRST_DAY, LAST_DAY = -25567, 47846
SCOPE_BEGINS, SECOND_BEGINS, SCOPE_ENDS = 19266, 19448, 19722
WAGES = np.array([4_680_000, 4_160_000, 3_640_000, 3_250_000], np.int32)


def day_number(year, month, day):
    return np.datetime64(f"{year:04}-{month:02}-{day:02}").astype("datetime64[D]").astype(np.int32)


def birthdays(years):
    """For each day there is, the day on which somebody born then completes so many years: looked up, since the
    calendar would cost more than all other steps together."""
    days = np.arange(FIRST_DAY, LAST_DAY + 1, dtype=np.int64).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    of_month = (days - months).astype(np.int64)
    then = months + 12 * years
    last = ((then + 1).astype("datetime64[D]") - then.astype("datetime64[D]")).astype(np.int64) - 1
    return (then.astype("datetime64[D]").astype(np.int64) + np.minimum(of_month, last)).astype(np.int32)


class NumpyColumns:
    def __init__(self, columns: Columns):
        c = self.columns = {name: columns[name] for name in (
            "event", "event_from", "event_to", "application_date", "labour_contract", "caused_by_order_cut",
            "reduction", "days_total", "gross_in_window", "personal_reasons", "termination", "pension",
            "incapacity_allowance", "qualifies_for_unemployment_benefit", "union_member", "sex", "birth_date",
            "pregnant", "raises_child", "youngest_child_birth", "other_carer", "enterprise")}
        self.paid = [columns["paid_before." + name] for name in BENEFITS]
        self.age_35, self.age_6 = birthdays(35), birthdays(6)
        kind, region = columns["enterprise.kind"], columns["enterprise.region"]
        first, second = columns["enterprise.fund_first_round"], columns["enterprise.fund_second_round"]
        self.wage = WAGES[region]
        self.employer = kind <= 1
        self.fund = np.stack([(first == 0) | (first == 2), (second == 0) | (second == 2) | (second == 3)])
        assert (kind <= 2).all() and (first <= 3).all() and (second <= 4).all()
        self.out = {}

    def outputs(self):
        return {name: cells[:self.rows] for name, cells in self.out.items()}

    def resize(self, rows):
        self.rows = rows
        if self.out and len(self.out["invalid"]) >= rows:
            return
        for name in BENEFITS + ("row",):
            for truth in ("concerned", "in_scope", "eligible"):
                self.out[f"{name}.{truth}"] = np.empty(rows, bool)
            for amount in ("entitlement", "payout", "overpaid"):
                wide = (name, amount) == ("row", "overpaid")
                self.out[f"{name}.{amount}"] = np.empty(rows, np.int64 if wide else np.int32)
            if name != "row":
                self.out[f"{name}.failed"] = np.empty(rows, np.uint16)
        self.out["invalid"] = np.empty(rows, bool)

    def run(self, first, last):
        self.resize(last - first)
        for begin in range(first, last, BLOCK):
            end = min(last, begin + BLOCK)
            self.block(slice(begin, end), slice(begin - first, end - first))

    def block(self, rows, to):
        c = {name: cells[rows] for name, cells in self.columns.items()}
        out = {name: cells[to] for name, cells in self.out.items()}
        enterprise, start, end = c["enterprise"], c["event_from"], c["event_to"]
        second = start >= SECOND_BEGINS
        in_scope = (start >= SCOPE_BEGINS) & (start <= SCOPE_ENDS)
        closes = np.where(second, np.int32(SCOPE_ENDS), np.int32(SECOND_BEGINS - 1))
        inside = np.minimum(end, closes)
        inside -= np.maximum(start, np.where(second, np.int32(SECOND_BEGINS), np.int32(SCOPE_BEGINS)))
        late = c["application_date"] > np.where(second, np.int32(19753), np.int32(19447))
        born, child = c["birth_date"], c["youngest_child_birth"]
        bad = self.bad(c, [paid[rows] for paid in self.paid])
        days_born = np.clip(born, FIRST_DAY, LAST_DAY) - FIRST_DAY
        days_child = np.clip(child, FIRST_DAY, LAST_DAY) - FIRST_DAY
        woman = (c["sex"] == 0) & ((c["pregnant"] == 2) | (start >= self.age_35[days_born]))
        carer = (c["raises_child"] == 2) & (c["other_carer"] != 1)
        carer &= (child <= start) & (start < self.age_6[days_child])
        full = (c["union_member"] == 2) | woman | carer
        ended = c["termination"]
        shared = self.bits(c["labour_contract"] == 0, ~self.employer[enterprise],
                           ~np.where(second, self.fund[1][enterprise], self.fund[0][enterprise]),
                           c["caused_by_order_cut"] == 0)
        never = np.zeros(len(start), bool)
        failed = (
            shared | self.bits(never, never, never, never, c["reduction"] > 2, c["days_total"] < 14,
                               c["gross_in_window"] > self.wage[enterprise], inside < 13, late),
            shared | self.bits(never, never, never, never, c["personal_reasons"] != 0, end - start < 29,
                               inside < 29, never, late),
            shared | self.bits(never, never, never, never, never, ended == 4, ended == 5,
                               (ended == 6) | (ended == 7), (c["pension"] | c["incapacity_allowance"]) != 0,
                               c["qualifies_for_unemployment_benefit"] != 0, late),
        )
        for b, name in enumerate(BENEFITS):
            concerned = np.equal(c["event"], b, out=out[name + ".concerned"])
            out[name + ".in_scope"][:] = in_scope
            asked = concerned & in_scope
            np.multiply(failed[b], asked, out=out[name + ".failed"])
            eligible = np.logical_and(asked, failed[b] == 0, out=out[name + ".eligible"])
            full_amount = (b + 1) * 1_000_000
            granted = np.where(full, np.int32(full_amount), np.int32(full_amount // 10 * 7))
            np.multiply(granted, eligible, out=out[name + ".entitlement"])
            left = out[name + ".entitlement"] - self.paid[b][rows]
            np.maximum(left, 0, out=out[name + ".payout"])
            np.maximum(np.negative(left, out=left), 0, out=out[name + ".overpaid"])
        for kind in ("concerned", "in_scope", "eligible"):
            a, b, d = (out[f"{name}.{kind}"] for name in BENEFITS)
            np.logical_or(np.logical_or(a, b), d, out=out["row." + kind])
        for kind in ("entitlement", "payout", "overpaid"):
            a, b, d = (out[f"{name}.{kind}"] for name in BENEFITS)
            total = np.add(a, b, out=out["row." + kind], dtype=out["row." + kind].dtype)
            total += d
        out["invalid"][:] = bad

    @staticmethod
    def bits(*conditions):
        word = conditions[0].astype(np.uint16)
        for bit, condition in enumerate(conditions[1:], 1):
            if condition.any():
                word |= condition.astype(np.uint16) << np.uint16(bit)
        return word

    @staticmethod
    def bad(c, paid):
        beyond = np.uint32(LAST_DAY - FIRST_DAY)
        bad = (c["days_total"].view(np.uint32) > 1000) | (c["gross_in_window"].view(np.uint32) > 1_000_000_000)
        for name in ("event_from", "event_to", "application_date", "birth_date", "youngest_child_birth"):
            bad |= (c[name] - np.int32(FIRST_DAY)).view(np.uint32) > beyond
        bad |= (paid[0] | paid[1] | paid[2]) < 0
        for name, options in (("event", 2), ("reduction", 4), ("termination", 8), ("sex", 1), ("other_carer", 2)):
            bad |= c[name] > options
        truths = c["labour_contract"] | c["caused_by_order_cut"]
        for name in ("personal_reasons", "pension", "incapacity_allowance", "qualifies_for_unemployment_benefit",
                     "union_member", "pregnant", "raises_child"):
            truths = truths | c[name]
        bad |= (truths & 0xFD) != 0
        return bad


serve(NumpyColumns)
