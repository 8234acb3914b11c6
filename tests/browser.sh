# SPDX-License-Identifier: Apache-2.0
# For tests that look at pages in a browser without a screen (sourced; they end with 77 where there is none):
#
#   choose_folder [--keep FOLDER]   sets `folder`, where pages are to lie; without --keep it is gone at the end
#   open_browser FOLDER             pages lie in FOLDER, which becomes the present folder
#   add_page PAGE PRINTED_WIDTH     PAGE is to be looked at, in px between the margins of its paper
#   check_pages                     no element may be wider than its place on a phone (360 px), on a window (794 px)
#                                   or on the paper, in whatever language a reader chooses
#   draw_page PAGE                  PAGE.pdf and PAGE.png; fails where the page does not print

choose_folder() {
  if [[ ${1-} == --keep ]]; then
    folder=$2
    mkdir -p "$folder"
  else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
  fi
}

open_browser() {
  browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "no chromium: skipped"
    exit 77
  }
  cd "$1"
  frames=
}

run_browser() {  # arguments, page
  timeout 300 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
    --user-data-dir="$PWD/profile" --allow-file-access-from-files "$@" 2> browser.log
}

# A window of a browser has a least width; a frame has not. Printed pages have the width between their margins, and the
# rules of print; they are tried on a copy that is shown by them.
add_page() {
  local print=print-$1
  sed -e 's/@media screen and (max-width:[0-9]*rem)/@media not all/' -e 's/@media print/@media all/' "$1" > "$print"
  add_frame "$1" 360
  add_frame "$1" 794
  add_frame "$print" "$2"
}
add_frame() { frames+="<iframe src=\"$1\" style=\"width:$2px;height:900px\"></iframe>"; }

check_pages() {
  cat > frames.html << END
<!DOCTYPE html><meta charset="utf-8"><body>$frames<pre id="found"></pre><script>
addEventListener("load", () => {
  const found = [];
  const look = (page, name) => {
    const width = page.documentElement.clientWidth;
    const hidden = element => element.closest("caption, thead, svg") && getComputedStyle(element.closest("caption, thead, svg")).clipPath !== "none";
    if (page.documentElement.scrollWidth > width) found.push(name + ": page, " + page.documentElement.scrollWidth);
    for (const element of page.body.querySelectorAll("*")) {
      if (hidden(element)) continue;
      const right = element.getBoundingClientRect().right;
      if (right > width + 0.5 || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1))
        found.push(name + ": " + element.tagName + "." + element.getAttribute("class") + ", " + element.textContent.slice(0, 40));
    }
  };
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, name = frame.getAttribute("src") + " at " + frame.clientWidth;
    const languages = page.querySelectorAll("input[name=lang]");
    if (languages.length === 0) look(page, name);
    for (const language of languages) {
      language.checked = true;
      look(page, name + ", " + language.id);
    }
    found.push("checked " + name);
  }
  document.getElementById("found").textContent = found.join("\n");
});
</script>
END
  run_browser --dump-dom --virtual-time-budget=60000 "file://$PWD/frames.html" > frames.txt
  sed -n '/<pre id="found">/,/<\/pre>/p' frames.txt | sed 's/.*<pre id="found">//; s/<\/pre>.*//' > found.txt
  local checked expected
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
}

draw_page() {
  run_browser --no-pdf-header-footer --print-to-pdf="$PWD/$1.pdf" "file://$PWD/$1.html"
  [[ $(head -c 5 "$1.pdf") == %PDF- ]] || { echo "$1 does not print"; exit 1; }
  run_browser --window-size=794,2400 --screenshot="$PWD/$1.png" "file://$PWD/$1.html"
  [[ -s $1.png ]] || { echo "$1 is not drawn"; exit 1; }
}
