# SPDX-License-Identifier: Apache-2.0
"""OpenFisca-core: each step of the law a variable, applicants as persons, their enterprises as groups. A run builds the
simulation from the columns and calculates every output."""

import datetime
import os
import sys

import numpy as np
from openfisca_core import indexed_enums, periods
from openfisca_core.entities import build_entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import (APPLICANT_CHOICES, BENEFITS, CHOICES, DATES, ENTERPRISE_CHOICES, NUMBERS, TRUTHS, serve)

Applicant = build_entity(key="applicant", plural="applicants", label="Applicant", is_person=True)
Enterprise = build_entity(key="enterprise", plural="enterprises", label="Enterprise",
                          roles=[{"key": "worker", "plural": "workers", "label": "Workers"}])
MONTH = periods.DateUnit.MONTH
PERIOD = periods.period("2023-01")
OPTIONS = {name: indexed_enums.Enum(name.replace(".", "_"), {word: word for word in options})
           for name, options in CHOICES.items()}
system = TaxBenefitSystem([Applicant, Enterprise])


def named(column):
    return column.replace(".", "_")


def variable(name, value_type, entity=Applicant, formula=None, **more):
    members = {"value_type": value_type, "entity": entity, "definition_period": MONTH, "label": name, **more}
    if formula:
        members["formula"] = formula
    system.add_variable(type(name, (Variable,), members))


def chosen(name):
    return {"possible_values": OPTIONS[name], "default_value": next(iter(OPTIONS[name]))}


for fact in APPLICANT_CHOICES:
    variable(fact, indexed_enums.Enum, **chosen(fact))
for fact in ENTERPRISE_CHOICES:
    variable(named(fact), indexed_enums.Enum, Enterprise, **chosen(fact))
for fact in TRUTHS:
    variable(fact, bool)
for fact in DATES:
    variable(fact, datetime.date)
for fact in NUMBERS:
    variable(named(fact), int)


def day(text):
    return np.datetime64(text, "D")


def years(born, on):
    """Completed; born on 29 February, on 28 February of a common year."""
    month, month_on = born.astype("datetime64[M]"), on.astype("datetime64[M]")
    of_month = (born - month.astype("datetime64[D]")).astype(np.int64)
    reached = (on - month_on.astype("datetime64[D]")).astype(np.int64)
    last = ((month_on + 1).astype("datetime64[D]") - on).astype(np.int64) == 1
    months = (month_on - month).astype(np.int64) - (~last & (reached < of_month))
    return np.floor_divide(months, 12)


def step(value_type, entity=Applicant):
    def add(formula):
        variable(formula.__name__, value_type, entity, lambda of, period, parameters=None: formula(of, period))
        return formula
    return add


@step(bool, Enterprise)
def employer(enterprise, period):
    kind, options = enterprise("enterprise_kind", period), OPTIONS["enterprise.kind"]
    return (kind == options.enterprise) + (kind == options.cooperative)


@step(bool, Enterprise)
def fund_first_met(enterprise, period):
    fund, options = enterprise("enterprise_fund_first_round", period), OPTIONS["enterprise.fund_first_round"]
    return (fund == options.paid_before) + (fund == options.partly_paid)


@step(bool, Enterprise)
def fund_second_met(enterprise, period):
    fund, options = enterprise("enterprise_fund_second_round", period), OPTIONS["enterprise.fund_second_round"]
    return (fund == options.paid_before) + (fund == options.partly_paid) + (fund == options.postponed)


@step(int, Enterprise)
def wage_floor(enterprise, period):
    region, options = enterprise("enterprise_region", period), OPTIONS["enterprise.region"]
    return np.select([region == options.I, region == options.II, region == options.III],
                     [4_680_000, 4_160_000, 3_640_000], 3_250_000)


@step(bool)
def second_round(one, period):
    return one("event_from", period) >= day("2023-04-01")


@step(bool)
def in_scope(one, period):
    return (one("event_from", period) >= day("2022-10-01")) * (one("event_from", period) <= day("2023-12-31"))


@step(bool)
def fund_met(one, period):
    return np.where(one("second_round", period), one.enterprise("fund_second_met", period),
                    one.enterprise("fund_first_met", period))


@step(bool)
def in_time(one, period):
    last = np.where(one("second_round", period), day("2024-01-31"), day("2023-03-31"))
    return one("application_date", period) <= last


@step(int)
def days_inside(one, period):
    second = one("second_round", period)
    opens = np.where(second, day("2023-04-01"), day("2022-10-01"))
    closes = np.where(second, day("2023-12-31"), day("2023-03-31"))
    inside = np.minimum(one("event_to", period), closes) - np.maximum(one("event_from", period), opens)
    return inside.astype(np.int64) + 1


@step(int)
def days_of_suspension(one, period):
    return (one("event_to", period) - one("event_from", period)).astype(np.int64) + 1


@step(bool)
def full_rate(one, period):
    on, child = one("event_from", period), one("youngest_child_birth", period)
    woman = one("sex", period) == OPTIONS["sex"].female
    of_35 = years(one("birth_date", period), on) >= 35
    carer = (one("raises_child", period) * (child <= on) * (years(child, on) < 6) *
             (one("other_carer", period) != OPTIONS["other_carer"].support_as_carer))
    return one("union_member", period) + woman * (of_35 + one("pregnant", period)) + carer


