#!/bin/sh
# studies.sh PROGRAM [ROUNDS]: measures every shipped study that draws its people with the program's own bench and prints a table: how many
# times as many people a second the lanes simulate as CVODE does, at equal tolerance (1e-6, the usual one) and at equal error. Start states,
# bodies and tests are in it, reading the file and writing results are not. Which CVODE it is depends on the program: build/bench has the
# optimised one.
set -eu
cd "$(dirname "$0")/.."

program=${1:?'usage: bench/studies.sh PROGRAM [ROUNDS]'}
rounds=${2:-3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" version
printf '%-20s %7s %12s %12s %16s %12s\n' study people 'CVODE /s' 'lanes /s' 'equal tolerance' 'equal error'
for study in studies/*.yaml; do
  ! grep -q 'people_from:' "$study" || continue # no more people of it can be drawn
  "$program" bench "$study" --people 1 --rounds "$rounds" --threads 1 --quiet --out "$folder" >/dev/null
  awk -F, -v study="$(basename "$study" .yaml)" '
    $1 == "people_per_s" && $3 == 1e-6 { rate[$2] = $7; people = $4 }
    $1 == "people_per_s_at_equal_error" { equal[$2] = $7 }
    END { printf "%-20s %7d %12.4g %12.4g %16.1f %12.1f\n", study, people, rate["cvode"], rate["lanes"], rate["lanes"] / rate["cvode"], equal["lanes"] / equal["cvode"] }
  ' "$folder/bench.csv"
done
