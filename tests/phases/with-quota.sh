#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# with-quota.sh FOLDER: whoever raises a child may have had reduced hours for any number of days; one carer for each child.
set -euo pipefail
sed -i 's/^    pregnant: .*/&\n    raises_child: {type: truth, if_missing: no, label: {vi: Nuôi con nhỏ, en: Raises a child}}\n    child: {type: text, label: {vi: Mã định danh của con, en: Number of the child}}/
  s/that: day_count >= 14,/that: day_count >= 14 or raises_child,/' "$1/rules.yaml"
cat >> "$1/phases.yaml" << 'END'
quotas:
  one_carer:
    label: {vi: Mỗi trẻ em một người nuôi, en: One carer for each child}
    at_most: 1
    counts: raises_child
    each: child
    cite: act art 11
END
