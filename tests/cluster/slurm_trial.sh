#!/bin/bash
# slurm_trial.sh PROGRAM: a trial under a real Slurm of one node (one_node_slurm.sh): by ranks, by an array, cancelled, killed, out of time
# and back from the queue; its files must be those of one undisturbed process, to the last byte. Exit code 77 where no Slurm can be started.
set -u
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${ZN_IN_SLURM:-}" ]; then
  [ $# = 1 ] || { echo 'usage: slurm_trial.sh PROGRAM' >&2; exit 2; }
  program=$(realpath "$1") || exit 2
  export ZN_IN_SLURM=1 ZONULA=$program
  exec "$here/one_node_slurm.sh" "$here/slurm_trial.sh"
fi

examples=$here/../../examples/cluster
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
wrong=0

say() { printf '%4d s  %-9s %s\n' "$SECONDS" "$1" "$2"; }

# A trial of 40 x 40 people, which takes some seconds; its size is the first argument.
write_trial() {
  cat >trial.yaml <<END
title: A trial under Slurm
source: none
summary: A small trial for tests; nobody published it.
cohort: {people: 40, condition: crohn_active, seed: 77}
timeline:
  - {at: 0 d, measure: cr_edta}
  - {at: 1 d, arm: infliximab, give: infliximab, dose: 5 mg/kg}
  - {at: 29 d, measure: cr_edta}
trial:
  arms: [{name: placebo}, {name: infliximab}]
  reads:
    - {name: before, at: 0 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}
    - {name: after, at: 29 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}
  endpoints:
    - {name: level, label: EDTA afterwards (%), value: after}
    - {name: start, label: EDTA before (%), value: before}
  analyses:
    - {label: EDTA, endpoint: level, test: ancova, baseline: start, log: yes}
  replicates: $1
END
}

# compare WHAT OUT
compare() {
  local file
  for file in whole/*.csv; do
    if ! cmp -s "$file" "$2/${file#whole/}"; then
      say WRONG "$1: $2/${file#whole/} differs from that of one process, or is missing"
      tail -n 5 ./*.log
      wrong=1
      return
    fi
  done
  say same "$1"
}

pieces() { find "$1/pieces" -name '*.piece' 2>/dev/null | wc -l; }

# some_pieces OUT: waits until work is under way.
some_pieces() {
  for ((i = 0; i < 600; i++)); do
    [ "$(pieces "$1")" -ge 3 ] && return 0
    sleep 0.05
  done
  say WRONG "$1: nothing is done after 30 s"
  wrong=1
}

# ended JOB: waits until no task of it is left.
ended() {
  for ((i = 0; i < 1200; i++)); do
    [ -n "$(squeue -h -j "$1" 2>/dev/null)" ] || return 0
    sleep 0.1
  done
  say WRONG "job $1 does not end"
  wrong=1
}

state() { scontrol show job "$1" | grep -o 'JobState=[A-Z]*'; }

write_trial 60
"$ZONULA" trial trial.yaml --out whole --threads 2 --quiet >/dev/null || exit 1
say reference "$(pieces whole) pieces by one process"

# --- Ranks -------------------------------------------------------------------------------------------------------------------------------
srun --mpi=pmix --overcommit -n 3 "$ZONULA" trial trial.yaml --out ranks --threads 1 --piece 20 --quiet >ranks.log 2>&1 || say WRONG "srun ended with $?"
compare 'three ranks of srun --mpi=pmix' ranks

srun --overcommit -n 3 "$ZONULA" trial trial.yaml --out strangers --threads 1 --piece 20 >strangers.log 2>&1 || say WRONG "srun ended with $?"
grep -q 'srun --mpi=pmix' strangers.log || { say WRONG 'nobody is told that srun does not speak PMIx'; wrong=1; }
compare 'three tasks of srun that do not know of each other' strangers

small=(--nodes=1 --ntasks=2 --ntasks-per-node=2 --cpus-per-task=1 --chdir="$work")
sbatch -W -Q "${small[@]}" -o job.log "$examples/slurm_ranks.sh" trial.yaml job --piece 20 --quiet || say WRONG "the job ended with $?"
compare 'examples/cluster/slurm_ranks.sh' job

sbatch -W -Q "${small[@]}" -o mpirun.log --export=ALL,OMPI_ALLOW_RUN_AS_ROOT=1,OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 \
  "$examples/mpirun.sh" 2 trial.yaml mpirun --piece 20 --quiet || say WRONG "the job ended with $?"
compare 'examples/cluster/mpirun.sh in a job' mpirun

# --- An array ----------------------------------------------------------------------------------------------------------------------------
few=(--array=0-3 --cpus-per-task=1 --chdir="$work")
sbatch -W -Q "${few[@]}" -o array-%a.log "$examples/slurm_array.sh" trial.yaml array --piece 20 --quiet || say WRONG "the array ended with $?"
compare 'examples/cluster/slurm_array.sh, four tasks on two cores' array
grep -l 'Written: ' array-*.log >/dev/null || { say WRONG 'no task of the array says that it wrote the results'; wrong=1; }

# --- Cancelled, killed, out of time --------------------------------------------------------------------------------------------------------
write_trial 400
rm -r whole
"$ZONULA" trial trial.yaml --out whole --threads 2 --quiet >/dev/null || exit 1
say reference "$(pieces whole) pieces by one process"

job=$(sbatch --parsable "${small[@]}" -o cancel.log "$examples/slurm_ranks.sh" trial.yaml cancelled --piece 20)
some_pieces cancelled
scancel "$job"
ended "$job"
say "$(state "$job")" "$(pieces cancelled) of 800 pieces kept; in its log: $(grep -c 'asked to stop' cancel.log) x asked to stop"
[ "$(pieces cancelled)" -lt 800 ] || { say WRONG 'it was not cancelled in time'; wrong=1; }

job=$(sbatch --parsable "${few[@]}" -o kill-%a.log "$examples/slurm_array.sh" trial.yaml cancelled --piece 20)
sleep 2
scancel --signal=KILL "$job"
ended "$job"
say killed "$(pieces cancelled) of 800 pieces kept after an array went on and was killed (SIGKILL)"

sbatch -W -Q "${small[@]}" -o cancel.log "$examples/slurm_ranks.sh" trial.yaml cancelled --piece 20 --quiet || say WRONG "the job ended with $?"
compare 'ranks cancelled, array killed, ranks to the end, in one folder' cancelled

# One of two ranks is killed: the step ends, and nothing hangs.
job=$(sbatch --parsable "${small[@]}" --no-requeue -o rank.log "$examples/slurm_ranks.sh" trial.yaml rank --piece 20)
some_pieces rank
victim=$(pgrep -f -n "$ZONULA trial trial.yaml --out rank ")
kill -9 "$victim"
ended "$job"
say "$(state "$job")" "one rank was killed; $(pieces rank) of 800 pieces kept; $(grep -m 1 -i 'killed' rank.log)"
[ "$(pieces rank)" -lt 800 ] || { say WRONG 'it was not killed in time'; wrong=1; }
srun --mpi=pmix -n 2 "$ZONULA" trial trial.yaml --out rank --threads 1 --quiet >rank.log 2>&1 || say WRONG "srun ended with $?"
compare 'a job that lost a rank, gone on with' rank

# The signal before time is up, the way back into the queue, and the rest. Slurm counts time in minutes, so SIGTERM comes 57 s before it is up.
job=$(sbatch --parsable "${small[@]}" --time=1 --signal=TERM@57 -o time.log "$examples/slurm_ranks.sh" trial.yaml time --piece 20)
for ((i = 0; i < 300; i++)); do
  grep -q 'back into the queue' time.log 2>/dev/null && break
  sleep 0.1
done
say time "$(pieces time) of 800 pieces kept; its log: $(grep -o 'stopped: [0-9]* of [0-9]* pieces' time.log); $(grep -c 'back into the queue' time.log) x back into the queue"
grep -q 'back into the queue' time.log || { say WRONG 'time was not up, or the job did not go back'; wrong=1; }
scancel "$job"
ended "$job"
sbatch -W -Q "${small[@]}" -o time.log "$examples/slurm_ranks.sh" trial.yaml time --piece 20 --quiet || say WRONG "the job ended with $?"
compare 'a job whose time was up, gone on with' time

[ $wrong = 0 ] && echo 'slurm_trial: everything is the same'
exit $wrong
