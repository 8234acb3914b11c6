-- SPDX-License-Identifier: Apache-2.0
-- Decision 6696 as one statement. Steps that later ones read stand in steps of their own.
WITH joined AS (
  SELECT a.*, e.enterprise_kind IN ('enterprise', 'cooperative') AS employer,
         CASE e.enterprise_region WHEN 'I' THEN 4680000 WHEN 'II' THEN 4160000 WHEN 'III' THEN 3640000
              ELSE 3250000 END AS wage,
         e.enterprise_fund_first_round IN ('paid_before', 'partly_paid') AS fund_first,
         e.enterprise_fund_second_round IN ('paid_before', 'partly_paid', 'postponed') AS fund_second,
         a.event_from >= DATE '2023-04-01' AS second
  FROM $applicants a JOIN enterprises e ON a.enterprise = e.id
),
dated AS (
  SELECT *, event_from BETWEEN DATE '2022-10-01' AND DATE '2023-12-31' AS in_scope,
         CASE WHEN second THEN fund_second ELSE fund_first END AS fund_met,
         application_date <= CASE WHEN second THEN DATE '2024-01-31' ELSE DATE '2023-03-31' END AS in_time,
         least(event_to, CASE WHEN second THEN DATE '2023-12-31' ELSE DATE '2023-03-31' END)
           - greatest(event_from, CASE WHEN second THEN DATE '2023-04-01' ELSE DATE '2022-10-01' END) + 1
           AS days_inside,
         -- A birthday on 29 February is kept on the 28th of a common year by the addition itself.
         union_member
           OR (sex = 'female' AND (pregnant OR event_from >= birth_date + INTERVAL 35 YEAR))
           OR (raises_child AND other_carer <> 'support_as_carer' AND youngest_child_birth <= event_from
               AND event_from < youngest_child_birth + INTERVAL 6 YEAR) AS full_rate,
         NOT (event_from BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
              AND event_to BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
              AND application_date BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
              AND birth_date BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
              AND youngest_child_birth BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'
              AND days_total BETWEEN 0 AND 1000 AND gross_in_window BETWEEN 0 AND 1000000000
              AND paid_before_reduced_hours >= 0 AND paid_before_suspended >= 0 AND paid_before_terminated >= 0)
           AS invalid
  FROM joined
),
tested AS (
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
           ELSE 0 END::USMALLINT AS reduced_hours_failed,
         CASE WHEN event = 'suspended' AND in_scope THEN
           CASE WHEN NOT labour_contract THEN 1 ELSE 0 END
           + CASE WHEN NOT employer THEN 2 ELSE 0 END
           + CASE WHEN NOT fund_met THEN 4 ELSE 0 END
           + CASE WHEN NOT caused_by_order_cut THEN 8 ELSE 0 END
           + CASE WHEN personal_reasons THEN 16 ELSE 0 END
           + CASE WHEN event_to - event_from + 1 < 30 THEN 32 ELSE 0 END
           + CASE WHEN days_inside < 30 THEN 64 ELSE 0 END
           + CASE WHEN NOT in_time THEN 256 ELSE 0 END
           ELSE 0 END::USMALLINT AS suspended_failed,
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
           ELSE 0 END::USMALLINT AS terminated_failed
  FROM dated
),
granted AS (
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
         greatest(reduced_hours_entitlement - paid_before_reduced_hours, 0) AS reduced_hours_payout,
         greatest(suspended_entitlement - paid_before_suspended, 0) AS suspended_payout,
         greatest(terminated_entitlement - paid_before_terminated, 0) AS terminated_payout,
         greatest(paid_before_reduced_hours - reduced_hours_entitlement, 0) AS reduced_hours_overpaid,
         greatest(paid_before_suspended - suspended_entitlement, 0) AS suspended_overpaid,
         greatest(paid_before_terminated - terminated_entitlement, 0) AS terminated_overpaid
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
       reduced_hours_overpaid::BIGINT + suspended_overpaid + terminated_overpaid AS row_overpaid,
       invalid
FROM paid
