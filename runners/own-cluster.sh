#!/usr/bin/env bash
# Searches on a Flink cluster that Espalier has not started, and compares their trials with embedded ones:
# fetches Flink 1.19 as a Python package, shows what a search says of a cluster without task managers and of one
# without Espalier's libraries, puts them there, starts a job manager and two task managers on loopback, and kills
# a task manager in the middle of each search.
#
#   runners/own-cluster.sh FOLDER [CONFIG.yaml]...
#
#   FOLDER     a new or empty folder for all of it
#   CONFIG     searches to run; default: configs/quickstart.yaml
#   ESPALIER   the command line to use; default: the launcher beside this folder
#
# Needs a JDK 17, Python 3 with pip, and curl.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
espalier=${ESPALIER:-$here/../espalier}
flink_version=1.19.3
[ $# -ge 1 ] || { sed -n '7s/^# */usage: /p' "$0" >&2; exit 2; }
mkdir -p "$1"
work=$(cd "$1" && pwd -P)
shift
[ $# -gt 0 ] || set -- "$here/../configs/quickstart.yaml"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
flink=$work/python/pyflink
processes=()

say() { printf '== %s\n' "$*"; }
fail() { printf 'own-cluster: %s\n' "$*" >&2; exit 1; }

stop_all() {
  for process in ${processes[@]+"${processes[@]}"}; do
    kill -9 "$process" 2>/dev/null && wait "$process" 2>/dev/null || true
  done
  processes=()
}
trap stop_all EXIT

# Flink's start scripts, which the package lacks, ask this class for a process's memory flags.
memory() { # WHAT; prints two lines: JVM flags, program arguments
  "$java" -cp "$flink/bin/bash-java-utils.jar:$flink/lib/flink-dist-$flink_version.jar" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "$1" --configDir "$work/conf" 2>/dev/null |
    sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

start() { # NAME MEMORY CLASS [ARGUMENT]...; leaves the process number in $started
  local name=$1 class=$3 flags arguments
  { read -r flags; read -r arguments; } < <(memory "$2")
  shift 3
  mkdir -p "$work/tmp/$name"
  # shellcheck disable=SC2046,SC2086 # flags and arguments are words
  "$java" $flags $(sed -n 's/^env.java.opts.taskmanager: //p' "$work/conf/config.yaml") \
    "-Djava.io.tmpdir=$work/tmp/$name" -cp "$flink/lib/*" "$class" --configDir "$work/conf" $arguments "$@" \
    >"$work/$name.log" 2>&1 &
  started=$!
  processes+=("$started")
}

start_job_manager() {
  start job-manager GET_JM_RESOURCE_PARAMS \
    org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint
  await 'flink-version'
}

start_task_manager() { # NAME
  start "$1" GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
    -D "taskmanager.resource-id=$1"
}

await() { # PATTERN in the cluster's overview
  for _ in $(seq 1 300); do
    if curl -s --noproxy '*' "http://$master/overview" 2>/dev/null | grep -q "$1"; then return; fi
    sleep 0.2
  done
  fail "the cluster at $master does not come up; see $work/*.log"
}

refused() { # PATTERN COMMAND...: the command ends with exit code 6 and one line that has the pattern
  local pattern=$1 code=0 said
  shift
  said=$("$@" 2>&1 >/dev/null | tee "$work/said") || code=$?
  [ "$code" = 6 ] || fail "exit code $code, not 6: $said"
  said=$(grep '^espalier: ' <<<"$said") || fail "no line of its own: $(cat "$work/said")"
  [ "$(wc -l <<<"$said")" = 1 ] && grep -q "$pattern" <<<"$said" || fail "another line: $said"
  printf '%s\n' "$said"
}

say "fetching Flink $flink_version"
[ -d "$flink" ] ||
  python3 -m pip install --quiet --no-deps --target "$work/python" "apache-flink-libraries==$flink_version"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
rpc=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
master=127.0.0.1:$port
mkdir -p "$work/conf" "$work/runs"
cat >"$work/conf/config.yaml" <<END
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc
jobmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $port
web.submit.enable: false
jobmanager.memory.process.size: 1200m
taskmanager.memory.process.size: 1728m
END

say "a cluster without task managers"
start_job_manager
refused '0 task managers' "$espalier" search "$1" --run-dir "$work/runs/refused" --flinkMaster "$master" --slot-wait 2

say "a cluster without Espalier's libraries"
start_task_manager task-manager-1
await '"taskmanagers":1'
refused 'espalier cluster libs' "$espalier" search "$1" --run-dir "$work/runs/refused" --flinkMaster "$master"
stop_all

say "putting them there"
"$espalier" cluster libs "$flink/lib" | tee "$work/libs.txt"
[ -z "$(ls "$flink/lib" | grep '^log4j-slf4j2\|^slf4j-api')" ] || fail "a second logging in $flink/lib"
sed -i '/memory.process.size/d' "$work/conf/config.yaml"
sed -n 's/^  \([a-z][a-zA-Z.-]*: .*\)/\1/p' "$work/libs.txt" >>"$work/conf/config.yaml"

start_job_manager
start_task_manager task-manager-1
start_task_manager task-manager-2
await '"taskmanagers":2'
victim=$started
number=2

for config in "$@"; do
  name=$(basename "$config" .yaml)
  say "$name, embedded"
  "$espalier" search "$config" --run-dir "$work/runs/$name-embedded"
  say "$name, on the cluster at $master, whose task manager dies"
  "$espalier" search "$config" --run-dir "$work/runs/$name-cluster" --flinkMaster "$master" &
  search=$!
  until [ -e "$work/runs/$name-cluster/state/00002.avro" ]; do
    kill -0 "$search" 2>/dev/null || break
    sleep 0.05
  done
  kill -9 "$victim"
  wait "$victim" 2>/dev/null || true
  number=$((number + 1))
  start_task_manager "task-manager-$number"
  victim=$started
  wait "$search" || fail "the search ended with $?; see $work/*.log"
  for run in embedded cluster; do
    "$espalier" show "$work/runs/$name-$run" --trials >"$work/runs/$name-$run.txt"
  done
  cmp "$work/runs/$name-embedded.txt" "$work/runs/$name-cluster.txt" || fail "$name: other trials"
  say "$name: $(grep -c . "$work/runs/$name-cluster.txt") lines of rounds and trials, equal"
done
