#!/bin/sh
# A trial by the ranks of mpirun, without a scheduler: mpirun.sh RANKS TRIAL.yaml OUT [FLAG ...]
#
# For a machine with many cores, or several of them (HOSTS=a,b,c mpirun.sh ...; OUT must lie on a file system that all of them see). Each
# rank works with one thread unless a flag --threads says otherwise. Asked to end, Open MPI's mpirun lets odls_base_sigkill_timeout seconds
# pass, sends SIGTERM to its ranks, and after as many more SIGKILL: one second each if not told otherwise, here ten, so that ranks can finish
# the people they are at.
set -u
[ $# -ge 3 ] || { echo 'usage: mpirun.sh RANKS TRIAL.yaml OUT [FLAG ...]' >&2; exit 2; }
ranks=$1 trial=$2 out=$3
shift 3
case " $* " in *' --threads '*) ;; *) set -- --threads 1 "$@" ;; esac
exec mpirun -n "$ranks" ${HOSTS:+--host "$HOSTS"} --bind-to none --mca odls_base_sigkill_timeout 10 \
  "${ZONULA:-zonula}" trial "$trial" --out "$out" "$@"
