-- SPDX-License-Identifier: Apache-2.0
-- Decision 6696 for one applicant: a table of facts and one of the enterprise in, the answers out. Dates are days
-- since 1970, truths true and false, choices words.

local wages = {I = 4680000, II = 4160000, III = 3640000, IV = 3250000}
local first_day, last_day = -25567, 47846

-- The day on which years are completed: cycles of four years from 01/03/1900, and a rest with a leap day if the birth
-- is late enough. Somebody born on a leap day completes a year on 28 February; 2100 has no leap day.
local function birthday(born, days, late, no_leap_from)
  local of_cycle = born < -25508 and 0 or (born + 25508) % 1461
  local day = born + days
  if of_cycle >= late and of_cycle < 1460 then day = day + 1 end
  if born >= no_leap_from then day = day - 1 end
  return day
end

local function no_such_day(day) return day < first_day or day > last_day end

local function full_rate(a, on)
  if a.union_member then return true end
  if a.sex == "female" and (a.pregnant or on >= birthday(a.birth_date, 12783, 365, 34758)) then return true end
  local child = a.youngest_child_birth
  return a.raises_child and a.other_carer ~= "support_as_carer" and child <= on and
         on < birthday(child, 2191, 730, 45350)
end

local function failed_conditions(a, e, on, second)
  local fund = second and e.fund_second_round or e.fund_first_round
  local late = a.application_date > (second and 19753 or 19447)
  local failed = 0
  if not a.labour_contract then failed = failed | 1 end
  if e.kind == "other" then failed = failed | 2 end
  if not (fund == "paid_before" or fund == "partly_paid" or (second and fund == "postponed")) then failed = failed | 4 end
  if not a.caused_by_order_cut then failed = failed | 8 end
  if a.event == "terminated" then
    local ended = a.termination
    if ended == "employee_unlawful" then failed = failed | 32 end
    if ended == "dismissal" then failed = failed | 64 end
    if ended == "probation_failed" or ended == "probation_cancelled" then failed = failed | 128 end
    if a.pension or a.incapacity_allowance then failed = failed | 256 end
    if a.qualifies_for_unemployment_benefit then failed = failed | 512 end
    if late then failed = failed | 1024 end
    return failed
  end
  local ends, opens = second and 19722 or 19447, second and 19448 or 19266
  local last, first = a.event_to, on
  if last > ends then last = ends end
  if first < opens then first = opens end
  local inside = last - first + 1
  if a.event == "suspended" then
    if a.personal_reasons then failed = failed | 16 end
    if a.event_to - on + 1 < 30 then failed = failed | 32 end
    if inside < 30 then failed = failed | 64 end
  else
    local reduction = a.reduction
    if reduction == "other_stoppage" or reduction == "overtime_only" then failed = failed | 16 end
    if a.days_total < 14 then failed = failed | 32 end
    if a.gross_in_window > wages[e.region] then failed = failed | 64 end
    if inside < 14 then failed = failed | 128 end
  end
  if late then failed = failed | 256 end
  return failed
end

local function invalid(a)
  return no_such_day(a.event_from) or no_such_day(a.event_to) or no_such_day(a.application_date) or
         no_such_day(a.birth_date) or no_such_day(a.youngest_child_birth) or
         a.days_total < 0 or a.days_total > 1000 or a.gross_in_window < 0 or a.gross_in_window > 1000000000 or
         a.paid_reduced_hours < 0 or a.paid_suspended < 0 or a.paid_terminated < 0
end

local function left(granted, paid)
  if granted >= paid then return granted - paid, 0 end
  return 0, paid - granted
end

-- For each benefit: concerned, eligible, failed, entitlement, payout, overpaid; then in scope, and invalid.
function decide(a, e)
  local on = a.event_from
  local in_scope = on >= 19266 and on <= 19722
  local event = a.event
  local failed = in_scope and failed_conditions(a, e, on, on >= 19448) or 0
  local eligible = in_scope and failed == 0
  local share = eligible and (full_rate(a, on) and 1000000 or 700000) or 0
  local c1, c2, c3 = event == "reduced_hours", event == "suspended", event == "terminated"
  local g1, g2, g3 = c1 and share or 0, c2 and 2 * share or 0, c3 and 3 * share or 0
  local p1, o1 = left(g1, a.paid_reduced_hours)
  local p2, o2 = left(g2, a.paid_suspended)
  local p3, o3 = left(g3, a.paid_terminated)
  return c1, c1 and eligible, c1 and failed or 0, g1, p1, o1,
         c2, c2 and eligible, c2 and failed or 0, g2, p2, o2,
         c3, c3 and eligible, c3 and failed or 0, g3, p3, o3,
         in_scope, invalid(a)
end
