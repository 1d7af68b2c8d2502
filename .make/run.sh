#!/usr/bin/env bash
# run.sh release|debug ADDRESS:PORT DATA_DIR: builds what is not up to date and starts Herald in demo mode.
. "$(dirname "$0")/setup.sh"
mode=$1 listen=$2 data=$3

first=
[[ -x $target_dir/$mode/herald ]] || first=yes
[[ -z $first ]] || say "The first run compiles everything and takes up to a quarter of an hour; the next ones take seconds."
.make/build.sh "$mode"

say "Starting Herald"
exec "$target_dir/$mode/herald" serve --demo --listen "$listen" --data-dir "$data"
