#!/usr/bin/env bash
# bench.sh: builds release and prints sizes and times as a table, then what push senders do, as another.
. "$(dirname "$0")/setup.sh"
.make/build.sh release
need_chromium
need_packages end2end
say "Making 100,000 devices"
directory=$(mktemp --suffix=.jsonl)
trap 'rm -f "$directory"' EXIT
cargo run --locked --release -q -p herald-server --example large -- 100000 10000 >"$directory"
say "Measuring"
node end2end/bench/main.mjs "$target_dir/release/herald" "$directory"
.make/bench-push.sh
