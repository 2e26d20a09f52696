#!/bin/bash
# Runs a PostgreSQL cluster of its own in a folder until its input ends, and removes both.
# Usage: cluster.sh FOLDER BIN [SETTINGS]    Where pgbouncer is installed, a pool in transaction mode,
# for the users pooled1 to pooled1000, answers on FOLDER/.s.PGSQL.6432. It prints `ready` once the cluster
# answers on FOLDER/.s.PGSQL.5432. What its processes share lies in the folder too, so that a kill
# leaves nothing in /dev/shm.
set -euo pipefail
folder=$1 bin=$2
PATH=$PATH:/usr/sbin

# PostgreSQL does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres "$folder"
fi
cd "$folder"
server= pool=
end() {
  # What bash starts beside itself ignores SIGQUIT, unless it asks for it as PostgreSQL does.
  { [ -z "$pool" ] || { kill -KILL "$pool" && wait "$pool"; } || true; } 2> /dev/null
  { [ -z "$server" ] || { kill -QUIT "$server" && wait "$server"; } || true; } 2> /dev/null
  rm -rf "$folder"
}
trap end EXIT
"${as[@]}" "$bin/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C -k -N \
  > "$folder/initdb" 2>&1 || { cat "$folder/initdb" >&2; exit 1; }
"${as[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c port=5432 \
  -c max_connections=200 -c shared_buffers=64MB -c max_wal_size=256MB -c logging_collector=off \
  -c dynamic_shared_memory_type=mmap \
  ${3:-} > "$folder/log" 2>&1 < /dev/null &
server=$!
for _ in $(seq 300); do
  if "$bin/pg_isready" -q -h "$folder" -p 5432; then
    if command -v pgbouncer > /dev/null; then
      cat > pool.ini << END
[databases]
postgres = host=$folder
[pgbouncer]
unix_socket_dir = $folder
listen_addr =
listen_port = 6432
auth_type = trust
auth_file = $folder/users
pool_mode = transaction
default_pool_size = 3
server_idle_timeout = 1
logfile = $folder/pool.log
END
      seq -f '"pooled%g" ""' 1000 > users
      "${as[@]}" pgbouncer -q pool.ini > /dev/null 2>&1 < /dev/null &
      pool=$!
      until [ -S .s.PGSQL.6432 ] || ! kill -0 "$pool"; do sleep 0.02; done
    fi
    echo ready
    cat > /dev/null
    exit 0
  fi
  kill -0 "$server" || break
  sleep 0.05
done
cat "$folder/log" >&2
exit 1