@step(bool)
def invalid(one, period):
    bad = np.zeros(one.count, bool)
    for fact in DATES:
        bad |= (one(fact, period) < day("1900-01-01")) | (one(fact, period) > day("2100-12-31"))
    for fact, most in (("days_total", 1000), ("gross_in_window", 1_000_000_000)):
        bad |= (one(fact, period) < 0) | (one(fact, period) > most)
    for name in BENEFITS:
        bad |= one(f"paid_before_{name}", period) < 0
    return bad


def bits(conditions):
    word = np.zeros(len(conditions[0][1]), np.int64)
    for bit, failed in conditions:
        word |= failed.astype(np.int64) << bit
    return word


def shared(one, period):
    return [(0, ~one("labour_contract", period)), (1, ~one.enterprise("employer", period)),
            (2, ~one("fund_met", period)), (3, ~one("caused_by_order_cut", period))]


@step(int)
def reduced_hours_unmet(one, period):
    kind, options = one("reduction", period), OPTIONS["reduction"]
    return bits(shared(one, period) + [
        (4, (kind == options.other_stoppage) + (kind == options.overtime_only)), (5, one("days_total", period) < 14),
        (6, one("gross_in_window", period) > one.enterprise("wage_floor", period)),
        (7, one("days_inside", period) < 14), (8, ~one("in_time", period))])


@step(int)
def suspended_unmet(one, period):
    return bits(shared(one, period) + [
        (4, one("personal_reasons", period)), (5, one("days_of_suspension", period) < 30),
        (6, one("days_inside", period) < 30), (8, ~one("in_time", period))])


@step(int)
def terminated_unmet(one, period):
    ended, options = one("termination", period), OPTIONS["termination"]
    return bits(shared(one, period) + [
        (5, ended == options.employee_unlawful), (6, ended == options.dismissal),
        (7, (ended == options.probation_failed) + (ended == options.probation_cancelled)),
        (8, one("pension", period) + one("incapacity_allowance", period)),
        (9, one("qualifies_for_unemployment_benefit", period)), (10, ~one("in_time", period))])


def benefit(name, amount):
    def concerned(one, period, parameters=None):
        return one("event", period) == getattr(OPTIONS["event"], name)

    def failed(one, period, parameters=None):
        return one(f"{name}_unmet", period) * (one(f"{name}_concerned", period) * one("in_scope", period))

    def eligible(one, period, parameters=None):
        return one(f"{name}_concerned", period) * one("in_scope", period) * (one(f"{name}_unmet", period) == 0)

    def entitlement(one, period, parameters=None):
        return one(f"{name}_eligible", period) * np.where(one("full_rate", period), amount, amount // 10 * 7)

    def payout(one, period, parameters=None):
        return np.maximum(one(f"{name}_entitlement", period) - one(f"paid_before_{name}", period), 0)

    def overpaid(one, period, parameters=None):
        return np.maximum(one(f"paid_before_{name}", period) - one(f"{name}_entitlement", period), 0)

    for kind, formula in (("concerned", concerned), ("eligible", eligible)):
        variable(f"{name}_{kind}", bool, formula=formula)
    for kind, formula in (("failed", failed), ("entitlement", entitlement), ("payout", payout), ("overpaid", overpaid)):
        variable(f"{name}_{kind}", int, formula=formula)


def combined(kind, value_type):
    def formula(one, period, parameters=None):
        return sum(one(f"{name}_{kind}", period) for name in BENEFITS)
    variable(f"row_{kind}", value_type, formula=formula)


for index, benefit_name in enumerate(BENEFITS):
    benefit(benefit_name, (index + 1) * 1_000_000)
for truth in ("concerned", "eligible"):
    combined(truth, bool)
for money in ("entitlement", "payout", "overpaid"):
    combined(money, int)


class OpenFisca:
    def __init__(self, columns):
        self.enterprise = columns["enterprise"]
        self.facts = {fact: indexed_enums.EnumArray(columns[fact].astype(np.int16), OPTIONS[fact])
                      for fact in APPLICANT_CHOICES}
        self.facts.update((fact, columns[fact] == 2) for fact in TRUTHS)
        self.facts.update((fact, columns[fact].astype("datetime64[D]")) for fact in DATES)
        self.facts.update((named(fact), columns[fact]) for fact in NUMBERS)
        self.of_enterprise = {named(fact): indexed_enums.EnumArray(columns[fact].astype(np.int16), OPTIONS[fact])
                              for fact in ENTERPRISE_CHOICES}
        self.enterprises = np.arange(len(self.of_enterprise["enterprise_kind"]))
        self.answers = {}

    def run(self, first, last):
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("applicant", np.arange(last - first))
        enterprises = builder.declare_entity("enterprise", self.enterprises)
        # Not join_with_persons(): it takes for granted that every group has a member.
        enterprises.members_entity_id = self.enterprise[first:last]
        enterprises.members_role = np.full(last - first, Enterprise.flattened_roles[0])
        simulation = builder.build(system)
        for name, cells in self.facts.items():
            simulation.set_input(name, PERIOD, cells[first:last])
        for name, cells in self.of_enterprise.items():
            simulation.set_input(name, PERIOD, cells)
        self.answers = {}
        for name in BENEFITS + ("row",):
            for kind in ("concerned", "eligible", "entitlement", "payout", "overpaid", "failed"):
                if (name, kind) != ("row", "failed"):
                    self.answers[f"{name}.{kind}"] = simulation.calculate(f"{name}_{kind}", PERIOD)
            self.answers[f"{name}.in_scope"] = simulation.calculate("in_scope", PERIOD)
        self.answers["invalid"] = simulation.calculate("invalid", PERIOD)

    def outputs(self):
        return self.answers


serve(OpenFisca)
