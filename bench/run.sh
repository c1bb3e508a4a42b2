#!/bin/sh
# run.sh [ROUNDS [FOLDER]]: measures all engines on one scenario and writes results.csv, results.txt and work_precision.svg and .png
# into FOLDER (default: bench). What is measured and how: bench/README.md.
#
# Installs nothing (./dev bench does); a peer that is not on this machine is left out, and that is said.
set -eu
cd "$(dirname "$0")/.."

rounds=${1:-3}
folder=${2:-bench}
tolerances='1e-4 3e-5 1e-5 3e-6 1e-6 3e-7 1e-7 3e-8 1e-8'
python=/usr/bin/python3 # Debian's own, which has Debian's SciPy
scene=build/bench/scene

say() { printf 'bench: %s\n' "$*"; }
die() { printf 'bench: %s\n' "$*" >&2; exit 1; }
case $rounds in '' | *[!0-9]* | 0*) die 'usage: bench/run.sh [ROUNDS [FOLDER]]' ;; esac
[ -d "$folder" ] || die "there is no folder $folder"

# --- Building -----------------------------------------------------------------------------------------------------------------------

# build PRESET TARGET...
build() {
  preset=$1
  shift
  say "building build/$preset"
  { cmake --preset "$preset" && cmake --build "build/$preset" --target "$@"; } >build/bench.log 2>&1 || {
    tail -n 12 build/bench.log >&2
    die "build/$preset could not be built; the lines above say why (all of them: build/bench.log)"
  }
}

sh bench/build_sundials.sh
build bench cli sbml_to_c make_bundle run_own
build bench-system run_own

# The model as exported, in C, and the people of the scenario.
mkdir -p $scene
build/bench/zonula export sbml $scene/model.xml
build/bench/sbml_to_c $scene/model.xml $scene/model.c
cc -O3 -shared -fPIC -o $scene/model.so $scene/model.c -lm
build/bench/make_bundle $scene $scene/model.so

# --- Measuring ----------------------------------------------------------------------------------------------------------------------

engines="$(build/bench/run_own engines) cvode_debian"
if Rscript --vanilla -e 'library(deSolve)' >/dev/null 2>&1; then
  engines="$engines desolve_lsodes desolve_lsoda"
else
  say 'there is no R with deSolve on this machine: left out'
fi
if $python -c 'import scipy' 2>/dev/null; then
  engines="$engines scipy_lsoda scipy_bdf"
else
  say 'there is no SciPy on this machine: left out'
fi

core=$(($(nproc) - 1))
# on_core WORD...: on one core only, with libraries kept from starting threads of their own.
on_core() { OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 taskset -c $core "$@"; }

# measure ENGINE: one line of JSON for each tolerance.
measure() {
  # shellcheck disable=SC2086
  case $1 in
    cvode_debian) on_core build/bench-system/run_own $scene cvode $tolerances | sed 's/"cvode"/"cvode_debian"/' ;;
    desolve_*) on_core Rscript --vanilla bench/peers/run_desolve.R $scene $scene/model.so "${1#desolve_}" $tolerances ;;
    scipy_*) on_core $python bench/peers/run_scipy.py $scene $scene/model.so "$(echo "${1#scipy_}" | tr '[:lower:]' '[:upper:]')" $tolerances ;;
    *) on_core build/bench/run_own $scene "$1" $tolerances ;;
  esac
}

lines=build/bench/lines.json
: >$lines
round=1
while [ "$round" -le "$rounds" ]; do
  for engine in $engines; do
    say "round $round of $rounds: $engine"
    measure "$engine" >build/bench/one.json || die "$engine failed"
    [ "$(wc -l <build/bench/one.json)" = "$(echo "$tolerances" | wc -w)" ] || die "$engine did not answer for every tolerance"
    cat build/bench/one.json >>$lines
  done
  round=$((round + 1))
done

# --- Writing ------------------------------------------------------------------------------------------------------------------------

processor=$(sed -n 's/^model name[[:space:]]*: *//p' /proc/cpuinfo | head -n 1)
awk -v csv="$folder/results.csv" -v rounds="$rounds" -v processor="${processor:-unknown}" -v compiler="$(cc --version | head -n 1)" \
  -f bench/table.awk $lines >"$folder/results.txt"
gnuplot -e "results='$folder/results.csv'; to='$folder/work_precision'" bench/work_precision.gnuplot
cat "$folder/results.txt"
say "written: $folder/results.txt, results.csv, work_precision.svg and work_precision.png"
