-- SPDX-License-Identifier: Apache-2.0
-- Decision 6696 as one statement. Steps that later ones read stand in steps of their own.
WITH joined AS (
  SELECT a.*, e.enterprise_kind IN ('enterprise', 'cooperative') AS employer,
         CASE e.enterprise_region WHEN 'I' THEN 4680000 WHEN 'II' THEN 4160000 WHEN 'III' THEN 3640000
              ELSE 3250000 END AS wage,
         e.enterprise_fund_first_round IN ('paid_before', 'partly_paid') AS fund_first,
         e.enterprise_fund_second_round IN ('paid_before', 'partly_paid', 'postponed') AS fund_second,
         a.event_from >= '2023-04-01' AS second
  FROM $applicants a JOIN enterprises e ON a.enterprise = e.id
),
dated AS MATERIALIZED (
  SELECT *, event_from BETWEEN '2022-10-01' AND '2023-12-31' AS in_scope,
         CASE WHEN second THEN fund_second ELSE fund_first END AS fund_met,
         application_date <= CASE WHEN second THEN '2024-01-31' ELSE '2023-03-31' END AS in_time,
         julianday(min(event_to, CASE WHEN second THEN '2023-12-31' ELSE '2023-03-31' END))
           - julianday(max(event_from, CASE WHEN second THEN '2023-04-01' ELSE '2022-10-01' END)) + 1
           AS days_inside,
         -- A birthday on 29 February is kept on the 28th: neither 35 nor 6 years on is a leap year.
         union_member
           OR (sex = 'female' AND (pregnant OR event_from >= (substr(birth_date, 1, 4) + 35) || CASE substr(birth_date, 5) WHEN '-02-29' THEN '-02-28'
                                                         ELSE substr(birth_date, 5) END))
           OR (raises_child AND other_carer <> 'support_as_carer' AND youngest_child_birth <= event_from
               AND event_from < (substr(youngest_child_birth, 1, 4) + 6) || CASE substr(youngest_child_birth, 5) WHEN '-02-29' THEN '-02-28'
                                                         ELSE substr(youngest_child_birth, 5) END) AS full_rate,
         NOT (event_from BETWEEN '1900-01-01' AND '2100-12-31'
              AND event_to BETWEEN '1900-01-01' AND '2100-12-31'
              AND application_date BETWEEN '1900-01-01' AND '2100-12-31'
              AND birth_date BETWEEN '1900-01-01' AND '2100-12-31'
              AND youngest_child_birth BETWEEN '1900-01-01' AND '2100-12-31'
              AND days_total BETWEEN 0 AND 1000 AND gross_in_window BETWEEN 0 AND 1000000000
              AND paid_before_reduced_hours >= 0 AND paid_before_suspended >= 0 AND paid_before_terminated >= 0)
           AS invalid
  FROM joined
),
tested AS MATERIALIZED (
  SELECT *, event = 'reduced_hours' AS reduced_hours_concerned, event = 'suspended' AS suspended_concerned,
         event = 'terminated' AS terminated_concerned,
         CASE WHEN event = 'reduced_hours' AND in_scope THEN
           CASE WHEN NOT labour_contract THEN 1 ELSE 0 END
           + CASE WHEN NOT employer THEN 2 ELSE 0 END
           + CASE WHEN NOT fund_met THEN 4 ELSE 0 END
           + CASE WHEN NOT caused_by_order_cut THEN 8 ELSE 0 END
           + CASE WHEN reduction IN ('other_stoppage', 'overtime_only') THEN 16 ELSE 0 END
           + CASE WHEN days_total < 14 THEN 32 ELSE 0 END
           + CASE WHEN gross_in_window > wage THEN 64 ELSE 0 END
           + CASE WHEN days_inside < 14 THEN 128 ELSE 0 END
           + CASE WHEN NOT in_time THEN 256 ELSE 0 END
           ELSE 0 END AS reduced_hours_failed,
         CASE WHEN event = 'suspended' AND in_scope THEN
           CASE WHEN NOT labour_contract THEN 1 ELSE 0 END
           + CASE WHEN NOT employer THEN 2 ELSE 0 END
           + CASE WHEN NOT fund_met THEN 4 ELSE 0 END
           + CASE WHEN NOT caused_by_order_cut THEN 8 ELSE 0 END
           + CASE WHEN personal_reasons THEN 16 ELSE 0 END
           + CASE WHEN julianday(event_to) - julianday(event_from) + 1 < 30 THEN 32 ELSE 0 END
           + CASE WHEN days_inside < 30 THEN 64 ELSE 0 END
           + CASE WHEN NOT in_time THEN 256 ELSE 0 END
           ELSE 0 END AS suspended_failed,
         CASE WHEN event = 'terminated' AND in_scope THEN
           CASE WHEN NOT labour_contract THEN 1 ELSE 0 END
           + CASE WHEN NOT employer THEN 2 ELSE 0 END
           + CASE WHEN NOT fund_met THEN 4 ELSE 0 END
           + CASE WHEN NOT caused_by_order_cut THEN 8 ELSE 0 END
           + CASE WHEN termination = 'employee_unlawful' THEN 32 ELSE 0 END
           + CASE WHEN termination = 'dismissal' THEN 64 ELSE 0 END
           + CASE WHEN termination IN ('probation_failed', 'probation_cancelled') THEN 128 ELSE 0 END
           + CASE WHEN pension OR incapacity_allowance THEN 256 ELSE 0 END
           + CASE WHEN qualifies_for_unemployment_benefit THEN 512 ELSE 0 END
           + CASE WHEN NOT in_time THEN 1024 ELSE 0 END
           ELSE 0 END AS terminated_failed
  FROM dated
),
granted AS MATERIALIZED (
  SELECT *, reduced_hours_concerned AND in_scope AND reduced_hours_failed = 0 AS reduced_hours_eligible,
         suspended_concerned AND in_scope AND suspended_failed = 0 AS suspended_eligible,
         terminated_concerned AND in_scope AND terminated_failed = 0 AS terminated_eligible
  FROM tested
),
amounts AS (
  SELECT *,
         CASE WHEN NOT reduced_hours_eligible THEN 0 WHEN full_rate THEN 1000000 ELSE 700000 END
           AS reduced_hours_entitlement,
         CASE WHEN NOT suspended_eligible THEN 0 WHEN full_rate THEN 2000000 ELSE 1400000 END
           AS suspended_entitlement,
         CASE WHEN NOT terminated_eligible THEN 0 WHEN full_rate THEN 3000000 ELSE 2100000 END
           AS terminated_entitlement
  FROM granted
),
paid AS (
  SELECT *,
         max(reduced_hours_entitlement - paid_before_reduced_hours, 0) AS reduced_hours_payout,
         max(suspended_entitlement - paid_before_suspended, 0) AS suspended_payout,
         max(terminated_entitlement - paid_before_terminated, 0) AS terminated_payout,
         max(paid_before_reduced_hours - reduced_hours_entitlement, 0) AS reduced_hours_overpaid,
         max(paid_before_suspended - suspended_entitlement, 0) AS suspended_overpaid,
         max(paid_before_terminated - terminated_entitlement, 0) AS terminated_overpaid
  FROM amounts
)
SELECT id,
       reduced_hours_concerned, in_scope AS reduced_hours_in_scope, reduced_hours_eligible, reduced_hours_failed,
       reduced_hours_entitlement, reduced_hours_payout, reduced_hours_overpaid,
       suspended_concerned, in_scope AS suspended_in_scope, suspended_eligible, suspended_failed,
       suspended_entitlement, suspended_payout, suspended_overpaid,
       terminated_concerned, in_scope AS terminated_in_scope, terminated_eligible, terminated_failed,
       terminated_entitlement, terminated_payout, terminated_overpaid,
       reduced_hours_concerned OR suspended_concerned OR terminated_concerned AS row_concerned,
       in_scope AS row_in_scope,
       reduced_hours_eligible OR suspended_eligible OR terminated_eligible AS row_eligible,
       reduced_hours_entitlement + suspended_entitlement + terminated_entitlement AS row_entitlement,
       reduced_hours_payout + suspended_payout + terminated_payout AS row_payout,
       reduced_hours_overpaid + suspended_overpaid + terminated_overpaid AS row_overpaid,
       invalid
FROM paid
