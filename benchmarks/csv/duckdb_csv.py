# SPDX-License-Identifier: Apache-2.0
"""duckdb_csv.py APPLICANTS ENTERPRISES OUT: read_csv, the same statement as in memory, COPY. With `stay` it waits for words
as contender.py does, so that starting Python is not counted."""

import os
import sys
import time

import duckdb

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"dossier_id": "VARCHAR", "enterprise_id": "VARCHAR", "person_id": "VARCHAR", "event": "VARCHAR",
         "event_from": "DATE", "event_to": "DATE", "application_date": "DATE", "labour_contract": "BOOLEAN",
         "caused_by_order_cut": "BOOLEAN", "reduction": "VARCHAR", "days_total": "INTEGER",
         "gross_in_window": "INTEGER", "personal_reasons": "BOOLEAN", "termination": "VARCHAR", "pension": "BOOLEAN",
         "incapacity_allowance": "BOOLEAN", "qualifies_for_unemployment_benefit": "BOOLEAN", "union_member": "BOOLEAN",
         "sex": "VARCHAR", "birth_date": "DATE", "pregnant": "BOOLEAN", "raises_child": "BOOLEAN",
         "youngest_child_birth": "DATE", "other_carer": "VARCHAR", "paid_before.reduced_hours": "INTEGER",
         "paid_before.suspended": "INTEGER", "paid_before.terminated": "INTEGER"}
CONDITIONS = {
    "reduced_hours": ("labour_contract", "employer", "fund_paid", "order_cuts", "reduced", "long_enough", "low_income",
                      "in_window", "in_time"),
    "suspended": ("labour_contract", "employer", "fund_paid", "order_cuts", "not_personal", "long_enough", "in_window",
                  "starts_in_window", "in_time"),
    "terminated": ("labour_contract", "employer", "fund_paid", "order_cuts", "ended_in_window", "not_unlawful",
                   "not_dismissed", "not_probation", "no_pension", "no_unemployment_benefit", "in_time"),
}


def statement(applicants, enterprises, out):
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPES.items())
    # What is not asked of an applicant is blank; nothing paid before is nothing.
    facts = ", ".join(f'coalesce("{name}", 0) AS {name.replace(".", "_")}' for name in TYPES if "." in name)
    rest = ", ".join(name for name in TYPES if "." not in name)
    source = (f"(SELECT row_number() OVER () AS id, {rest}, enterprise_id AS enterprise, {facts} "
              f"FROM read_csv('{applicants}', header = true, auto_detect = false, delim = ',', quote = '\"', "
              f"escape = '\"', columns = {{{columns}}}))")
    with open(os.path.join(HERE, os.pardir, "batch", "duckdb.sql")) as file:
        law = file.read().replace("$applicants", source)
    law = law.replace("SELECT id,\n", "SELECT id, dossier_id, person_id, enterprise_id, event,\n")
    law = law.replace("enterprises e ON", f"""(SELECT enterprise_id AS id, kind AS enterprise_kind,
        region AS enterprise_region, fund_first_round AS enterprise_fund_first_round,
        fund_second_round AS enterprise_fund_second_round
        FROM read_csv('{enterprises}', header = true, all_varchar = true)) e ON""")

    def of_event(kind):
        return "CASE event " + " ".join(f"WHEN '{name}' THEN {name}_{kind}" for name in CONDITIONS) + " END"

    def words(name):
        bits = ", ".join(f"CASE WHEN {name}_failed & {1 << bit} <> 0 THEN '{condition}' END"
                         for bit, condition in enumerate(CONDITIONS[name]))
        return f"WHEN '{name}' THEN concat_ws(' ', {bits})"

    failed = " ".join(words(name) for name in CONDITIONS)
    # Without the order of rows DuckDB need not number them, and keeps the file's order all the same.
    law = law.replace("row_number() OVER () AS id", "0 AS id")
    return f"""COPY (
      SELECT dossier_id, person_id, enterprise_id, event AS benefit,
             CASE WHEN row_eligible THEN 'eligible' ELSE 'not_eligible' END AS status,
             {of_event('entitlement')} AS entitlement, NULL AS entitlement_high, {of_event('payout')} AS payout,
             NULL AS payout_high, {of_event('overpaid')} AS overpaid,
             nullif(CASE WHEN NOT row_in_scope THEN 'outside_scope' ELSE CASE event {failed} END END, '') AS failed
      FROM ({law})
    ) TO '{out}' (HEADER, DELIMITER ',')"""


def main():
    db = duckdb.connect(":memory:")
    db.execute("SET threads = 1")
    copy = statement(*sys.argv[1:4])
    if sys.argv[4:] != ["stay"]:
        db.execute(copy)
        return
    print("ready", flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter_ns()
        db.execute(copy)
        print(time.perf_counter_ns() - begin, flush=True)


main()
