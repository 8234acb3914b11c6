#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh WRITE_PAGES [--keep FOLDER]: what people read and sign, in a browser without a screen.
#
# No element may be wider than its place, and every page prints. --keep leaves pages, pictures and PDFs to be looked at.
set -euo pipefail
source "$(dirname "$0")/../browser.sh"
write_pages=$(realpath "$1")
choose_folder "${@:2}"
"$write_pages" "$folder"
open_browser "$folder"
for page in *-*.html; do
  [[ $page != print-* ]] || continue
  if grep -q '<body class="form across">' "$page"; then add_page "$page" 1031; else add_page "$page" 703; fi
done
check_pages
for page in vi-report en-report vi-decisions vi-notices; do draw_page "$page"; done
echo "all print"
