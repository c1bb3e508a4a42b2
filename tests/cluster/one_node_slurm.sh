#!/bin/bash
# one_node_slurm.sh COMMAND [WORD ...]: runs a command beside a Slurm of one node, started for it and stopped after it.
#
# munged, slurmctld and slurmd are started as root in a temporary folder and are this script's own children; nothing of the system's own
# Slurm, if there is one, is touched. The command finds SLURM_CONF set. Exit code: that of the command; 77 where no Slurm can be started
# here, after saying why.
set -u

skip() { echo "one_node_slurm: $*; skipped" >&2; exit 77; }

[ $# -gt 0 ] || { echo "usage: one_node_slurm.sh COMMAND [WORD ...]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || skip 'only root can start slurmd'
for program in munged slurmctld slurmd srun sbatch; do
  command -v $program >/dev/null || skip "there is no $program (Debian: slurm-wlm munge)"
done

folder=$(mktemp -d /tmp/zonula_slurm.XXXXXX) || exit 1
chmod 755 "$folder"
host=$(hostname -s)
cores=$(nproc)
started=()

# Ends what this script started, by its ids, last first.
stop() {
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null && wait "${started[i]}" 2>/dev/null
  done
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

# start NAME PROGRAM [WORD ...]: in the background, its words in NAME.log.
start() {
  "${@:2}" >"$folder/$1.log" 2>&1 &
  started+=($!)
}

# wait_for SECONDS COMMAND ...
wait_for() {
  for ((i = 0; i < 10 * $1; i++)); do
    "${@:2}" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  return 1
}

fail() {
  tail -n 8 "$folder"/*.log >&2
  skip "$*; the lines above say why"
}

# --- munge: who is who. Its folders must belong to who runs it, and to nobody else. ---------------------------------------------------
mkdir -m 700 "$folder/munge"
head -c 1024 /dev/urandom >"$folder/munge/key"
chmod 400 "$folder/munge/key"
mkdir -m 755 "$folder/munge_run"
start munged munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/munge_run/socket" \
  --pid-file="$folder/munge_run/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
wait_for 5 test -S "$folder/munge_run/socket" || fail 'munged did not start'

# --- Slurm ---------------------------------------------------------------------------------------------------------------------------
mkdir "$folder/state" "$folder/spool"
cat >"$folder/slurm.conf" <<END
ClusterName=zonula
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${ZN_SLURM_PORT:-27817}
SlurmdPort=$((${ZN_SLURM_PORT:-27817} + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge_run/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.out
SlurmdLogFile=$folder/slurmd.out
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=bf_interval=1,sched_interval=1,batch_sched_delay=0
MpiDefault=none
ReturnToService=2
KillWait=5
MinJobAge=300
MaxJobCount=1000
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE OverSubscribe=YES:8 State=UP
END
export SLURM_CONF=$folder/slurm.conf
start slurmctld slurmctld -D -f "$SLURM_CONF"
start slurmd slurmd -D -f "$SLURM_CONF" -N "$host"
wait_for 20 sh -c "sinfo -h -o %T | grep -q idle" || fail 'slurmctld and slurmd did not start'

"$@"
