#!/bin/sh
# A trial by the tasks of a job array: sbatch slurm_array.sh TRIAL.yaml OUT [FLAG ...]
#
# The tasks know nothing of each other. They share OUT/pieces, where each takes pieces that nobody else is at, and whoever finds everything
# done writes the results. Tasks may begin whenever the queue lets them, and any may be killed. No MPI is needed, but a shared file system
# with locks is. Set the numbers of your cluster here or on sbatch's command line.
#SBATCH --job-name=zonula
#SBATCH --array=0-15
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=8
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@30
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=zonula-%A_%a.log
set -u
[ $# -ge 2 ] || { echo 'usage: sbatch slurm_array.sh TRIAL.yaml OUT [FLAG ...]' >&2; exit 2; }
trial=$1 out=$2
shift 2

code=0
srun --ntasks=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" \
  "${ZONULA:-zonula}" trial "$trial" --out "$out" --threads "${SLURM_CPUS_PER_TASK:-1}" "$@" || code=$?

# 143: stopped by SIGTERM. Not after scancel: that ends this script as well.
if [ $code = 143 ]; then
  echo "time is up; job $SLURM_JOB_ID goes back into the queue"
  scontrol requeue "$SLURM_JOB_ID"
fi
exit $code
