#!/bin/sh
# A trial by the ranks of one job: sbatch slurm_ranks.sh TRIAL.yaml OUT [FLAG ...]
#
# Rank 0 hands out pieces of people; whoever is done gets the next. Half a minute before time is up everybody stops, whole pieces stay in
# OUT/pieces, and the job goes back into the queue; then it goes on. Set the numbers of your cluster here or on sbatch's command line.
#SBATCH --job-name=zonula
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=2
#SBATCH --cpus-per-task=8
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@30
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=zonula-%j.log
set -u
[ $# -ge 2 ] || { echo 'usage: sbatch slurm_ranks.sh TRIAL.yaml OUT [FLAG ...]' >&2; exit 2; }
trial=$1 out=$2
shift 2

code=0
srun --mpi=pmix --kill-on-bad-exit=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" \
  "${ZONULA:-zonula}" trial "$trial" --out "$out" --threads "${SLURM_CPUS_PER_TASK:-1}" "$@" || code=$?

# 143: stopped by SIGTERM. Not after scancel: that ends this script as well.
if [ $code = 143 ]; then
  echo "time is up; job $SLURM_JOB_ID goes back into the queue"
  scontrol requeue "$SLURM_JOB_ID"
fi
exit $code
