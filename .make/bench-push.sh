#!/usr/bin/env bash
# bench-push.sh: builds and installs Herald's senders and their peers, and prints what they do, as a table. ROUNDS (5).
#   ONLY="bare apns,a2"   only these; see end2end/bench/push/drivers.mjs
. "$(dirname "$0")/setup.sh"
need_rust
need_node
have taskset || stop "taskset is missing. On Debian and Ubuntu: sudo apt-get install util-linux"
peers=end2end/bench/peers

# Whether $1 is to be measured.
wanted() { [[ -z ${ONLY:-} || ,$ONLY, == *,$1,* ]]; }

need_aioapns() {
  local folder=$peers/aioapns
  cmp -s "$folder/requirements.txt" "$folder/.venv/.installed-lock" && return
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    stop "Python 3 with venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"
  say "Installing the Python packages of $folder"
  python3 -m venv --clear "$folder/.venv"
  "$folder/.venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$folder/requirements.txt" ||
    stop "pip failed in $folder."
  cp "$folder/requirements.txt" "$folder/.venv/.installed-lock"
}

say "Building the senders"
cargo build --locked --release -p herald-push --example answers --example bare
have h2load || install h2load "it must be on the path" nghttp2-client
! wanted durable || cargo build --locked --release -p herald-server --example durable
! wanted a2 || cargo build --locked --release --manifest-path "$peers/a2/Cargo.toml" --target-dir "$target_dir/bench-a2"
! wanted node-apn || need_packages "$peers/node-apn"
! wanted firebase-admin || need_packages "$peers/firebase-admin"
! wanted aioapns || need_aioapns
say "Measuring push senders"
node end2end/bench/push.mjs "$target_dir"
! wanted durable || node end2end/bench/push.mjs "$target_dir" durable
