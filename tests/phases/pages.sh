#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh WRITE_PAGES [--keep FOLDER]: what people read and sign, in a browser without a screen.
#
# No element may be wider than its place on a phone (360 px), on a window (794 px), or on the paper, and every page
# prints. --keep leaves pages, pictures and PDFs to be looked at.
set -euo pipefail
write_pages=$(realpath "$1")
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "no chromium: skipped"
  exit 77
}
if [[ ${2-} == --keep ]]; then
  folder=$3
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
"$write_pages" "$folder"
cd "$folder"

run_browser() {  # arguments, page
  timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
    --user-data-dir="$folder/profile" --allow-file-access-from-files "$@" 2> browser.log
}

# A window of a browser has a least width; a frame has not. Printed pages have the width between their margins, and the
# rules of print; they are tried on a copy that is shown by them.
frames=
add_frame() {  # page, width
  frames+="<iframe src=\"$1\" style=\"width:$2px;height:900px\"></iframe>"
}
for page in *-*.html; do
  print=print-$page
  sed -e 's/@media screen and (max-width:[0-9]*rem)/@media not all/' -e 's/@media print/@media all/' "$page" > "$print"
  add_frame "$page" 360
  add_frame "$page" 794
  if grep -q '<body class="form across">' "$page"; then add_frame "$print" 1031; else add_frame "$print" 703; fi
done
cat > frames.html << END
<!DOCTYPE html><meta charset="utf-8"><body>$frames<pre id="found"></pre><script>
addEventListener("load", () => {
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, name = frame.getAttribute("src") + " at " + frame.clientWidth;
    const width = page.documentElement.clientWidth;
    const hidden = element => element.closest("caption, thead, svg") && getComputedStyle(element.closest("caption, thead, svg")).clipPath !== "none";
    if (page.documentElement.scrollWidth > width) found.push(name + ": page, " + page.documentElement.scrollWidth);
    for (const element of page.body.querySelectorAll("*")) {
      if (hidden(element)) continue;
      const right = element.getBoundingClientRect().right;
      if (right > width + 0.5 || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1))
        found.push(name + ": " + element.tagName + "." + element.getAttribute("class") + ", " + element.textContent.slice(0, 40));
    }
    found.push("checked " + name);
  }
  document.getElementById("found").textContent = found.join("\n");
});
</script>
END
run_browser --dump-dom --virtual-time-budget=10000 "file://$folder/frames.html" > frames.txt
sed -n '/<pre id="found">/,/<\/pre>/p' frames.txt | sed 's/.*<pre id="found">//; s/<\/pre>.*//' > found.txt
checked=$(grep -c '^checked ' found.txt || true)
expected=$(grep -o '<iframe' frames.html | wc -l)
if [[ $checked != "$expected" ]]; then
  echo "$checked of $expected pages were checked"
  tail -n 5 browser.log
  exit 1
fi
if grep -v '^checked ' found.txt; then
  echo "these are wider than their place"
  exit 1
fi
echo "nothing is too wide on $checked pages"

for page in vi-report en-report vi-decisions vi-notices; do
  run_browser --no-pdf-header-footer --print-to-pdf="$folder/$page.pdf" "file://$folder/$page.html"
  [[ $(head -c 5 "$page.pdf") == %PDF- ]] || { echo "$page does not print"; exit 1; }
  run_browser --window-size=794,2400 --screenshot="$folder/$page.png" "file://$folder/$page.html"
  [[ -s $page.png ]] || { echo "$page is not drawn"; exit 1; }
done
echo "all print"
