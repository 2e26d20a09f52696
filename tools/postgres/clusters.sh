# What the scripts of this folder share: clusters of their own in a folder that is removed, and what to ask
# them. Source it with a name for the folder in $0; it sets `root`, `tally`, `bin` and `work`.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tally=${TALLY_BIN:-$root/.build/release/tally}
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
name=$(basename "$0")
[ -x "$bin/initdb" ] || { echo "$name: install postgresql" >&2; exit 1; }
[ -x "$tally" ] || { echo "$name: build the program first, or name it in TALLY_BIN" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/tally-$name-XXXXXX")
chmod 755 "$work"
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres "$work"
fi
export XDG_CONFIG_HOME=$work/config
mkdir "$XDG_CONFIG_HOME"

# stop NAME: kills every process of a cluster, as a failure of power would.
stop() {
  local pid
  pid=$(head -1 "$work/$1/postmaster.pid" 2> /dev/null) || return 0
  kill -9 "$pid" $(pgrep -P "$pid") 2> /dev/null || true
  while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
}

trap 'touch "$work/end"; stop a; stop b; rm -rf "$work"' EXIT

# make NAME: makes the files of a cluster.
make() {
  (cd "$work" && "${as[@]}" "$bin/initdb" -D "$work/$1" -A trust -U postgres -E UTF8 --locale=C -k -N) \
    > /dev/null
}

# start NAME SETTING...: runs a cluster on a socket of its own, and waits until it answers.
start() {
  local name=$1
  shift
  mkdir -p "$work/socket-$name"
  [ "$(id -u)" != 0 ] || chown postgres "$work/socket-$name"
  (cd "$work" && exec "${as[@]}" "$bin/postgres" -D "$work/$name" -k "$work/socket-$name" \
    -c listen_addresses= -c max_wal_senders=8 -c shared_buffers=32MB \
    -c dynamic_shared_memory_type=mmap "$@" \
    >> "$work/log-$name" 2>&1 < /dev/null) &
  disown
  for _ in $(seq 200); do
    "$bin/pg_isready" -q -h "$work/socket-$name" && return
    sleep 0.05
  done
  cat "$work/log-$name" >&2
  exit 1
}

# ask NAME SQL: what a cluster answers its administrator.
ask() { psql -qAtX -h "$work/socket-$1" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "$2"; }

# follow: makes the cluster b a standby of a, which has to confirm every COMMIT from then on, and runs it.
follow() {
  (cd "$work" && "${as[@]}" "$bin/pg_basebackup" -h "$work/socket-a" -U postgres -D "$work/b" -R \
    -X stream -C -S eco --checkpoint=fast)
  sed -i "s/^primary_conninfo = '/&application_name=eco /" "$work/b/postgresql.auto.conf"
  start b
  ask a "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (eco)'"
  ask a "SELECT pg_reload_conf()" > /dev/null
  until [ "$(ask a "SELECT sync_state FROM pg_stat_replication")" = quorum ]; do sleep 0.05; done
}
