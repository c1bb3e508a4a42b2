#!/bin/bash
# scaling.sh PROGRAM [ROUNDS [FOLDER]]: how a trial scales over threads and ranks of this machine, on 1 and on 2 cores.
#
# The trial is the shortest there is: two arms, one sugar test in everybody, replicates of 200 people. So what is not simulating weighs as
# much as it can. Whole commands are timed: start, simulating, files, gathering, answer. Strong: the same people on 1 and on 2 cores; weak: twice as many on 2. Rounds are interleaved, medians count.
# Efficiency: time on one core / (time on two x 2), or for weak scaling time / time. Then the rate of handing out (handout), and the peak
# memory of each rank for more and more people (needs Debian's time). Writes FOLDER/scaling.txt (default: bench).
set -u
cd "$(dirname "$0")/.." || exit 1
program=${1:?'usage: bench/scaling.sh PROGRAM [ROUNDS [FOLDER]]'}
rounds=${2:-5}
to=${3:-bench}
handout=$(dirname "$program")/handout
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trial=$work/sugar.yaml
cat >"$trial" <<'END'
title: A trial of one sugar test
source: none
summary: The shortest trial there is, to see how large a trial can be.
cohort: {people: 200, condition: irritable_bowel_diarrhoea, seed: 30}
timeline:
  - {at: 0 d, give: leak_less_30, arm: less}
  - {at: 1 d, measure: lactulose_mannitol}
trial:
  arms: [{name: same}, {name: less}]
  reads:
    - {name: lmr, at: 1 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h}
  endpoints:
    - {name: ratio, label: lactulose/mannitol, value: lmr}
  analyses:
    - {label: lactulose/mannitol, endpoint: ratio, test: t, log: yes}
END
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_hwloc_base_binding_policy=none OMPI_MCA_rmaps_base_oversubscribe=1
one=${ZN_SCALING_PEOPLE:-8000} # people for one core
two=$((2 * one))

# name|cores|people|ranks (0: no mpirun)|flags of mpirun|flags of zonula
cases=(
  "1 thread|1|$one|0||--threads 1"
  "2 threads|2|$one|0||--threads 2"
  "2 threads, twice the people|2|$two|0||--threads 2"
  "1 rank|1|$one|1||--threads 1"
  "2 ranks|2|$one|2||--threads 1"
  "2 ranks, twice the people|2|$two|2||--threads 1"
  "2 ranks over TCP|2|$one|2|--mca osc pt2pt --mca btl tcp,self|--threads 1"
  "2 processes that share a folder|2|$one|-2||--threads 1"
  "2 threads, pieces of 64|2|$one|0||--threads 2 --piece 64"
  "2 threads, pieces of 1024|2|$one|0||--threads 2 --piece 1024"
  "2 ranks, pieces of 64|2|$one|2||--threads 1 --piece 64"
  "2 ranks, pieces of 1024|2|$one|2||--threads 1 --piece 1024"
)

# run PEOPLE RANKS MPIRUN_FLAGS ZONULA_FLAGS: in a folder of its own, which is removed.
run() {
  local words=("$program" trial "$trial" --replicates $(($1 / 200)) --quiet --out "$work/out")
  # shellcheck disable=SC2206
  words+=($4)
  # shellcheck disable=SC2086
  case $2 in
    0) "${words[@]}" >/dev/null || exit 1 ;;
    -2) "${words[@]}" >/dev/null & "${words[@]}" >/dev/null && wait $! || exit 1 ;;
    *) mpirun -n "$2" $3 "${words[@]}" >/dev/null || exit 1 ;;
  esac
}

measure() {
  local round index name cores people ranks mpirun_flags zonula_flags begin end
  for ((round = 1; round <= rounds; round++)); do
    for index in "${!cases[@]}"; do
      IFS='|' read -r name cores people ranks mpirun_flags zonula_flags <<<"${cases[index]}"
      rm -rf "$work/out"
      begin=$(date +%s%N)
      run "$people" "$ranks" "$mpirun_flags" "$zonula_flags"
      end=$(date +%s%N)
      echo "$index|$name|$cores|$people|$((end - begin))"
    done
  done
}

