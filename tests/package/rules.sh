#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# rules.sh CMAKE BUILD FOLDER SOURCE: installs BUILD below FOLDER, moves the installed tree, and decides there by the
# name of a rule set what the source tree decides by its folder.
set -euo pipefail
cmake=$1 build=$2 folder=$3 source=$4
export LC_ALL=C.UTF-8 NO_COLOR=1
unset HOTRO_RULES

failed=0
# same WHAT EXPECTED FOUND
same() {
  [[ $2 == "$3" ]] || { printf '%s:\nexpected %s\nfound    %s\n' "$1" "$2" "$3"; failed=1; }
}

rm -rf "$folder"
mkdir -p "$folder/elsewhere"
"$cmake" --install "$build" --prefix "$folder/prefix" > /dev/null
mv "$folder/prefix" "$folder/moved"
hotro=$(find "$folder/moved" -type f -name hotro -perm -u+x)
export LD_LIBRARY_PATH=$(dirname "$(find "$folder/moved" -name 'libhotro*' | head -1)")
cd "$folder/elsewhere"

# By its name, by its id, and all of a country.
for name in vn/vgcl-6696 vn/vgcl-6696/ vn.vgcl-6696; do
  same "check $name" "vn.vgcl-6696: fine" "$("$hotro" check $name | head -1)"
done
same "check vn" "$(cd "$source/rules/vn" && printf 'vn.%s: fine ' */ | tr -d /)" "$("$hotro" check vn | grep -v '^ ' | tr '\n' ' ')"
same "test" "vn/vgcl-6696" "$("$hotro" test vn/vgcl-6696 > cases.txt && echo vn/vgcl-6696)"
# The schema that an editor takes for an installed rule set.
installed=$(find "$folder/moved" -path '*/vgcl-6696/rules.yaml')
schema=$(sed -n 's/^# yaml-language-server: .schema=//p' "$installed")
cmp "$(dirname "$installed")/$schema" "$source/schema/rules.json" || failed=1
same "hotro schema" "" "$("$hotro" schema rules | cmp - "$source/schema/rules.json")"

# The applicants of the example, decided by name and by folder.
data=$source/examples/nghe-an/phase-1
decide() {
  "$hotro" decide "$1" --applicants "$data/applicants.csv" --enterprises "$data/enterprises.csv" --out "$2" > /dev/null
}
decide vn/vgcl-6696 by-name.csv
decide "$source/rules/vn/vgcl-6696" by-folder.csv
cmp by-name.csv by-folder.csv || failed=1
same "rows decided" "$(wc -l < "$data/expected.csv")" "$(wc -l < by-name.csv)"
same "explain" 0 "$("$hotro" explain vn.vgcl-6696 --fact event=reduced_hours > /dev/null; echo $?)"

# Folders of HOTRO_RULES come first, the working directory before them.
mkdir -p one/vn two/vn
cp -r "$source/rules/vn/minimum-wage" one/vn/minimum-wage
sed -i 's/^rule_set: .*/rule_set: vn.mine/' one/vn/minimum-wage/rules.yaml
same "HOTRO_RULES" "vn.mine: fine" "$(HOTRO_RULES=$PWD/two::$PWD/one "$hotro" check vn/minimum-wage | head -1)"
same "behind HOTRO_RULES" "vn.vgcl-6696: fine" "$(HOTRO_RULES=$PWD/one "$hotro" check vn/vgcl-6696 | head -1)"
mkdir vn
cp -r one/vn/minimum-wage vn/minimum-wage
sed -i 's/^rule_set: .*/rule_set: vn.here/' vn/minimum-wage/rules.yaml
same "the working directory" "vn.here: fine" "$(HOTRO_RULES=$PWD/one "$hotro" check vn/minimum-wage | head -1)"

same "an unknown name" \
  'vn/vgcl-6697: error E0108: cannot be read: there is no such file or folder, and no installed rule set of that name; did you mean "vn/vgcl-6696" or "vn/vgcl-2606"?' \
  "$("$hotro" check vn/vgcl-6697 2>&1)"
same "its exit code" 3 "$("$hotro" check vn/vgcl-6697 > /dev/null 2>&1; echo $?)"
same "a path out of the folders" 3 "$("$hotro" check vn/../vn/vgcl-6696 > /dev/null 2>&1; echo $?)"

# From the build tree, too.
same "the build tree" "vn.vgcl-6696: fine" "$(cd two && "$build/hotro" check vn/vgcl-6696 | head -1)"

if command -v pkg-config > /dev/null; then
  file=$(find "$folder/moved" -name hotro.pc)
  rules=$(PKG_CONFIG_PATH=${file%/*} pkg-config --variable=rulesdir hotro)
  [[ -f $rules/vn/vgcl-6696/rules.yaml ]] || { echo "pkg-config: rulesdir is $rules"; failed=1; }
fi
exit $failed
