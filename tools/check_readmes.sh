#!/bin/sh
# check_readmes.sh [--fix] [ROOT]: holds the pages of the rooms against the code.
#
# Every place named in src/body/README.md, src/body/<room>/README.md and src/solute/README.md as `file.inc:42` (`function`) must
# be a line of that function; every state of a room's .def and every function of its .inc must be named on its page; and every
# parameter, state, observable and source named there and in docs/ must exist. Prints one sentence for each thing that is wrong and fails.
# With --fix, line numbers that have left their function are set to its first line; what cannot be mended is still said.
set -eu

fix=0
if [ "${1:-}" = --fix ]; then
  fix=1
  shift
fi
program=$(cd "$(dirname "$0")" && pwd)/check_readmes.awk
root=${1:-$(dirname "$0")/..}
if [ $# -gt 1 ]; then
  echo "usage: check_readmes.sh [--fix] [ROOT]" >&2
  exit 2
fi
if [ ! -d "$root/src/body" ]; then
  echo "$root is not the root of the project: there is no src/body in it" >&2
  exit 2
fi
cd "$root"

mended=$(mktemp)
trap 'rm -f "$mended"' EXIT
wrong=0

# check PAGE FOLDER [FILE ...]: FOLDER holds the code of the page, or is empty; all functions of FILEs must be on it.
check() {
  page=$1
  folder=$2
  shift 2
  if [ ! -f "$page" ]; then
    echo "$page is missing" >&2
    wrong=1
    return
  fi
  status=0
  awk -v page="$page" -v folder="$folder" -v whole="$*" -v fix="$fix" -f "$program" "$page" \
    >"$mended" || status=$?
  if [ $status -gt 1 ]; then exit 2; fi # awk itself failed
  if [ $status = 1 ]; then wrong=1; fi
  if [ "$fix" = 1 ] && ! cmp -s "$mended" "$page"; then
    cat "$mended" >"$page"
    echo "$page: line numbers mended"
  fi
}

for place in src/body/*/; do
  place=${place%/}
  check "$place/README.md" "$place" "$place"/*.inc
done
check src/body/README.md src/body src/body/model.inc
if [ -f src/solute/README.md ]; then check src/solute/README.md src/solute; fi
for page in docs/*.md docs/assays/*.md; do
  if [ -f "$page" ]; then check "$page" ""; fi
done
exit $wrong
