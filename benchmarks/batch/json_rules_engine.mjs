// SPDX-License-Identifier: Apache-2.0
// json-rules-engine: one rule for each condition of the law and each group with the full amount; what is arithmetic is a
// fact that is computed when a rule asks for it. Dates are days since 1970.

import { createRequire } from "node:module";
import { readFileSync, existsSync, openSync, writeSync, closeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { Engine } = createRequire(join(process.env.NODE_PATH, "here.js"))("json-rules-engine");

const BENEFITS = ["reduced_hours", "suspended", "terminated"];
const CHOICES = {
  event: BENEFITS,
  reduction: ["daily_hours", "working_days", "stoppage", "other_stoppage", "overtime_only"],
  termination: ["agreement", "term_expired", "employer_notice", "employee_lawful", "employee_unlawful", "dismissal",
    "probation_failed", "probation_cancelled", "other"],
  sex: ["female", "male"],
  other_carer: ["no_support", "support_as_carer", "support_as_member"],
};
const OF_ENTERPRISE = {
  kind: ["enterprise", "cooperative", "other"],
  region: ["I", "II", "III", "IV"],
  fund_first_round: ["paid_before", "paid_on_the_day", "partly_paid", "not_paid"],
  fund_second_round: ["paid_before", "paid_on_the_day", "partly_paid", "postponed", "not_paid"],
};
const TRUTHS = ["labour_contract", "caused_by_order_cut", "personal_reasons", "pension", "incapacity_allowance",
  "qualifies_for_unemployment_benefit", "union_member", "pregnant", "raises_child"];
const NUMBERS = ["event_from", "event_to", "application_date", "birth_date", "youngest_child_birth", "days_total",
  "gross_in_window", "paid_before.reduced_hours", "paid_before.suspended", "paid_before.terminated"];
const WAGES = { I: 4680000, II: 4160000, III: 3640000, IV: 3250000 };

function readRows(folder, count) {
  const bytes = (name) => readFileSync(join(folder, name + ".u8"));
  const numbers = (name) => {
    const file = readFileSync(join(folder, name + ".i32"));
    return new Int32Array(file.buffer, file.byteOffset, file.length / 4);
  };
  const enterprises = [];
  for (const [name, words] of Object.entries(OF_ENTERPRISE)) {
    bytes("enterprise." + name).forEach((option, i) => { (enterprises[i] ??= {})[name] = words[option]; });
  }
  const rows = Array.from({ length: count }, () => ({}));
  const put = (name, cells, value) => rows.forEach((row, i) => { row[name] = value(cells[i]); });
  for (const [name, words] of Object.entries(CHOICES)) put(name, bytes(name), (option) => words[option]);
  for (const name of TRUTHS) put(name, bytes(name), (truth) => truth === 2);
  for (const name of NUMBERS) put(name.replace(".", "_"), numbers(name), (number) => number);
  put("enterprise", numbers("enterprise"), (index) => enterprises[index]);
  return rows;
}

/// The day on which years are completed; see batch/lua_rows.lua.
function birthday(born, days, late, noLeapFrom) {
  const ofCycle = born < -25508 ? 0 : (born + 25508) % 1461;
  return born + days + (ofCycle >= late && ofCycle < 1460 ? 1 : 0) - (born >= noLeapFrom ? 1 : 0);
}

const at = (path) => ({ fact: "enterprise", path: "$." + path });
const is = (fact, value) => ({ fact, operator: "equal", value });
const among = (fact, ...value) => ({ fact, operator: "in", value });

/// What fails by benefit, in the order of the law: [bit, when it fails].
const SHARED = [
  [0, is("labour_contract", false)],
  [1, { ...at("kind"), operator: "equal", value: "other" }],
  [2, is("fund_met", false)],
  [3, is("caused_by_order_cut", false)],
];
const FAILS = {
  reduced_hours: [...SHARED,
    [4, among("reduction", "other_stoppage", "overtime_only")],
    [5, { fact: "days_total", operator: "lessThan", value: 14 }],
    [6, { fact: "gross_in_window", operator: "greaterThan", value: { fact: "wage_floor" } }],
    [7, { fact: "days_inside", operator: "lessThan", value: 14 }],
    [8, is("in_time", false)]],
  suspended: [...SHARED,
    [4, is("personal_reasons", true)],
    [5, { fact: "days_of_event", operator: "lessThan", value: 30 }],
    [6, { fact: "days_inside", operator: "lessThan", value: 30 }],
    [8, is("in_time", false)]],
  terminated: [...SHARED,
    [5, is("termination", "employee_unlawful")],
    [6, is("termination", "dismissal")],
    [7, among("termination", "probation_failed", "probation_cancelled")],
    [8, { any: [is("pension", true), is("incapacity_allowance", true)] }],
    [9, is("qualifies_for_unemployment_benefit", true)],
    [10, is("in_time", false)]],
};

function engine() {
  const rules = new Engine([], { allowUndefinedFacts: false });
  const fact = (name, compute) => rules.addFact(name, async (params, almanac) => compute((key) => almanac.factValue(key)));
  fact("second_round", async (get) => (await get("event_from")) >= 19448);
  fact("in_scope", async (get) => {
    const from = await get("event_from");
    return from >= 19266 && from <= 19722;
  });
  fact("fund_met", async (get) => {
    const { fund_first_round: first, fund_second_round: second } = await get("enterprise");
    if (await get("second_round")) return ["paid_before", "partly_paid", "postponed"].includes(second);
    return ["paid_before", "partly_paid"].includes(first);
  });
  fact("wage_floor", async (get) => WAGES[(await get("enterprise")).region]);
  fact("in_time", async (get) => (await get("application_date")) <= ((await get("second_round")) ? 19753 : 19447));
  fact("days_inside", async (get) => {
    const second = await get("second_round");
    return Math.min(await get("event_to"), second ? 19722 : 19447) -
      Math.max(await get("event_from"), second ? 19448 : 19266) + 1;
  });
  fact("days_of_event", async (get) => (await get("event_to")) - (await get("event_from")) + 1);
  fact("birthday_35", async (get) => birthday(await get("birth_date"), 12783, 365, 34758));
  fact("birthday_6", async (get) => birthday(await get("youngest_child_birth"), 2191, 730, 45350));
  const rule = (type, params, ...all) => rules.addRule({ conditions: { all }, event: { type, params } });
  for (const [name, fails] of Object.entries(FAILS)) {
    for (const [bit, condition] of fails) rule("failed", { bit }, is("event", name), is("in_scope", true), condition);
  }
  rule("in_scope", {}, is("in_scope", true));
  rule("full", {}, {
    any: [
      is("union_member", true),
      { all: [is("sex", "female"), { any: [is("pregnant", true),
        { fact: "event_from", operator: "greaterThanInclusive", value: { fact: "birthday_35" } }] }] },
      { all: [is("raises_child", true), among("other_carer", "no_support", "support_as_member"),
        { fact: "youngest_child_birth", operator: "lessThanInclusive", value: { fact: "event_from" } },
        { fact: "event_from", operator: "lessThan", value: { fact: "birthday_6" } }] },
    ],
  });
  const beyond = (name, low, high) => [{ fact: name, operator: "lessThan", value: low },
    { fact: name, operator: "greaterThan", value: high }];
  rule("invalid", {}, {
    any: [
      ...["event_from", "event_to", "application_date", "birth_date", "youngest_child_birth"]
        .flatMap((name) => beyond(name, -25567, 47846)),
      ...beyond("days_total", 0, 1000), ...beyond("gross_in_window", 0, 1000000000),
      ...BENEFITS.flatMap((name) => beyond("paid_before_" + name, 0, 1000000000000)),
    ],
  });
  return rules;
}

function answer(row, events) {
  let failed = 0, inScope = false, full = false, invalid = false;
  for (const { type, params } of events) {
    if (type === "failed") failed |= 1 << params.bit;
    else if (type === "in_scope") inScope = true;
    else if (type === "full") full = true;
    else invalid = true;
  }
  const out = { invalid, row: { concerned: true, in_scope: inScope, eligible: false, entitlement: 0, payout: 0, overpaid: 0 } };
  BENEFITS.forEach((name, i) => {
    const concerned = row.event === name;
    const eligible = concerned && inScope && failed === 0;
    const entitlement = eligible ? (i + 1) * (full ? 1000000 : 700000) : 0;
    const paid = row["paid_before_" + name];
    const payout = Math.max(entitlement - paid, 0), overpaid = Math.max(paid - entitlement, 0);
    out[name] = { concerned, in_scope: inScope, eligible, failed: concerned ? failed : 0, entitlement, payout, overpaid };
    out.row.eligible ||= eligible;
    out.row.entitlement += entitlement;
    out.row.payout += payout;
    out.row.overpaid += overpaid;
  });
  return out;
}

function writeAnswers(folder, answers, flag) {
  const put = (name, Cells, value) => {
    const file = openSync(join(folder, `${name}.u${Cells.BYTES_PER_ELEMENT * 8}`), flag);
    writeSync(file, new Uint8Array(Cells.from(answers, value).buffer));
    closeSync(file);
  };
  for (const name of [...BENEFITS, "row"]) {
    for (const truth of ["concerned", "in_scope", "eligible"])
      put(`${name}.${truth}`, Uint8Array, (one) => (one[name][truth] ? 2 : 0));
    for (const amount of ["entitlement", "payout", "overpaid"]) put(`${name}.${amount}`, Uint32Array, (one) => one[name][amount]);
    if (name !== "row") put(`${name}.failed`, Uint16Array, (one) => one[name].failed);
  }
  put("invalid", Uint8Array, (one) => (one.invalid ? 1 : 0));
}

const [folder, count, atOnce] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const rows = readRows(folder, count);
const rules = engine();
const decide = async (first, last) => {
  const answers = [];
  for (let row = first; row < last; ++row) answers.push(answer(rows[row], (await rules.run(rows[row])).events));
  return answers;
};
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith("check ")) {
    for (let first = 0; first < count; first += atOnce)
      writeAnswers(line.slice(6), await decide(first, Math.min(count, first + atOnce)), first === 0 ? "w" : "a");
    console.log("done");
  } else {
    const begin = process.hrtime.bigint();
    for (let first = 0; first < count; first += atOnce) await decide(first, Math.min(count, first + atOnce));
    console.log(String(process.hrtime.bigint() - begin));
  }
}
