# SPDX-License-Identifier: Apache-2.0
"""Applicants as one dictionary each, for engines that decide one at a time."""

from contender import (APPLICANT_CHOICES, DATES, ENTERPRISE_CHOICES, NUMBERS, TRUTHS)


def rows(columns):
    kinds = {name.split(".")[1]: columns.words(name).tolist() for name in ENTERPRISE_CHOICES}
    enterprises = [dict(zip(kinds, cells)) for cells in zip(*kinds.values())]
    facts = {name: columns.words(name).tolist() for name in APPLICANT_CHOICES}
    facts.update((name, (columns[name] == 2).tolist()) for name in TRUTHS)
    facts.update((name.replace(".", "_"), columns[name].tolist()) for name in DATES + NUMBERS)
    facts["enterprise"] = [enterprises[index] for index in columns["enterprise"].tolist()]
    return [dict(zip(facts, cells)) for cells in zip(*facts.values())]