table() {
  awk -F'|' -v one="$one" '
    { name[$1] = $2; cores[$1] = $3; people[$1] = $4; n[$1]++; time[$1, n[$1]] = $5 * 1e-9; if ($1 > last) last = $1 }
    function median(i,   a, b, t, m) {
      m = n[i]
      for (a = 1; a <= m; a++) for (b = a + 1; b <= m; b++) if (time[i, b] < time[i, a]) { t = time[i, a]; time[i, a] = time[i, b]; time[i, b] = t }
      return m % 2 ? time[i, (m + 1) / 2] : 0.5 * (time[i, m / 2] + time[i, m / 2 + 1])
    }
    END {
      printf "%-34s %8s %9s %9s %19s %10s\n", "", "people", "seconds", "people/s", "fastest to slowest", "efficiency"
      for (i = 0; i <= last; i++) {
        t = median(i)
        if (i == 0) base = t
        printf "%-34s %8d %9.3f %9.0f %9.3f - %7.3f %10.3f\n", name[i], people[i], t, people[i] / t, time[i, 1], time[i, n[i]], base * (people[i] / one) / (t * cores[i])
      }
    }'
}

# How long pieces of 64 people take on one thread, from the times at which their files were written; and what gathering takes.
pieces() {
  local begin end
  rm -rf "$work/out"
  run "$one" 0 '' '--threads 1 --piece 64'
  find "$work/out" -name '*.piece' -printf '%T@\n' | sort -n | awk '
    NR > 1 { d = $1 - last; n++; s += d; q += d * d }
    { last = $1 }
    END { m = s / n; sd = sqrt((q - n * m * m) / (n - 1)); printf "Pieces of 64 people take %.1f ms, SD %.1f: a person %.3f ms, SD about %.2f\n", 1e3 * m, 1e3 * sd, 1e3 * m / 64, 1e3 * sd / 8 }'
  begin=$(date +%s%N)
  run "$one" 0 '' '--threads 1'
  end=$(date +%s%N)
  echo "The same command once more, which gathers $one people: $(((end - begin) / 1000000)) ms"
}

# Peak memory of each of two ranks with one thread, in MiB, for so many people.
memory() {
  local people
  for people in "$@"; do
    rm -rf "$work/out"
    mpirun -n 2 /usr/bin/time -f '%M' -o "$work/peak" -a "$program" trial "$trial" --replicates $((people / 200)) \
      --quiet --threads 1 --out "$work/out" >/dev/null || exit 1
    awk -v people="$people" '{ printf "%s%.1f", (NR > 1 ? " and " : sprintf("%8d people: ", people)), $1 / 1024 } END { printf " MiB" }' "$work/peak"
    rm "$work/peak"
    printf ', %s pieces, %s bytes of pieces for each person\n' "$(find "$work/out" -name '*.piece' | wc -l)" \
      "$(find "$work/out" -name '*.piece' -printf '%s\n' | awk -v people="$people" '{ s += $1 } END { printf "%.1f", s / people }')"
  done
}

{
  echo "$(grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //'), $(nproc) cores; load before: $(cut -d ' ' -f 1-3 /proc/loadavg); medians of $rounds rounds"
  "$program" version
  echo
  measure | table
  echo
  if [ -x "$handout" ]; then
    echo 'Handing out, while rank 0 is at work itself:'
    echo "in shared memory: $(mpirun -n 2 --mca osc sm "$handout" 2 | sort | paste -sd ' ')"
    echo "over TCP: $(mpirun -n 2 --mca osc pt2pt --mca btl tcp,self "$handout" 2 | sort | paste -sd ' ')"
    echo "over TCP: $(mpirun -n 17 --mca osc pt2pt --mca btl tcp,self "$handout" 2 | sort | paste -sd ' ')"
    echo
  fi
  pieces
  echo
  if command -v time >/dev/null && [ -x /usr/bin/time ]; then
    echo 'Peak memory of two ranks:'
    # shellcheck disable=SC2086
    memory ${ZN_SCALING_MEMORY:-2000 20000 100000}
  fi
} | tee "$to/scaling.txt"
