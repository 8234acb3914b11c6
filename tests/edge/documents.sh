#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# documents.sh PROGRAM [--keep FOLDER]: the documents of the shipped rule sets, and of a hostile one, in a browser without
# a screen. No element may be wider than its place, and they print. --keep leaves them to be looked at.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
source "$here/../browser.sh"
program=$(realpath "$1")
choose_folder "${@:2}"
"$program" doc "$here/../../rules" --out "$folder/" --lang vi
"$program" doc "$here/documents" --out "$folder/" --lang en
open_browser "$folder"
for page in *.html; do
  [[ $page != print-* && $page != frames.html ]] || continue
  add_page "$page" 703
done
check_pages
for page in vn.tet doc.hostile; do draw_page "$page"; done
echo "all print"
