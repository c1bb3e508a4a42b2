#!/bin/sh
# check_layers.sh [ROOT]: proves from the #include lines that the arrows between the folders go one way.
#
# Each layer below lists what it may include besides its own files: folders or single files of src/, then headers of
# include/zonula. The second table says which files may see which outside library. Rooms of the body know only themselves:
# what they need from a neighbour is handed to them by src/body/model.inc.
set -u
root=${1:-$(dirname "$0")/..}
cd "$root" || exit 2

layers='
src/base      | | status dimension anatomy folder nearest
src/solve     | base | status
src/body      | base | body anatomy parameters wall status
src/solute    | base solve body/real.h body/epithelium/hindrance.inc | solute parameters wall anatomy status
src/food      | base | food anatomy status
src/junction  | base | junction solute parameters status
src/assay     | base body solute | study analytics solute body parameters wall anatomy status
src/study     | base solve assay body/lanes.h solute/journey.h | middle physique study analytics solute body parameters wall anatomy status
src/compare   | base | comparison status
src/trial     | base study solve/rodas.h | trial comparison physique study analytics solute body parameters wall anatomy status
src/cluster   | base | ranks trial status
src/appraisal | base study assay compare solute/journey.h | appraisal calibration comparison diet discrimination eaten experiment food landscape middle reading redundancy study analytics solute body parameters wall status io
src/bench     | base solve study body/lanes.h | bench study analytics body parameters status
src/evidence  | base | parameters analytics solute dimension anatomy status
src/io        | base | *
src/cli       | | *
include/zonula | | *
'

libraries='
udunits2.h   src/base/units.c
Random123/   src/base/random.c
muParserDLL.h src/base/expression.c
cvode/       src/solve/
nvector/     src/solve/
sunmatrix/   src/solve/
sunlinsol/   src/solve/
sundials/    src/solve/
klu.h        src/junction/ tests/
gsl/         src/appraisal/ src/compare/
omp.h        src/study/ src/trial/
mpi.h        src/cluster/
yaml.h       src/io/
cyaml/       src/io/
netcdf       src/io/
jansson.h    src/cli/
'

files=$(find include src -name '*.[ch]' -o -name '*.inc' -o -name '*.def' | sort)
[ -n "$files" ] || { echo "check_layers: there is nothing to check in $root" >&2; exit 2; }

# One line per finding; awk's exit status is that of the whole check.
# shellcheck disable=SC2086
grep -nE '^[[:space:]]*#[[:space:]]*include' $files /dev/null | LAYERS=$layers LIBRARIES=$libraries awk '
  function exists(path,   line, there) { there = (getline line < path) >= 0; close(path); return there }
  function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
  function say(text) { print where ": " text; bad = 1 }
  # Where the file itself stands: beside its includer, in include/, or in src/.
  function resolve(name, from,   path) {
    path = folder(from) "/" name
    if (exists(path)) { while (sub(/[^\/]+\/\.\.\//, "", path)) continue; return path }
    if (exists("include/" name)) return "include/" name
    if (exists("src/" name)) return "src/" name
    return ""
  }
  function layer_of(path,   i) { for (i = 1; i <= n_layers; i++) if (index(path, layer[i] "/") == 1) return i; return 0 }
  function room_of(path,   part) { return split(path, part, "/") == 4 && part[2] == "body" ? part[3] : "" }
  function allowed(list, path,   n, i, item) {
    n = split(list, item, " ")
    for (i = 1; i <= n; i++) if (path == "src/" item[i] || index(path, "src/" item[i] "/") == 1) return 1
    return 0
  }
  function public_allowed(list, path,   name) {
    name = path; sub(/^include\/zonula\//, "", name); sub(/\.(h|def)$/, "", name)
    return list ~ /\*/ || index(" " list " ", " " name " ")
  }
  function check_own(from, name,   path, mine) {
    path = resolve(name, from); mine = layer_of(from)
    if (path == "") return say("there is no file " name)
    if (!mine) return say(folder(from) " is no layer of this house; add it to tools/check_layers.sh")
    if (room_of(from) != "" && room_of(path) != room_of(from)) return say("the room " room_of(from) " must not see " path)
    if (index(path, layer[mine] "/") == 1) return
    if (path ~ /^include\//) { if (!public_allowed(public[mine], path)) say(layer[mine] " must not see " path); return }
    if (!allowed(uses[mine], path)) say(layer[mine] " must not see " path)
  }
  function check_library(from, name,   i) {
    for (i = 1; i <= n_libraries; i++)
      if (index(name, library[i]) == 1 && index(from, place[i]) != 1) say("only " place[i] " may see <" name ">")
  }
  BEGIN {
    n = split(ENVIRON["LAYERS"], line, "\n")
    for (i = 1; i <= n; i++) if (line[i] != "") {
      split(line[i], part, "|"); n_layers++
      layer[n_layers] = part[1]; sub(/ +$/, "", layer[n_layers]); uses[n_layers] = part[2]; public[n_layers] = part[3]
      gsub(/^ +| +$/, "", public[n_layers])
    }
    n = split(ENVIRON["LIBRARIES"], line, "\n")
    for (i = 1; i <= n; i++) if (split(line[i], part, " ") == 2) { n_libraries++; library[n_libraries] = part[1]; place[n_libraries] = part[2] }
  }
  {
    colon = index($0, ":"); from = substr($0, 1, colon - 1); rest = substr($0, colon + 1)
    where = from ":" substr(rest, 1, index(rest, ":") - 1)
    name = rest; sub(/^[^"<]*["<]/, "", name); sub(/[">].*$/, "", name)
    if (rest ~ /"/) check_own(from, name); else check_library(from, name)
    seen++
  }
  END { if (!seen) { print "check_layers: no #include was found"; exit 2 } exit bad }
'
bad=$?

# No room names the states or hand-overs of another.
rooms=$(find src/body -mindepth 1 -maxdepth 1 -type d -exec basename {} \; | sort)
for room in $rooms; do
  others=$(echo "$rooms" | grep -vx "$room" | paste -s -d '|' -)
  [ -n "$others" ] || continue
  if grep -nE "zn_($others)_(states|gives|takes|rates)" "src/body/$room"/*.inc /dev/null; then
    echo "the room $room must not name another room's states or hand-overs"
    bad=1
  fi
done
[ "$bad" = 0 ]
