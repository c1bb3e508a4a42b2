#!/bin/sh
# callgrind.sh [--check] KERNELS: counts the instructions of the engine's kernels with valgrind, so that a loss shows without a clock.
#
# KERNELS is the program bench_kernels of a build. Writes bench/callgrind.csv; with --check compares with it instead and fails when a
# kernel needs over 3 % more. Another compiler or other flags make other counts: then nothing is compared, and that is said (exit 77,
# as without valgrind). Valgrind knows AVX2 but not AVX-512: 1, 2 and 4 lanes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
committed=$here/callgrind.csv

die() { printf 'callgrind: %s\n' "$*" >&2; exit 1; }
skip() { printf 'callgrind: nothing is compared: %s\n' "$*"; exit 77; }

check=0
if [ "${1:-}" = --check ]; then
  check=1
  shift
fi
[ $# = 1 ] || die 'usage: callgrind.sh [--check] KERNELS'
kernels=$1
build=$("$kernels" build) || die "$kernels does not run"
if [ $check = 1 ]; then
  then=$(sed -n 's/^# //p' "$committed" | head -n 1)
  [ "$build" = "$then" ] || skip "built with $build, the counts of bench/callgrind.csv with $then"
  command -v valgrind >/dev/null || skip 'there is no valgrind on this machine'
else
  command -v valgrind >/dev/null || die 'there is no valgrind on this machine'
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# collected KERNEL LANES TIMES: instructions of the whole program.
collected() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" "$kernels" "$@" 2>"$work/said" || {
    tail -n 4 "$work/said" >&2
    die "valgrind could not run $kernels $*"
  }
  sed -n 's/^.*Collected : //p' "$work/said"
}

# What 100 more calls cost, by calls: what the program does besides falls out.
count() {
  few=$(collected "$1" "$2" 10)
  many=$(collected "$1" "$2" 110)
  echo $(((many - few) / 100))
}

now=$work/now
printf '# %s\n# instructions of one call, counted by valgrind --tool=callgrind; per_person: divided by the lanes\n' "$build" >"$now"
echo 'kernel,lanes,instructions,per_person' >>"$now"
for lanes in 1 2 4; do
  for kernel in rates jacobian factor solve step; do
    n=$(count $kernel $lanes)
    echo "$kernel,$lanes,$n,$((n / lanes))" >>"$now"
  done
done

if [ $check = 0 ]; then
  cp "$now" "$committed"
  cat "$now"
  exit 0
fi
awk -F, '
  /^#/ || $1 == "kernel" { next }
  NR == FNR { before[$1, $2] = $3; known++; next }
  {
    seen++
    if (!(($1, $2) in before)) { print "callgrind: " $1 " with " $2 " lanes is not in bench/callgrind.csv"; bad = 1; next }
    change = 100 * ($3 / before[$1, $2] - 1)
    printf "%-8s %d lanes: %7d instructions, %+.1f %%\n", $1, $2, $3, change
    if (change > 3) { print "callgrind: " $1 " with " $2 " lanes needs over 3 % more than bench/callgrind.csv says"; bad = 1 }
  }
  END { if (!seen || seen != known) { print "callgrind: not the kernels of bench/callgrind.csv"; bad = 1 } exit bad }
' "$committed" "$now" || die 'see above; when the loss is wanted, bench/callgrind.sh KERNELS writes the file anew'
