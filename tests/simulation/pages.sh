#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh PROGRAM [--keep FOLDER]: the pages of simulations in a browser without a screen. No element may be wider than
# its place, and they print. --keep leaves them to be looked at.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../browser.sh"
program=$(realpath "$1")
choose_folder "${@:2}"
rules=$here/../../rules/vn/vgcl-6696
simulate() {  # page, options
  local page=$1
  shift
  "$program" simulate "$rules" --rows 20000 --format html --out "$folder/$page.html" "$@"
}
simulate variants --lang vi --variant "Cả hai đợt: straddling=both_rounds" \
  --variant "Tăng 20 %: amount_reduced_hours=1.200.000; amount_suspended=2.400.000; days_counted=consecutive"
simulate readings --lang en --readings all --pairs
simulate budget --lang vi --sweep amount_reduced_hours=0..3.000.000:1000 --budget 10.000.000.000
open_browser "$folder"
for page in variants readings budget; do add_page "$page.html" 703; done
check_pages
for page in variants readings; do draw_page "$page"; done
echo "all print"
