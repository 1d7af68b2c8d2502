#!/usr/bin/env bash
# postgres.sh COMMAND…: runs the command with HERALD_TEST_POSTGRES holding the address of a PostgreSQL cluster that is
# made for it and removed after it, whatever happens. Nothing is written to disk for good there, so it is fast and fit
# for nothing else. Exit code: the command's.
. "$(dirname "$0")/setup.sh"
need_postgres

cluster=$(mktemp -d "${TMPDIR:-/tmp}/herald-postgres.XXXXXX")
as=()
if [[ $(id -u) == 0 ]]; then
  # PostgreSQL refuses to run as root.
  user=nobody
  ! id postgres >/dev/null 2>&1 || user=postgres
  as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups)
  chown "$user" "$cluster"
fi

remove() {
  [[ ! -f $cluster/data/postmaster.pid ]] || "${as[@]}" "$postgres_bin/pg_ctl" -D "$cluster/data" -s -m immediate stop || true
  rm -rf "$cluster"
}
trap remove EXIT
trap 'exit 130' INT TERM

in_cluster() {
  (cd "$cluster" && "${as[@]}" env HOME="$cluster" "$@") >"$cluster/log" 2>&1 && return
  cat "$cluster/log" "$cluster/data/server.log" >&2 || true
  stop "PostgreSQL's $(basename "$1") failed."
}
in_cluster "$postgres_bin/initdb" -D data -U herald --auth=trust --no-sync --encoding=UTF8 --locale=C
# Only by a socket in the folder, so that no port is taken and nobody else gets in.
# The log stays whole, because tests look in it for what nothing may hold, and for what would be held otherwise.
in_cluster "$postgres_bin/pg_ctl" -D data -w -s -l data/server.log start -o \
  "-k $cluster -c listen_addresses= -c max_connections=500 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_keep_size=4GB"

# Herald's own role, for which walls are walls; the owner of the cluster is above them.
in_cluster "$postgres_bin/psql" -X -q -h "$cluster" -U herald postgres -c \
  "CREATE ROLE app LOGIN CREATEDB IN ROLE pg_read_all_settings, pg_checkpoint, pg_signal_backend"

export PATH=$PATH:$postgres_bin
export HERALD_TEST_POSTGRES=postgres://app@${cluster//\//%2F}/postgres
"$@"
